#!/bin/sh
# run.sh - builds the driver with sanitizers and runs the directory tests against real and hostile servers.
# usage: run.sh [FILE.test.mjs ...]
#        run.sh samba    against a real domain controller: by hand, see samba.mjs
set -eu
cd "$(dirname "$0")/../.."
make -s SAN=1 build/san/directory-driver
DIRECTORY_DRIVER=$PWD/build/san/directory-driver
export DIRECTORY_DRIVER
if [ "${1:-}" = samba ]; then
	set -- tests/directory/samba.mjs
fi
[ $# -gt 0 ] || set -- tests/directory/*.test.mjs
exec node --test --test-concurrency=1 "$@"
