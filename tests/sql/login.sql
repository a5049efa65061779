-- login.sql - what the login worker does: accounts by immutable id, roles by group, sessions, re-checks.
\ir helper.psql
select plan(49);

select org('CITY', 630100, null, 'commission') as city \gset
select org('LEAD', 630106, :city, 'general_hospital') as lead \gset
select org('TOWN', 630106, :lead) as town, org('FAR', 630105, :city) as far \gset
select org('STATION', 630106, :town, 'village_clinic') as station \gset
select realm('r1', :lead) as r \gset
select account('sec1', :r, :lead, 'sec_admin', 'system') as sec1, account('sec2', :r, :lead, 'sec_admin', 'system') as sec2 \gset
\set clinicians '\\x11111111111111111111111111111111'
\set affairs '\\x22222222222222222222222222222222'
\set operators '\\x33333333333333333333333333333333'
select sec.admin_group_map_approve(:sec2, sec.admin_group_map_propose(:sec1, 'r1', :'clinicians', 'cn=clinicians', 'clinician', 'home_org', null, null));
select sec.admin_group_map_approve(:sec2, sec.admin_group_map_propose(:sec1, 'r1', :'operators', 'cn=operators', 'thc_operator', 'home_subtree', null, 30));
select sec.admin_group_map_propose(:sec1, 'r1', :'affairs', 'cn=affairs', 'med_affairs', 'org', :lead, null) as waiting \gset

-- The account is who the directory's id says.
set local role yl_auth;
select account_id as a, first, blocked from sec.login_account(:r, '\xaaaaaaaaaaaaaaaa', 'wang', '王一', :town) \gset
select is(:'first'::text, 't', 'the first sign-in makes the account');
select account_id as again from sec.login_account(:r, '\xaaaaaaaaaaaaaaaa', 'wangyi', '王壹', :town) \gset
select is(:again, :a, 'a renamed person keeps it');
select account_id as other from sec.login_account(:r, '\xbbbbbbbbbbbbbbbb', 'wang', '王二', :town) \gset
select isnt(:other, :a, 'the name used again by somebody else makes another');
select account_id as far_one from sec.login_account(:r, '\xcccccccccccccccc', 'far', '远', :far) \gset
reset role;
select is((select login_name || ' ' || display_name from sec.account where id = :a), 'wangyi 王壹', 'with the new name');
select is((select home_org from sec.account where id = :far_one), null, 'an organisation beyond the ceiling is no home');
select is((select count(*)::int from aud.event where action = 'auth.ceiling'), 1, 'which is on record');

-- Groups give roles.
set local role yl_auth;
select is(sec.login_groups(:a, '{}'), 0, 'no group, no role');
select is(sec.login_groups(:a, array[:'affairs']::bytea[]), 0, 'a mapping that only one person wants gives nothing');
select is(sec.login_groups(:a, array[:'clinicians', '\x99']::bytea[]), 1, 'a mapped group gives its role, an unknown one nothing');
reset role;
select id as held from sec.account_role where account_id = :a and revoked_at is null \gset
select is((select array_agg(orgs) from sec.account_scope where account_id = :a and permission = 'referral.send'), array[array[:town]], 'at the home organisation');
set local role yl_auth;
select is(sec.login_groups(:a, array[:'clinicians', :'operators']::bytea[]), 2, 'two groups, two roles');
reset role;
select is((select count(*)::int from sec.account_role where id = :held and revoked_at is null), 1, 'what stays is not made anew');
select is((select array_agg(orgs) from sec.account_scope where account_id = :a and permission = 'referral.receive'), array[array[:town, :station]], 'home_subtree reaches the stations');
select is((select valid_until from sec.account_role where account_id = :a and role_code = 'thc_operator'), now() + interval '30 days', 'max_days ends it');
select org('STATION2', 630106, :town, 'village_clinic') as station2 \gset
select cmp_ok((select scope_fresh_until from sec.account where id = :a), '<', now(), 'a new station makes the stored scope stale');
select is((select orgs from sec.current_scope(:a) where permission = 'referral.receive'), array[:town, :station, :station2], 'and is in reach at once');
select is((select orgs from sec.current_scope(:a) where permission = 'referral.answer'), array[:town], 'the other role stays where it is');
set local role yl_auth;
select is(sec.login_groups(:a, array[:'operators']::bytea[]), 1, 'a group left takes its role');
reset role;
select is((select revoke_reason from sec.account_role where id = :held), 'no longer in the group', 'and says why');
select sec.admin_group_map_approve(:sec2, :waiting);
set local role yl_auth;
select is(sec.login_groups(:a, array[:'affairs']::bytea[]), 1, 'once approved the mapping gives');
reset role;
select is((select orgs from sec.current_scope(:a) where permission = 'referral.answer'), array[:lead], 'at the organisation it names');
select sec.admin_group_map_retire(:sec1, :waiting);
select is((select count(*)::int from sec.account_role where account_id = :a and revoked_at is null), 0, 'a retired mapping takes its roles at once');
set local role yl_auth;
select is(sec.login_groups(:sec1, array[:'clinicians']::bytea[]), 0, 'an administrator gets no business role from a group');
select sec.login_groups(:a, array[:'clinicians']::bytea[]) as n \gset

