#!/bin/bash
# run.sh - tests of the build and set-up tools. Prints "N passed, N failed".
# usage: run.sh [TEST...], from missing, queries, supervisor, production, directories, instance; all of them by default.
set -u
cd "$(dirname "$0")/../.." || exit 1

total_passed=0 total_failed=0
[ $# -gt 0 ] || set -- missing queries supervisor production directories instance
for name; do
	said=$("tests/setup/$name.sh")
	status=$?
	echo "setup/$name: $said"
	read -r p _ f _ <<< "${said##*$'\n'}"
	[[ ${p:-} =~ ^[0-9]+$ && ${f:-} =~ ^[0-9]+$ ]] || p=0 f=1
	[ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
	total_passed=$((total_passed + p)) total_failed=$((total_failed + f))
done
echo "$total_passed passed, $total_failed failed"
[ "$total_failed" -eq 0 ]
