#!/bin/bash
# run.sh - HTTP tests: real requests through nginx to one private portal, workers with sanitizers.
# usage: run.sh [FILE.test.mjs ...]
# YILIAN_DIR and YILIAN_URL of a portal that runs already: it is used, and left running.
set -euo pipefail
cd "$(dirname "$0")/../.."

all=0
if [ $# -eq 0 ]; then
	set -- tests/http/*.test.mjs
	all=1
fi

if [ -z "${YILIAN_DIR:-}" ]; then
	# Freed memory is held back by ASan: little of it, or nothing could be said about leaks.
	export ASAN_OPTIONS=quarantine_size_mb=1
	make --no-print-directory -j2 SAN=1 programs >build/http-make.log 2>&1 || {
		grep -E 'error|Error' build/http-make.log >&2
		exit 1
	}
	base=$(mktemp -d "${TMPDIR:-/tmp}/yl-http.XXXXXX")
	chmod 755 "$base"
	export YILIAN_DIR=$base/i YILIAN_BUILD=build/san
	finish() {
		tools/instance.sh destroy --dir "$YILIAN_DIR" || true
		rm -rf "$base"
	}
	trap finish EXIT
	trap 'exit 130' INT TERM
	tools/instance.sh start --dir "$YILIAN_DIR" --port 0 --fast --build build/san >"$base/start.log" 2>&1 </dev/null || {
		cat "$base/start.log" >&2
		exit 1
	}
fi
YILIAN_URL=${YILIAN_URL:-$(tools/instance.sh url --dir "$YILIAN_DIR")}
export YILIAN_URL

if [ "$all" = 1 ]; then
	YILIAN_REQUESTS=$(mktemp)
	export YILIAN_REQUESTS
fi
status=0
node --test --test-concurrency=1 "$@" || status=1
if [ "$all" = 1 ]; then
	node --test tests/http/coverage.mjs || status=1
	rm -f "$YILIAN_REQUESTS"
fi
exit $status
