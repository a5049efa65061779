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

echo 1..40
is 'a right context is read' t "$(try begin "$begin_1" 'select sec.account_id() = a1 from tap.known')"

# The context.
refused 'no context' 28000 'select sec.orgs()'
refused 'one of one'"'"'s own' 42501 "set backtrace_functions = 'yilian'"
refused 'the same over another' 42501 begin "$begin_1" \
	"select set_config('backtrace_functions', replace(current_setting('backtrace_functions'), E'\\n_\\n', E'\\na\\n'), true)"
refused 'the same for another account' 42501 begin "$begin_1" \
	"select set_config('backtrace_functions', replace(current_setting('backtrace_functions'), a1::text, a2::text), true) from tap.known"
refused 'the same through the view of settings' 42501 \
	"update pg_catalog.pg_settings set setting = 'yilian' where name = 'backtrace_functions'"
refused 'the same as a default of the role' 42501 "alter role yl_web set backtrace_functions = 'yilian'"
refused 'the same as a default of the role here' 42501 \
	"alter role yl_web in database $PGDATABASE set backtrace_functions = 'yilian'"
is 'the same as an option of the connection' 1 "$(PGOPTIONS='-c backtrace_functions=yilian' try 'select 1' |
	grep -c 'permission denied to set parameter')"
refused 'giving oneself the right to it' 42501 'grant set on parameter backtrace_functions to yl_web'
refused 'taking it back' 42501 begin "$begin_1" 'reset backtrace_functions'
refused 'taking all settings back leaves none' 28000 begin "$begin_1" 'reset all' 'select sec.orgs()'
refused 'a setting that only looks like it' 28000 "set yilian.ctx = 'yilian'" 'select sec.orgs()'
refused 'one carried into the next transaction' 42501 begin "$begin_1" \
	"select set_config('yilian.kept', current_setting('backtrace_functions'), false)" commit begin \
	"select set_config('backtrace_functions', current_setting('yilian.kept'), true)"
refused 'one kept for the session' 42501 begin "$begin_1" \
	"select set_config('backtrace_functions', current_setting('backtrace_functions'), false)"
refused 'the context is gone after the transaction' 28000 begin "$begin_1" commit 'select sec.orgs()'
is 'a request id cannot add fields' t "$(try begin \
	"do \$\$ begin perform sec.begin_request($A1, 'referral.read', false, E'x\\n10.0.0.1\\n\\n1,2,3', '10.0.0.1'); end \$\$" \
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

# Around the functions.
refused 'set role to the owner' 42501 'set role yl_owner'
refused 'set role to yl_sec' 42501 'set role yl_sec'
refused 'session authorization' 42501 'set session authorization postgres'
refused 'row_security off reads nothing' 42501 begin "$begin_1" 'set local row_security = off' 'select count(*) from biz.referral'
refused 'a temporary table' 42501 'create temporary table t (x int)'
refused 'a function of one'"'"'s own' 42501 'create function biz.x() returns int language sql as $$ select 1 $$'
refused 'a schema' 42501 'create schema x'
refused 'the sessions' 42501 'select * from sec.session'
refused 'the accounts' 42501 'select * from sec.account'
refused 'setting a context' 42501 "select sec.set_context(1, 'referral.read', 'a', 0, 999999, 1, 'x', 'x', null, '{}', '{}')"
refused 'giving a right' 42501 'select sec.propose_role(1, 2, null, null, null, null, null, null, null, null)'
refused 'making a session' 42501 "select sec.login_session(1, '\\x', '{}', null, null, null, null)"
refused 'the console' 42501 'select * from sec.admin_who_may(null, null, null)'
refused 'a job'"'"'s context' 42501 "select sec.begin_job('00000000-0000-0000-0000-000000000000')"
refused 'a program of the server' 42501 "copy (select 1) to program 'true'"
refused 'a file of the server' 42501 "select pg_read_file('/etc/passwd')"
refused 'dropping the rules' 42501 'alter table biz.organisation disable row level security'
refused 'emptying a table' 42501 'truncate biz.referral'

# What is no context of ours, whoever set it.
psql -XAtq -c "alter role yl_web in database $PGDATABASE set backtrace_functions = 'errfinish,elog'"
refused 'a list of functions' 28000 'select sec.orgs()'
