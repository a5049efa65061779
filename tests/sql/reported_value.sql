-- reported_value.sql - monthly numbers up the chain, locks, completeness, G1's in-patients (STA-05, OVS-02).
\ir helper.psql
set local jit = off;
select plan(55);

select tap.org('RP', 650000, null, 'commission') as p \gset
select tap.org('RC', 650100, :p, 'commission') as c, tap.org('RK', 650102, :p, 'commission') as k \gset
select tap.org('RH', 650102, :k, 'general_hospital') as h, tap.org('RT', 650102, :k) as t, tap.org('RT2', 650102, :k) as t2,
       tap.org('RCH', 650100, :c, 'general_hospital') as ch, tap.org('RN', 650103, :c) as n \gset
select tap.org('RV', 650102, :t, 'village_clinic') \g /dev/null
select tap.realm('report-test', :p) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('other', :realm, :t2, 'thc_operator', 'home_org') as other, tap.account('cityhospital', :realm, :ch, 'med_affairs') as cityoffice,
       tap.account('county', :realm, :k, 'county_overseer', 'region', null, null, 650102) as county,
       tap.account('neighbour', :realm, :k, 'county_overseer', 'region', null, null, 650103) as neighbour,
       tap.account('city', :realm, :c, 'city_overseer', 'region', null, null, 650100) as city,
       tap.account('province', :realm, :p, 'prov_overseer', 'region', null, null, 650000) as province \gset

create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
-- The month before last: due and locked already. This month: neither.
create function tap.then() returns date language sql as $$ select (date_trunc('month', now() at time zone 'Asia/Shanghai') - interval '2 months')::date $$;
create function tap.today() returns date language sql as $$ select (now() at time zone 'Asia/Shanghai')::date $$;
create function tap.report(who bigint, n int, org int, month date, amount int, item text default 'inpatients', state text default 'submitted') returns text
	language plpgsql as $$
begin
	perform tap.act(who, 'report.write');
	perform biz.record_say(null, null);
	insert into biz.reported_value (id, org_id, region_id, state, month, item, amount) values (tap.id(n), org, 1, report.state, month, report.item, report.amount);
	return 'ok';
