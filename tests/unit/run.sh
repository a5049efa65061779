#!/bin/sh
# run.sh - builds the unit tests with sanitizers and runs them all.
set -eu
cd "$(dirname "$0")/../.."
make -s SAN=1 units
failed=0
for test in tests/unit/test_*.c; do
	program=build/san/unit/$(basename "$test" .c)
	# detect_stack_use_after_return is off by default in gcc's ASan.
	ASAN_OPTIONS=detect_stack_use_after_return=1 "$program" || failed=1
done
exit "$failed"
