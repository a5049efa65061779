#!/bin/bash
# run.sh - make bench: fills a private instance once (var/bench: 10^6 referrals, 10^7 rows in all: about
# half an hour), measures it and the summaries over it, then records on an instance of their own.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v wrk > /dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 1; }
node tests/bench/bench.mjs
node tests/bench/summary.mjs
exec node tests/bench/records.mjs
