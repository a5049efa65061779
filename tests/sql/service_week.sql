-- service_week.sql - the weeks of one posting, from raw attendance: what is owed and what promotion counts are the same.
\ir helper.psql
select plan(23);

select tap.org('WP', 650000, null, 'commission') as top \gset
select tap.org('WC', 650101, :top, 'commission') as com \gset
select tap.org('WH', 650101, :com, 'general_hospital') as h, tap.org('WT1', 650101, :com) as t1, tap.org('WT2', 650101, :com) as t2 \gset
\ir obligation.psql
insert into biz.holiday (day, working, name) values ('2013-10-01', false, '国庆节'), ('2013-10-02', false, '国庆节'), ('2013-10-03', false, '国庆节'),
	('2013-10-04', false, '国庆节'), ('2013-10-07', false, '国庆节'), ('2013-10-12', true, '国庆调休');
select tap.staff(n, :h) from generate_series(1, 9) n \g /dev/null
select tap.scheme(101, :com, 'W', 1, '2013-01-01', '2013-09-30', '{"rule":"week_days","amount":3,"unit":"day","per":"week"}',
	'{"rule":"service_length","amount":6,"unit":"month","per":"posting"}'),
       tap.scheme(102, :com, 'W', 2, '2013-10-01', null, '{"rule":"week_days","amount":4,"unit":"day","per":"week"}',
	'{"rule":"service_length","amount":6,"unit":"month","per":"posting"}', '{"rule":"week_days","amount":5,"unit":"day","per":"week","rank_level":"senior"}'),
       tap.scheme(103, :com, 'HALF', 1, '2013-01-01', null, '{"rule":"week_days","amount":2.5,"unit":"day","per":"week"}',
	'{"rule":"service_length","amount":6,"unit":"month","per":"posting"}') \g /dev/null

-- Weeks as "week wanted had", of the obligation of a posting, and of the ledger of its person.
create function tap.owed(p int, as_of date) returns text[] language sql as $$
	select array_agg(format('%s %s %s', f.label, trim_scale(f.wanted), trim_scale(f.had)) order by f.label)
	  from fig.obligation o
	 cross join lateral jsonb_to_recordset((sec.judge(o.id, as_of)).findings) as f (label text, wanted numeric, had numeric)
	 where o.posting_id = tap.id(p) and o.kind = 'days_per_week' $$;
create function tap.counted(p int, as_of date) returns text[] language sql as $$
	select array_agg(format('%s %s %s', w.week, trim_scale(w.wanted), trim_scale(w.had)) order by w.week)
	  from biz.posting x
	 cross join lateral biz.promotion_judge(x.staff_id, x.scheme_id, 'deputy_senior', as_of) j
	 cross join lateral unnest(j.weeks) w
	 where x.id = tap.id(p) and x.id = any (w.postings) $$;
grant execute on all functions in schema tap to public;

-- 1: whole days, halves, both halves, a day twice, days off, leave. 2: arrives late. 3: there through version 2.
-- 4 and 5: two postings of one person meet in mid-week, at two townships. 6: a rule of two days and a half.
select tap.post(201, :h, :t1, 1, '2013-07-01', '2013-07-30', scheme => 101), tap.post(202, :h, :t1, 2, '2013-07-01', '2013-07-31', scheme => 101),
       tap.post(203, :h, :t1, 3, '2013-09-16', '2013-10-20', scheme => 101), tap.post(204, :h, :t1, 4, '2013-07-01', '2013-07-10', scheme => 101),
       tap.post(205, :h, :t2, 4, '2013-07-11', '2013-07-31', scheme => 101), tap.post(206, :h, :t1, 5, '2013-07-01', '2013-07-14', scheme => 103) \g /dev/null
select tap.served(201, '{2013-07-01,2013-07-02,2013-07-06,2013-07-08,2013-07-09,2013-07-15,2013-07-16,2013-07-17,2013-07-18,2013-07-22,2013-07-29,2013-07-30}'),
       tap.served(201, '{2013-07-03,2013-07-10,2013-07-23,2013-07-24}', part => 'am'), tap.served(201, '{2013-07-10,2013-07-24,2013-07-25}', part => 'pm'),
       tap.served(201, '{2013-07-26}', 'leave') \g /dev/null
update biz.posting set arrived_on = '2013-07-11' where id = tap.id(202);
select tap.served(202, '{2013-07-11,2013-07-12}'), tap.served(202, '{2013-07-15,2013-07-16}'), tap.served(203, tap.attended('2013-09-16', '2013-10-20', 3)),
       tap.served(204, '{2013-07-01,2013-07-02,2013-07-03,2013-07-08}'), tap.served(205, '{2013-07-11,2013-07-12,2013-07-15}'),
       tap.served(206, '{2013-07-01,2013-07-02,2013-07-08,2013-07-09}'), tap.served(206, '{2013-07-03}', part => 'am') \g /dev/null
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), from_org_id, 1, to_org_id, 1, to_org_id, 'submitted', '2013-07-19', id, 'full', 'outpatient' from biz.posting where id = tap.id(202);
select tap.settle() \g /dev/null

