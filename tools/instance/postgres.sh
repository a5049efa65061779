#!/bin/bash
# postgres.sh - the instance's own PostgreSQL cluster, on a unix socket only.
# shellcheck shell=bash disable=SC2154

PG_BIN=/usr/lib/postgresql/15/bin

postgres_running()
{
	as "$PG_USER" "$PG_BIN/pg_ctl" -D "$state/pg" status > /dev/null 2>&1
}

postgres_settings()
{
	cat <<END
# Written at each start by tools/instance.sh.
listen_addresses = ''
unix_socket_directories = '$run/pg'
port = 5432
max_connections = 60
shared_buffers = 256MB
max_wal_size = 2GB
random_page_cost = 1.1
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
# Tokens and ID numbers travel as parameters: no statement may bring them into the log.
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_min_error_statement = panic
log_error_verbosity = terse
password_encryption = 'scram-sha-256'
END
	[ ! -e "$state/fast" ] || printf '%s\n' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off'
}

# Who may be whom: the portal's OS user is each of its roles, we are the superuser.
postgres_ident()
{
	local os role
	for os in $(printf '%s\n' "$PG_USER" "$APP_USER" "$(id -un)" | sort -u); do
		for role in yl_web yl_auth yl_job yl_admin; do
			echo "yilian $os $role"
		done
	done
	for os in $(printf '%s\n' "$PG_USER" "$(id -un)" | sort -u); do
		echo "yilian $os postgres"
	done
}

postgres_write_settings()
{
	postgres_settings > "$state/pg/yilian.conf"
	postgres_ident > "$state/pg/pg_ident.conf"
	echo 'local all all peer map=yilian' > "$state/pg/pg_hba.conf"
	own "$PG_USER" 600 "$state/pg"/{yilian.conf,pg_ident.conf,pg_hba.conf}
}

postgres_start()
{
	own "$PG_USER" 755 "$state/log"
	if [ ! -e "$state/pg/PG_VERSION" ]; then
		as "$PG_USER" "$PG_BIN/initdb" -D "$state/pg" -U postgres -A peer --encoding UTF8 \
			--locale C.UTF-8 --no-instructions ${fast:+--no-sync} > "$state/log/initdb.log" 2>&1 ||
			die_with_log initdb "数据库集群建不起来" "the database cluster could not be made"
		echo "include 'yilian.conf'" >> "$state/pg/postgresql.conf"
	fi
	postgres_write_settings
	if postgres_running; then
		as "$PG_USER" "$PG_BIN/pg_ctl" -D "$state/pg" -s reload
		return
	fi
	as "$PG_USER" "$PG_BIN/pg_ctl" -D "$state/pg" -s -w -t 60 -l "$state/log/postgres.log" start \
		9>&- < /dev/null || die_with_log postgres "PostgreSQL 起不来" "PostgreSQL does not start"
}

postgres_stop()
{
	! postgres_running || as "$PG_USER" "$PG_BIN/pg_ctl" -D "$state/pg" -s -m fast -w -t 60 stop
}

postgres_restart()
{
	as "$PG_USER" "$PG_BIN/pg_ctl" -D "$state/pg" -s -m fast -w -l "$state/log/postgres.log" restart \
		< /dev/null
}

sql()
{
	PGHOST=$run/pg PGUSER=postgres psql -X -q -A -t -v ON_ERROR_STOP=1 "$@" 9>&-
}

# The divisions of the country: again only when their file has changed.
load_divisions()
{
	local seed=$state/release/sql/seed
	[ -x "$checkout/tools/seed.sh" ] && [ -d "$seed" ] || return 0
	[ "$(cat "$seed"/* | sha256sum)" != "$(cat "$state/seeded" 2> /dev/null)" ] || return 0
	PGHOST=$run/pg PGUSER=postgres PGDATABASE=yilian "$checkout/tools/seed.sh" "$state/release/sql" 9>&- ||
		return 1
	cat "$seed"/* | sha256sum > "$state/seeded"
}

# Roles, then the migrations that are missing: the same at a first start and at an upgrade.
database_prepare()
{
	if [ -z "$(sql -d postgres -c "select 1 from pg_database where datname = 'yilian'")" ]; then
		sql -d postgres -c "create database yilian template template0 encoding 'UTF8' locale 'C.UTF-8'"
	fi
	# Joined by &&: left of ||, set -e does not stop at a failure.
	{
		sql -d yilian -f "$state/release/sql/roles.sql" &&
			PGHOST=$run/pg PGUSER=postgres PGDATABASE=yilian \
				"$checkout/tools/migrate.sh" "$state/release/sql" 9>&- &&
			load_divisions
	} > "$state/log/migrate.log" 2>&1 ||
		die_with_log migrate "数据库升级失败，数据未改动" "a migration failed, it left nothing behind"
}
