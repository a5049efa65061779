#!/bin/sh
# seed.sh - loads reference data (divisions of the country) of SQLDIR into the database PG* names.
#
# usage: seed.sh SQLDIR
# For production as well as for demonstrations: run it after migrate.sh. It may run again at any
# time: it adds and corrects, and deletes nothing. Connects as superuser like migrate.sh.
set -eu

[ $# -eq 1 ] && [ -f "$1/seed/divisions.csv" ] || {
	echo "usage: seed.sh SQLDIR   (SQLDIR/seed/divisions.csv; PGHOST and PGDATABASE set)" >&2
	exit 2
}

# \copy takes no variables, so the file comes in by standard input.
PGOPTIONS="-c search_path= -c client_min_messages=warning ${PGOPTIONS:-}" \
	psql -X -q -v ON_ERROR_STOP=1 -1 -U "${PGUSER:-postgres}" \
	-c "create temporary table fresh (code int, parent_code int, level smallint, kind text,
		name text, short_name text, pinyin text, initials text)" \
	-c "\\copy pg_temp.fresh from pstdin with (format csv, header match)" \
	-c "insert into biz.division (code, parent_code, level, kind, name, short_name, pinyin, initials)
		select code, parent_code, level, kind, name, short_name, pinyin, initials
		  from pg_temp.fresh order by code
		on conflict (code) do update
		   set parent_code = excluded.parent_code, level = excluded.level, kind = excluded.kind,
		       name = excluded.name, short_name = excluded.short_name,
		       pinyin = excluded.pinyin, initials = excluded.initials
		 where (division.parent_code, division.level, division.kind, division.name,
				division.short_name, division.pinyin, division.initials)
			is distinct from (excluded.parent_code, excluded.level, excluded.kind, excluded.name,
				excluded.short_name, excluded.pinyin, excluded.initials)" \
	-c "analyze biz.division" <"$1/seed/divisions.csv"
