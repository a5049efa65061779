#!/bin/bash
# supervisor.sh - what yilian-supervisor does when children die and when it is told to end.
set -u
. tests/setup/lib.sh
program=${SUPERVISOR:-build/san/yilian-supervisor}

# Notes each start in starts; ends 0.4 s after TERM, noting that.
cat > "$work/worker" <<'END'
#!/bin/bash
trap 'sleep 0.4; echo "$$" >> "$1/drained"; exit 0' TERM
[ -S /dev/stdin ] && echo socket >> "$1/stdin"
echo "$$" >> "$1/starts"
while :; do sleep 0.05; done
END
chmod +x "$work/worker"
conf=$work/workers.conf

starts() { [ "$(cat "$work/starts" 2> /dev/null | wc -l)" -eq "$1" ]; }
begin()
{
	rm -f "$work/starts" "$work/drained" "$work/stdin"
	"$program" --config "$conf" 2>> "$work/log" &
	supervisor=$!
}
# A zombie that nobody reaps yet is gone too.
gone() { ! grep -q '^State:.[^Z]' "/proc/$1/status" 2> /dev/null; }

cat > "$conf" <<END
# name count user socket command
web 2 - $work/web.sock $work/worker $work
job 1 - - $work/worker $work
END
begin
expect "three children start" wait_until 2000 starts 3
expect "two of them have the socket as standard input" wait_until 500 \
	test "$(wc -l < "$work/stdin")" -eq 2
expect "the socket is for its group" test "$(stat -c %a "$work/web.sock")" = 660

sleep 1
victim=$(head -1 "$work/starts")
kill -KILL "$victim"
expect "a killed child is replaced within a second" wait_until 1000 starts 4
expect "its own kind of signal is in the log" grep -q '"how":"signal 9"' "$work/log"

kill -HUP "$supervisor"
expect "HUP replaces all three" wait_until 6000 starts 7
expect "each drained" wait_until 1000 test "$(wc -l < "$work/drained")" -eq 3
# One after the other: the second is told only when the first one's successor has settled.
kill -TERM "$supervisor"
sleep 0.1
expect "TERM waits for the children" kill -0 "$supervisor"
wait "$supervisor"
expect "then ends well" test $? -eq 0
expect "all three drained again" test "$(wc -l < "$work/drained")" -eq 6
expect "the socket's path is gone" test ! -e "$work/web.sock"

printf 'crash 1 - - /bin/false\n' > "$conf"
: > "$work/log"
begin
sleep 2.5
kill -TERM "$supervisor"
wait "$supervisor"
count=$(grep -c '"event":"child.start"' "$work/log")
expect "one that dies at once is tried once a second, not more ($count)" \
	test "$count" -ge 2 -a "$count" -le 4

printf 'web 1 - - %s %s\n' "$work/worker" "$work" > "$conf"
begin
wait_until 2000 starts 1
child=$(head -1 "$work/starts")
kill -KILL "$supervisor"
wait "$supervisor" 2> /dev/null
expect "no child survives a killed supervisor" wait_until 2000 gone "$child"

printf 'web many - - /bin/true\n' > "$conf"
refuse "a count that is none" "must be 1 to 64" "$program" --config "$conf"
printf 'web 1 - -\n' > "$conf"
refuse "a line without a command" "needs name count user socket command" "$program" --config "$conf"
: > "$conf"
refuse "a file without a service" "names no service" "$program" --config "$conf"
printf 'web 1 - /%0120d /bin/true\n' 7 > "$conf"
refuse "a path too long for a socket" "longer than 107 bytes" "$program" --config "$conf"
finish
