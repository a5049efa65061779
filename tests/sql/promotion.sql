-- promotion.sql - the rule cases of domain.md 4.2 on promotion, from raw postings and attendance (R1-R9, R16, PRO-01 to PRO-09).
\ir helper.psql
select plan(44);

select tap.org('PC', 650000, null, 'commission') as top \gset
select tap.org('PH', 650101, :top, 'general_hospital') as h, tap.org('PT', 650101, :top) as t1,
       tap.org('PT2', 650101, :top) as t2, tap.org('PX', 650201, :top, 'general_hospital') as x \gset
create function tap.id(n bigint) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;

-- Schemes: S half a year with three days a week (S1s), Q ten months (S1q), N a year in all (S1n),
-- V half a year, from 2017 on ten months (R16).
insert into biz.scheme (id, org_id, region_id, state, valid_from, valid_to, code, name, scheme_version)
select tap.id(n), :top, 1, 'confirmed', a, b, c, c, v
  from (values (21, 'S', 1, date '2010-01-01', null::date), (22, 'Q', 1, '2010-01-01', null), (23, 'N', 1, '2010-01-01', null),
	(24, 'V', 1, '2010-01-01', '2016-12-31'), (25, 'V', 2, '2017-01-01', null)) s (n, c, v, a, b);
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level)
select tap.id(n), l, r, a, u, p, k
  from (values (21, 1, 'service_length', 6, 'month', 'posting', null), (21, 2, 'week_days', 3, 'day', 'week', null),
	(21, 3, 'gate_rank', null, null, null, 'mid'), (21, 4, 'gate_rank', null, null, null, 'deputy_senior'),
	(22, 1, 'service_length', 10, 'month', 'posting', null),
	(23, 1, 'service_length', 1, 'year', 'total', null), (23, 2, 'gate_rank', null, null, null, 'deputy_senior'),
	(24, 1, 'service_length', 6, 'month', 'posting', null), (25, 1, 'service_length', 10, 'month', 'posting', null)) r (n, l, r, a, u, p, k);

create function tap.staff(n int, org int, idx text default null) returns void language sql as $$
	insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, id_number_enc, id_number_idx)
	values (tap.id(n), org, 1, 'confirmed', '2000-01-01', '医生' || n, 'doctor', 'mid', 'practising_doctor', idx::bytea, idx::bytea)
$$;
-- A posting as the receiver confirmed and appraised it; imported history, where it overlaps.
create function tap.posted(n int, staff int, first date, last date, passed boolean default true, state text default 'confirmed', t int default null)
	returns uuid language sql as $$
	insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, origin, import_org_id, state, starts_on, ends_on,
	       ended_on, staff_id, department, role, mode, appraisal, passed, refused_on, consequence)
	select tap.id(n), s.org_id, 1, o.id, 1, s.org_id, 'import', s.org_id, posted.state, first, last, case posted.state when 'ended' then last end, s.id, '内科',
	       'medical', 'resident', case when passed is not null then '鉴定' end, passed, case posted.state when 'refused' then first end,
	       case posted.state when 'refused' then 'barred_this_year' end
	  from biz.staff s
	  join biz.organisation o on o.code = 'PT'
	 where s.id = tap.id(staff)
	returning id
$$;
-- Attendance: the first n working days of each week, but m in one week.
create function tap.attend(p int, n int, odd_week text default '', m int default 0, part text default 'full', state text default 'confirmed')
	returns bigint language sql as $$
	with made as (
		insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
		select gen_random_uuid(), x.from_org_id, 1, x.to_org_id, 1, x.to_org_id, attend.state, w.day, x.id, attend.part, 'outpatient'
		  from biz.posting x
		 cross join lateral (
		       select d.day, to_char(d.day, 'IYYY-"W"IW') as week, row_number() over (partition by date_trunc('week', d.day) order by d.day) as nth
		         from biz.workdays(x.starts_on, x.ends_on) as d (day)) w
		 where x.id = tap.id(p)
		   and nth <= case when week = odd_week then m else n end
		returning 1)
	select count(*) from made
$$;
create function tap.judged(staff int, scheme int, as_of date, rank text default 'deputy_senior') returns text language sql as $$
	select concat_ws(' ', j.result, j.days, 'reached ' || j.reached_on, 'from ' || j.earliest_on) from biz.promotion_judge(tap.id(staff), tap.id(scheme), rank, as_of) j
$$;
create function tap.why(staff int, scheme int, as_of date, rank text default 'deputy_senior') returns text language sql as $$
	select biz.promotion_reason_zh(j.reasons) from biz.promotion_judge(tap.id(staff), tap.id(scheme), rank, as_of) j
$$;
select tap.staff(n, :h) from generate_series(101, 120) n \g /dev/null

