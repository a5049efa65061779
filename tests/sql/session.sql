-- session.sql - who is let in, for how long, and what a request's context then says.
\ir helper.psql
select plan(51);

select org('ONE', 630106, null, 'commission') as one \gset
select org('SUB', 630106, :one) as sub \gset
select realm('r1', :one) as r \gset
select account('clerk', :r, :sub, 'thc_operator') as clerk \gset
select account('nobody', :r, :sub) as nobody \gset
select account('sys', :r, :one, 'sys_admin', 'system') as sys \gset
select account('over', :r, :one, 'county_overseer', 'region', null, null, 630106) as over \gset
select session(:clerk) as token, session(:nobody) as nobody_token \gset
select format('select * from sec.begin_request(%L, %L, false, %L, null)', :'token'::bytea, 'referral.read', 'r') as begin \gset

-- A session lets in, its end does not, and says why.
select results_eq(:'begin', format('select %L::bigint, %L::text, %L::int, %L::text', :clerk, '姓名clerk', :sub, 'zh'),
	'a live session is let in, with account, name, organisation and language');
select throws_ok($$select * from sec.begin_request('\x00', 'referral.read', false, 'r', null)$$, 'UX401', '请先登录', 'an unknown token');
select throws_ok($$select * from sec.begin_request(null, 'referral.read', false, 'r', null)$$, 'UX401', '请先登录', 'no token');
select throws_ok(format('select * from sec.begin_request(%L, %L, false, %L, null)', :'token'::bytea, 'realm.read', 'r'),
	'UX403', '您没有此项权限', 'a permission the roles do not give');
select throws_ok(format('select * from sec.begin_request(%L, %L, false, %L, null)', :'token'::bytea, 'no.such', 'r'),
	'UX403', '您没有此项权限', 'a permission that does not exist');
select throws_ok(format('select * from sec.begin_request(%L, %L, false, %L, null)', :'token'::bytea, null, 'r'),
	'UX403', '您没有此项权限', 'no permission');
create function pg_temp.state(change text, wanted text, name text) returns setof text language plpgsql as $$
begin
	begin
		execute 'update sec.session set ' || change || ' where token_hash = sha256(convert_to(''session of '' || (select id from sec.account where login_name = ''clerk''), ''UTF8''))';
		return next tap.throws_ok(format('select * from sec.begin_request(%L, %L, false, %L, null)',
		    (select token_hash from sec.session s join sec.account a on a.id = s.account_id where a.login_name = 'clerk'), 'referral.read', 'r'),
		    'UX401', wanted, name);
		raise exception using errcode = 'RB000';
	exception when sqlstate 'RB000' then null;
	end;
end $$;
select * from pg_temp.state($$last_seen_at = now() - interval '30 minutes'$$, '登录已过期,请重新登录', 'idle too long');
select * from pg_temp.state($$expires_at = now()$$, '登录已过期,请重新登录', 'older than its absolute limit');
select * from pg_temp.state($$ended_at = now(), end_reason = 'displaced'$$, '您的账号在别处登录过多,此会话已结束,请重新登录', 'displaced');
select * from pg_temp.state($$ended_at = now(), end_reason = 'directory'$$, '账号已停用,请联系本单位信息科', 'ended by the directory');
select * from pg_temp.state($$ended_at = now(), end_reason = 'outage'$$, '本单位目录长时间不可用,会话已结束,请稍后重新登录', 'ended by an outage');
select * from pg_temp.state($$ended_at = now(), end_reason = 'revoked'$$, '权限、密码或会话已变更,请重新登录', 'ended by an administrator');
select * from pg_temp.state($$ended_at = now(), end_reason = 'logout'$$, '登录已过期,请重新登录', 'signed out');
savepoint s;
update sec.session set last_seen_at = now() - interval '29 minutes' where token_hash = :'token';
select lives_ok(:'begin', 'nearly idle is still let in');
rollback to s;
update sec.account set blocked_at = now(), block_reason = 'x' where id = :clerk;
select refuses(:'begin', 'UX401', 'a blocked account, at its next request');
rollback to s;
update sec.account set dir_state = 'disabled' where id = :clerk;
select refuses(:'begin', 'UX401', 'an account its directory disabled');
rollback to s;

-- An account without rights.
select lives_ok(format('select * from sec.begin_request(%L, %L, false, %L, null)', :'nobody_token'::bytea, 'session', 'r'),
	'without rights: permission session');
