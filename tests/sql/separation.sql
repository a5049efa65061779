-- separation.sql - 三员分立, two people for a grant, and what no directory may give.
\ir helper.psql
select plan(55);

select org('TOP', 630000, null, 'commission') as top \gset
select org('CITY', 630100, :top, 'commission') as city \gset
select org('COUNTY', 630106, :city, 'commission') as county \gset
select org('TOWN', 630106, :county) as town \gset
select org('FAR', 630105, :city) as far \gset
select realm('r1', :top) as r \gset
select realm('r2', :county) as r2 \gset
select account('sys', :r, :top) as sys, account('sec1', :r, :top) as sec1, account('sec2', :r, :top) as sec2 \gset
select account('aud', :r, :top) as aud, account('x', :r2, :town) as x, account('y', :r, :top) as y \gset

-- The first administrators.
select refuses(format('select sec.admin_init(%s, %s, %s)', :sys, :sys, :aud), 'UX409', 'one person cannot be two of the three');
select refuses(format('select sec.admin_init(%s, %s, null)', :sys, :sec1), '23502', 'all three are needed');
select lives_ok(format('select sec.admin_init(%s, %s, %s, %s)', :sys, :sec1, :aud, :sec2), 'the first administrators, who never signed in');
select ok(sec.admin_initialised(), 'are there');
select refuses(format('select sec.admin_init(%s, %s, %s, %s)', :y, :sec1, :aud, :sec2), 'UX409', 'once only');
select bag_eq($$select login_name, role_code from sec.account_role r join sec.account a on a.id = r.account_id$$,
	$$values ('sys', 'sys_admin'), ('sec1', 'sec_admin'), ('sec2', 'sec_admin'), ('aud', 'auditor')$$, 'each with one role');
select is((select count(*)::int from aud.event where action = 'admin.init'), 4, 'each on record');

-- Two people.
select format('select sec.propose_role(%%s, %s, %L, %L, null, null, 630106, null, null, %L)', :y, 'county_overseer', 'region', '任命') as propose \gset
select refuses(format(:'propose', :sys), 'UX403', 'a system administrator grants nothing');
select refuses(format(:'propose', :aud), 'UX403', 'nor an auditor');
select refuses(format(:'propose', :y), 'UX403', 'nobody grants to himself');
select refuses(format('select sec.propose_role(%s, %s, %L, %L, null, null, null, null, null, %L)', :sec1, :sec1, 'auditor', 'system', 'x1'),
	'UX403', 'a security administrator neither');
select refuses(replace(format(:'propose', :sec1), '任命', ''), 'UX422', 'a grant needs a reason');
select lives_ok(format(:'propose', :sec1), 'a security administrator proposes');
select max(id) as g from sec.account_role \gset
select is_empty(format('select * from sec.scope_rows(%s)', :y), 'a proposal gives nothing');
select refuses(format('select sec.approve_role(%s, %s)', :sec1, :g), 'UX403', 'who proposed cannot approve');
select refuses(format('select sec.approve_role(%s, %s)', :sys, :g), 'UX403', 'a system administrator cannot');
select refuses(format('select sec.approve_role(%s, %s)', :y, :g), 'UX403', 'nor who would get it');
select lives_ok(format('select sec.approve_role(%s, %s)', :sec2, :g), 'another security administrator can');
select isnt_empty(format('select * from sec.scope_rows(%s)', :y), 'then it holds');
select refuses(format('select sec.approve_role(%s, %s)', :sec2, :g), 'UX409', 'once');
select refuses('select sec.approve_role(' || :sec2 || ', 0)', 'UX404', 'what is not there cannot be approved');
select throws_ok(format('update sec.account_role set approved_by = proposed_by where id = %s', :g), '23514', null,
	'the table itself refuses one person for both');

-- Apart from one another and from business, per person.
select refuses(format('select give(%s, %L, %L)', :sys, 'auditor', 'system'), 'UX409', 'a system administrator cannot audit');
select refuses(format('select give(%s, %L)', :sec1, 'clinician'), 'UX409', 'an administrator does no business');
select refuses(format('select give(%s, %L, %L)', :y, 'sec_admin', 'system'), 'UX409', 'an overseer cannot be an administrator');
alter table sec.account_role disable trigger account_role_guard;
select throws_ok(format($$insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, reason, approved_at)
	values (%s, %s, 'auditor', 'audit', 'init', 'system', 'x', now())$$, :sys, :sys), '23P01', null, 'without the trigger the constraint refuses');
alter table sec.account_role enable trigger account_role_guard;
select lives_ok(format('select give(%s, %L, %L, null, null, null, now() - interval %L, now() - interval %L)', :sys, 'clinician', 'home_org', '2 days', '1 day'),
	'one after the other is allowed');
select account('sys again', :r, :top, 'clinician') as twin \gset
select refuses(format('update sec.account set person_id = %s where id = %s', :sys, :twin), 'UX409',
	'two accounts of one person cannot hold them either');

