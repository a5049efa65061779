-- merged.sql - people of a merged organisation go on in its successor, which sees what it left.
\ir helper.psql
select plan(17);

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
select account('heir', :r, :new, 'thc_operator', 'home_org') as heir \gset
select count(sec.refresh_scope(a)::text) from unnest(array[:home, :tree, :named, :ruled, :other, :heir]) a \gset done_

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
select is(tap.reach(:home), array[:old, :mid, :new], 'rights at home go on there, and reach what was left');
select is(tap.reach(:tree), array[:old, :mid, :new, :sub], 'with what is below it');
select is(tap.reach(:named), array[:old, :mid, :new], 'a grant that named the merged one reaches all of the line');
select is(tap.reach(:ruled), array[:old, :mid, :new], 'a directory''s ceiling moves too');
select is(tap.reach(:heir), array[:old, :mid, :new], 'those who were there before gain what was merged into it');
select is(tap.reach(:other), array[:up], 'nobody else gains');
select count(sec.refresh_scope(a)::text) from unnest(array[:home, :named]) a \gset done_
select is((select orgs from sec.account_scope where account_id = :home and permission = 'referral.read'), array[:old, :mid, :new],
	'stored so');
select account_id as late from sec.login_account(:r, sha256('1'), 'late', '迟来', :old) \gset
select is((select home_org from sec.account where id = :late), :new, 'a rule of the realm that still names the merged one');
select account_id as late from sec.login_account(:own, sha256('2'), 'late', '迟来', :old) \gset
select is((select home_org from sec.account where id = :late), :new, 'a realm whose ceiling was merged');
select is((select count(*) from aud.event where action = 'auth.ceiling'), 0::bigint, 'neither is beyond its ceiling');

-- What the merged one left: closed referrals and their patients, and a draft that nobody sends any more.
create function tap.left_behind(n int, state text, from_org int, to_org int) returns uuid language plpgsql as $$
declare
	id constant uuid := ('00000000-0000-7000-8000-00000000000' || n)::uuid;
begin
	insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
	values (id, from_org, 650106, '某人', '\x0102030405060708', 0);
	insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id,
		from_region_id, to_org_id, to_region_id, state, sent_at, arrived_at, arrived_on, ended_at, diagnosis,
		reason_code, consent, created_by, updated_by)
	select id, 'N' || n, 'up', id, from_org, '\x0102030405060708', from_org, 650106, to_org, 650106, state,
		t.at, t.at, t.at::date, t.at, '肺炎', 'beyond_capacity', 'written', 0, 0
	  from (select case state when 'closed' then now() end as at) t;
	return id;
end $$;
select tap.left_behind(1, 'closed', :old, :up) as closed, tap.left_behind(2, 'draft', :old, :up) as draft \gset
select act(:heir, 'referral.read');
select is((select count(*) from biz.referral), 2::bigint, 'the successor reads what the merged one left');
select is((select count(*) from biz.patient), 2::bigint, 'and its patients');
select act(:other, 'referral.read');
select is((select count(*) from biz.patient where id = :'draft'), 0::bigint, 'others read no draft of it');
select act(:heir, 'referral.send');
select refuses(format($$select * from biz.act_on_referral(%L, 'send', '{draft}', '{sent}', '{sender}', '{""}', null, null,
	null, null)$$, :'draft'), 'UX422', 'a draft is not sent in the name of what is closed');
select quit();
select is((select sum((s.orgs @> array[:old])::int) from sec.account_scope s where s.account_id = :other), 0::bigint,
	'nobody else''s stored scope gained');
select * from finish();
rollback;
