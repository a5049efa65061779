-- figure_people.sql - postings, days worked, further study, mentors and staff come out as G1, G3 and G4 say.
\ir helper.psql
set local jit = off;
select plan(52);

select tap.org('FP', 650000, null, 'commission') as top \gset
select tap.org('FH', 650101, :top, 'general_hospital') as h, tap.org('FT', 650102, :top) as t, tap.org('FU', 650102, :top) as u,
       tap.org('FE', 640302, null, 'general_hospital') as east \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
create function tap.one(code text, period text, kind text default 'region', scope text default '650000') returns text language sql as $$
	select coalesce(f.value::text, f.state)
	  from fig.figures(array[code], kind, scope, 'then', split_part(period, ' ', 1)::date, split_part(period, ' ', 2)::date) f
$$;
grant execute on all functions in schema tap to public;
select sec.set_context(0, 'figure.read', 'a', 100000, 999999, :top, 's', 'r', null, '{}', '{}');

select is(fig.weekdays('2022-07-03', '2022-07-09'), 5, 'a week from Sunday to Saturday has five weekdays');
select is((select string_agg(fig.weekdays(d, d + 9)::text, ',' order by d) from unnest('{2024-01-01,2024-01-06,2024-01-07}'::date[]) d),
	'8,6,7', 'broken weeks at either end');
select is(fig.weekdays('2022-07-09', '2022-07-08'), 0, 'no days, no weekdays');
select is((select string_agg(fig.month_thirtieths(f, l)::text, ',') from (values (date '2023-01-01', date '2023-06-30'),
	('2023-01-01', '2023-06-29'), ('2024-02-01', '2024-02-29'), ('2023-01-16', '2023-03-10')) x (f, l)), '180,179,30,53',
	'half a year is whole on its last day');

insert into biz.staff (id, org_id, region_id, state, joined_on, left_on, name, category, rank_level, licence_kind)
select tap.id(n), case when n <= 60 then :h when n <= 100 then :east else :t end, 1, case n when 60 then 'draft' else 'confirmed' end,
       case n when 59 then '2023-06-01' else '2010-01-01' end::date, case n when 58 then date '2022-12-31' end, '人' || n,
       case when n % 2 = 0 then 'doctor' else 'nurse' end,
       (array['mid', 'junior', 'senior'])[1 + n % 3], case when n % 2 = 0 then 'practising_doctor' else 'nurse' end
  from generate_series(1, 160) n;

-- G3: 42 members, 251 days each.
select is(tap.one('person_days', '2022-08-01 2023-07-17'), 'no_data', 'before anything is entered there is no number');
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, arrived_on,
	staff_id, department, role, mode)
select tap.id(1000 + n), :h, 1, :t, 1, :h, 'confirmed', '2022-08-01', '2023-07-17', case when n <= 3 then '2022-08-02' else '2022-07-31' end::date,
       tap.id(n), '内科', case when n <= 10 then 'nursing' else 'medical' end, 'resident' from generate_series(1, 42) n;
select is(tap.one('person_days', '2022-08-01 2023-07-17'), 'no_data', 'nor where people are posted and no day is entered');
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), :h, 1, :t, 1, :h, 'confirmed', d, tap.id(1000 + n), k.part, 'outpatient'
  from generate_series(1, 42) n
 cross join (select d::date as d from generate_series(timestamp '2022-08-01', '2023-07-17', '1 day') d where extract(isodow from d) < 6) w
 cross join lateral unnest(case when n = 42 and d = '2023-07-17' then '{am,pm}'::text[] else '{full}' end) k (part);
select is((select count(*) from biz.attendance), 10543::bigint, 'one day is entered as two halves');
select is(tap.one('person_days', '2022-08-01 2023-07-17'), '10542.0', 'G3: 10542 person-days, not folded');
select fig.fold_records(null) \g /dev/null
select is(tap.one('person_days', '2022-08-01 2023-07-17'), '10542.0', 'folded');
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), :h, 1, :t, 1, :h, 'submitted', date '2022-08-06' + 7 * n, tap.id(1001), 'full', 'outpatient' from generate_series(0, 9) n;
select is(tap.one('person_days', '2022-08-01 2023-07-17'), '10542.0', 'ten days unconfirmed: still 10542');
select is(tap.one('person_days_waiting', '2022-08-01 2023-07-17'), '10.0', 'they are told as such');
update biz.attendance set state = 'disputed', state_reason = '未到岗' where on_day = '2022-08-06' and state = 'submitted';
select is(tap.one('person_days_waiting', '2022-08-01 2023-07-17'), '10.0', 'what is disputed waits as well');
select is(tap.one('person_days_confirmed_rate', '2022-08-01 2023-07-17'), '99.9', 'of 10552');
select throws_ok(format($$insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day,
	posting_id, part, kind) values (gen_random_uuid(), %1$s, 1, %2$s, 1, %1$s, 'confirmed', '2022-08-01', %3$L, 'full', 'outpatient')$$, :h, :t, tap.id(1001)),
	'23P01', null, 'the duplicated day is refused');
