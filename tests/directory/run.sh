#!/bin/sh
# run.sh - builds the driver with sanitizers and runs the directory tests against real and hostile servers.
set -eu
cd "$(dirname "$0")/../.."
make -s SAN=1 build/san/directory-driver
DIRECTORY_DRIVER=$PWD/build/san/directory-driver
export DIRECTORY_DRIVER
exec node --test --test-concurrency=1 tests/directory/
