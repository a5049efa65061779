#!/bin/bash
# schema.sh - rewrites sql/schema.sql from a database that the migrations made from nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

at=$(mktemp -d)
chmod 711 "$at"
trap 'tools/instance.sh destroy --dir "$at/instance"; rm -rf "$at"' EXIT
tools/instance.sh start --dir "$at/instance" --only postgres --bare --fast
{
	echo '-- schema.sql - the whole database as the migrations make it; written by make schema.'
	# Newer releases put a random word into each dump, which would make every diff dirty.
	pg_dump -h "$(readlink -f "$at/instance/run")/pg" -U postgres --schema-only --no-owner yilian |
		grep -vE '^\\(un)?restrict |^-- Dumped (from|by) '
} > "$at/schema.sql"
cp "$at/schema.sql" sql/schema.sql