select is(tap.one('person_days', '2023-07-17 2023-07-17'), '42.0', 'on one day');
select is(tap.one('attendance_persons', '2023-07-17 2023-07-17'), '42', 'two halves are one person');
select is((select string_agg(f.key || ' ' || f.value, ',' order by f.key)
	from fig.figures(array[code], 'region', '650000', 'then', '2022-08-20', '2022-09-10', 'month') f), '2022-08 ' || n || ',2022-09 ' || n,
	'single days of two months are each month''s: ' || code)
  from (values ('attendance_persons', 42), ('attendance_receivers', 1)) x (code, n);
select is(tap.one('days_per_person', '2022-08-01 2023-07-17'), '251.0', 'a person worked 251 days');
select is(tap.one('person_days', '2022-01-01 2022-12-31', 'org', :'t'), (42 * 110)::numeric(9, 1)::text, 'of the receiver in one year');
select is(tap.one('attendance_receivers', '2022-08-01 2022-08-31'), '1', 'one place covered');
select is(tap.one('arrival_in_time_rate', '2022-01-01 2022-12-31'), '92.86', 'G3: 39 of 42 came in time');
select is(tap.one('arrivals_in_time', '2022-01-01 2022-12-31'), '39', 'which are 39');

-- Imported postings may overlap; a person's day at two places does not count twice.
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, origin, import_org_id, register_number, state, starts_on,
	ends_on, staff_id, department, role, mode)
values (tap.id(1100), :h, 1, :u, 1, :h, 'import', :h, 'X1', 'confirmed', '2022-08-01', '2022-08-31', tap.id(1), '内科', 'medical', 'resident');
select throws_ok(format($$insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day,
	posting_id, part, kind) values (gen_random_uuid(), %1$s, 1, %2$s, 1, %1$s, 'confirmed', '2022-08-01', %3$L, 'pm', 'outpatient')$$, :h, :u, tap.id(1100)),
	'23P01', null, 'a day counts once a person, wherever');

-- What was done, and leave.
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
values (tap.id(2001), :h, 1, :t, 1, :h, 'confirmed', '2022-08-06', tap.id(1002), 'am', 'leave'),
       (tap.id(2003), :h, 1, :t, 1, :h, 'confirmed', '2022-08-06', tap.id(1004), 'full', 'travel'),
       (tap.id(2002), :h, 1, :t, 1, :h, 'submitted', '2022-08-06', tap.id(1003), 'full', 'free_clinic');
insert into biz.attendance_work (record_id, line, kind, amount)
values (tap.id(2002), 1, 'outpatient', 30), (tap.id(2002), 2, 'emergency', 2), (tap.id(2002), 3, 'surgery', 3);
select is(tap.one('posted_outpatients', '2022-08-01 2022-08-31'), '0', 'work that is not confirmed does not count');
update biz.attendance set state = 'confirmed' where id = tap.id(2002);
select is(tap.one('posted_outpatients', '2022-08-01 2022-08-31') || ' ' || tap.one('posted_surgeries', '2022-08-01 2022-08-31'), '32 3', 'once it is, it does');
update biz.attendance_work set amount = 4 where record_id = tap.id(2002) and line = 3;
select is(tap.one('posted_surgeries', '2022-08-06 2022-08-06'), '4', 'and follows its lines');
select is(tap.one('leave_days', '2022-08-01 2022-08-31'), '0.5', 'half a day of leave is no service, nor a day of travel leave');

-- G1: 28 persons posted, one of them twice; two for each township.
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
select tap.id(3000 + n), :h, 1, :u, 1, :h, 'confirmed', case n when 29 then '2016-07-01' else '2016-02-01' end::date,
       case n when 29 then '2016-09-30' else '2016-04-30' end::date, tap.id(case n when 29 then 1 else n end), '内科', 'medical', 'resident' from generate_series(1, 29) n;
