#!/bin/bash
# run.sh - the front end's pure functions, its lint, its build and its budgets.
set -uo pipefail
cd "$(dirname "$0")/../../www" || exit 1
[ -d node_modules ] || npm ci --no-audit --no-fund >/dev/null || exit 1
status=0
node --test ../tests/unit-js/*.test.mjs || status=1
passed=0 failed=0
for step in lint format:check lines; do
	if npm run -s "$step"; then passed=$((passed + 1)); else failed=$((failed + 1)) status=1; fi
done
if grep -q '"resolved"' package-lock.json; then
	echo "package-lock.json names registry addresses: keep .npmrc beside it and run npm install"
	failed=$((failed + 1)) status=1
fi
# The build that the other levels use is made already; its weight is judged here.
if [ ! -f dist/index.html ]; then npm run -s build >/dev/null || status=1; fi
if npm run -s budget; then passed=$((passed + 1)); else failed=$((failed + 1)) status=1; fi
echo "# pass $passed"
echo "# fail $failed"
exit $status
