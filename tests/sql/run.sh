#!/bin/bash
# run.sh - runs the SQL tests, each file in a database of its own, in a throwaway cluster.
# usage: run.sh [FILE.sql ...]        only these files
#        run.sh --accept              writes expected/*.tsv anew from what is there
#        run.sh --keep [FILE.sql ...] leaves the cluster running and says where it is
set -euo pipefail
cd "$(dirname "$0")"

BIN=/usr/lib/postgresql/15/bin
accept=0 keep=0
while [ $# -gt 0 ]; do
	case $1 in
	--accept) accept=1 ;;
	--keep) keep=1 ;;
	*) break ;;
	esac
	shift
done

# Short, because a socket's path has 107 bytes at most.
dir=$(mktemp -d /tmp/yl-sql.XXXXXX)
as_postgres() {
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
finish() {
	[ "$keep" = 0 ] || {
		echo "PGHOST=$dir PGUSER=postgres; stop: $BIN/pg_ctl -D $dir/pg stop, then remove $dir"
		return
	}
	as_postgres "$BIN/pg_ctl" -D "$dir/pg" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ "$(id -u)" != 0 ] || chown postgres "$dir"
as_postgres "$BIN/initdb" -D "$dir/pg" -U postgres -E UTF8 --locale=C.UTF-8 --auth=peer >/dev/null
{
	for user in root postgres "$(id -un)"; do
		for role in postgres yl_web yl_auth yl_job yl_admin; do
			echo "yilian $user $role"
		done
	done
} | sort -u | as_postgres tee "$dir/pg/pg_ident.conf" >/dev/null
echo 'local all all peer map=yilian' | as_postgres tee "$dir/pg/pg_hba.conf" >/dev/null
as_postgres "$BIN/pg_ctl" -D "$dir/pg" -w -l "$dir/pg/log" -o "-c listen_addresses='' \
	-c unix_socket_directories=$dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
	-c timezone=Asia/Shanghai -c log_parameter_max_length_on_error=0" start >/dev/null
chmod 711 "$dir"
export PGHOST=$dir PGUSER=postgres PGDATABASE=template_sql

createdb -T template0 -E UTF8 --locale=C.UTF-8 template_sql
psql -Xq -v ON_ERROR_STOP=1 -d template_sql -f ../../sql/roles.sql
../../tools/migrate.sh ../../sql >"$dir/migrate" 2>&1 || { cat "$dir/migrate"; exit 1; }
psql -Xq -v ON_ERROR_STOP=1 -d template_sql <<'SQL'
create schema tap;
create extension pgtap schema tap;
grant usage on schema tap to public;
grant execute on all functions in schema tap to public;
SQL

if [ "$accept" = 1 ]; then
	createdb -T template_sql accept
	for list in expected/*.sql; do
		psql -Xq -v ON_ERROR_STOP=1 -d accept -At -F $'\t' -f "$list" >"${list%.sql}.tsv"
		echo "wrote ${list%.sql}.tsv"
	done
	exit 0
fi

[ $# -gt 0 ] || set -- *.sql *.t.sh
status=0 files=0 tests=0 failed=0
for file; do
	# Named as seen from here or from the root of the tree: all of them lie here.
	file=${file#tests/sql/}
	[ -e "$file" ] || { echo "tests/sql has no $file" >&2; exit 2; }
	name=t_$(basename "$file" | tr -c 'a-z0-9\n' _)
	createdb -T template_sql "$name"
	# A database's own rights are not copied from its template.
	psql -Xq -d "$name" -f ../../sql/roles.sql
	files=$((files + 1))
	if [ "${file%.sh}" != "$file" ]; then
		PGDATABASE=$name ./"$file" >"$dir/tap" 2>&1 || true
	else
		PGDATABASE=$name psql -XAqt -v ON_ERROR_STOP=1 -P pager=off -f "$file" >"$dir/tap" 2>&1 || echo "not ok - $file ended early" >>"$dir/tap"
	fi
	good=$(grep -c '^ok ' "$dir/tap" || true)
	bad=$(grep -c '^not ok ' "$dir/tap" || true)
	planned=$(sed -n 's/^1\.\.\([0-9]*\).*/\1/p' "$dir/tap" | head -1)
	tests=$((tests + good + bad)) failed=$((failed + bad))
	if [ "$bad" != 0 ] || [ "${planned:--}" != $((good + bad)) ]; then
		[ "$bad" != 0 ] || failed=$((failed + 1))
		status=1
		echo "$file: $good passed, $bad failed of ${planned:-no plan}"
		grep -v -e '^ok ' -e '^$' "$dir/tap" || true
	else
		echo "$file: $good passed"
	fi
	dropdb --force "$name"
done
echo "$((tests - failed)) passed, $failed failed"
exit $status
