-- obligation.sql - rule cases of domain.md 4.2 from raw records to the judgement; the red list; who sees what.
\ir helper.psql
select plan(64);

select tap.org('OP', 650000, null, 'commission') as top \gset
select tap.org('OC', 650101, :top, 'commission') as com, tap.org('OD', 650201, :top, 'commission') as com2 \gset
select tap.org('OH', 650101, :com, 'general_hospital') as h, tap.org('OX', 650201, :com2, 'general_hospital') as x,
       tap.org('OT1', 650101, :com) as t1, tap.org('OT2', 650101, :com) as t2, tap.org('OT3', 650101, :com) as t3,
       tap.org('OY', 650201, :com2) as y \gset
select tap.realm('obligation-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('town', :realm, :t1, 'thc_operator') as town,
       tap.account('other', :realm, :t2, 'thc_operator') as other, tap.account('county', :realm, :com, 'county_overseer', 'region', scope_region => 650101) as county,
       tap.account('county2', :realm, :com2, 'county_overseer', 'region', scope_region => 650201) as county2,
       tap.account('province', :realm, :top, 'prov_overseer', 'region', scope_region => 650000) as province,
       tap.account('doctor', :realm, :h, 'clinician') as doctor \gset
\ir obligation.psql
select tap.staff(n, :h) from generate_series(1, 12) n \g /dev/null
insert into biz.holiday (day, working, name) values ('2013-10-01', false, '国庆节'), ('2013-10-02', false, '国庆节'), ('2013-10-03', false, '国庆节'),
	('2013-10-04', false, '国庆节'), ('2013-10-07', false, '国庆节'), ('2013-09-29', true, '国庆调休'), ('2013-10-12', true, '国庆调休');

-- R1, R2: weeks of a posting, from attendance that the township confirmed.
select tap.scheme(101, :com, 'S1S', 1, '2013-01-01', '2013-12-31', '{"rule":"week_days","amount":3,"unit":"day","per":"week"}') \g /dev/null
select tap.post(201, :h, :t1, 1, '2013-07-01', '2013-12-31', scheme => 101), tap.post(202, :h, :t1, 2, '2013-07-01', '2013-12-31', scheme => 101),
       tap.post(203, :h, :t1, 3, '2013-07-01', '2013-12-31', scheme => 101) \g /dev/null
select tap.served(201, tap.attended('2013-07-01', '2013-12-31', 3)), tap.served(202, tap.attended('2013-07-01', '2013-12-31', 3, '2013-W34', 2)) \g /dev/null
select tap.served(203, array_remove(tap.attended('2013-07-01', '2013-12-31', 3), '2013-08-19')), tap.served(203, '{2013-08-19}', part => 'am'),
       tap.served(203, '{2013-08-22}', part => 'pm'), tap.served(203, '{2013-08-23}', 'leave') \g /dev/null
select is(fig.refresh_judgements(1000), 3, 'the worker makes an obligation of each posting under the scheme, and judges it');
select results_eq(format($$select result, breaches from tap.verdict(%s, %s, 'days_per_week', '2014-02-01', 201)$$, :h, :t1), $$values ('kept', 0)$$,
	'R1: three days in every week and two of two possible in the broken one');
select is((select count(*) from jsonb_to_recordset((tap.verdict(:h, :t1, 'days_per_week', '2014-02-01', 201)).findings) as f (state text) where state = 'kept'),
	27::bigint, 'R1: 27 weeks are judged; the week of the holiday is one of them');
select results_eq(format($$select result, breaches, broken_on, wanted, had, zh from tap.verdict(%s, %s, 'days_per_week', '2014-02-01', 202)$$, :h, :t1),
	$$values ('broken', 1, date '2013-08-25', 3::numeric, 2::numeric, '2013年第34周出勤2天，应不少于3天')$$, 'R2: the week, what was wanted and had');
select is((tap.verdict(:h, :t1, 'days_per_week', '2014-02-01', 203)).result, 'kept', 'two halves make one day');
select results_eq(format($$select result, breaks_on, zh from tap.verdict(%s, %s, 'days_per_week', '2013-08-25', 202)$$, :h, :t1),
	$$values ('due', date '2013-08-30', '2013年第34周已确认出勤2天，应不少于3天；2013年8月30日前未补登确认的，将违反')$$, 'R2: within a week of it the day may still be shown, which is told ahead');
select is((tap.verdict(:h, :t1, 'days_per_week', '2013-08-29', 202)).breaches, 0, 'R2: up to then it is not broken');
select is((tap.verdict(:h, :t1, 'days_per_week', '2013-08-30', 202)).result, 'broken', 'R2: and then it is');
update biz.attendance set state = 'void', state_reason = '误' where posting_id = tap.id(201) and on_day = '2013-12-31';
select is((tap.verdict(:h, :t1, 'days_per_week', '2014-02-01', 201)).zh, '2014年第1周出勤1天，应不少于2天', 'the broken week asks for what was possible');

-- R10: five at the same time; one is away for ten days.
select tap.scheme(102, :com, 'S1D', 1, '2016-01-01', '2020-12-31', '{"rule":"posted_at_once","amount":5,"unit":"person"}') \g /dev/null
select tap.agree(301, :h, :t2, 102, '2016-01-01', '2016-12-31') \g /dev/null
select tap.post(210 + n, :h, :t2, n, '2016-01-01', '2016-12-31', 301) from generate_series(1, 5) n \g /dev/null
select tap.served(213, array(select d::date from generate_series(timestamp '2016-07-01', '2016-07-10', '1 day') d), 'leave') \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format($$select result, breaches, broken_on, zh from tap.verdict(%s, %s, 'minimum_at_once', '2017-03-01')$$, :h, :t2),
	$$values ('broken', 1, date '2016-07-10', '共10天在岗不足5人，最近一次为2016年7月1日至2016年7月10日')$$, 'R10: a breach of ten days');
