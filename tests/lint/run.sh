#!/bin/sh
# run.sh - runs every guard; each is first tried on planted violations.
set -eu
cd "$(dirname "$0")/../.."
passed=0
failed=0
for guard in tests/lint/*.sh; do
	[ "$guard" != tests/lint/run.sh ] || continue
	if "$guard"; then
		passed=$((passed + 1))
		echo "ok - $(basename "$guard" .sh)"
	else
		failed=$((failed + 1))
		echo "not ok - $(basename "$guard" .sh)"
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
