#!/bin/bash
# nginx.sh - the instance's own nginx: on loopback only, plain or with a certificate of its own CA.
# shellcheck shell=bash disable=SC2154

# port_taken PORT: somebody listens there, on loopback or on every address.
port_taken()
{
	awk -v port="$(printf ':%04X' "$1")" '
	$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 }
	END { exit !found }' /proc/net/tcp /proc/net/tcp6 2> /dev/null
}

free_port()
{
	local try
	for ((try = 0; try < 100; try++)); do
		port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
		port_taken "$port" || return 0
	done
	die "找不到空闲端口。" "no free port was found"
}

choose_port()
{
	local before scheme=http
	before=$(cat "$state/port" 2> /dev/null || true)
	[ -z "$tls" ] || scheme=https
	# Without a wish the instance stays where it was.
	[ -n "$port" ] || port=${before:-8080}
	if nginx_running; then
		[ "$scheme://localhost:$port" != "$(cat "$state/url")" ] || return 0
		nginx_stop
	fi
	[ "$port" != 0 ] || free_port
	[[ $port =~ ^[0-9]+$ ]] && [ "$port" -le 65535 ] ||
		die "端口 $port 不对：请写 1 到 65535 的数字。" "port $port: write a number from 1 to 65535"
	if [ "$(id -u)" -ne 0 ] && [ "$port" -lt 1024 ]; then
		die "端口 $port 只有 root 能用：请选 1024 以上的，如 make run PORT=8081。" \
			"only root may use port $port: choose one above 1023, as in make run PORT=8081"
	fi
	if port_taken "$port"; then
		die "端口 $port 已被别的程序占用：请换一个，如 make run PORT=$((port + 1))。" \
			"port $port is taken by another program: choose another, as in make run PORT=$((port + 1))"
	fi
	echo "$port" > "$state/port"
	echo "$scheme://localhost:$port" > "$state/url"
}

nginx_settings()
{
	local listen="listen 127.0.0.1:$port" secure=''
	if [ -n "$tls" ]; then
		listen="$listen ssl http2"
		secure="include yilian/tls.conf; ssl_certificate $state/tls/server.pem;"
		secure="$secure ssl_certificate_key $state/tls/server.key;"
	fi
	sed -e "s|@STATE@|$state|g" -e "s|@RUN@|$run|g" -e "s|@LISTEN@|$listen|g" \
		-e "s|@SECURE@|$secure|g" -e "s|@URL@|$(cat "$state/url")|g" \
		-e "s|@USER@|$([ "$(id -u)" -ne 0 ] || echo "user $WEB_USER;")|g" \
		"$checkout/nginx/private.conf.in"
}

nginx_write()
{
	local snippets=$state/nginx/yilian
	folder root 755 "$snippets" 2> /dev/null || mkdir -p "$snippets"
	folder "$WEB_USER" 700 "$state/nginx/tmp"
	cp "$checkout"/nginx/snippets/*.conf "$snippets/"
	chmod 644 "$snippets"/*.conf
	# Limits are the operator's: written once, then left alone.
	[ -s "$state/nginx/limits.conf" ] || cp "$checkout/nginx/limits.conf" "$state/nginx/limits.conf"
	[ -z "$tls" ] || make_certificate "$state/tls" root localhost "DNS:localhost,IP:127.0.0.1"
	nginx_settings > "$state/nginx/nginx.conf"
}

nginx_running()
{
	process_alive "$state/nginx.pid" "$state/nginx/nginx.conf"
}

nginx_start()
{
	nginx_write
	if nginx_running; then
		kill -HUP "$(cat "$state/nginx.pid")"
		return
	fi
	touch "$state/log/nginx.log"
	/usr/sbin/nginx -e "$state/log/nginx-error.log" -p "$state/nginx" -c "$state/nginx/nginx.conf" \
		> "$state/log/nginx.log" 2>&1 < /dev/null 9>&- || die_with_log nginx "nginx 起不来" "nginx does not start"
}

nginx_stop()
{
	end_process "$state/nginx.pid" "$state/nginx/nginx.conf" QUIT 10
}

# ask PATH: status code of our own server.
ask()
{
	local ca=''
	[ -z "$tls" ] || ca=$state/tls/ca.pem
	curl -s -o /dev/null -w '%{http_code}' --max-time 3 ${ca:+--cacert "$ca"} \
		"$(cat "$state/url")$1" || true
}

wait_healthy()
{
	local answer='' until=$((SECONDS + 20))
	while [ "$SECONDS" -lt "$until" ]; do
		answer=$(ask /healthz)
		[ "$answer" != 200 ] || return 0
		workers_running || break
		sleep 0.1
	done
	die_with_log workers "门户没有应答（/healthz：${answer:-无}）" \
		"the portal does not answer (/healthz: ${answer:-nothing})"
}