select is(tap.one('posted_persons', '2016-01-01 2016-12-31') || ' ' || tap.one('postings', '2016-01-01 2016-12-31'), '28 29', 'G1: 28 persons, 29 times');
select is(tap.one('postings_live', '2016-01-01 2016-02-01') || ' ' || tap.one('postings_live', '2016-01-01 2016-04-30') || ' '
	|| tap.one('postings_live', '2016-01-01 2016-05-01') || ' ' || tap.one('postings_live', '2016-01-01 2016-07-01'), '28 28 0 1',
	'in force on a day, the last one too');
select is(tap.one('postings_mid_up', '2016-01-01 2016-12-31') || ' ' || tap.one('postings_senior', '2016-01-01 2016-12-31'), '18 9', 'by rank');
select is(tap.one('days_per_posting', '2016-07-01 2016-12-31'), '92.0', 'days of one that began');

-- Early end, refusal, appraisal, void.
update biz.posting set state = 'ended', ended_on = '2016-03-01' where id = tap.id(3005);
update biz.posting set state = 'ended', ended_on = ends_on where id = tap.id(3009);
update biz.posting set state = 'refused', refused_on = '2016-02-10', consequence = 'criticism' where id = tap.id(3006);
update biz.posting set appraisal = '好', passed = true where id = tap.id(3007);
update biz.posting set appraisal = '差', passed = false where id = tap.id(3008);
select is(tap.one('postings_ended_early', '2016-03-01 2016-03-01') || ' ' || tap.one('postings_refused', '2016-02-10 2016-02-10') || ' '
	|| tap.one('postings', '2016-01-01 2016-12-31') || ' ' || tap.one('postings_live', '2016-01-01 2016-03-31'), '1 1 28 26',
	'who ended early stays counted, who refused does not');
select is(tap.one('postings_ended_early', '2016-01-01 2016-12-31'), '1', 'on its last day none ends early');
select is(tap.one('appraisal_pass_rate', current_date || ' ' || current_date), '50.0', 'one of two passed');
update biz.posting set state = 'void', state_reason = '重复' where id = tap.id(3029);
select is(tap.one('postings', '2016-01-01 2016-12-31'), '27', 'void: gone');

-- Managers who change places are no support.
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, kind, starts_on, ends_on, staff_id, department, role, mode)
values (tap.id(3050), :h, 1, :u, 1, :h, 'confirmed', 'exchange', '2016-02-01', '2016-04-30', tap.id(50), '院办', 'management', 'resident');
select is(tap.one('exchanges', '2016-01-01 2016-12-31') || ' ' || tap.one('postings', '2016-01-01 2016-12-31') || ' '
	|| tap.one('postings_live', '2016-01-01 2016-02-01') || ' ' || tap.one('posting_weekdays', '2016-02-01 2016-02-01'),
	'1 27 27 ' || 26 * 65 + 22, 'an exchange is counted by itself');

-- G4: four batches of different experts from the east; two of them for a week.
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on) values (:east, :u, '东西部协作', '支援', '2020-01-01') returning id as pairing \gset
insert into biz.batch (id, org_id, region_id, state, starts_on, ends_on, number, name, planned_heads)
select tap.id(4000 + b), :east, 1, 'confirmed', '2021-01-01', '2021-12-31', b, '第' || b || '批', 5 from generate_series(1, 4) b;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode, batch_id)
select tap.id(4100 + n), :east, 1, :u, 1, :east, 'confirmed', '2021-03-01', '2021-05-31', tap.id(60 + n), '内科', 'medical', 'short', tap.id(4001 + (n - 1) / 5)
  from generate_series(1, 19) n;
select is(tap.one('posting_batches', '2021-01-01 2021-12-31', 'pairing', :'pairing') || ' ' || tap.one('posted_persons', '2021-01-01 2021-12-31', 'pairing', :'pairing'),
	'4 19', 'G4: 4 batches, 19 persons');
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
select tap.id(4200 + n), :east, 1, :u, 1, :east, 'confirmed', '2022-07-03', '2022-07-09', tap.id(60 + n), '内科', 'medical', 'short' from generate_series(1, 2) n;
select is(tap.one('posting_days', '2022-07-01 2022-07-31', 'pairing', :'pairing') || ' ' || tap.one('posting_weekdays', '2022-07-01 2022-07-31', 'pairing', :'pairing'),
	'14 10', 'G4: a visit of 14 person-days by calendar, 10 by weekday');