select results_eq(format($$select f.first, f.last, f.wanted, f.had from tap.verdict(%s, %s, 'minimum_at_once', '2017-03-01') v,
	jsonb_to_recordset(v.findings) as f (state text, first date, last date, wanted int, had int) where f.state = 'broken'$$, :h, :t2),
	$$values (date '2016-07-01', date '2016-07-10', 5, 4)$$, 'R10: which days, how many were there');
select results_eq(format($$select result, breaks_on from tap.verdict(%s, %s, 'minimum_at_once', '2016-06-15')$$, :h, :t2),
	$$values ('due', date '2016-07-01')$$, 'R10: seen a fortnight before');

-- R11: rotation.
select tap.scheme(103, :com, 'S1N', 1, '2016-01-01', null, '{"rule":"rotation","amount":6,"unit":"month"}') \g /dev/null
select tap.agree(302, :h, :t3, 103, '2016-01-01', '2016-12-31') \g /dev/null
select tap.post(221, :h, :t3, 6, '2016-01-01', '2016-06-30', 302) \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format($$select result, breaks_on, zh from tap.verdict(%s, %s, 'rotation', '2016-05-15')$$, :h, :t3),
	$$values ('due', date '2016-07-01', '自2016年7月1日起将违反：现有派驻期满后尚无下一批')$$, 'R11: seen before it breaks');
select tap.post(222, :h, :t3, 7, '2016-07-04', '2016-12-31', 302) \g /dev/null
select results_eq(format($$select result, breaches, had, zh from tap.verdict(%s, %s, 'rotation', '2016-09-01')$$, :h, :t3),
	$$values ('broken', 1, 1::numeric, '轮换断档：2016年7月1日至2016年7月3日无人派驻，共3天')$$, 'R11: a gap of three days');
update fig.obligation set parameters = parameters || '{"gap": 3}' where kind = 'rotation';
select is((tap.verdict(:h, :t3, 'rotation', '2017-01-01')).result, 'kept', 'a gap that the rule allows is none');

-- R12: three sent to study in the year; R13: two visits of leaders.
select tap.scheme(104, :com, 'S1A', 1, '2022-01-01', null, '{"rule":"study_quota","amount":3,"unit":"person","per":"year"}',
	'{"rule":"leader_visits","amount":2,"unit":"time"}') \g /dev/null
select tap.agree(303, :h, :t1, 104, '2022-01-01', '2022-12-31') \g /dev/null
select tap.staff(n, :t1) from generate_series(21, 24) n \g /dev/null
insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, kind, department, free)
select tap.id(400 + n), :t1, 1, :h, 1, :t1, 'confirmed', day, day + 180, tap.id(20 + n), 'further_study', '内科', true
  from (values (1, date '2022-03-01'), (2, '2022-05-01')) as k (n, day);
