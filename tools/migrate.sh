#!/bin/sh
# migrate.sh - brings the database that PG* names up to the migrations of SQLDIR.
#
# Files are SQLDIR/migrations/NNNN_noun.sql, applied in the order of their numbers, forward only,
# each in a transaction of its own that also records the file's sha256 in meta.migration. A file
# that was changed after it had been applied is refused. Two runs at once wait for each other.
# Connects as superuser postgres over the unix socket of PGHOST.
set -eu

[ $# -eq 1 ] && [ -d "$1/migrations" ] || {
	echo "usage: migrate.sh SQLDIR   (SQLDIR/migrations/NNNN_noun.sql; PGHOST and PGDATABASE set)" >&2
	exit 2
}
dir=$1/migrations
script=$(mktemp)
trap 'rm -f "$script"' EXIT

cat >"$script" <<'SQL'
\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
set client_min_messages = warning;
select pg_advisory_lock(742016) \g /dev/null
create schema if not exists meta;
create table if not exists meta.migration (
	name text not null,
	sha256 text not null,
	applied_at timestamptz not null default clock_timestamp(),
	constraint migration_pkey primary key (name),
	constraint migration_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$')
);
SQL

last=
for file in "$dir"/*.sql; do
	[ -e "$file" ] || break
	name=$(basename "$file")
	case $name in
	[0-9][0-9][0-9][0-9]_*.sql) ;;
	*)
		echo "migrate: $name is not named NNNN_noun.sql" >&2
		exit 2
		;;
	esac
	case $name in
	*[!a-z0-9_.]*)
		echo "migrate: $name: only a-z, 0-9 and _ may stand in the name" >&2
		exit 2
		;;
	esac
	number=${name%%_*}
	[ "$number" != "$last" ] || {
		echo "migrate: number $number is used twice" >&2
		exit 2
	}
	last=$number
	sum=$(sha256sum "$file" | cut -d' ' -f1)
	path=$(cd "$dir" && pwd)/$name
	cat >>"$script" <<SQL
select coalesce((select sha256 from meta.migration where name = '$name'), '') as was \gset
select :'was' = '' as pending, :'was' not in ('', '$sum') as changed \gset
\if :changed
do \$\$ begin raise exception 'migration $name was changed after it had been applied: put the old text back and write a new file' using errcode = 'UX500'; end \$\$;
\endif
\if :pending
\echo migrate: $name
begin;
\i '$path'
reset role;
insert into meta.migration (name, sha256) values ('$name', '$sum');
commit;
\endif
SQL
done

# No search path: a migration names its schemas in full. What its selects answer is not shown.
PGOPTIONS="-c search_path= -c client_min_messages=warning ${PGOPTIONS:-}" \
	psql -X -q -o /dev/null -U "${PGUSER:-postgres}" -f "$script"