select is((select sec.orgs()), '{}'::int[], '… reaches no organisation');
select is((select sec.region_lo()), null::int, '… no region');
select is((select sec.sees_all()), false, '… not all');
select is_empty('select * from sec.my_permissions()', '… and holds nothing');
select refuses(format('select * from sec.begin_request(%L, %L, false, %L, null)', :'nobody_token'::bytea, 'organisation.read', 'r'),
	'UX403', 'without rights: nothing else');

-- What the context says.
select act(:clerk, 'referral.send');
select is(sec.account_id(), :clerk::bigint, 'account');
select is(sec.permission(), 'referral.send', 'permission');
select is(sec.orgs(), array[:sub], 'organisations');
select is(sec.home_org(), :sub, 'home organisation');
select is(sec.may('referral.send', :sub), true, 'may send at its own');
select is(sec.may('referral.send', :one), false, 'may not at the parent');
select is(sec.may('referral.answer', :sub), false, 'may not what the role does not give');
select ok(sec.permissions_at(:sub) @> '{referral.read,patient.reveal,draft.own}', 'all permissions at its own organisation');
select is(sec.permissions_at(:one), '{}'::text[], 'none elsewhere');
select act(:over, 'oversight.read');
select is(array[sec.region_lo(), sec.region_hi()], array[630106, 630106], 'an overseer''s region');
select is(sec.permissions_at(:one) @> '{oversight.read}', true, 'and what it gives at an organisation there');
select act(:sys, 'organisation.read');
select is(array[sec.sees_all(), sec.is_system()], array[false, true], 'an administrator of the system sees no business rows by it');
select quit();

-- Grants that begin and end.
select account('later', :r, :sub) as later \gset
select give(:later, 'clinician', 'home_org', null, null, null, now() + interval '1 hour', now() + interval '2 hours') \gset
select sec.refresh_scope(:later) \gset
select is((select scope_fresh_until from sec.account where id = :later), now() + interval '1 hour', 'stored scopes hold until the next grant begins');
update sec.account_role set valid_from = now() - interval '1 hour' where account_id = :later;
savepoint read_only;
select act(:later, 'referral.read', true);
select sec.orgs() as reached, current_setting('transaction_read_only') as only \gset
rollback to read_only;
select is(:'reached'::int[], array[:sub], 'a grant that begins counts at once, in a read-only request too');
select is(:'only'::text, 'on', '… which is read only');
select is((select count(*)::int from sec.account_scope where account_id = :later), 0, '… which stores nothing');
select sec.touch(session(:later)) \gset
select cmp_ok((select count(*)::int from sec.account_scope where account_id = :later), '>', 5, 'touch after the answer stores the scopes');
update sec.account_role set valid_until = now() where account_id = :later;
select refuses(format('select act(%s, %L)', :later, 'referral.read'), 'UX403', 'a grant that ended is gone at the next request');
select quit();

-- touch.
update sec.session set last_seen_at = now() - interval '59 seconds' where account_id = :clerk;
select sec.touch(:'token') \gset
select is((select last_seen_at from sec.session where account_id = :clerk), now() - interval '59 seconds', 'within a minute nothing is written');
update sec.session set last_seen_at = now() - interval '61 seconds' where account_id = :clerk;
select sec.touch(:'token') \gset
select is((select last_seen_at from sec.session where account_id = :clerk), now(), 'then the use is noted');
update sec.session set last_seen_at = now() + interval '1 hour' where account_id = :clerk;
select sec.touch(:'token') \gset
select is((select last_seen_at from sec.session where account_id = :clerk), now() + interval '1 hour', 'a clock set back changes nothing');

-- One's own sessions, and others'.
select account('guard', :r, :one, 'sec_admin', 'system') as guard \gset
select id as his from sec.session where account_id = :clerk \gset
select act(:clerk, 'session');
select is((select count(*)::int from sec.my_sessions() where current), 1, 'sees the own session');
select act(:nobody, 'session');
select refuses(format('select sec.end_my_session(%L)', :'his'), 'UX404', 'another''s session is not there');
select refuses(format('select sec.session_end(%L)', :'his'), '42501', 'nor ended by one who may not');
select refuses(format('select * from sec.session_list(%s)', :clerk), '42501', 'nor listed');
select act(:guard, 'session.any');
select is((select count(*)::int from sec.session_list(:clerk)), 1, 'a security administrator lists it');
select is(sec.session_end(:'his'), :'his'::uuid, 'and ends it');
select quit();
select is((select object_id from aud.event where action = 'session.end'), :'his'::text, 'which is on record');
select refuses(:'begin', 'UX401', 'and no longer counts');
select * from finish();
rollback;
