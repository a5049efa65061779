#!/bin/sh
# run.sh - runs each fuzz target for some seconds on its seeds: run.sh [SECONDS], or FUZZ_SECONDS.
# What a target finds is kept in build/fuzz/found and belongs into tests/fuzz/seeds once mended.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-${FUZZ_SECONDS:-5}}
make -s FUZZ=1 fuzzers
passed=0
failed=0
mkdir -p build/fuzz/found
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	corpus=build/fuzz/corpus/$name
	log=build/fuzz/$name.log
	mkdir -p "$corpus" "tests/fuzz/seeds/$name"
	if "build/fuzz/fuzzers/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
		-artifact_prefix="build/fuzz/found/$name-" "$corpus" "tests/fuzz/seeds/$name" \
		>"$log" 2>&1; then
		passed=$((passed + 1))
		echo "ok - $name: $(grep -o 'Done [0-9]* runs' "$log" | tail -1)"
	else
		failed=$((failed + 1))
		echo "not ok - $name"
		tail -40 "$log"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