select tap.settle() \g /dev/null
select results_eq(format($$select result, wanted, had, breaks_on, zh from tap.verdict(%s, %s, 'quota_per_year', '2022-09-30')$$, :h, :t1),
	$$values ('due', 3::numeric, 2::numeric, date '2023-01-01', '2022年应不少于3，现为2，还差1；2022年12月31日前未完成的，将违反')$$, 'R12: two by the end of September: one short');
select is((tap.verdict(:h, :t1, 'quota_per_year', '2022-06-30')).breaks_on, null, 'R12: two by the end of June are in time');
select results_eq(format($$select result, zh from tap.verdict(%s, %s, 'quota_per_year', '2023-01-01')$$, :h, :t1),
	$$values ('broken', '2022年应不少于3，实际2，缺1')$$, 'R12: red after the year''s end');
insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, kind, department, free)
values (tap.id(403), :t1, 1, :h, 1, :t1, 'confirmed', '2022-11-01', '2023-04-30', tap.id(23), 'further_study', '内科', true);
select is((tap.verdict(:h, :t1, 'quota_per_year', '2023-01-01')).result, 'kept', 'R12: kept with the third');
insert into biz.supervision_visit (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, visited_on, kind, subject, team)
select gen_random_uuid(), f, 1, t, 1, f, 'confirmed', '2022-05-05', kind, '走访', '院长' from (values (:h, :t1, 'leader'), (:h, :t1, 'routine'), (:h, :t2, 'leader'), (:x, :t1, 'leader')) as k (f, t, kind);
select results_eq(format($$select result, wanted, had, zh from tap.verdict(%s, %s, 'minimum_per_period', '2023-01-01')$$, :h, :t1),
	$$values ('broken', 2::numeric, 1::numeric, '2022年应不少于2，实际1，缺1')$$, 'R13: one visit of leaders by the year''s end, counted between the two alone');
select tap.settle() \g /dev/null

-- R14: teams.
select tap.scheme(105, :com, 'S1T', 1, '2014-01-01', null, '{"rule":"team_template","pattern":"内科+外科+妇产科|儿科|麻醉|护理"}') \g /dev/null
select tap.staff(31, :x, '内科'), tap.staff(32, :x, '外科'), tap.staff(33, :x, '妇产科'), tap.staff(34, :x, '麻醉'), tap.staff(35, :x, '内科') \g /dev/null
select tap.agree(310 + t.n, :x, t.org, 105, '2014-01-01', '2014-06-30') from (values (1, :t1), (2, :t2), (3, :t3)) as t (n, org) \g /dev/null
update biz.agreement set starts_on = '2014-01-01', ends_on = '2014-02-28' where id = tap.id(311);
update biz.agreement set starts_on = '2014-03-01', ends_on = '2014-04-30' where id = tap.id(312);
update biz.agreement set starts_on = '2014-05-01', ends_on = '2014-06-30' where id = tap.id(313);
select tap.post(230 + n, :x, :t1, 30 + n, '2014-01-01', '2014-02-28', 311) from unnest('{1,2,3}'::int[]) n \g /dev/null
select tap.post(240 + n, :x, :t2, 30 + n, '2014-03-01', '2014-04-30', 312) from unnest('{1,2,4}'::int[]) n \g /dev/null
select tap.post(250 + n, :x, :t3, 30 + n, '2014-05-01', '2014-06-30', 313) from unnest('{1,2,5}'::int[]) n \g /dev/null
select tap.settle() \g /dev/null
select is(array(select (tap.verdict(:x, t, 'team', '2015-01-01')).result from unnest(array[:t1, :t2, :t3]) t), '{kept,kept,broken}'::text[],
	'R14: 内外妇 and 内外麻 fill the team, 内外内 does not');
update biz.posting set state = 'ended', ended_on = '2014-02-20', state_reason = '调回' where id = tap.id(233);
select is((tap.verdict(:x, :t1, 'team', '2015-01-01')).zh, '共8天队伍组成不符合要求，最近一次为2014年2月21日至2014年2月28日', 'R14: all at once: one who left leaves a hole');

-- R15: somebody there every workday, every day; nobody on a Wednesday, nobody on a Sunday.
select tap.scheme(106, :com, 'S2', 1, '2013-01-01', null, '{"rule":"presence","amount":1,"per":"workday"}'),
       tap.scheme(107, :com, 'S1E', 1, '2013-01-01', null, '{"rule":"presence","amount":1,"per":"day"}') \g /dev/null
