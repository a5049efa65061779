#!/bin/bash
# production.sh - what make install lays down is whole: nginx accepts the site, systemd the units.
set -u
. tests/setup/lib.sh
trap 'rm -rf "$work"' EXIT
root=$work/root
expect "install below a folder" tools/install.sh "$root"
for program in web auth job admin; do
	expect "settings of $program" grep -q "user=yl_$program " "$root/etc/yilian/$program.conf"
done
expect "the master key is root's alone" test "$(stat -c %a "$root/etc/yilian/master.key")" = 600
echo kept >> "$root/etc/yilian/web.conf"
key=$(sha256sum < "$root/etc/yilian/master.key")
expect "install again" tools/install.sh "$root"
expect "keeps settings" grep -q '^kept$' "$root/etc/yilian/web.conf"
expect "keeps the key" test "$key" = "$(sha256sum < "$root/etc/yilian/master.key")"
expect "no placeholder is left" test -z \
	"$(grep -rlE '@(PREFIX|STATE|RUN)@' "$root/etc" "$root/lib" "$root/usr/lib/yilian/share" || true)"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=portal.example.cn \
	-keyout "$work/portal.key" -out "$work/portal.pem" 2> /dev/null
sed -e 's/@NAME@/portal.example.cn/' -e "s|/etc/yilian/tls|$work|" -e "s|/var/log/nginx|$work|" \
	-e 's/listen 80 /listen 127.0.0.1:18080 /' -e 's/listen 443 /listen 127.0.0.1:18443 /' \
	-e '/listen \[::\]/d' "$root/usr/lib/yilian/share/site.conf" > "$root/etc/nginx/conf.d/yilian.conf"
sed -i "s|/var/log/nginx|$work|" "$root/etc/nginx/yilian/logs.conf"
cat > "$root/etc/nginx/nginx.conf" <<END
pid $work/nginx.pid;
events {}
http {
	client_body_temp_path $work/body;
	fastcgi_temp_path $work/fastcgi;
	proxy_temp_path $work/proxy;
	scgi_temp_path $work/scgi;
	uwsgi_temp_path $work/uwsgi;
	include /etc/nginx/mime.types;
	include conf.d/*.conf;
}
END
expect "nginx accepts the site" /usr/sbin/nginx -t -e "$work/error.log" -c "$root/etc/nginx/nginx.conf"
expect "it serves HTTPS alone" test -z "$(grep -E 'listen .*18080' -A2 \
	"$root/etc/nginx/conf.d/yilian.conf" | grep -E 'root|include yilian/locations')"
expect "no server writes Debian's log of request lines" test \
	"$(grep -c '^server {' "$root/etc/nginx/conf.d/yilian.conf")" = \
	"$(grep -c 'include yilian/logs.conf;' "$root/etc/nginx/conf.d/yilian.conf")"

if command -v systemd-analyze > /dev/null; then
	for unit in web auth job; do
		said=$(systemd-analyze verify "$root/lib/systemd/system/yilian-$unit.service" 2>&1 |
			grep -v 'is not executable')
		expect "yilian-$unit.service: $said" test -z "$said"
		exposure=$(systemd-analyze security --offline=yes \
			"$root/lib/systemd/system/yilian-$unit.service" 2> /dev/null |
			sed -n 's/.*exposure level[^:]*: \([0-9.]*\).*/\1/p')
		expect "yilian-$unit.service is closed up ($exposure)" \
			awk -v exposure="$exposure" 'BEGIN { exit !(exposure != "" && exposure < 1.5) }'
	done
fi
finish
