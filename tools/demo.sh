#!/bin/sh
# demo.sh - loads the demonstration once, at an instance's first start.
# Environment: PGHOST PGUSER PGDATABASE (superuser), YILIAN_DIR (the instance; directories.tsv there
# says where its directories answer), YILIAN_ADMIN and YILIAN_CONFIG (yilian-admin and its settings).
set -eu
cd "$(dirname "$0")/.."

for file in sql/demo/*.sql; do
	[ -e "$file" ] || continue
	echo "$file"
	(cd sql && psql -X -q -v ON_ERROR_STOP=1 -f "../$file")
done
if [ -x tools/demo/realms.sh ]; then
	echo tools/demo/realms.sh
	tools/demo/realms.sh
fi
# What accounts of the demonstration do themselves.
for file in sql/demo/signed/*.sql; do
	[ -e "$file" ] || continue
	echo "$file"
	(cd sql && psql -X -q -v ON_ERROR_STOP=1 -f "../$file")
done