select tap.agree(304, :h, :t3, 106, '2013-07-01', '2013-07-31'), tap.agree(305, :h, :t2, 107, '2013-07-01', '2013-07-31') \g /dev/null
select tap.post(261, :h, :t3, 8, '2013-07-01', '2013-07-31', 304), tap.post(262, :h, :t2, 9, '2013-07-01', '2013-07-31', 305) \g /dev/null
select tap.served(n, array(select d::date from generate_series(timestamp '2013-07-01', '2013-07-31', '1 day') d where d not in ('2013-07-10', '2013-07-14')))
  from unnest('{261,262}'::int[]) n \g /dev/null
select tap.settle() \g /dev/null
select is((tap.verdict(:h, :t3, 'presence', '2013-09-01')).zh, '2013年7月10日在岗0人，应不少于1人', 'R15: the Wednesday breaks the workday rule, the Sunday does not');
select results_eq(format($$select f.first from tap.verdict(%s, %s, 'presence', '2013-09-01') v, jsonb_to_recordset(v.findings) as f (state text, first date)
	where f.state = 'broken' order by 1$$, :h, :t2), $$values (date '2013-07-10'), ('2013-07-14')$$, 'R15: both break the rule for every day');
select is((tap.verdict(:h, :t3, 'presence', '2013-07-16')).breaches, 0, 'a day may be entered for a week');
select is((tap.verdict(:h, :t3, 'presence', '2013-07-17')).breaches, 1, 'and then it is missing');
insert into biz.holiday (day, working, name) values ('2013-07-10', false, '开斋节');
select is((tap.verdict(:h, :t3, 'presence', '2013-09-01')).result, 'kept', 'a holiday is no workday');
select is((tap.verdict(:h, :t2, 'presence', '2013-09-01')).breaches, 2, 'but a day');

-- R16: each posting, and each day, by the version in force.
select tap.scheme(108, :com, 'S1Q', 1, '2016-01-01', '2016-12-31', '{"rule":"week_days","amount":3,"unit":"day"}'),
       tap.scheme(109, :com, 'S1Q', 2, '2017-01-01', null, '{"rule":"week_days","amount":4,"unit":"day"}') \g /dev/null
select tap.post(271, :h, :t1, 10, '2016-07-01', '2016-12-31', scheme => 108), tap.post(272, :h, :t1, 11, '2017-01-01', '2017-06-30', scheme => 109),
       tap.post(273, :h, :t1, 12, '2016-12-05', '2017-01-29', scheme => 108) \g /dev/null
select tap.served(n, tap.attended(a, b, 3)) from (values (271, date '2016-07-01', date '2016-12-31'), (272, '2017-01-01', '2017-06-30'), (273, '2016-12-05', '2017-01-29')) as k (n, a, b) \g /dev/null
select tap.settle() \g /dev/null
select is((tap.verdict(:h, :t1, 'days_per_week', '2017-09-01', 271)).result, 'kept', 'R16: 2016 is judged by the first version');
select is((tap.verdict(:h, :t1, 'days_per_week', '2017-09-01', 272)).zh, '共26周出勤不足，最近为2017年第26周出勤3天，应不少于4天', 'R16: 2017 by the second');
select results_eq($$select o.valid_from, o.valid_to, (o.parameters ->> 'n')::int, j.result, j.breaches from fig.obligation o join fig.judgement j on j.obligation_id = o.id
	where o.posting_id = tap.id(273) order by 1$$, $$values (date '2016-12-05', date '2017-01-29', 3, 'kept', 0)$$,
	'R16: a posting of 2016 is judged by the first version to its end');

-- R17: rank.
select tap.scheme(110, :com, 'S1C', 1, '2018-01-01', null, '{"rule":"posted_rank","rank_level":"mid"}') \g /dev/null
select tap.agree(306, :h, :t2, 110, '2018-01-01', '2018-12-31') \g /dev/null
select tap.staff(41, :h, '内科', 'junior') \g /dev/null
select throws_ok(format($$select tap.post(281, %s, %s, 41, '2018-01-01', '2018-06-30', 306)$$, :h, :t2), 'UX422', null, 'R17: a resident is refused');
select tap.post(281, :h, :t2, 41, '2018-01-01', '2018-06-30', 306, override => '当地急需全科医生'), tap.post(282, :h, :t2, 1, '2018-01-01', '2018-06-30', 306) \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format($$select v.result, f.label from tap.verdict(%s, %s, 'rank', '2019-01-01') v, jsonb_to_recordset(v.findings) as f (state text, label text)
	where f.state = 'excused'$$, :h, :t2), $$values ('kept', '医生41（初级）')$$, 'R17: with a reason he is let through, and named');