-- The last of a kind.
select refuses(format('update sec.account_role set revoked_at = now() where account_id = %s and class = %L', :sys, 'system'), 'UX409', 'the last system administrator stays');
select refuses(format('update sec.account_role set valid_until = now() + interval %L where account_id = %s and class = %L', '1 day', :aud, 'audit'), 'UX409', 'nor is the last auditor given an end');
select refuses(format('delete from sec.account_role where account_id = %s', :aud), 'UX409', 'nor deleted');
select refuses(format('select sec.block_account(%s, %s, %L)', :sec1, :aud, 'because'), 'UX409', 'nor blocked');
select lives_ok(format('select sec.revoke_role(%s, id, %L) from sec.account_role where account_id = %s', :sec1, 'left', :sec2), 'one of two may go');
select refuses(format('update sec.account_role set revoked_at = now() where account_id = %s', :sec1), 'UX409', 'then the other stays');
update sec.account_role set revoked_at = null, revoked_by = null, revoke_reason = null where account_id = :sec2;

-- What no directory may give.
select refuses(format('select give(%s, %L, %L, null, null, 630106, now(), null, %L)', :x, 'county_overseer', 'region', 'directory'), 'UX422', 'no directory makes an overseer');
select throws_ok(format($$insert into sec.group_map (realm_id, group_uid, group_dn, role_code, scope_kind, proposed_by)
	values (%s, '\x0011223344556677', 'cn=x', 'sys_admin', 'home_org', %s)$$, :r2, :sec1), null, null, 'no group gives sys_admin');
select refuses(format($$select sec.admin_group_map_propose(%s, 'r2', '\x0011223344556677', 'cn=x', 'alliance_office', 'home_org', null, null)$$, :sec1),
	'UX422', 'nor an alliance''s office');
select refuses(format($$select sec.admin_group_map_propose(%s, 'r2', '\x0011223344556677', 'cn=x', 'clinician', 'org', %s, null)$$, :sec1, :far),
	'UX422', 'no group reaches past the realm''s ceiling');
select refuses(format($$insert into sec.account (realm_id, dir_uid, login_name, display_name, home_org) values (%s, '\x0011223344556677', 'z', 'z', %s)$$, :r2, :far),
	'UX422', 'no account of a realm belongs outside its ceiling');

-- Overseers.
select refuses(format('select give(%s, %L, %L, null, null, 630105)', :y, 'county_overseer', 'region'), 'UX409', 'two counties side by side are refused');
select lives_ok(format('select give(%s, %L, %L, null, null, 630100)', :y, 'city_overseer', 'region'), 'the city above is not');
select results_eq(format('select region_lo, region_hi from sec.scope_rows(%s) where permission = %L', :y, 'oversight.read'), 'values (630100, 630199)', 'the widest counts');
select refuses(format('select give(%s, %L, %L, null, null, 630106)', :x, 'city_overseer', 'region'), 'UX422', 'a city''s overseer of a county');
select refuses(format('select give(%s, %L, %L)', :x, 'clinician', 'system'), 'UX422', 'a clinician of the whole system');

-- A county's own security administrator.
select give(:x, 'sec_admin', 'region', null, null, 630106) as own \gset
select account('c1', :r2, :town) as c1, account('c2', :r, :far) as c2 \gset
select lives_ok(format('select sec.propose_role(%s, %s, %L, %L, null, null, null, null, null, %L)', :x, :c1, 'clinician', 'home_org', 'staff'), 'gives rights in the county');
select refuses(format('select sec.propose_role(%s, %s, %L, %L, null, null, null, null, null, %L)', :x, :c2, 'clinician', 'home_org', 'staff'), 'UX403', 'not in the next one');
select refuses(format('select sec.propose_role(%s, %s, %L, %L, null, null, 630100, null, null, %L)', :x, :c1, 'city_overseer', 'region', 'up'), 'UX403', 'not above it');
select refuses(format('select sec.propose_role(%s, %s, %L, %L, null, null, null, null, null, %L)', :x, :c1, 'auditor', 'system', 'up'), 'UX403', 'not for the whole system');

-- On the pages the same, by the request's permission.
select act(:sec1, 'grant.read');
select throws_ok(format('select sec.grant_propose(%s, %L, %L, null, null, null, null, null, %L)', :c2, 'clinician', 'home_org', 'staff'), '42501', null, 'a request to read cannot propose');
select act(:sec1, 'grant.propose');
select lives_ok(format('select sec.grant_propose(%s, %L, %L, null, null, null, null, null, %L)', :c2, 'clinician', 'home_org', 'staff'), 'one to propose can');
select act(:sec2, 'grant.read');
select is((select count(*)::int from sec.grant_list(null, true, null, 50)), 2, 'what waits is listed');
select act(:x, 'grant.read');
select is((select array_agg(login_name) from sec.grant_list(null, true, null, 50)), '{c1}', 'a county''s administrator sees its own');
select quit();

-- Denial and block.
select admin_deny from sec.admin_deny(:sec1, :y, 'oversight.export', 'not needed') \gset
select is_empty(format('select * from sec.scope_rows(%s) where permission = %L', :y, 'oversight.export'), 'a denied permission is gone whatever the roles give');
select session(:y) \gset
select is(sec.block_account(:sec1, :y, 'lost card'), 1, 'a block ends sessions');
select refuses(format('select act(%s, %L)', :y, 'session'), 'UX401', 'and holds');
select quit();
select * from finish();
rollback;
