#!/bin/bash
# instance.sh - a private portal starts, stops, starts again with its data, and says what is wrong.
set -u
. tests/setup/lib.sh
at=$work/instance
instance() { verb=$1; shift; tools/instance.sh "$verb" --dir "$at" "$@"; }
trap 'instance destroy; rm -rf "$work"' EXIT
serves() { [ "$(curl -s -o /dev/null -w '%{http_code}' "$(instance url)$1")" = "$2" ]; }
header() { curl -sI "$(instance url)$1" | tr -d '\r' | grep -qi "^$2"; }

refuse "no instance, no address" "run 'make run' first" instance url
expect "stop of what never was" instance stop

begun=$(date +%s)
expect "first start" instance start --port 0 --fast
echo "first start: $(($(date +%s) - begun)) s" >&2
url=$(instance url)
expect "status" instance status
expect "healthz" serves /healthz 200
expect "the front end" serves / 200
expect "no rights without a session" serves /api/me 401
expect "accounts have the five columns" \
	test "$(instance accounts | head -1)" = "$(printf 'realm\tuser\tpassword\trole\torganisation')"
expect "accounts name institutions" grep -q '示范' <(instance accounts)
expect "content security policy" header / "content-security-policy: default-src 'none'"
expect "nothing is kept of the API" header /api/me "cache-control: no-store"
expect "a request id" header /api/me "x-request-id: [0-9a-f]\{32\}$"
expect "127.0.0.1 is sent to the name the cookies are for" test "$(curl -s -o /dev/null \
	-w '%{redirect_url}' "http://127.0.0.1:${url##*:}/x?y=1")" = "$url/x?y=1"
expect "TRACE is refused" test 405 = "$(curl -s -o /dev/null -w '%{http_code}' -X TRACE "$url/api/me")"
expect "a body above the limit is a problem" grep -q '"status":413' \
	<(head -c 100000 /dev/zero | curl -s --data-binary @- "$url/api/referrals")

state=$(readlink -f "$at")
psql=(psql -X -q -A -t -h "$state/run/pg" -d yilian)
expect "data is written" "${psql[@]}" -U postgres -c 'create table public.kept (i int)'
refuse "PostgreSQL listens on no port" "" grep -qi ":$(printf %04X 5432) .* 0A" /proc/net/tcp
expect "secrets are for the workers only" test "$(stat -c %a "$state/secrets/master.key")" = 400

begun=$(date +%s%3N)
expect "a second start changes nothing" instance start --fast
expect "and takes less than 10 s" test $(($(date +%s%3N) - begun)) -lt 10000
expect "same address" test "$(instance url)" = "$url"

expect "stop" instance stop
refuse "status says so" "已停止 / stopped" instance status
expect "nothing is left running" test -z "$(pgrep -f "$state/" || true)"
expect "stop again" instance stop

# Somebody else takes the port meanwhile.
node -e 'require("net").createServer().listen(+process.argv[1], "127.0.0.1")' "${url##*:}" &
other=$!
wait_until 3000 curl -s --max-time 1 -o /dev/null "telnet://127.0.0.1:${url##*:}" < /dev/null || sleep 0.5
refuse "a taken port is named with the mend" "PORT=$((${url##*:} + 1))" instance start --fast
expect "and nothing is left running" test -z "$(pgrep -f "$state/" || true)"
kill "$other"
wait "$other" 2> /dev/null

begun=$(date +%s%3N)
expect "start after a stop" instance start --fast
expect "serves within 10 s" test $(($(date +%s%3N) - begun)) -lt 10000
expect "the data is there" "${psql[@]}" -U postgres -c 'table public.kept'

expect "PostgreSQL anew" instance restart-postgres
expect "heals by itself" wait_until 5000 serves /healthz 200
kill -KILL "$(pgrep -f "$state/release/bin/yilian-web" | head -1)"
expect "a killed worker is not missed" serves /healthz 200

: > "$state/log/workers.log"
wrk -t1 -c8 -d5 "$url/healthz" > "$work/load" 2>&1 &
load=$!
sleep 0.5
expect "workers are replaced one by one" instance reload
wait "$load"
expect "under load" grep -q 'requests in' "$work/load"
expect "each of them" test "$(grep -c '"event":"child.end"' "$state/log/workers.log")" -ge 5
refuse "and no request fails" "" grep -E 'Non-2xx|Socket errors' "$work/load"

expect "with TLS" instance start --tls --fast
expect "HTTPS by the instance's own CA" curl -sf -o /dev/null --cacert "$state/tls/ca.pem" \
	"$(instance url)/healthz"
sign_in()
{
	curl -s -o /dev/null -w '%{http_code}' --cacert "$state/tls/ca.pem" -H "Origin: $1" \
		-H 'Content-Type: application/json' "$(instance url)/auth/login" \
		-d '{"realm":"hzalliance","user":"t01doctor","password":"Yilian-2026"}'
}
expect "an account of the demonstration signs in" test "$(sign_in "$(instance url)")" = 200
expect "from the new address alone" test "$(sign_in "$url")" = 403
refuse "another CA is not trusted" "" curl -sf -o /dev/null "$(instance url)/healthz"

expect "destroy" instance destroy
expect "leaves nothing" test ! -e "$at"

# A path too long for sockets.
at=$work/$(printf 'long%.0s' {1..30})/instance
expect "a folder with a long name" instance start --only postgres --bare --fast
short=$(readlink -f "$at/run")
instance destroy
expect "its short folder goes too" test ! -e "$short"
finish
