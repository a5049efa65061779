#!/bin/bash
# common.sh - where an instance lives and as whom its parts run; read in by instance.sh.
# shellcheck shell=bash disable=SC2154

readonly DEMO_PASSWORD=Yilian-2026
readonly SHORT_PREFIX=/tmp/yl-
readonly RUN_PATH_MAX=80	# a socket's path has 107 bytes; the longest name below run/ has 20

die()
{
	printf '\n  错误：%s\n  Error: %s\n\n' "$1" "$2" >&2
	exit 1
}

# die_with_log NAME CHINESE ENGLISH: shows the end of log/NAME.log first.
die_with_log()
{
	tail -n 15 "$state/log/$1.log" >&2 || true
	die "$2；见 $dir/log/$1.log" "$3; see $dir/log/$1.log"
}

if [ "$(id -u)" -eq 0 ]; then
	PG_USER=postgres LDAP_USER=openldap WEB_USER=www-data APP_USER=yilian
else
	PG_USER=$(id -un) LDAP_USER=$PG_USER WEB_USER=$PG_USER APP_USER=$PG_USER
fi
WEB_GROUP=$WEB_USER
[ "$(id -u)" -eq 0 ] || WEB_GROUP=$(id -gn)

# as USER COMMAND...: as this user where we may choose, with nothing of root's environment.
as()
{
	local user=$1
	shift
	if [ "$(id -u)" -eq 0 ]; then
		(cd / && exec setpriv --reuid "$user" --regid "$(id -gn "$user")" --init-groups \
			--reset-env "$@")
	else
		(cd / && exec "$@")
	fi
}

# spawn USER LOG COMMAND...: in the background, with nothing of ours open but the log.
spawn()
{
	local user=$1 log=$2 become=()
	shift 2
	if [ "$(id -u)" -eq 0 ] && [ "$user" != root ]; then
		become=(setpriv --reuid "$user" --regid "$(id -gn "$user")" --init-groups --reset-env)
	fi
	(
		cd /
		# Files of the workers are for the group too: nginx sends what they leave in spool/.
		umask 027
		exec setsid "${become[@]}" "$@" >> "$log" 2>&1 < /dev/null 9>&-
	) &
	spawned=$!
	disown
}

# own USER[:GROUP] MODE PATH...
own()
{
	local owner=$1 mode=$2
	shift 2
	[ "$(id -u)" -ne 0 ] || chown "$owner" "$@"
	chmod "$mode" "$@"
}

folder()
{
	mkdir -p "$3"
	own "$1" "$2" "$3"
}

resolve_state()
{
	state=$(readlink -f "$dir")
}

private_place()
{
	echo "/var/tmp/yilian-$(realpath -ms "$dir" | sha256sum | cut -c1-16)"
}

# A checkout in a private home cannot be entered by the unprivileged users: then the state goes to
# a place they can enter, and DIR becomes a link to it.
place_state()
{
	local parent place
	dir=$(realpath -ms "$dir")
	parent=$(dirname "$dir")
	mkdir -p "$parent"
	if [ -e "$dir" ]; then
		resolve_state
		return
	fi
	if as "$PG_USER" test -x "$parent" && as "$PG_USER" test -x "$parent/."; then
		mkdir -m 755 "$dir"
	else
		place=$(private_place)
		# Only a folder of ours: the place is open to everyone.
		mkdir -m 755 "$place" 2> /dev/null || [ -O "$place" ] && [ ! -L "$place" ] ||
			die "$place 属于别人。" "$place belongs to somebody else: remove it"
		rm -f "$dir"
		ln -s "$place" "$dir"
	fi
	resolve_state
}

make_run()
{
	local short
	if [ "${#state}" -lt $((RUN_PATH_MAX - 4)) ]; then
		mkdir -p "$state/run"
	elif [ ! -d "$state/run" ]; then
		short=$(mktemp -d "${SHORT_PREFIX}XXXXXX")
		chmod 755 "$short"
		rm -f "$state/run"
		ln -s "$short" "$state/run"
	fi
	run=$(readlink -f "$state/run")
	folder "$PG_USER" 755 "$run/pg"
	# Set-gid: nginx's group may use the sockets that the supervisor makes here.
	folder "$APP_USER:$WEB_GROUP" 2750 "$run/fcgi"
}

make_state()
{
	if [ "$(id -u)" -eq 0 ] && ! getent passwd "$APP_USER" > /dev/null; then
		useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin \
			--user-group "$APP_USER"
	fi
	place_state
	touch "$state/.yilian-instance"
	folder root 755 "$state" 2> /dev/null || chmod 755 "$state"
	mkdir -p "$state"/{log,ldap,nginx,tls,pg}
	make_run
	own "$PG_USER" 700 "$state/pg"
	folder "$APP_USER" 700 "$state/secrets"
	folder "$APP_USER" 700 "$state/uploads"
	folder "$APP_USER:$WEB_GROUP" 2750 "$state/spool"
	folder "$APP_USER:$WEB_GROUP" 2750 "$state/files"
	if [ ! -s "$state/secrets/master.key" ]; then
		(umask 077; openssl rand -hex 32 > "$state/secrets/master.key.new")
		own "$APP_USER" 400 "$state/secrets/master.key.new"
		mv "$state/secrets/master.key.new" "$state/secrets/master.key"
	fi
}

# What runs is a copy: nginx and the workers may be unable to enter the checkout, and a build under
# way must not change a running portal.
install_release()
{
	local new=$state/release.new
	rm -rf "$new"
	mkdir -p "$new/bin" "$new/www"
	find "$build" -maxdepth 1 -type f -name 'yilian-*' -exec cp {} "$new/bin/" \;
	[ ! -d "$checkout/www/dist" ] || cp -r "$checkout/www/dist/." "$new/www/"
	[ -d "$checkout/sql" ] && cp -r "$checkout/sql" "$new/"
	[ ! -d "$checkout/docs/openapi" ] || { mkdir "$new/docs"; cp -r "$checkout/docs/openapi" "$new/docs/"; }
	chmod -R u=rwX,go=rX "$new"
	if [ -d "$state/release" ] && diff -rq "$state/release" "$new" > /dev/null; then
		rm -rf "$new"
		return
	fi
	rm -rf "$state/release.old"
	[ ! -d "$state/release" ] || mv "$state/release" "$state/release.old"
	mv "$new" "$state/release"
	rm -rf "$state/release.old"
	touch "$state/release.changed"
}

# process_alive PIDFILE WORDS: the process lives and its command line holds WORDS: a number from
# before a reboot may belong to anybody.
process_alive()
{
	local pid
	pid=$(cat "$1" 2> /dev/null) && [ -n "$pid" ] &&
		{ tr '\0' ' ' < "/proc/$pid/cmdline"; } 2> /dev/null | grep -qF -- "$2"
}

# end_process PIDFILE WORDS SIGNAL SECONDS: waits for the end, kills what stays.
end_process()
{
	local pid i
	process_alive "$1" "$2" || { rm -f "$1"; return 0; }
	pid=$(cat "$1")
	kill -s "$3" "$pid" 2> /dev/null || true
	for ((i = 0; i < $4 * 20; i++)); do
		process_alive "$1" "$2" || break
		sleep 0.05
	done
	! process_alive "$1" "$2" || kill -s KILL "$pid" 2> /dev/null || true
	rm -f "$1"
}
