#!/bin/bash
# run.sh - browser stories against one private portal, over http and then, in short, over TLS.
# usage: run.sh [FILE.test.mjs ...]
# YILIAN_DIR and YILIAN_URL of a portal that runs already: it is used, and left running.
set -euo pipefail
cd "$(dirname "$0")/../.."

tls_stories="tests/browser/referral.test.mjs tests/browser/sign_in.test.mjs"
if [ -n "${YILIAN_DIR:-}" ]; then
	YILIAN_URL=${YILIAN_URL:-$(tools/instance.sh url --dir "$YILIAN_DIR")}
	export YILIAN_URL
	[ $# -gt 0 ] || set -- tests/browser/*.test.mjs
	exec node --test --test-concurrency=1 "$@"
fi

[ -d www/node_modules ] || (cd www && npm ci --no-audit --no-fund >/dev/null)
make --no-print-directory -j2 programs >build/browser-make.log 2>&1 || {
	grep -E 'error|Error' build/browser-make.log >&2
	exit 1
}
tools/www.sh
base=$(mktemp -d "${TMPDIR:-/tmp}/yl-browser.XXXXXX")
chmod 755 "$base"
export YILIAN_DIR=$base/i
finish() {
	tools/instance.sh destroy --dir "$YILIAN_DIR" || true
	rm -rf "$base"
}
trap finish EXIT
trap 'exit 130' INT TERM

start() {
	tools/instance.sh start --dir "$YILIAN_DIR" --port 0 --fast "$@" >"$base/start.log" 2>&1 </dev/null || {
		cat "$base/start.log" >&2
		exit 1
	}
	YILIAN_URL=$(tools/instance.sh url --dir "$YILIAN_DIR")
	export YILIAN_URL
}

status=0
start
if [ $# -gt 0 ]; then
	node --test --test-concurrency=1 "$@" || status=1
else
	node --test --test-concurrency=1 tests/browser/*.test.mjs || status=1
	tools/instance.sh stop --dir "$YILIAN_DIR"
	start --tls
	# shellcheck disable=SC2086 # a list of words
	node --test --test-concurrency=1 $tls_stories || status=1
fi
exit $status