update biz.posting set overridden = false where id = tap.id(281);
select is((tap.verdict(:h, :t2, 'rank', '2019-01-01')).zh, '医生41（初级），低于中级', 'R17: without one the rule is broken');

-- Goals, arrivals.
select tap.scheme(111, :com, 'S0', 1, '2022-01-01', null, '{"rule":"arrival_deadline","due_on":"2022-07-31"}', '{"rule":"presence","amount":1,"per":"day"}') \g /dev/null
select tap.agree(307, :x, :y, 111, '2022-07-01', '2023-06-30') \g /dev/null
insert into biz.agreement_goal (record_id, line, name, figure, target, unit, due_on, owner) values (tap.id(307), 1, '捐赠两次', 'donations', 2, '次', '2022-12-31', '医务科'),
	(tap.id(307), 2, '二级甲等', null, null, null, '2024-06-30', '院办');
select tap.post(291, :x, :y, 31, '2022-07-20', '2023-06-30', 307) \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format('select kind, valid_from, valid_to from fig.obligation where to_org_id = %s order by 1, 2, 3', :y),
	$$values ('deadline', date '2022-07-01', date '2022-07-31'), ('deadline', '2022-07-01', '2022-12-31'), ('presence', '2022-08-01', '2023-06-30')$$,
	'goals that name a figure and rules make obligations; presence is owed once people had to have arrived');
select is((select j.words ->> 'zh' from fig.judgement j join fig.obligation o on o.id = j.obligation_id where o.to_org_id = :y and o.source = 'goal'),
	'至2022年12月31日应达到2，暂无数据', 'what is not there is no 0');
select is((select j.result from fig.judgement j join fig.obligation o on o.id = j.obligation_id where o.to_org_id = :y and o.kind = 'deadline' and o.source = 'scheme'),
	'broken', 'nobody arrived');
select tap.served(291, '{2022-07-29}') \g /dev/null
select cmp_ok(tap.settle(), '>', 0, 'attendance sends the worker to the pair');
select is((select j.result from fig.judgement j join fig.obligation o on o.id = j.obligation_id where o.to_org_id = :y and o.kind = 'deadline' and o.source = 'scheme'),
	'kept', 'who was seen at work had arrived');
update biz.agreement set state = 'ended', ended_on = '2022-10-31', state_reason = '协商' where id = tap.id(307);
select tap.settle() \g /dev/null
select results_eq(format('select kind, valid_to from fig.obligation where to_org_id = %s order by 1, 2', :y), $$values ('deadline', date '2022-07-31'), ('presence', '2022-10-31')$$,
	'an agreement that ended binds no longer');
update biz.agreement set state = 'void', state_reason = '误录' where id = tap.id(307);
select tap.settle() \g /dev/null
select is((select count(*) from fig.obligation where to_org_id = :y and agreement_id is not null), 0::bigint, 'one that is void never did');

-- The red list.
select is_empty('select * from fig.prove_judgements()', 'the red list is what judging anew gives');
update fig.judgement set had = 77 where kind = 'team' and result = 'broken';
select isnt_empty('select * from fig.prove_judgements()', 'a wrong row is found');
update fig.judgement set as_of = as_of - 1, result = 'kept', place = 2 where kind = 'team' and result = 'broken';
select is(tap.settle(), 2, 'the next day judges anew');
select is_empty('select * from fig.prove_judgements()', 'and it is right again');
select is(fig.refresh_judgements(), 0, 'then there is nothing to do');
update biz.holiday set name = '开斋节放假' where day = '2013-07-10';
select cmp_ok(tap.settle(), '>', 5, 'a holiday touches all that is about days');
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
values (tap.id(299), :x, 1, :y, 1, :x, 'confirmed', current_date - 10, current_date + 10, tap.id(31), '内科', 'medical', 'resident');

-- By hand; who sees and who may.
create temporary table mine (id uuid);
grant all on mine to public;
create function tap.enter(who bigint, n int, f int, t int, kind text, parameters jsonb, first date default current_date - 30, last date default null) returns void language plpgsql as $$
begin
	perform tap.act(who, 'obligation.write');
	perform fig.obligation_create(tap.id(n), f, t, kind, parameters, null, null, first, last, null);
	perform tap.quit();
