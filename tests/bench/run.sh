#!/bin/bash
# run.sh - make bench: fills a private instance once (var/bench), measures, prints a table.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v wrk > /dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
exec node tests/bench/bench.mjs
