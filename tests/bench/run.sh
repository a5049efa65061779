#!/bin/bash
# run.sh - make bench: fills a private instance once (var/bench), measures, prints a table; then records.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v wrk > /dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
node tests/bench/bench.mjs
exec node tests/bench/records.mjs
