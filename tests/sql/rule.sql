-- rule.sql - the rule cases of domain.md 4.2 that need no more than days: R1–R3, R5–R7, R9–R11, R14, R15.
\ir helper.psql
select plan(30);

create function tap.weeks(first date, last date) returns table (week text, wanted numeric) language sql stable as $$
	select w.week, w.wanted from fig.service_weeks(array[(null, first, last, 3)::fig.week_span], last) w
$$;

-- R1: broken weeks by what is possible. What is served in them: service_week.sql.
select is((select count(*) from tap.weeks('2013-07-01', '2013-12-31')), 27::bigint, 'half a year of 2013 has 26 whole weeks and a broken one');
select is((select wanted from tap.weeks('2013-07-01', '2013-12-31') where week = '2014-W01'), 2::numeric, 'R1: 2014-W01 asks for Monday and Tuesday');
select is((select count(*) from tap.weeks('2022-10-01', '2022-10-02')), 0::bigint, 'a week with a weekend alone asks for nothing');

-- The calendar.
insert into biz.holiday (day, working, name) values ('2022-10-03', false, '国庆节'), ('2022-10-04', false, '国庆节'),
	('2022-10-05', false, '国庆节'), ('2022-10-06', false, '国庆节'), ('2022-10-07', false, '国庆节'), ('2022-10-08', true, '国庆调休');
select is(array(select * from biz.workdays('2022-10-01', '2022-10-10')), '{2022-10-08,2022-10-10}'::date[], 'holidays are free, make-up days are worked');
select is((select wanted from tap.weeks('2022-10-03', '2022-10-09')), 1::numeric, 'a week of holidays asks for its make-up day');
select ok(not biz.is_workday('2022-10-05') and biz.is_workday('2022-10-08') and biz.is_workday('2022-10-11') and not biz.is_workday('2022-10-15'),
	'is_workday knows them too');
select throws_ok($$insert into biz.holiday values ('2022-10-15', false, '周六')$$, '23514', null, 'a free Saturday is no exception');

-- R3, R5, R6, R7, R9: length of service.
select is((select reached_on from fig.service_length(array[daterange('2013-07-01', '2013-12-31', '[]')], 6, 'month', 'posting')), '2013-12-31'::date,
	'R1: half a year ends on its last day');
select is((select reached_on from fig.service_length(array[daterange('2013-07-01', '2013-12-20', '[]')], 6, 'month', 'posting')), null,
	'R3: until 12-20 it is under half a year');
select is((select reached_on from fig.service_length(array[daterange('2020-01-01', '2020-07-01', '[]'), daterange('2021-01-01', '2021-07-01', '[]')],
	6, 'month', 'posting')), '2020-06-30'::date, 'the first stretch that is long enough');
select is((select days from fig.service_length(array[daterange('2020-01-01', '2020-01-01') + daterange('2020-01-01', '2020-07-02')], 1, 'year', 'total')), 183,
	'183 days');
select is((select reached_on from fig.service_length(array[daterange('2019-01-01', '2019-07-03'), daterange('2021-03-01', '2021-08-30')], 1, 'year', 'total')),
	'2021-08-29'::date, 'R5: 183 and 182 days are a year, on the last of them');
select is((select reached_on from fig.service_length(array[daterange('2019-01-01', '2019-07-03'), daterange('2021-03-01', '2021-08-29')], 1, 'year', 'total')),
	null, 'R6: 183 and 181 are not');
select is(fig.service_days(array[daterange('2019-01-01', '2019-07-03'), daterange('2021-03-01', '2021-08-29')]), 364, 'R6: 364 days');
select is(fig.service_earliest(array[daterange('2019-01-01', '2019-07-03'), daterange('2021-03-01', '2021-08-29')], 1, 'year', 'total', '2021-09-10'),
	'2021-09-11'::date, 'R6: one more day from tomorrow');
