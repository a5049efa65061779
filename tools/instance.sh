#!/bin/bash
# instance.sh - one whole running portal below one folder: PostgreSQL, directories, workers, nginx.
#
# usage: instance.sh VERB [--dir DIR] [--port N] [--tls] [--build DIR] [--fast] [--bare] [--only PARTS]
#   start      makes what is missing, keeps data, starts what does not run, prints how to use it
#   stop       stops it; nothing stays
#   status     says what runs; 0 when all does, 3 when not
#   url        prints the bare address
#   accounts   prints the demonstration accounts as TSV
#   destroy    stops it and removes it with its data
#   restart-postgres, reload   for tests: PostgreSQL anew; workers replaced one by one
# --dir var   --port 8080 (0: any free port; kept for later starts)   --build build/rel
# --fast      no fsync: for tests, data does not survive a crash of the machine
# --bare      no demonstration data   --only "postgres directories workers nginx"
set -euo pipefail
umask 022

checkout=$(cd "$(dirname "$0")/.." && pwd -P)
# shellcheck source-path=SCRIPTDIR
for part in common postgres directories workers nginx; do
	. "$checkout/tools/instance/$part.sh"
done

verb=${1:-}
[ $# -eq 0 ] || shift
dir=$checkout/var build=$checkout/build/rel port='' tls='' fast='' bare=''
only='postgres directories workers nginx'
while [ $# -gt 0 ]; do
	case $1 in
	--dir) dir=$2; shift ;;
	--port) port=$2; shift ;;
	--build) build=$2; shift ;;
	--only) only=$2; shift ;;
	--tls) tls=yes ;;
	--fast) fast=yes ;;
	--bare) bare=yes ;;
	*) die "不认识的参数：$1" "unknown option: $1" ;;
	esac
	shift
done

wants()
{
	[[ " $only " == *" $1 "* ]]
}

announce()
{
	cat <<END

  医联门户已启动：  $(cat "$state/url")
  Yilian is running: $(cat "$state/url")

END
	if [ -s "$state/accounts.txt" ]; then
		echo "  演示账号（密码均为 $DEMO_PASSWORD） / demonstration accounts (password of all: $DEMO_PASSWORD)"
		cat "$state/accounts.txt"
	fi
	cat <<END

  登录：先选机构再写用户名，或直接写 用户@后缀。 / Sign in: choose the institution, or write user@suffix.
  停止 / stop:  make stop      账号 / accounts:  make accounts      日志 / logs: $dir/log

END
}

# The loaders run once; what half ran is not repeated over its own rows without notice.
load_demo()
{
	[ -z "$bare" ] || return 0
	[ ! -e "$state/demo.done" ] || return 0
	[ ! -e "$state/demo.begun" ] ||
		die "演示数据上次没有装完，请先 make stop，删除 $dir 后重试。" \
		    "the demonstration data was loaded only in part: make stop, remove $dir, try again"
	touch "$state/demo.begun"
	YILIAN_DIR=$state YILIAN_ADMIN=$state/release/bin/yilian-admin \
	YILIAN_CONFIG=$state/admin.conf PGHOST=$state/run/pg PGUSER=postgres PGDATABASE=yilian \
		"$checkout/tools/demo.sh" > "$state/log/demo.log" 2>&1 9>&- ||
		die_with_log demo "演示数据装不上" "the demonstration data could not be loaded"
	mv "$state/demo.begun" "$state/demo.done"
}

start()
{
	make_state
	[ -z "$fast" ] || touch "$state/fast"
	# tests/check.sh ends what a test forgot.
	[ -z "${YILIAN_INSTANCES:-}" ] || echo "$dir" >> "$YILIAN_INSTANCES"
	exec 9> "$state/lock"
	flock -w 120 9 || die "另一个启动正在进行。" "another start of $dir is under way"
	# A failed start must not leave half an instance behind, nor end one that served before.
	if ! workers_running; then
		trap 'status=$?; [ $status -eq 0 ] || stop_all 9>&- || true; exit $status' EXIT
	fi
	if wants nginx; then choose_port; fi
	install_release
	if wants postgres; then postgres_start; database_prepare; fi
	if wants directories; then directories_start; fi
	write_settings
	if wants postgres; then load_demo; write_accounts; fi
	if wants workers; then workers_start; fi
	if wants nginx; then nginx_start; fi
	if wants nginx && wants workers; then wait_healthy; fi
	if wants nginx; then announce; fi
}

stop_all()
{
	nginx_stop
	workers_stop
	directories_stop
	postgres_stop
}

destroy()
{
	local target short
	# Somebody may have removed the link but not what it pointed to.
	[ -e "$dir" ] || [ -L "$dir" ] || dir=$(private_place)
	[ -e "$dir" ] || [ -L "$dir" ] || return 0
	if [ ! -e "$dir" ]; then
		rm "$dir"
		return 0
	fi
	resolve_state
	stop_all
	target=$(readlink -f "$dir")
	short=$(readlink "$state/run" || true)
	[ -e "$target/.yilian-instance" ] ||
		die "$dir 不是本程序建立的目录，没有删除。" "$dir is not an instance: nothing was removed"
	case $short in "$SHORT_PREFIX"*) rm -rf "$short" ;; esac
	rm -rf "$target"
	[ ! -L "$dir" ] || rm "$dir"
}

status()
{
	local all=0 name
	[ -e "$dir/.yilian-instance" ] || { echo "$dir: 没有建立 / does not exist"; return 3; }
	resolve_state
	for name in postgres directories workers nginx; do
		if "${name}_running"; then
			echo "$name: 运行中 / running"
		else
			echo "$name: 已停止 / stopped"
			all=3
		fi
	done
	return $all
}

show()
{
	[ -s "$dir/$1" ] || die "还没有启动过：请先 make run。" "nothing to show yet: run 'make run' first"
	cat "$dir/$1"
}

case $verb in
start) start ;;
stop) if [ -e "$dir/.yilian-instance" ]; then resolve_state; stop_all; fi ;;
status) status ;;
url) show url ;;
accounts) show accounts.tsv ;;
destroy) destroy ;;
restart-postgres) resolve_state; postgres_restart ;;
reload) resolve_state; install_release; workers_reload ;;
*) sed -n 's/^# \{0,1\}//; 2,14p' "$0" >&2; exit 2 ;;
esac
