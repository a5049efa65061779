-- attendance.sql - days of a posting: once, within it, confirmed by the receiver (G3's 10542, DSP-09, DSP-10).
\ir helper.psql
select plan(28);

select tap.org('TC', 650000, null, 'commission') as top \gset
select tap.org('TH', 650101, :top, 'general_hospital') as h, tap.org('TT', 650101, :top) as t,
       tap.org('TX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('attendance-test', :top) as realm \gset
insert into sec.realm_suffix (suffix, realm_id) values ('attendancetest', :realm);
select tap.account('wang', :realm, :h, 'clinician') as wang, tap.account('li', :realm, :h, 'clinician') as li,
       tap.account('hr', :realm, :h, 'hr') as hr, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('away', :realm, :x, 'clinician') as away, tap.account('stranger', :realm, :x, 'hr') as stranger \gset
select tap.give(:wang, 'dispatched_doctor', 'org', :t) \g /dev/null
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, login)
select tap.id(n), :h, 1, 'confirmed', '2010-01-01', '医生' || n, 'doctor', 'mid', 'practising_doctor', case n when 1 then 'wang@attendancetest' end
  from generate_series(1, 42) n;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
select tap.id(100 + n), :h, 1, :t, 1, :h, 'confirmed', '2022-08-01', '2023-07-17', tap.id(n), '内科', 'medical', 'resident' from generate_series(1, 42) n;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
values (tap.id(201), :h, 1, :t, 1, :h, 'submitted', '2024-01-01', '2024-03-31', tap.id(1), '内科', 'medical', 'resident'),
       (tap.id(202), :h, 1, :t, 1, :h, 'confirmed', current_date - 1, current_date + 30, tap.id(1), '内科', 'medical', 'resident');

create function tap.day(who bigint, posting int, day date, part text default 'full', kind text default 'outpatient', state text default 'submitted',
	entered text default 'TH') returns text language plpgsql as $$
declare
	made text;
begin
	perform tap.act(who, 'attendance.write');
	insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
	select gen_random_uuid(), f.id, 1, t.id, 1, e.id, day.state, day.day, tap.id(posting), day.part, day.kind
	  from biz.organisation f, biz.organisation t, biz.organisation e where f.code = 'TH' and t.code = 'TT' and e.code = entered
	returning attendance.state into made;
	perform tap.quit();
	return made;
end $$;
create function tap.confirm(who bigint, first date, last date) returns bigint language plpgsql as $$
declare
	n bigint;
begin
	perform tap.act(who, 'attendance.confirm');
	update biz.attendance set state = 'confirmed' where state = 'submitted' and on_day between first and last;
	get diagnostics n = row_count;
	perform tap.quit();
	return n;
end $$;
create function tap.counted(who bigint) returns numeric language plpgsql as $$
begin
	perform tap.act(who, 'attendance.read');
	return (select sum(half_days) / 2.0 from biz.attendance where state = 'confirmed');
end $$;
grant execute on all functions in schema tap to public;

select is(tap.day(:wang, 101, '2022-08-01'), 'submitted', 'a doctor enters the own day');
select throws_ok(format('select tap.day(%s, 102, %L)', :wang, '2022-08-01'), 'UX403', null, 'not a colleague''s');
select throws_ok(format('select tap.day(%s, 101, %L)', :li, '2022-08-02'), 'UX403', null, 'nor does a colleague enter this one''s');
select is(tap.day(:hr, 102, '2022-08-01'), 'submitted', 'human resources enter anybody''s');
select is(tap.day(:wang, 101, '2022-08-02', 'full', 'outpatient', 'confirmed', 'TT'), 'submitted', 'who may not confirm at the receiver only submits');
select is(tap.day(:clerk, 101, '2022-08-03', 'full', 'outpatient', 'confirmed', 'TT'), 'confirmed', 'the receiver''s own entry counts');
select throws_ok(format('select tap.day(%s, 101, %L)', :away, '2022-08-04'), 'UX403', null, 'a stranger''s clinician enters nothing');
select throws_ok(format('select tap.day(%s, 101, %L)', :stranger, '2022-08-04'), 'UX403', null, 'nor a stranger''s office');
select throws_ok(format('select tap.day(%s, 101, %L)', :wang, '2022-08-01'), '23P01', null, 'a day stands once');
select throws_ok(format('select tap.day(%s, 101, %L, %L)', :wang, '2022-08-01', 'am'), '23P01', null, 'and so does its morning');
select is(tap.day(:wang, 101, '2022-08-05', 'am', 'surgery'), 'submitted', 'a morning');
select is(tap.day(:wang, 101, '2022-08-05', 'pm', 'teaching'), 'submitted', 'and the afternoon of it');
select throws_ok(format('select tap.day(%s, 101, %L, %L)', :wang, '2022-08-05', 'pm'), '23P01', null, 'once each');
select throws_ok(format('select tap.day(%s, 101, %L)', :wang, '2022-07-31'), 'UX422', null, 'not before the posting');
select throws_ok(format('select tap.day(%s, 101, %L)', :wang, '2023-07-18'), 'UX422', null, 'nor after its end');
select throws_ok(format('select tap.day(%s, 201, %L)', :wang, '2024-01-01'), 'UX422', null, 'not for a posting that is not confirmed');
select throws_ok(format('select tap.day(%s, 202, %L)', :wang, current_date + 2), 'UX422', null, 'not for a day to come');
select is(tap.day(:wang, 101, '2022-08-08', 'full', 'leave'), 'submitted', 'leave is entered');
select tap.act(:li, 'attendance.write') \g /dev/null
select throws_ok($$update biz.attendance set state = 'void', state_reason = 'x' where on_day = '2022-08-01'$$, 'UX403', null, 'nobody voids a colleague''s day');
select tap.quit() \g /dev/null
select is(tap.confirm(:clerk, '2022-08-01', '2022-08-08'), 6::bigint, 'the receiver confirms a week at once');
select is(tap.counted(:hr), 5::numeric, 'leave is no service; two halves are a day');
select is(tap.counted(:stranger), null, 'a stranger counts nothing');
select throws_ok(format('select tap.act(%s, %L)', :wang, 'attendance.confirm'), 'UX403', null, 'the doctor does not confirm');
select tap.act(:hr, 'posting.write') \g /dev/null
select throws_ok(format($$update biz.posting set state = 'ended', ended_on = '2022-08-04' where id = %L$$, tap.id(101)), 'UX409', null,
	'a posting does not end before days that were worked');
select lives_ok(format($$update biz.posting set state = 'ended', ended_on = '2022-08-08' where id = %L$$, tap.id(101)), 'but on the last of them');
select tap.quit() \g /dev/null

-- G3: 42 members, 251 weekdays each from 2022-08-01; one last day as two halves; ten not confirmed.
update biz.attendance set state = 'void', state_reason = 'x';
update biz.posting set state = 'confirmed', ended_on = null where id = tap.id(101);
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), :h, 1, :t, 1, :h, 'confirmed', d::date, tap.id(100 + n), p.part, 'outpatient'
  from generate_series(1, 42) n
 cross join generate_series('2022-08-01'::date, '2023-07-17', '1 day') d
 cross join lateral unnest(case when n = 42 and d = '2023-07-17' then '{am,pm}' else '{full}'::text[] end) p (part)
 where extract(isodow from d) < 6;
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), :h, 1, :t, 1, :h, 'submitted', d::date, tap.id(101), 'full', 'outpatient'
  from generate_series('2022-08-01'::date, '2023-07-17', '1 day') d where extract(isodow from d) = 6 limit 10;
select is(tap.counted(:clerk), 10542::numeric, 'G3: 10542 workdays; ten that nobody confirmed are not among them');
select tap.quit() \g /dev/null
select is((select count(distinct staff_id) || ' ' || count(*) from biz.attendance where state = 'confirmed'), '42 10543', 'of 42 people, in 10543 entries');
select is((select count(distinct (staff_id, on_day))::int from biz.attendance where state = 'confirmed'), 10542, 'a person-day counts once');

select * from finish();
rollback;