-- R1 to R4: half a year, three days in every week.
select tap.posted(1, 101, '2013-07-01', '2013-12-31'), tap.attend(1, 3) \g /dev/null
select is(tap.judged(101, 21, '2013-12-31'), 'eligible 184 reached 2013-12-31', 'R1: half a year, three days in each week, two of two in the broken one');
select results_eq($$select count(*), sum(w.had), min(w.had), max(w.week) from biz.promotion_judge(tap.id(101), tap.id(21), 'mid', '2013-12-31') j, unnest(j.weeks) w$$,
	$$values (27::bigint, 80.0, 2.0, '2014-W01')$$, 'R1: 26 whole weeks and a broken one');
select is(tap.judged(101, 21, '2013-10-10'), 'not_yet 102 from 2013-12-31', 'PRO-09: in October the end of December is told');

select tap.posted(2, 102, '2013-07-01', '2013-12-31'), tap.attend(2, 3, '2013-W34', 2) \g /dev/null
select is(tap.judged(102, 21, '2014-01-15'), 'not_eligible 184 from 2014-07-15', 'R2: not eligible; a new half-year from tomorrow');
select is(tap.why(102, 21, '2013-12-31'), '2013-W34：出勤2.0日，应3日', 'R2: 2013-W34: 2 < 3, and nothing else');
select results_eq($$select r ->> 'first', r ->> 'wanted', r ->> 'had', w.days from biz.promotion_judge(tap.id(102), tap.id(21), 'deputy_senior', '2013-12-31') j,
	jsonb_array_elements(j.reasons) r, unnest(j.weeks) w where w.week = r ->> 'week'$$,
	$$values ('2013-08-19', '3', '2.0', '{"2013-08-19": 2, "2013-08-20": 2, "2013-08-21": 0, "2013-08-22": 0, "2013-08-23": 0}'::jsonb)$$, 'R2: opened down to the day');
select is(tap.judged(102, 21, '2013-09-10'), 'not_eligible 72 from 2014-02-25', 'R2: who goes on after the week is done half a year after it');

select tap.posted(3, 103, '2013-07-01', '2013-12-20'), tap.attend(3, 3) \g /dev/null
select is(tap.judged(103, 21, '2013-12-31'), 'not_eligible 173 from 2014-06-30', 'R3: until 12-20 it is under half a year');
select is(tap.why(103, 21, '2013-12-31'), '连续服务173日，应184日', 'R3: and that is the reason');

select tap.posted(4, 104, '2012-01-01', '2012-12-31'), tap.attend(4, 3), tap.posted(5, 104, '2013-03-01', '2013-08-31', null, 'refused') \g /dev/null
select is(tap.judged(104, 21, '2013-12-31'), 'not_eligible 366 reached 2012-06-30 from 2014-01-01', 'R4: a refusal bars its year');
select is(tap.why(104, 21, '2013-12-31'), '2013-03-01拒绝派驻，取消2013年度资格', 'R4: with its day');
select is(tap.judged(104, 21, '2014-01-01') || '|' || tap.judged(104, 21, '2013-02-28'),
	'eligible 366 reached 2012-06-30|eligible 366 reached 2012-06-30', 'R4: 2013 only, and not before it was said');

-- R5 to R8: a year in all, and performance.
select tap.posted(6, 105, '2019-01-01', '2019-07-02'), tap.posted(7, 105, '2021-03-01', '2021-08-29') \g /dev/null
select is(tap.judged(105, 23, '2021-08-29'), 'eligible 365 reached 2021-08-29', 'R5: 183 and 182 days');
select tap.posted(8, 106, '2019-01-01', '2019-07-02'), tap.posted(9, 106, '2021-03-01', '2021-08-28') \g /dev/null
select is(tap.judged(106, 23, '2021-09-10'), 'not_eligible 364 from 2021-09-11', 'R6: 183 and 181, a day more from tomorrow');
select is(tap.why(106, 23, '2021-09-10'), '累计服务364日，应365日', 'R6: a day is missing');
select tap.posted(10, 107, '2022-01-01', '2022-06-30'), tap.posted(11, 107, '2022-06-01', '2022-12-31') \g /dev/null
select is(tap.judged(107, 23, '2022-12-31'), 'eligible 365 reached 2022-12-31', 'R7: the union, not the sum');
select is(tap.judged(107, 23, '2022-12-30'), 'not_yet 364 from 2022-12-31', 'R7: the day before it is not');
select tap.posted(12, 108, '2022-01-01', '2022-12-31', false) \g /dev/null
select is(tap.judged(108, 23, '2022-12-31') || tap.why(108, 23, '2022-12-31'), 'not_eligible 365 from 2023-12-31鉴定不合格', 'R8: time alone does not do');
select tap.posted(13, 109, '2022-01-01', '2022-12-31', null) \g /dev/null
select is(tap.judged(109, 23, '2023-01-05') || tap.why(109, 23, '2023-01-05'), 'not_yet 365 from 2023-01-05待受援单位鉴定', 'an appraisal is still to come');

