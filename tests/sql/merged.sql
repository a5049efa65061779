-- merged.sql - people of a merged organisation go on in its successor.
\ir helper.psql
select plan(11);

select tap.org('UP', 650106, null, 'commission') as up \gset
select tap.org('OLD', 650106, :up) as old, tap.org('MID', 650106, :up) as mid, tap.org('NEW', 650106, :up) as new \gset
select tap.org('SUB', 650106, :new) as sub \gset
select realm('r1', :up) as r, realm('r2', :old) as own \gset
select account('home', :r, :old, 'thc_operator') as home \gset
select account('tree', :r, :old, 'thc_operator', 'home_subtree') as tree \gset
select account('named', :r, :up, 'clinician', 'org', :old) as named \gset
select account('ruled', :own, :old) as ruled \gset
select give(:ruled, 'clinician', 'home_org', source => 'directory') \gset given_
select account('other', :r, :up, 'clinician') as other \gset
select count(sec.refresh_scope(a)::text) from unnest(array[:home, :tree, :named, :ruled, :other]) a \gset done_

create function tap.merge(a int, b int) returns void language plpgsql as $$
begin
	perform sec.set_context(7, 'organisation.write', 'r', 650106, 650106, null, 'session', 'request', null, '{}', '{}');
	perform set_config('role', 'yl_web', true);
	perform biz.organisation_merge(a, (select version from biz.organisation where id = a), b, current_date, '合并');
	perform set_config('role', 'none', true);
end $$;
create function tap.reach(who bigint) returns int[] language sql as $$
	select s.orgs from sec.current_scope(who) s where s.permission = 'referral.read'
$$;

select is(tap.reach(:home), array[:old], 'before: its own organisation');
select tap.merge(:old, :mid) \gset merged_
select tap.merge(:mid, :new) \gset merged_
select is((select array_agg(distinct home_org) from sec.account where id in (:home, :tree, :ruled)), array[:new],
	'home is the successor, after two mergers');
select is(tap.reach(:home), array[:new], 'rights at home go on there');
select is(tap.reach(:tree), array[:new, :sub], 'with what is below it');
select is(tap.reach(:named), array[:old, :new], 'a grant that named the merged one reaches both');
select is(tap.reach(:ruled), array[:new], 'a directory''s ceiling moves too');
select is(tap.reach(:other), array[:up], 'nobody else gains');
select count(sec.refresh_scope(a)::text) from unnest(array[:home, :named]) a \gset done_
select is((select orgs from sec.account_scope where account_id = :home and permission = 'referral.read'), array[:new],
	'stored so');
select account_id as late from sec.login_account(:r, sha256('1'), 'late', '迟来', :old) \gset
select is((select home_org from sec.account where id = :late), :new, 'a rule of the realm that still names the merged one');
select account_id as late from sec.login_account(:own, sha256('2'), 'late', '迟来', :old) \gset
select is((select home_org from sec.account where id = :late), :new, 'a realm whose ceiling was merged');
select is((select count(*) from aud.event where action = 'auth.ceiling'), 0::bigint, 'neither is beyond its ceiling');
select * from finish();
rollback;