-- The ceiling holds when the tree changes.
reset role;
update biz.organisation set parent_id = :city where id = :town;
select is((select orgs from sec.current_scope(:a) where permission = 'referral.answer'), '{}', 'a home moved out of the realm''s ceiling is out of reach');
update biz.organisation set parent_id = :lead where id = :town;
select is((select orgs from sec.current_scope(:a) where permission = 'referral.answer'), array[:town], 'and back again');

-- Sessions.
create function pg_temp.sign_in(who bigint, n int, old int default null) returns table (pending boolean, displaced int) language sql as $$
	select pending, displaced from sec.login_session(who, sha256(int4send(n)), '{password}', '10.0.0.9', 'browser',
	    case when old is not null then sha256(int4send(old)) end, 'r') $$;
grant execute on all functions in schema tap to public;
select format('select * from sec.begin_request(sha256(int4send(%%s)), %L, false, null, null)', 'session') as enter \gset
select results_eq(format('select * from pg_temp.sign_in(%s, 1)', :a), $$values (false, 0)$$, 'a session');
update sec.session set created_at = now() - interval '3 hours' where token_hash = sha256(int4send(1));
select is((select idle_s from sec.session where account_id = :a), 1800, 'idle 30 minutes');
select is((select date_trunc('minute', expires_at - clock_timestamp() + interval '30 seconds') from sec.session where account_id = :a), interval '12 hours', '12 hours at most');
select results_eq(format('select * from pg_temp.sign_in(%s, 2)', :a), $$values (false, 0)$$, 'a second');
select results_eq(format('select * from pg_temp.sign_in(%s, 3)', :a), $$values (false, 0)$$, 'a third');
select results_eq(format('select * from pg_temp.sign_in(%s, 4)', :a), $$values (false, 1)$$, 'the fourth ends one');
select throws_ok(format(:'enter', 1), 'UX401', '您的账号在别处登录过多,此会话已结束,请重新登录', 'the oldest, which is told why');
select lives_ok(format(:'enter', 4), 'the newest lives');
select results_eq(format('select * from pg_temp.sign_in(%s, 5, 4)', :a), $$values (false, 0)$$, 'a sign-in of the same browser ends its old session');
select refuses(format(:'enter', 4), 'UX401', 'which is gone');
select results_eq(format('select * from pg_temp.sign_in(%s, 6)', :sec1), $$values (false, 0)$$, 'an administrator''s session');
select is((select idle_s from sec.session where account_id = :sec1), 900, 'idle 15 minutes');
select is((select date_trunc('minute', expires_at - clock_timestamp() + interval '30 seconds') from sec.session where account_id = :sec1), interval '8 hours', '8 hours at most');
select results_eq(format('select * from pg_temp.sign_in(%s, 7)', :sec1), $$values (false, 1)$$, 'one at a time');
select results_eq(format('select * from pg_temp.sign_in(%s, 8)', :other), $$values (true, 0)$$, 'without a role the account is pending');
select is(sec.login_end(sha256(int4send(8)), null, 'r'), true, 'signing out');
select is(sec.login_end(sha256(int4send(8)), null, 'r'), false, 'once');
select is((select last_at is not null from sec.org_sign_in where org_id = :town), true, 'the organisation has signed in');

-- Re-checks.
select is_empty(format('select * from sec.login_recheck_due(%s, false)', :r), 'just checked, nobody is due');
update sec.session set dir_checked_at = now() - interval '10 minutes' where account_id = :a;
select results_eq(format('select account_id from sec.login_recheck_due(%s, false)', :r), format('values (%s::bigint)', :a), 'after five minutes those with a session are');
select is(sec.login_outage(:r), 0, 'within the grace an outage ends nobody''s session');
update sec.session set dir_checked_at = now() - interval '16 minutes';
select is(sec.login_outage(:r), 1, 'but an administrator''s after 15 minutes');
select is(sec.login_recheck_gone(array[:a::bigint], 'disabled'), 3, 'disabled in the directory: all sessions end');
select refuses(format(:'enter', 5), 'UX401', 'at the next request');
select * from finish();
rollback;
