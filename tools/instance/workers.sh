#!/bin/bash
# workers.sh - settings of our programs, and the supervisor that keeps the workers alive.
# shellcheck shell=bash disable=SC2154

# write_file MODE PATH: standard input, written whole or not at all; notes in changed what did.
write_file()
{
	cat > "$2.new"
	if cmp -s "$2.new" "$2"; then
		rm "$2.new"
		return
	fi
	own "$APP_USER" "$1" "$2.new"
	mv "$2.new" "$2"
	changed=yes
}

program_settings()
{
	cat <<END
# Written at each start by tools/instance.sh; settings: include/config.h.
database = host=$run/pg port=5432 dbname=yilian user=yl_$1 application_name=yilian-$1
origin = $(cat "$state/url" 2> /dev/null || echo http://localhost)
master_key_file = $state/secrets/master.key
secrets_dir = $state/secrets
upload_dir = $state/uploads
spool_dir = $state/spool
files_dir = $state/files
program_dir = $state/release
address_allow = 127.0.0.0/8
END
	[ ! -e "$state/settings" ] || cat "$state/settings"
}

# workers.conf: only of programs that this build has.
worker_lines()
{
	local user=-
	[ "$(id -u)" -ne 0 ] || user=$APP_USER
	while read -r name count socket; do
		[ "$socket" = - ] || socket=$run/fcgi/$socket
		[ ! -x "$state/release/bin/yilian-$name" ] ||
			echo "$name $count $user $socket $state/release/bin/yilian-$name --config $state/$name.conf"
	done <<-END
	web ${YILIAN_WEB_WORKERS:-4} web.sock
	auth 1 auth.sock
	job 1 -
	END
}

write_settings()
{
	local program changed=''
	for program in web auth job admin; do
		write_file 440 "$state/$program.conf" < <(program_settings $program)
	done
	write_file 444 "$state/workers.conf" < <(worker_lines)
	# Programs read their settings once, and a new origin must count from the first request on.
	[ -z "$changed" ] || workers_stop
}

workers_running()
{
	process_alive "$state/supervisor.pid" "--config $state/workers.conf"
}

workers_start()
{
	if [ ! -x "$state/release/bin/yilian-supervisor" ] || [ ! -s "$state/workers.conf" ]; then
		die "还没有编译程序：请先 make。" "the programs are not built: run 'make' first"
	fi
	if workers_running; then
		[ ! -e "$state/release.changed" ] || workers_reload
		rm -f "$state/release.changed"
		return
	fi
	rm -f "$state/release.changed"
	spawn root "$state/log/workers.log" "$state/release/bin/yilian-supervisor" \
		--config "$state/workers.conf"
	echo "$spawned" > "$state/supervisor.pid"
}

workers_reload()
{
	workers_running && kill -HUP "$(cat "$state/supervisor.pid")"
}

workers_stop()
{
	end_process "$state/supervisor.pid" "--config $state/workers.conf" TERM 40
}

# The accounts that `make accounts` prints, and as a start shows them: institutions and suffixes as
# the database knows them.
write_accounts()
{
	local known=$state/known
	[ -z "$bare" ] || return 0
	sql -d yilian -F $'\t' -c "select 'org', code, name from biz.organisation union all
		select distinct on (r.id) 'suffix', r.code, s.suffix from sec.realm r
		  join sec.realm_suffix s on s.realm_id = r.id" > "$known" 2> "$state/log/accounts.log" || : > "$known"
	awk -F'\t' -v OFS='\t' -v password="$DEMO_PASSWORD" -v shown="$state/accounts.txt" '
	FILENAME == ARGV[1] { known[$1, $2] = $3; next }
	FNR == 1 { print "realm", "user", "password", "role", "organisation" }
	/^#/ || $7 == "-" { next }
	{
		print $1, $3, password, $7, (("org", $8) in known) ? known["org", $8] : $8
		suffix = (("suffix", $1) in known) ? known["suffix", $1] : $1
		printf "    %-22s %s\n", $3 "@" suffix, $9 > shown
	}' "$known" "$checkout/tools/demo/ldap/people.tsv" > "$state/accounts.tsv"
	rm -f "$known"
}
