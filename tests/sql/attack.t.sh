#!/bin/bash
# attack.t.sh - what somebody could try who has taken over the web worker's database connection.
# Real connections as yl_web, real transactions; PGDATABASE is thrown away afterwards.
set -u
cd "$(dirname "$0")" || exit 1
n=0

# try SQL...: as yl_web; each argument is a statement of its own. Says values and SQLSTATEs.
try() {
	local arguments=() statement
	for statement; do arguments+=(-c "$statement"); done
	psql -XAtq -U yl_web -v VERBOSITY=sqlstate "${arguments[@]}" 2>&1
}

# is NAME WANTED GOT
is() {
	n=$((n + 1))
	if [ "$3" = "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '# wanted: %s\n# got:    %s\n' "$2" "$3"
	fi
}

# refused NAME SQLSTATE SQL...: the last statement is refused with this state.
refused() {
	local name=$1 state=$2
	shift 2
	is "$name" "ERROR:  $state" "$(try "$@" | tail -1)"
}

psql -XAtq -v ON_ERROR_STOP=1 >/dev/null <<'SQL' || exit 1
\ir helper.psql
select tap.org('ONE', 630106) as one, tap.org('TWO', 630105) as two \gset
select tap.realm('r1', :one) as r1, tap.realm('r2', :two) as r2 \gset
select tap.account('one', :r1, :one, 'thc_operator') as a1, tap.account('two', :r2, :two, 'thc_operator') as a2 \gset
select tap.session(:a1), tap.session(:a2);
create table tap.known as select :a1 as a1, :a2 as a2, :one as one, :two as two;
grant select on tap.known to public;
commit;
SQL
A1="sha256(convert_to('session of ' || (select a1 from tap.known), 'UTF8'))"
A2="sha256(convert_to('session of ' || (select a2 from tap.known), 'UTF8'))"
begin_1="do \$\$ begin perform sec.begin_request($A1, 'referral.read', false, 'r', '10.0.0.1'); end \$\$"
begin_2="do \$\$ begin perform sec.begin_request($A2, 'referral.read', false, 'r', '10.0.0.1'); end \$\$"

echo 1..46
is 'a right context is read' t "$(try begin "$begin_1" 'select sec.account_id() = a1 from tap.known')"

# The context.
refused 'no context' 28000 'select sec.orgs()'
refused 'an empty one' 28000 "set yilian.ctx = ''" 'select sec.orgs()'
refused 'a plain one' 28000 "set yilian.ctx = '1|1|1|1|referral.read|a|||1|x|x||{}|{}|'" 'select sec.orgs()'
refused 'a forged one, everything right but the signature' 28000 begin "$begin_1" \
	"select set_config('yilian.ctx', regexp_replace(current_setting('yilian.ctx'), '[0-9a-f]{64}\$', repeat('0', 64)), true)" \
	'select sec.orgs()'
refused 'a signed one with the account changed' 28000 begin "$begin_1" \
	"select set_config('yilian.ctx', replace(current_setting('yilian.ctx'), '|' || a1 || '|', '|' || a2 || '|'), true) from tap.known" \
	'select sec.orgs()'
refused 'a signed one with the reach changed' 28000 begin "$begin_1" \
	"select set_config('yilian.ctx', replace(current_setting('yilian.ctx'), '|-|', '|a|'), true)" 'select sec.sees_all()'
refused 'a signed one with a field added' 28000 begin "$begin_1" \
	"select set_config('yilian.ctx', current_setting('yilian.ctx') || '|x', true)" 'select sec.orgs()'
refused 'one carried into the next transaction' 28000 begin "$begin_1" \
	"select set_config('yilian.kept', current_setting('yilian.ctx'), false)" commit begin \
	"select set_config('yilian.ctx', current_setting('yilian.kept'), true)" 'select sec.orgs()'
refused 'one kept for the session' 28000 begin "$begin_1" \
	"select set_config('yilian.ctx', current_setting('yilian.ctx'), false)" commit 'select sec.orgs()'
refused 'the context is gone after the transaction' 28000 begin "$begin_1" commit 'select sec.orgs()'
refused 'one made by another connection' 28000 \
	"select set_config('yilian.ctx', '$(try begin "$begin_1" "select current_setting('yilian.ctx')")', false)" 'select sec.orgs()'
is 'a request id cannot add fields' '-' "$(try begin \
	"do \$\$ begin perform sec.begin_request($A1, 'referral.read', false, 'x|10.0.0.1|{}|{1,2,3}', '10.0.0.1'); end \$\$" \
	"select split_part(current_setting('yilian.ctx'), '|', 6)")"
is 'nor widen the scope' t "$(try begin \
	"do \$\$ begin perform sec.begin_request($A1, 'referral.read', false, 'x|10.0.0.1|{}|{1,2,3}', '10.0.0.1'); end \$\$" \
	'select sec.orgs() = array[one] from tap.known')"
is 'a savepoint rolled back gives the earlier identity back' t "$(try begin "$begin_1" 'savepoint s' "$begin_2" \
	'rollback to s' 'select sec.account_id() = a1 from tap.known')"
is 'one prepared statement serves two identities' $'t\nt' "$(try \
	'prepare same (bigint) as select (select sec.account_id()) = $1' \
	begin "$begin_1" "execute same ($(try 'select a1 from tap.known'))" commit \
	begin "$begin_2" "execute same ($(try 'select a2 from tap.known'))" commit)"
is 'read only holds' 25006 "$(try begin \
	"do \$\$ begin perform sec.begin_request($A1, 'referral.read', true, 'r', '10.0.0.1'); end \$\$" \
	"select sec.audit('x.y', 'x', null, null, null, null)" | sed -n 's/^ERROR:  //p')"
refused 'read only is not undone' 25001 begin \
	"do \$\$ begin perform sec.begin_request($A1, 'referral.read', true, 'r', '10.0.0.1'); end \$\$" \
	'set transaction read write'


# The key of a process: only functions of yl_sec set or read it.
is 'a right process and time without a signature, before any key is drawn' 55000 "$(try begin \
	"select set_config('yilian.ctx', concat('1|', pg_backend_pid(), '|', extract(epoch from now()), '|1|referral.read|a|||1|x|x||{}|{}|', repeat('0', 64)), true)" \
	'select sec.orgs()' | sed -n 's/^ERROR:  //p')"
refused 'a key that only seems to be drawn' 55000 "set yilian.key = '1'" begin "$begin_1"
refused 'a key thrown away' 55000 begin "$begin_1" commit 'discard sequences' begin "$begin_1"
is 'a new one is drawn once its note is gone' t "$(try begin "$begin_1" commit 'discard sequences' 'reset yilian.key' \
	begin "$begin_1" 'select sec.account_id() = a1 from tap.known')"
refused 'a context signed with the key before' 28000 begin "$begin_1" \
	"select set_config('yilian.kept', current_setting('yilian.ctx'), true)" "set local yilian.key = ''" "$begin_1" \
	"select set_config('yilian.ctx', current_setting('yilian.kept'), true)" 'select sec.orgs()'
refused 'reading the key' 42501 begin "$begin_1" "select currval('sec.process_key_high')"
refused 'reading it from the sequence' 42501 begin "$begin_1" 'select last_value from sec.process_key_high'
refused 'setting a key of one'"'"'s own' 42501 "select setval('sec.process_key_high', 1)"
refused 'drawing one' 42501 'select sec.new_process_key(1)'

# Around the functions.
refused 'set role to the owner' 42501 'set role yl_owner'
refused 'set role to yl_sec' 42501 'set role yl_sec'
refused 'session authorization' 42501 'set session authorization postgres'
refused 'row_security off reads nothing' 42501 begin "$begin_1" 'set local row_security = off' 'select count(*) from biz.referral'
refused 'a temporary table' 42501 'create temporary table t (x int)'
refused 'a function of one'"'"'s own' 42501 'create function biz.x() returns int language sql as $$ select 1 $$'
refused 'a schema' 42501 'create schema x'
refused 'the sessions' 42501 'select * from sec.session'
refused 'the keys' 42501 'select * from sec.context_key'
refused 'the accounts' 42501 'select * from sec.account'
refused 'signing a context' 42501 "select sec.set_context(1, 'referral.read', 'a', 0, 999999, 1, 'x', 'x', null, '{}', '{}')"
refused 'giving a right' 42501 'select sec.propose_role(1, 2, null, null, null, null, null, null, null, null)'
refused 'making a session' 42501 "select sec.login_session(1, '\\x', '{}', null, null, null, null)"
refused 'the console' 42501 'select sec.admin_rotate_context_key()'
refused 'a job'"'"'s context' 42501 "select sec.begin_job('00000000-0000-0000-0000-000000000000')"
refused 'a program of the server' 42501 "copy (select 1) to program 'true'"
refused 'a file of the server' 42501 "select pg_read_file('/etc/passwd')"
refused 'dropping the rules' 42501 'alter table biz.organisation disable row level security'
refused 'emptying a table' 42501 'truncate biz.referral'
