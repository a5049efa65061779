#!/bin/bash
# setup.sh - sees to it that what the build and the tests need is there, and installs what is not.
# No service is started, no database cluster made, and no service stays enabled that was not there.
set -euo pipefail
cd "$(dirname "$0")/.."

die()
{
	printf '\n  错误：%s\n  Error: %s\n\n' "$1" "$2" >&2
	exit 1
}

check_node()
{
	local version
	command -v node > /dev/null && command -v npm > /dev/null ||
		die "找不到 node 或 npm：请安装 node 20.19 以上（自带 npm）。Debian 12 自带的 18 版太旧。" \
		    "node or npm is missing: install node 20.19 or later with npm (Debian 12's own 18 is too old)"
	version=$(node --version)
	node -e '
		const [major, minor] = process.versions.node.split(".").map(Number);
		process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' ||
		die "node $version 太旧：需要 20.19 以上。" "node $version is too old: 20.19 or later is needed"
}

missing_packages()
{
	local name
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' > /tmp/.yilian-packages.$$ 2> /dev/null || true
	while read -r name; do
		grep -qx "$name installed" /tmp/.yilian-packages.$$ || echo "$name"
	done < tools/packages.txt
	rm -f /tmp/.yilian-packages.$$
}

# While apt works: nothing may be started, and no cluster be made. Both are put back afterwards.
hold_services()
{
	policy=/usr/sbin/policy-rc.d
	cluster=/etc/postgresql-common/createcluster.d/yilian-setup.conf
	trap release_services EXIT
	[ ! -e $policy ] || mv $policy $policy.before-yilian
	printf '#!/bin/sh\nexit 101\n' > $policy
	chmod 755 $policy
	mkdir -p "$(dirname $cluster)"
	echo 'create_main_cluster = false' > $cluster
	echo 'slapd slapd/no_configuration boolean true' | debconf-set-selections
}

release_services()
{
	rm -f $policy $cluster
	[ ! -e $policy.before-yilian ] || mv $policy.before-yilian $policy
}

install_packages()
{
	local name
	hold_services
	export DEBIAN_FRONTEND=noninteractive
	apt-get -q update
	# The main package reads createcluster.conf: a first pass brings it, so that its drop-in counts.
	apt-get -q -y --no-install-recommends install "$@"
	release_services
	trap - EXIT
	for name in nginx-light slapd; do
		case " $* " in
		*" $name "*) systemctl disable "${name%-light}" > /dev/null 2>&1 || true ;;
		esac
	done
}

install_modules()
{
	local folder=$1
	[ -e "$folder/package-lock.json" ] || return 0
	[ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] || {
		echo "npm ci ($folder)"
		(cd "$folder" && npm ci --no-audit --no-fund --loglevel=error)
		touch "$folder/node_modules/.package-lock.json"
	}
}

check_node
mapfile -t missing < <(missing_packages)
if [ ${#missing[@]} -gt 0 ]; then
	command -v apt-get > /dev/null ||
		die "需要 Debian 12；缺少：${missing[*]}" "Debian 12 is needed; missing: ${missing[*]}"
	[ "$(id -u)" -eq 0 ] ||
		die "缺少软件包，请管理员执行：apt-get install ${missing[*]}" \
		    "packages are missing; ask root to run: apt-get install ${missing[*]}"
	echo "安装 / installing: ${missing[*]}"
	install_packages "${missing[@]}"
fi
install_modules www
install_modules tests/browser
