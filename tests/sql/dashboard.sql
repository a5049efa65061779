-- dashboard.sql - dashboards are figures that are there; who begins where; what is held in a period that runs.
\ir helper.psql
set local jit = off;
select plan(31);

select tap.org('BP', 650000, null, 'commission') as top \gset
select tap.org('BC', 650100, :top, 'commission') as city, tap.org('BK', 650101, :top, 'commission') as k,
       tap.org('BH', 650101, :top, 'general_hospital') as h \gset
select tap.org('BT', 650101, :h) as t, tap.org('BU', 650101, :h) as u, tap.org('BX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('board-test', :top) as realm \gset
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('板医共体', 'county_community', :h, 650101, 'b', 'b', '2020-01-01') returning id as alliance \gset
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
values (:alliance, :h, 'lead', '2020-01-01'), (:alliance, :t, 'member', '2020-01-01'), (:alliance, :u, 'member', '2020-01-01');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on, ends_on)
values (:h, :t, '旧工程', '支援', '2019-01-01', '2019-12-31'), (:h, :u, '今工程', '支援', '2020-01-01', null);
select id as pairing from biz.pairing where programme = '今工程' \gset
select tap.account('prov', :realm, :top, 'prov_overseer', 'region', null, null, 650000) as prov,
       tap.account('city', :realm, :city, 'city_overseer', 'region', null, null, 650100) as citizen,
       tap.account('county', :realm, :k, 'county_overseer', 'region', null, null, 650101) as county,
       tap.account('union', :realm, :k, 'alliance_office', 'alliance', null, :alliance) as office,
       tap.account('head', :realm, :h, 'hosp_director') as head, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('doctor', :realm, :h, 'clinician') as doctor \gset
create function tap.boards(who bigint) returns text language plpgsql as $$
begin
	perform tap.act(who, 'figure.read');
	return (select string_agg(concat_ws(' ', d.code, s.kind, s.name, case when s.mine then '*' end), E'\n' order by d.place)
	          from fig.dashboard d cross join lateral fig.dashboard_scope(d.audience) s);
end $$;
create function tap.one(code text, first date, last date, kind text default 'region', scope text default '650101') returns text language sql as $$
	select coalesce(f.value::text, f.state) from fig.figures(array[code], kind, scope, 'then', first, last) f
$$;
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
grant execute on all functions in schema tap to public;

-- What they are made of.
select bag_eq($$select distinct audience from fig.dashboard$$, $$values ('province'), ('county'), ('alliance'), ('hospital'), ('pairing')$$, 'one for each audience');
select is_empty($$select p.dashboard, c.code from fig.dashboard_part p cross join lateral unnest(p.figures) c (code)
	where not exists (select from fig.definition d where d.code = c.code and d.valid_from <= current_date and coalesce(d.valid_to > current_date, true))$$,
	'each figure named is in force');
select is_empty($$select d.code from fig.dashboard d where not exists (select from fig.dashboard_part p where p.dashboard = d.code and p.layout = 'tiles')
	or not exists (select from fig.dashboard_part p where p.dashboard = d.code and p.layout = 'series')$$, 'each has numbers and months');
select throws_ok($$insert into fig.dashboard_part (dashboard, place, layout, name_zh, name_en, figures) values ('county', 99, 'pie', 'x', 'x', '{up_visits}')$$,
	'23514', null, 'no layout that no page draws');
select throws_ok($$insert into fig.dashboard_part (dashboard, place, layout, name_zh, name_en, figures) values ('county', 99, 'tiles', 'x', 'x', '{}')$$,
	'23514', null, 'no empty part');
select throws_ok($$insert into fig.dashboard (code, place, audience, name_zh, name_en) values ('x1', 99, 'world', 'x', 'x')$$, '23514', null, 'no audience that no scope has');

-- Who begins where.
select is(tap.boards(:prov), E'province region D650000 *\ncounty region D650101\nalliance alliance 板医共体\nhospital org 机构BH\npairing pairing 机构BH → 机构BU',
	'a province: itself, and one of each below it');
select is(split_part(tap.boards(:citizen), E'\n', 1), 'province region D650100 *', 'a city has the province''s, of itself');
select is(tap.boards(:county), E'county region D650101 *\nalliance alliance 板医共体\nhospital org 机构BH\npairing pairing 机构BH → 机构BU', 'a county has none of the province');
select is(tap.boards(:office), E'alliance alliance 板医共体 *\nhospital org 机构BH\npairing pairing 机构BH → 机构BU', 'an alliance''s office begins with it');
select is(tap.boards(:head), E'hospital org 机构BH *\npairing pairing 机构BH → 机构BU', 'a director with the own institution');
select is(tap.boards(:clerk), 'hospital org 机构BT *', 'a township too; its pairing has ended');
select throws_ok(format('select tap.boards(%s)', :doctor), 'UX403', null, 'a clinician has none');
select tap.act(:head, 'figure.read') \g /dev/null
select is((select count(*) from fig.dashboard) > 0 and (select count(*) from fig.dashboard_part) > 0, true, 'everybody may read what they are made of');
select throws_ok($$update fig.dashboard set name_zh = 'x'$$, '42501', null, 'nobody changes them');
select throws_ok($$delete from fig.dashboard_part$$, '42501', null, 'nor their parts');
select tap.quit() \g /dev/null