select is(tap.owed(201, '2014-01-01'), '{"2013-W27 3 2.5","2013-W28 3 3","2013-W29 3 4","2013-W30 3 3","2013-W31 2 2"}',
	'halves are halves, two of them a day, a Saturday is none, leave is none, the broken week asks for two');
select is(tap.counted(201, '2014-01-01'), tap.owed(201, '2014-01-01'), 'and promotion counts the same');
select is(tap.owed(202, '2014-01-01'), '{"2013-W28 2 2","2013-W29 3 2","2013-W30 3 0","2013-W31 3 0"}', 'who arrives late serves from that day; what is not confirmed does not count');
select is(tap.counted(202, '2014-01-01'), tap.owed(202, '2014-01-01'), 'and promotion counts the same');
select is((tap.verdict(:h, :t1, 'days_per_week', '2014-01-01', 202)).breaches, 3, 'three of his weeks fell short');
select is(tap.owed(203, '2014-01-01'), '{"2013-W38 3 3","2013-W39 3 3","2013-W40 1 1","2013-W41 3 3","2013-W42 3 3"}',
	'through a new version: by the first; the week of the holiday asks for the Monday alone, the next counts its Saturday');
select is(tap.counted(203, '2014-01-01'), tap.owed(203, '2014-01-01'), 'and promotion counts the same');
select is((select count(*) from fig.obligation where posting_id = tap.id(203)), 1::bigint, 'there is one obligation of it, none by the second version');
select is(tap.owed(204, '2014-01-01'), '{"2013-W27 3 3","2013-W28 3 3"}', 'a week in which somebody changes the posting is one week');
select is(tap.owed(205, '2014-01-01'), '{"2013-W28 3 3","2013-W29 3 1","2013-W30 3 0","2013-W31 3 0"}', 'of both postings');
select is(tap.counted(204, '2014-01-01') || tap.counted(205, '2014-01-01'), tap.owed(204, '2014-01-01') || tap.owed(205, '2014-01-01'),
	'and promotion counts the same');
select is(tap.owed(206, '2014-01-01'), '{"2013-W27 2.5 2.5","2013-W28 2.5 2"}', 'a rule may ask for half a day');
select is(tap.counted(206, '2014-01-01'), tap.owed(206, '2014-01-01'), 'and promotion counts the same');
select is((tap.verdict(:h, :t1, 'days_per_week', '2014-01-01', 206)).zh, '2013年第28周出勤2天，应不少于2.5天', 'as it is said');

-- As of every day of a month they agree on the weeks begun.
select is((select array_agg(d::date) from generate_series(timestamp '2013-07-01', '2013-08-15', '1 day') d
            where tap.owed(201, d::date) is distinct from tap.counted(201, d::date)), null, 'also as of any day, of halves');
select is((select array_agg(d::date) from generate_series(timestamp '2013-07-12', '2013-08-15', '1 day') d
            where tap.owed(202, d::date) is distinct from tap.counted(202, d::date)), null, 'of late arrival');
select is((select array_agg(d::date) from generate_series(timestamp '2013-07-11', '2013-08-15', '1 day') d
            where tap.owed(205, d::date) is distinct from tap.counted(205, d::date)), null, 'of two postings');
select is((select array_agg(d::date) from generate_series(timestamp '2013-09-16', '2013-11-15', '1 day') d
            where tap.owed(203, d::date) is distinct from tap.counted(203, d::date)), null, 'of two versions');

-- When a week that fell short is called so: the ledger at its end, the obligation when it is lost.
select is((tap.verdict(:h, :t1, 'days_per_week', '2013-07-14', 206)).breaks_on, '2013-07-19'::date, 'half a day is missing: Friday would do, until a week after it');
select is((tap.verdict(:h, :t1, 'days_per_week', '2013-07-18', 206)).result, 'due', 'to the eve of that day it can be entered');
select is((tap.verdict(:h, :t1, 'days_per_week', '2013-07-19', 206)).result, 'broken', 'then the week is lost');
select is((select bool_or(w.short) from biz.promotion_judge(tap.id(5), tap.id(103), 'deputy_senior', '2013-07-14') j, unnest(j.weeks) w), true,
	'the ledger takes no day on trust');
select results_eq($$select p.oid::regprocedure::text from pg_proc p where p.prosrc ~ 'to_char\([a-z.]*monday' order by 1$$,
	$$values ('fig.service_weeks(fig.week_span[],date)')$$, 'there is one arithmetic of weeks');

select * from finish();
rollback;
