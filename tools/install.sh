#!/bin/bash
# install.sh - puts programs, front end, SQL, nginx and systemd files where production wants them.
# usage: install.sh [DESTDIR]      Settings that exist are left alone. See docs/operations.md.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 022

root=${1:-}
prefix=/usr/lib/yilian
build=build/rel

[ -e www/dist/index.html ] || { echo "install: the front end is not built: run 'make www' first" >&2; exit 1; }

# fill FILE TARGET MODE: a template with its placeholders filled in.
fill()
{
	sed -e "s|@PREFIX@|$prefix|g" "$1" > "$root$2.new"
	chmod "$3" "$root$2.new"
	mv "$root$2.new" "$root$2"
}

# program_settings PROGRAM
program_settings()
{
	cat <<END
# Settings of yilian-$1; include/config.h explains each. ORIGIN: exactly what a browser sends.
database = host=/var/run/postgresql dbname=yilian user=yl_$1 application_name=yilian-$1
origin = https://portal.example.cn
master_key_file = $2
secrets_dir = /etc/yilian/secrets
upload_dir = /var/lib/yilian/uploads
spool_dir = /var/lib/yilian/spool
files_dir = /var/lib/yilian/files
program_dir = $prefix
# Subnets of the hospitals' directories; keep IPAddressAllow of yilian-auth.service the same.
address_allow = 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16
END
}

for folder in "$prefix"/{bin,www,sql,tools,share} /etc/yilian/{secrets,tls} /etc/nginx/{yilian,conf.d} \
	/usr/bin /lib/systemd/system /usr/lib/sysusers.d /usr/lib/tmpfiles.d; do
	mkdir -p "$root$folder"
done

# A copy and a rename: the running programs keep their files until they are reloaded.
for program in "$build"/yilian-*; do
	install -m 755 "$program" "$root$prefix/bin/.new"
	mv "$root$prefix/bin/.new" "$root$prefix/bin/$(basename "$program")"
done
ln -sf "$prefix/bin/yilian-admin" "$root/usr/bin/yilian-admin"
rm -rf "$root$prefix/www.new" "$root$prefix/sql.new"
cp -r www/dist "$root$prefix/www.new"
cp -r sql "$root$prefix/sql.new"
for part in www sql; do
	rm -rf "$root${prefix:?}/$part"
	mv "$root$prefix/$part.new" "$root$prefix/$part"
done
[ ! -d docs/openapi ] || { mkdir -p "$root$prefix/docs"; cp -r docs/openapi "$root$prefix/docs/"; }
install -m 755 tools/migrate.sh tools/seed.sh "$root$prefix/tools/"
install -m 644 docs/operations.md "$root$prefix/share/"
install -m 644 nginx/snippets/*.conf "$root/etc/nginx/yilian/"
fill nginx/site.conf.in "$prefix/share/site.conf" 644
[ -e "$root/etc/nginx/yilian/limits.conf" ] || install -m 644 nginx/limits.conf "$root/etc/nginx/yilian/"
for unit in web auth job; do
	fill "systemd/yilian-$unit.service" "/lib/systemd/system/yilian-$unit.service" 644
done
install -m 644 systemd/yilian-sysusers.conf "$root/usr/lib/sysusers.d/yilian.conf"
install -m 644 systemd/yilian-tmpfiles.conf "$root/usr/lib/tmpfiles.d/yilian.conf"

for program in web auth job admin; do
	key=/run/credentials/yilian-$program.service/master.key
	[ "$program" != admin ] || key=/etc/yilian/master.key
	[ -e "$root/etc/yilian/$program.conf" ] || program_settings $program $key > "$root/etc/yilian/$program.conf"
done
while read -r program count socket; do
	[ -e "$root/etc/yilian/$program.workers" ] ||
		echo "$program $count - $socket $prefix/bin/yilian-$program --config /etc/yilian/$program.conf" \
			> "$root/etc/yilian/$program.workers"
done <<END
web $((2 * $(nproc))) /run/yilian/web.sock
auth 1 /run/yilian/auth.sock
job 1 -
END
if [ ! -e "$root/etc/yilian/master.key" ]; then
	(umask 077; openssl rand -hex 32 > "$root/etc/yilian/master.key")
fi
if [ -z "$root" ] && [ "$(id -u)" -eq 0 ] && [ -d /run/systemd/system ]; then
	systemd-sysusers yilian.conf
	systemd-tmpfiles --create yilian.conf
	chgrp yilian-auth /etc/yilian/secrets
	chmod 2750 /etc/yilian/secrets
	systemctl daemon-reload
fi
echo "installed below ${root:-/}; go on with docs/operations.md"