end $$;
create function tap.sees(who bigint) returns int[] language plpgsql as $$
declare n int[];
begin
	perform tap.act(who, 'obligation.read');
	n := array[(select count(*) from fig.obligation), (select count(*) from fig.judgement)];
	perform tap.quit();
	return n;
end $$;
grant execute on all functions in schema tap to public;
select lives_ok(format($$select tap.enter(%s, 501, %s, %s, 'presence', '{"n": 1, "every": "day"}')$$, :county2, :x, :y), 'a commission enters one');
select throws_ok(format($$select tap.enter(%s, 502, %s, %s, 'presence', '{"n": 1, "every": "day"}')$$, :county, :x, :y), 'UX422', null, 'not for another county''s');
select throws_ok(format($$select tap.enter(%s, 503, %s, %s, 'presence', '{"n": 0, "every": "day"}')$$, :county2, :x, :y), 'UX422', null, 'parameters are checked by kind');
select throws_ok(format($$select tap.enter(%s, 503, %s, %s, 'minimum_per_period', '{"n": 1, "grain": "year", "figure": "no_such"}')$$, :county2, :x, :y), 'UX422', null, 'so is the figure');
select throws_ok(format($$select tap.enter(%s, 503, %s, %s, 'team', '{"pattern": "内科", "n": 2}')$$, :county2, :x, :y), 'UX422', null, 'nothing else is taken');
select throws_ok(format($$select tap.act(%s, 'obligation.write')$$, :office), 'UX403', null, 'a hospital enters none');
select throws_ok(format($$select tap.act(%s, 'obligation.read')$$, :doctor), 'UX403', null, 'a clinician reads none');
select is(tap.settle(), 1, 'what was entered is judged');
select results_eq('select place::int, breaks_on - fig.today(), words ->> ''zh'' from fig.judgement where obligation_id = tap.id(501)',
	$$select 0, 11, '共20天在岗不足1人，最近一次为' || fig.zh_day(fig.today() - 30) || '至' || fig.zh_day(fig.today() - 11) || '；自' || fig.zh_day(fig.today() + 11) || '起将违反：届时在岗0人，应不少于1人，尚无接续派驻'$$,
	'the days without anybody before he came, and the day after he goes');
select is(array[tap.sees(:office), tap.sees(:other), tap.sees(:county2)], array[
	array[(select count(*) from fig.obligation where :h in (from_org_id, to_org_id)), (select count(*) from fig.judgement where :h in (from_org_id, to_org_id))],
	array[(select count(*) from fig.obligation where :t2 in (from_org_id, to_org_id)), (select count(*) from fig.judgement where :t2 in (from_org_id, to_org_id))],
	array[(select count(*) from fig.obligation where 650201 in (from_region_id, to_region_id)), (select count(*) from fig.judgement where 650201 in (from_region_id, to_region_id))]]::int[],
	'each sees its own, a county its region''s');
select tap.act(:town, 'obligation.read') \g /dev/null
select is((fig.judge_seen(tap.id(501), current_date)).result, null, 'another''s is judged for nobody');
select is(array[(fig.judge_seen((select id from fig.obligation where kind = 'quota_per_year' and to_org_id = :t1), '2023-01-01')).result, sec.account_id()::text,
	(select count(*)::text from fig.obligation where from_org_id = :x and to_org_id = :y)], array['kept', :town::text, '0'],
	'one''s own is, from all records; then the request is one''s own again');
select throws_ok('select sec.judge(tap.id(501), current_date)', '42501', null, 'nobody stands for the portal');
select tap.quit() \g /dev/null
select tap.act(:county2, 'obligation.write') \g /dev/null
select throws_ok($$select fig.obligation_alter(tap.id(501), 9, '{"name": "每天有人"}')$$, 'UX412', null, 'a change needs the version');
select is(fig.obligation_alter(tap.id(501), 1, jsonb_build_object('ended_on', current_date - 1, 'end_reason', '改由医联体负责')), 2, 'it is ended');
select throws_ok($$select fig.obligation_alter(tap.id(501), 2, '{"name": "每天有人"}')$$, 'UX409', null, 'and changes no more');
select throws_ok(format($$select fig.obligation_alter(id, version, '{"valid_to": "2030-01-01"}') from fig.obligation where source = 'scheme' and from_org_id = %s and kind = 'team' limit 1$$, :x),
	'UX409', null, 'what follows from an agreement is changed there');
select tap.quit() \g /dev/null

select * from finish();
rollback;
