#!/bin/bash
# schema.sh - writes sql/schema.sql: the whole schema as the migrations make it, for readers and diffs.
# Uses a throwaway cluster; nothing needs to run.
set -euo pipefail
cd "$(dirname "$0")/.."

BIN=/usr/lib/postgresql/15/bin
dir=$(mktemp -d /tmp/yl-schema.XXXXXX)
as_postgres() {
	if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
finish() {
	as_postgres "$BIN/pg_ctl" -D "$dir/pg" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT TERM

[ "$(id -u)" != 0 ] || chown postgres "$dir"
as_postgres "$BIN/initdb" -D "$dir/pg" -U postgres -E UTF8 --locale=C.UTF-8 --auth=peer >/dev/null
for user in $(printf '%s\n' root postgres "$(id -un)" | sort -u); do
	echo "yilian $user postgres"
done | as_postgres tee "$dir/pg/pg_ident.conf" >/dev/null
echo 'local all all peer map=yilian' | as_postgres tee "$dir/pg/pg_hba.conf" >/dev/null
as_postgres "$BIN/pg_ctl" -D "$dir/pg" -w -l "$dir/pg/log" \
	-o "-c listen_addresses='' -c unix_socket_directories=$dir -c fsync=off" start >/dev/null
chmod 711 "$dir"
export PGHOST=$dir PGUSER=postgres PGDATABASE=yilian
createdb -T template0 -E UTF8 --locale=C.UTF-8 yilian
psql -Xq -v ON_ERROR_STOP=1 -f sql/roles.sql
tools/migrate.sh sql >/dev/null

# Each dump would carry a random \restrict token otherwise. The audit partitions of these months
# are left out: they are made as time goes.
"$BIN/pg_dump" --schema-only --no-owner --restrict-key=schema --exclude-table='aud.event_2*' yilian |
	sed -e '/^-- Dumped /d' >"$dir/schema.sql"
mv "$dir/schema.sql" sql/schema.sql
chmod 644 sql/schema.sql
echo "wrote sql/schema.sql: $(wc -l <sql/schema.sql) lines"