-- R9, R16: ten months; each posting by the version of its first day.
select tap.posted(14, 110, '2017-01-01', '2017-10-31'), tap.posted(15, 111, '2017-01-01', '2017-10-30') \g /dev/null
select is(tap.judged(110, 22, '2017-12-31'), 'eligible 304 reached 2017-10-31', 'R9: ten months');
select is(tap.judged(111, 22, '2017-12-31') || tap.why(111, 22, '2017-12-31'), 'not_eligible 303 from 2018-10-31连续服务303日，应304日', 'R9: a day less');
select tap.posted(16, 112, '2016-03-01', '2016-08-31'), tap.posted(17, 113, '2017-03-01', '2017-08-31') \g /dev/null
select is(tap.judged(112, 25, '2017-06-30'), 'eligible 184 reached 2016-08-31', 'R16: half a year of 2016 is judged by version 1');
select is(tap.judged(113, 25, '2017-12-31'), 'not_eligible 184 from 2018-10-31', 'R16: half a year of 2017 by version 2');

-- Half days, days the receiver has not confirmed, a day in two postings, weekends, holidays.
select tap.posted(18, 114, '2022-03-07', '2022-03-13'), tap.attend(18, 2, part => 'am'), tap.posted(19, 114, '2022-03-07', '2022-03-13') \g /dev/null
select tap.attend(19, 3, part => 'pm') \g /dev/null
create function tap.week(staff int) returns text language sql as $$
	select string_agg(w.had || '/' || w.wanted || ' ' || w.waiting, ', ') from biz.promotion_judge(tap.id(staff), tap.id(21), 'mid', '2022-12-31') j, unnest(j.weeks) w
$$;
select is(tap.week(114), '2.5/3 0.0', 'two halves are a day, in whichever posting, and one is a half');
select tap.posted(20, 115, '2022-03-07', '2022-03-13'), tap.attend(20, 4, state => 'submitted') \g /dev/null
select is(tap.week(115), '0.0/3 4.0', 'what the receiver has not confirmed waits');
-- A week that waits is not lost, nor won: half a year of it, the last week of the year unconfirmed.
select tap.posted(30, 119, '2013-07-01', '2013-12-31'), tap.attend(30, 3, '2013-W50', 0) \g /dev/null
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), x.from_org_id, 1, x.to_org_id, 1, x.from_org_id, 'submitted', d, x.id, 'full', 'outpatient'
  from biz.posting x, unnest('{2013-12-09,2013-12-10,2013-12-11}'::date[]) d where x.id = tap.id(30);
select is(tap.judged(119, 21, '2013-12-31') || ' ' || tap.why(119, 21, '2013-12-31'),
	'not_yet 184 reached 2013-12-31 from 2013-12-31 2013-W50：待受援单位确认3.0日', 'a week that is enough once confirmed is waited for');
select is(tap.judged(119, 21, '2014-02-01'), 'not_yet 184 reached 2013-12-31 from 2014-02-01', 'in the next year too, as the time needs it');
update biz.attendance set on_day = '2013-12-14' where posting_id = tap.id(30) and on_day = '2013-12-11';
select is(tap.judged(119, 21, '2013-12-31') || ' ' || tap.why(119, 21, '2013-12-31'),
	'not_eligible 184 from 2014-06-15 2013-W50：出勤0.0日，应3日', 'what would be too little even then is short');
update biz.attendance set on_day = '2013-12-11' where posting_id = tap.id(30) and on_day = '2013-12-14';
update biz.attendance set state = 'confirmed' where posting_id = tap.id(30);
select is(tap.judged(119, 21, '2013-12-31'), 'eligible 184 reached 2013-12-31', 'once confirmed, it is eligible');
select tap.posted(31, 120, '2012-01-01', '2013-12-31'), tap.attend(31, 3, '2013-W50', 0) \g /dev/null
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), x.from_org_id, 1, x.to_org_id, 1, x.from_org_id, 'submitted', d, x.id, 'full', 'outpatient'
  from biz.posting x, unnest('{2013-12-09,2013-12-10,2013-12-11}'::date[]) d where x.id = tap.id(31);
select is(tap.judged(120, 21, '2013-12-31') || '|' || tap.judged(120, 21, '2014-01-06'),
	'not_yet 731 reached 2012-06-30 from 2013-12-31|eligible 731 reached 2012-06-30', 'of the year itself it bars; of a year before, where the time was reached without it, not');