-- Held in a period that runs: today.
select is(fig.held_on('2020-01-01', '2020-12-31')::text || ' ' || (fig.held_on(current_date, current_date + 9) = current_date)::text || ' '
	|| (fig.held_on(current_date + 1, current_date + 9) = current_date + 9)::text, '2020-12-31 true true', 'past, running, to come');
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
select tap.id(n), :h, 1, 'confirmed', '2010-01-01', '人' || n, 'doctor', 'mid', 'practising_doctor' from generate_series(1, 4) n;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, starts_on, ends_on, staff_id, department, role, mode)
values (tap.id(11), :h, 1, :t, 1, :h, 'confirmed', now(), current_date - 10, current_date + 5, tap.id(1), '内科', 'medical', 'short'),
       (tap.id(12), :h, 1, :t, 1, :h, 'confirmed', now(), current_date - 400, current_date - 300, tap.id(2), '内科', 'medical', 'short'),
       (tap.id(13), :h, 1, :u, 1, :h, 'confirmed', now(), current_date + 3, current_date + 30, tap.id(3), '内科', 'medical', 'short');
select fig.fold_records(null) \g /dev/null
select sec.set_context(0, 'figure.read', 'a', 100000, 999999, :top, 's', 'r', null, '{}', '{}') \g /dev/null
select is(tap.one('postings_live', current_date - 20, current_date + 20), '1', 'who is there today, not at the end of the period');
select is(tap.one('postings_live', current_date + 6, current_date + 20), '1', 'of a period to come, on its last day');
select is(tap.one('postings_live', current_date - 500, current_date - 350), '1', 'of one that is over too');
select tap.act(:county, 'figure.read') \g /dev/null
select is((select string_agg((r.row_of).title || ' ' || r.value, ',') from fig.rows('postings_live', null, 'region', '650101', 'then', current_date - 20,
	current_date + 20, null, null, null, null, 10) r), '人1 1', 'the rows behind it are the same');

-- Months, and by unit.
select is((select count(*) from fig.dashboard_months('county', 'region', '650101', 'then', current_date)), (12 * 3)::bigint, 'twelve months of three figures up to today');
select is((select count(distinct key) from fig.dashboard_months('county', 'region', '650101', 'then', (date_trunc('year', current_date) + interval '1 year - 1 day')::date)),
	extract(month from current_date)::bigint, 'months to come are left out');
select tap.quit() \g /dev/null
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), :h, 1, :t, 1, :h, 'confirmed', current_date - d, tap.id(11), 'full', 'outpatient' from generate_series(0, 9) d;
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
values (gen_random_uuid(), :h, 1, :t, 1, :h, 'confirmed', current_date - 380, tap.id(12), 'am', 'outpatient');
select tap.act(:county, 'figure.read') \g /dev/null
select is((select sum(value) from fig.dashboard_months('county', 'region', '650101', 'then', current_date) where code = 'person_days'), 10.0::numeric, 'the months'' sum is the year''s');
select is((select sum(before) from fig.dashboard_months('county', 'region', '650101', 'then', current_date) where code = 'person_days'), 0.5::numeric, 'beside those of the year before');
select is((select count(*) from fig.dashboard_months('county', 'region', '650101', 'then', current_date) where code = 'up_visits' and value = 0), 0::bigint, 'where there is no data there is no 0');
select is((select string_agg(key || ' ' || value, ',') from fig.figures('{person_days}', 'region', '650101', 'then', current_date - 20, current_date, 'unit') f
	where value <> 0), :'t' || ' 10.0', 'by institution');
select is(tap.one('person_days', current_date - 20, current_date, 'pairing', :'pairing'), 'no_data', 'the other pairing has none');
select throws_ok($$select fig.scope_name('region', '650000', current_date, current_date)$$, 'UX403', null, 'a county does not open the province''s');
select tap.act(:head, 'figure.read') \g /dev/null
select throws_ok(format($$select fig.scope_name('org', '%s', current_date, current_date)$$, :x), 'UX403', null, 'nor a hospital another''s');
select lives_ok(format($$select fig.scope_name('pairing', '%s', current_date, current_date)$$, :pairing), 'but a pairing of its own');

select * from finish();
rollback;