end $$;
create function tap.change(who bigint, n int, action text, changes text, permission text default 'report.write') returns text language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	perform biz.record_say(action, '测试原因');
	execute format('update biz.reported_value set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	perform biz.record_say(null, null);
	return case when done > 0 then 'ok' else 'none' end;
end $$;
create function tap.state(n int) returns text language plpgsql as $$
begin
	perform tap.quit();
	return (select concat_ws(' ', state, lock_level, case when late then 'late' end) from biz.reported_value where id = tap.id(n));
end $$;
create function tap.status(who bigint, item text default 'inpatients', month date default tap.then()) returns text language plpgsql as $$
declare
	told text;
begin
	perform tap.act(who, 'report.read');
	select string_agg(replace(org_name, '机构', '') || ' ' || status, ', ' order by org_name) into told from biz.report_status(item, month);
	perform tap.quit();
	return told;
end $$;
create function tap.figure(code text, who bigint, kind text default 'region', id text default '650000', first date default '2016-01-01', last date default '2016-12-31') returns text language plpgsql as $$
declare
	told text;
begin
	perform tap.act(who, 'figure.read');
	select coalesce(f.value::text, f.state) into told from fig.figures(array[figure.code], kind, id, 'then', first, last, 'total', null) f;
	perform tap.quit();
	return told;
end $$;
grant execute on all functions in schema tap to public;

-- The chain.
select is(tap.report(:clerk, 1, :t, tap.then(), 120), 'ok', 'a town reports');
select is(tap.state(1), 'submitted late', 'after the day it was due: late');
select is(tap.report(:clerk, 2, :t, tap.today(), 50), 'ok', 'and this month, on whatever day of it');
select is(tap.state(2), 'submitted', 'in time');
select tap.quit() \g /dev/null
select is((select name || ' ' || unit || ' ' || extract(day from month) from biz.reported_value where id = tap.id(2)),
	to_char(tap.today(), 'YYYY"年"FMMM"月"') || '住院人次 人次 1', 'said in words, with its unit');
select throws_ok(format('select tap.report(%s, 3, %s, tap.today(), 51)', :clerk, :t), '23P01', null, 'an item of a month stands once');
select throws_ok(format('select tap.report(%s, 3, %s, tap.today(), 51)', :clerk, :h), '42501', null, 'nobody reports for another');
select throws_ok(format($$select tap.report(%s, 3, %s, (tap.today() + interval '2 months')::date, 51)$$, :clerk, :t), 'UX422', null, 'nor a month to come');
select throws_ok(format('select tap.report(%s, 3, %s, tap.today(), -1, %L)', :clerk, :t, 'bed_days'), '23514', null, 'nor less than nothing');
select throws_ok(format('select tap.act(%s, %L)', :clerk, 'report.county'), 'UX403', null, 'the unit does not review') union all
select throws_ok(format('select tap.act(%s, %L)', :clerk, 'report.confirm'), 'UX403', null, 'by no other name');
select is(tap.change(:clerk, 2, 'submit', $$state = 'confirmed'$$), 'ok', 'who says so itself') union all
select is(tap.state(2), 'submitted', 'is not heard');
select is(tap.change(:neighbour, 1, 'county_accept', $$state = 'confirmed'$$, 'report.county'), 'none', 'nor does another county');
select throws_ok(format('select tap.change(%s, 1, %L, %L, %L)', :city, 'city_accept', $$state = 'city'$$, 'report.city'), 'UX409', null, 'nor the city before the county');
select throws_ok(format('select tap.change(%s, 1, %L, %L, %L)', :county, 'county_accept', $$state = 'city'$$, 'report.county'), 'UX409', null, 'nor the county for the city');
select throws_ok(format('select tap.change(%s, 1, %L, %L, %L)', :county, 'county_accept', $$state = 'confirmed', amount = 121$$, 'report.county'), 'UX403', null, 'nobody mends the number on the way');
select is(tap.change(:county, 1, 'county_return', $$state = 'disputed', state_reason = '与住院登记不符'$$, 'report.county'), 'ok', 'the county sends it back');
select is(tap.change(:clerk, 1, 'correct', 'amount = 121'), 'ok', 'the unit corrects it, late as it is') union all
select is(tap.change(:clerk, 1, 'submit', $$state = 'submitted'$$), 'ok', 'and reports anew');
select is(tap.change(:county, 1, 'county_accept', $$state = 'confirmed'$$, 'report.county'), 'ok', 'the county accepts');
select is(tap.change(:city, 1, 'city_return', $$state = 'disputed', state_reason = 'x'$$, 'report.city'), 'ok', 'the city may still send it back') union all
select is(tap.change(:clerk, 1, 'submit', $$state = 'submitted'$$), 'ok', 'reported') union all
select is(tap.change(:county, 1, 'county_accept', $$state = 'confirmed'$$, 'report.county'), 'ok', 'accepted') union all
select is(tap.change(:city, 1, 'city_accept', $$state = 'city'$$, 'report.city'), 'ok', 'by the city too');
select throws_ok(format('select tap.change(%s, 1, %L, %L, %L)', :county, 'county_return', $$state = 'disputed', state_reason = 'x'$$, 'report.county'), 'UX409', null,
	'what the city accepted the county does not send back');
select throws_ok(format('select tap.change(%s, 1, %L, %L)', :clerk, 'void', $$state = 'void', state_reason = 'x'$$), 'UX409', null, 'nor does the unit take it back');
select is(tap.change(:province, 1, 'province_accept', $$state = 'province'$$, 'report.province'), 'ok', 'the province accepts');
select is(tap.state(1), 'province late', 'and it stays late');

-- A city's own hospital; the own numbers.
select is(tap.report(:cityoffice, 4, :ch, tap.then(), 900), 'ok', 'a hospital of the city') union all
select is(tap.change(:county, 4, 'county_accept', $$state = 'confirmed'$$, 'report.county'), 'none', 'has no county') union all
select is(tap.change(:city, 4, 'city_accept', $$state = 'city'$$, 'report.city'), 'ok', 'the city reviews it at once');
select is(tap.report(:county, 5, :t2, tap.then(), 80), 'ok', 'a county enters for a unit');
select throws_ok(format('select tap.change(%s, 5, %L, %L, %L)', :county, 'county_accept', $$state = 'confirmed'$$, 'report.county'), 'UX403', null, 'and does not review that');

-- Locks.
select throws_ok(format('select tap.change(%s, 5, %L, %L)', :other, 'correct', 'amount = 81'), 'UX409', null, 'after the deadline it is locked');
select throws_ok(format('select tap.change(%s, 5, %L, %L, %L)', :county, 'county_unlock', 'unlocked_until = tap.today() + 40', 'report.county'), 'UX422', null, 'not opened for ever');
select is(tap.change(:county, 5, 'county_unlock', 'unlocked_until = tap.today() + 3', 'report.county'), 'ok', 'the county opens it');
select is(tap.change(:other, 5, 'correct', 'amount = 81'), 'ok', 'and it is corrected');
select is(tap.change(:county, 2, 'county_lock', $$month = month$$, 'report.county'), 'ok', 'the county locks one that is open') union all
select is(tap.state(2), 'submitted county', 'it says by whom');
select throws_ok(format('select tap.change(%s, 2, %L, %L)', :clerk, 'correct', 'amount = 51'), 'UX409', null, 'it stays as it is');
select throws_ok(format('select tap.change(%s, 2, %L, %L)', :clerk, 'correct', 'lock_level = null'), 'UX409', null, 'the unit does not open it');
select throws_ok(format('select tap.change(%s, 2, %L, %L, %L)', :county, 'county_unlock', 'unlocked_until = tap.today()', 'report.county'), 'UX403', null, 'nor the county itself');
select is(tap.change(:city, 2, 'city_unlock', 'unlocked_until = tap.today()', 'report.city'), 'ok', 'the level above does') union all
select is(tap.state(2), 'submitted', 'it is open');
select is(tap.change(:clerk, 2, 'correct', 'amount = 51'), 'ok', 'and can be corrected');

-- Who has not reported, who was late.
select is(tap.status(:county), 'RH missing, RT late, RT2 late', 'the county''s; a village clinic reports no in-patients') union all
select is(tap.status(:clerk), 'RT late', 'a unit sees itself') union all
select is(tap.status(:city), 'RCH late, RH missing, RN missing, RT late, RT2 late', 'the city all below') union all
select is(tap.status(:county, 'inpatients', tap.today()), 'RH waiting, RT in_time, RT2 waiting', 'this month nobody is late yet');

-- G1: 8 months of 1722 and 4 of 1724.
select tap.quit() \g /dev/null
insert into biz.reported_value (id, org_id, region_id, state, month, item, amount)
select tap.id(100 + m), :h, 1, case m when 3 then 'province' when 4 then 'city' else 'confirmed' end, make_date(2016, m, 1), 'inpatients', case when m % 3 = 0 then 1724 else 1722 end
  from generate_series(1, 12) m;
insert into biz.reported_value (id, org_id, region_id, state, month, item, amount) values (tap.id(113), :h, 1, 'submitted', '2017-01-01', 'inpatients', 9);
select is(tap.figure('reported_inpatients', :province) || ' ' || tap.figure('reported_inpatients', :office, 'org', :'h'), '20672 20672', 'G1: 20672 in-patients') union all
select is(tap.figure('reported_inpatients', :province, 'region', '650102', '2017-01-01', '2017-12-31'), 'no_data', 'what the county has not accepted is no data') union all
select is(tap.figure('reported_outpatients', :province), 'no_data', 'nor is an item nobody reported, where another was');
insert into biz.patient (id, org_id, region_id, name, person_key, created_by) values (tap.id(51), :t, 650102, '某', sha256('x'), :clerk);
insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id, from_region_id, to_org_id, to_region_id, state, listed_at,
    sent_at, arrived_at, arrived_on, created_by, updated_by)
select gen_random_uuid(), 'G' || i, 'up', tap.id(51), :t, sha256(convert_to(i::text, 'UTF8')), :t, 650102, :h, 650102, 'arrived', biz.day_start(d), biz.day_start(d),
       biz.day_start(d), d, :clerk, :clerk
  from (select i, date '2016-01-01' + i % 366 as d from generate_series(0, 1408) i) x;
select is(tap.figure('up_inpatients_rate', :province), '6.82', 'G1: 1409 of 20672 is 6.82 %');

select tap.report(:clerk, 6, :t, tap.then(), 0, 'bed_days') \g /dev/null
select tap.change(:county, 6, 'county_accept', $$state = 'confirmed'$$, 'report.county') \g /dev/null
select is(tap.figure('reported_bed_days', :province, 'region', '650102', tap.then(), tap.today()), '0', 'a reported 0 is 0');
select * from finish();
rollback;
