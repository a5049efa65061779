#!/bin/bash
# claim.t.sh - a retried POST does its work once, also when tries come at the same time.
set -u
cd "$(dirname "$0")" || exit 1
n=0
is() {
	n=$((n + 1))
	if [ "$3" = "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# wanted: %s\n# got:    %s\n' "$2" "$3"; fi
}
scripts=$(mktemp -d)
trap 'rm -rf "$scripts"' EXIT

psql -XAtq -v ON_ERROR_STOP=1 >/dev/null <<'SQL' || exit 1
\ir helper.psql
select tap.org('ONE', 630106) as one \gset
select tap.realm('r1', :one) as r1 \gset
select tap.account('one', :r1, :one, 'thc_operator') as a1, tap.account('two', :r1, :one, 'thc_operator') as a2 \gset
select tap.session(:a1), tap.session(:a2);
create table tap.known as select :a1 as a1, :a2 as a2;
create table tap.effect (key text, id uuid);
create function tap.begin(who bigint) returns void language sql as $$
	select sec.begin_request(sha256(convert_to('session of ' || who, 'UTF8')), 'referral.create', false, 'r', null) $$;
grant execute on all functions in schema tap to public;
grant select on tap.known to public;
grant insert, select on tap.effect to public;
commit;
SQL
A1=$(psql -XAtqc 'select a1 from tap.known') A2=$(psql -XAtqc 'select a2 from tap.known')
web() {
	local arguments=() statement
	for statement; do arguments+=(-c "$statement"); done
	psql -XAtq -U yl_web -v VERBOSITY=sqlstate "${arguments[@]}" 2>&1 | grep -v '^$'
}
# claim KEY HASH ID [OBJECT]
claim() { echo "select id, replayed from sec.claim('$1', '\\x$2', '00000000-0000-0000-0000-0000000000$3', '${4:-referral}')"; }

echo 1..16
is 'a first try gets its own id' '00000000-0000-0000-0000-000000000011|f' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 aa 11)" commit)"
is 'a retry gets the first id' '00000000-0000-0000-0000-000000000011|t' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 aa 12)" commit)"
is 'the same key with another body' 'ERROR:  UX422' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 bb 13)")"
is 'the same key for another kind of thing' 'ERROR:  UX422' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 aa 13 job)")"
is 'the same key of another account is another key' '00000000-0000-0000-0000-000000000021|f' \
	"$(web begin "select tap.begin($A2)" "$(claim key-0001 cc 21)" commit)"
is 'no key' 'ERROR:  UX422' "$(web begin "select tap.begin($A1)" "select sec.claim(null, '\\x', null, 'x')")"
is 'a short key' 'ERROR:  UX422' "$(web begin "select tap.begin($A1)" "select sec.claim('short', '\\x', null, 'x')")"
is 'no context' 'ERROR:  28000' "$(web "$(claim key-0002 aa 31)")"
is 'a try that failed leaves nothing' '00000000-0000-0000-0000-000000000042|f' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0003 aa 41)" rollback begin "select tap.begin($A1)" "$(claim key-0003 aa 42)" commit | tail -1)"
is 'replayed and new_id tell statements' 't|00000000-0000-0000-0000-000000000011' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 aa 12)" 'select sec.replayed(), sec.new_id()' commit | tail -1)"
is 'without a claim nothing is replayed' f "$(web begin "select tap.begin($A1)" 'select sec.replayed()')"
is 'and there is no new id' 'ERROR:  28000' "$(web begin "select tap.begin($A1)" 'select sec.new_id()')"
is 'a claim ends with its transaction' f \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 aa 12)" commit begin "select tap.begin($A1)" 'select sec.replayed()' | tail -1)"
psql -XAtqc "update sec.idempotency set created_at = now() - interval '8 days' where key = 'key-0001'"
is 'after seven days a key is new' '00000000-0000-0000-0000-000000000051|f' \
	"$(web begin "select tap.begin($A1)" "$(claim key-0001 ff 51)" commit)"

cat >"$scripts/claim" <<SQL
\\set key random(1, 300)
begin;
select tap.begin($A1);
select id, replayed from sec.claim('parallel-' || :key, sha256(convert_to(:key::text, 'UTF8')), gen_random_uuid(), 'x');
insert into tap.effect select 'parallel-' || :key, sec.new_id() where not sec.replayed();
commit;
SQL
pgbench -n -U yl_web -c 10 -j 2 -t 300 -f "$scripts/claim" "$PGDATABASE" >"$scripts/out" 2>&1
is '3000 tries of 300 keys on 10 connections have one effect each' '300|300' \
	"$(psql -XAtqc "select count(*), count(distinct key) from tap.effect")"
is 'all of them were answered' 0 "$(sed -n 's/^number of failed transactions: \([0-9]*\).*/\1/p' "$scripts/out")"