insert into biz.holiday (day, working, name) values ('2022-03-07', false, '节'), ('2022-03-08', false, '节'), ('2022-03-09', false, '节');
select tap.posted(21, 116, '2022-03-07', '2022-03-13'), tap.attend(21, 5) \g /dev/null
select is(tap.week(116), '2.0/2 0.0', 'a week of holidays asks for what is possible');

-- What does not count; one person in two registers; ranks.
select tap.posted(22, 117, '2022-01-01', '2022-12-31', true, 'submitted') \g /dev/null
select is(tap.judged(117, 23, '2022-12-31'), 'not_eligible 0 from 2023-12-31', 'a posting the receiver has not confirmed counts nothing');
update biz.posting set mode = 'remote' where id = tap.id(12);
select is(tap.judged(108, 23, '2022-12-31'), 'not_eligible 0 from 2023-12-31', 'nor does remote work');
update biz.posting set arrived_on = '2017-01-03' where id = tap.id(14);
select is(tap.judged(110, 22, '2017-12-31'), 'not_eligible 302 from 2018-10-31', 'service begins on the day of arrival');
select tap.staff(130, :h, 'same'), tap.staff(131, :x, 'same'), tap.posted(23, 131, '2019-01-01', '2019-07-02'), tap.posted(24, 130, '2021-03-01', '2021-08-29') \g /dev/null
select is(tap.judged(130, 23, '2021-08-29'), 'eligible 365 reached 2021-08-29', 'the service of another register counts: one ID number');
select is(tap.judged(105, 23, '2021-08-29', 'mid'), 'not_required 365', 'a rank the scheme does not gate asks nothing');
select is(tap.judged(105, 22, '2021-08-29', 'mid') || tap.why(105, 22, '2021-08-29', 'mid'), 'not_eligible 365已具有该级别职称', 'who has the rank needs none');
select is((select string_agg(p.why_not, ',') from biz.promotion_judge(tap.id(104), tap.id(21), 'mid', '2011-12-31') j, unnest(j.postings) p), 'planned,refused',
	'the ledger says why a posting does not count');
select is(tap.judged(118, 23, '2022-12-31'), 'not_eligible 0 from 2023-12-31', 'who never served begins tomorrow');

-- Which scheme, which version, and why.
create function tap.choices(staff int, day date, wanted int default null) returns text language sql as $$
	select string_agg(concat_ws(' ', c ->> 'name', c ->> 'why', case when not (c ->> 'in_force')::boolean then 'past' end,
	           case when (c ->> 'chosen')::boolean then '*' end), ', ' order by n)
	  from biz.staff s, jsonb_array_elements(biz.promotion_choices(s, 'deputy_senior', day, tap.id(wanted))) with ordinality as x (c, n)
	 where s.id = tap.id(staff)
$$;
create function tap.versions(staff int, scheme int, day date) returns text language sql as $$
	select string_agg(concat_ws(' ', v ->> 'version', 'posted ' || (v ->> 'posted_on'), case when (v ->> 'in_force')::boolean then 'now' end,
	           'reached ' || (v ->> 'reached_on'), case when (v ->> 'judged')::boolean then '*' end), ', ' order by n)
	  from biz.promotion_judge(tap.id(staff), tap.id(scheme), 'deputy_senior', day) j,
	       jsonb_array_elements(biz.promotion_version_reasons(tap.id(staff), tap.id(scheme), 'deputy_senior', day, j.version)) with ordinality as x (v, n)
$$;
select is(tap.versions(112, 25, '2017-06-30'), '1 posted 2016-03-01 reached 2016-08-31 *, 2 now', 'R16: the version of the first day, beside the one in force');
select is(tap.versions(113, 25, '2017-12-31'), '2 posted 2017-03-01 now *', 'R16: one version is both');
insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
values (tap.id(26), :h, 1, 'confirmed', '2018-01-01', 'H', 'H', 1), (tap.id(27), :x, 1, 'confirmed', '2010-01-01', 'X', 'X', 1);
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per) select tap.id(n), 1, 'service_length', 6, 'month', 'posting' from unnest('{26,27}'::int[]) n;
select is(tap.choices(113, '2017-12-31'), 'V commission, S commission, Q commission, N commission, H own past',
	'a commission''s schemes that gate the rank, the own institution''s last where it is not in force yet');
update biz.posting set scheme_id = tap.id(25) where id = tap.id(17);
select is(tap.choices(113, '2018-12-31', 27), 'V served, H own, S commission, Q commission, N commission, X asked *', 'first what one served under; what was asked for is marked');
select is(tap.choices(113, '2018-12-31', 25), 'V served *, H own, S commission, Q commission, N commission', 'a stranger''s scheme does not offer itself');

select * from finish();
rollback;