-- Further study: G1's 30 of townships, here 9 and 6 (G3's 15), one of them twice; against the direction of support.
insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, kind, department, free)
select tap.id(5000 + n), :t, 1, :h, 1, :t, 'confirmed', case n when 16 then '2022-09-01' else '2022-01-01' end::date, case when n > 6 then '2022-03-31' else '2022-06-30' end::date
	+ case n when 16 then 200 else 0 end, tap.id(100 + case n when 16 then 1 else n end), case when n <= 9 then 'further_study' else 'short' end, '内科', n <= 3
  from generate_series(1, 16) n;
select is(tap.one('further_study_persons', '2022-01-01 2022-12-31') || ' ' || tap.one('further_studies', '2022-01-01 2022-12-31'), '15 16', 'G3: 15 persons, 16 times');
select is(tap.one('further_study_months', '2022-01-01 2022-01-31'), '63.0', '6 of six months, 9 of three');
select is(tap.one('further_studies_half_year', '2022-01-01 2022-08-31') || ' ' || tap.one('further_studies_free', '2022-01-01 2022-12-31') || ' '
	|| tap.one('further_study_proper', '2022-01-01 2022-12-31') || ' ' || tap.one('further_study_senders', '2022-01-01 2022-12-31'), '6 3 9 1', 'of these');
select is(tap.one('further_studies_live', '2022-01-01 2022-04-01'), '6', 'six still study in April');
update biz.further_study set state = 'finished', ended_on = '2022-05-31', result = case id when tap.id(5001) then 'failed' else 'excellent' end
 where id in (tap.id(5001), tap.id(5002));
select is(tap.one('further_study_pass_rate', '2022-05-01 2022-05-31') || ' ' || tap.one('further_study_months', '2022-01-01 2022-01-31'), '50.0 61.0', 'and how long it really was');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on) values (:h, :t, '县乡支援', '支援', '2020-01-01') returning id as pairing_t \gset
select is(tap.one('further_studies', '2022-01-01 2022-12-31', 'pairing', :'pairing_t') || ' ' || tap.one('postings', '2022-01-01 2022-12-31', 'pairing', :'pairing_t'),
	'16 42', 'sent up and posted down, side by side for one pairing');

-- G1: 32 pairs.
insert into biz.mentorship (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, mentor_id, pupil_name, pupil_id)
select tap.id(6000 + n), :h, 1, :t, 1, :h, 'confirmed', '2016-01-01', case when n <= 2 then '2016-06-30' else '2016-12-31' end::date,
       tap.id(3 * (1 + n / 2) - 1), '学员' || n, case when n <= 5 then tap.id(100 + n) end from generate_series(1, 32) n;
insert into biz.mentorship (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, mentor_id, pupil_name, pupil_id)
values (tap.id(6100), :h, 1, :t, 1, :h, 'confirmed', '2016-07-01', '2016-12-31', tap.id(3), '改名', tap.id(101));
select is(tap.one('mentorships', '2016-01-01 2016-06-30') || ' ' || tap.one('mentors', '2016-01-01 2016-06-30'), '32 17', 'G1: 32 pairs, of 17 mentors');
select is(tap.one('pupils', '2016-01-01 2016-12-31') || ' ' || tap.one('mentorships', '2016-01-01 2016-12-31'), '32 33', 'a pupil in the register is one whatever the name');
select is(tap.one('mentorships_live', '2016-01-01 2016-07-01') || ' ' || tap.one('mentorships_ended', '2016-06-30 2016-06-30'), '31 2', 'live on a day, and ended');

-- Staff.
select is(tap.one('staff_live', '2022-01-01 2022-12-31', 'org', :'h') || ' ' || tap.one('staff_live', '2022-01-01 2023-06-01', 'org', :'h') || ' '
	|| tap.one('staff_mid_up', '2022-01-01 2022-12-31', 'org', :'h') || ' ' || tap.one('staff_doctors', '2022-01-01 2022-12-31', 'org', :'h'), '58 58 38 29',
	'staff in post on a day: one left, one came');

select is((select string_agg(distinct m.code, ' ') from fig.measure m where m.source in ('postings', 'attendance', 'further_studies', 'mentorships', 'staff')
	and not exists (select from fig.entry e where e.measure = m.id)), 'posting.resident', 'every other measure was met');
select is((select count(*) from fig.prove()), 0::bigint, 'all counters equal the records');
select fig.rebuild() \g /dev/null
select is(tap.one('person_days', '2022-08-01 2023-07-17') || ' ' || (select count(*) from fig.prove()), '10543.0 0', 'and made anew too; the free clinic is one day more');

select * from finish();
rollback;