select results_eq($$select days, reached_on from fig.service_length(array[daterange('2022-01-01', '2022-06-30', '[]'), daterange('2022-06-01', '2022-12-31', '[]')], 1, 'year', 'total')$$,
	$$values (365, date '2022-12-31')$$, 'R7: days that overlap count once');
select is((select reached_on from fig.service_length(array[daterange('2017-01-01', '2017-10-31', '[]')], 10, 'month', 'posting')), '2017-10-31'::date, 'R9: ten months');
select is((select reached_on from fig.service_length(array[daterange('2017-01-01', '2017-10-30', '[]')], 10, 'month', 'posting')), null, 'R9: a day less');
select is(fig.service_earliest(array[daterange('2017-01-01', '2017-12-31', '[]')], 10, 'month', 'posting', '2017-05-01'), '2017-10-31'::date,
	'who is there now goes on');
select is(fig.service_earliest(array[daterange('2016-01-01', '2016-03-31', '[]')], 6, 'month', 'posting', '2017-05-01'), '2017-11-01'::date,
	'who has left begins anew tomorrow');
select is(fig.service_earliest(null, 1, 'year', 'total', '2017-01-01'), '2018-01-01'::date, 'who never served begins tomorrow');
select is(fig.service_days(null), 0, 'no service, no days');

-- R10: five at once. R15: somebody there every day, every workday.
select results_eq($$select min(day), max(day), count(*), min(had) from fig.rule_absences(
	array_fill(daterange('2016-01-01', '2017-01-01'), array[4]) || array[daterange('2016-01-01', '2016-07-01'), daterange('2016-07-11', '2017-01-01')],
	'2016-01-01', '2016-12-31', 5, 'day')$$, $$values (date '2016-07-01', date '2016-07-10', 10::bigint, 4)$$, 'R10: ten days with four');
select results_eq($$select day, had from fig.rule_absences(array[daterange('2013-07-01', '2013-07-10'), daterange('2013-07-11', '2014-01-01')],
	'2013-07-01', '2013-12-31', 1, 'workday')$$, $$values (date '2013-07-10', 0)$$, 'R15: a Wednesday without anybody breaks the workday rule');
select is((select count(*) from fig.rule_absences(array[daterange('2013-07-01', '2013-07-14'), daterange('2013-07-15', '2014-01-01')],
	'2013-07-01', '2013-12-31', 1, 'workday')), 0::bigint, 'R15: a Sunday does not');
select results_eq($$select day from fig.rule_absences(array[daterange('2013-07-01', '2013-07-14'), daterange('2013-07-15', '2014-01-01')],
	'2013-07-01', '2013-12-31', 1, 'day')$$, $$values (date '2013-07-14')$$, 'R15: but breaks the rule for every day');

-- R11: rotation.
select results_eq($$select * from fig.rule_gaps(array[daterange('2016-01-01', '2016-06-30', '[]'), daterange('2016-07-04', '2016-12-31', '[]')], '2016-12-31')$$,
	$$values (date '2016-07-01', date '2016-07-03', 3)$$, 'R11: three days between the batches');
select results_eq($$select * from fig.rule_gaps(array[daterange('2016-01-01', '2016-06-30', '[]')], '2016-07-02')$$,
	$$values (date '2016-07-01', date '2016-07-02', 2)$$, 'a gap that is still open');

-- R14: teams.
select results_eq($$select fig.team_fills('内科+外科+妇产科|儿科|麻醉|护理', t) from (values ('{内科,外科,妇产科}'::text[]), ('{内科,外科,麻醉}'), ('{内科,外科,内科}')) v (t)$$,
	'values (true), (true), (false)', 'R14: three specialties, three people');
select ok(fig.team_fills('内科|外科+内科', '{内科,外科}') and not fig.team_fills('内科+内科', '{内科,外科}') and not fig.team_fills('内科', '{}'),
	'whoever fits two places takes the one that leaves the other filled');

select * from finish();
rollback;
