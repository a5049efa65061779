-- obligation_more.sql - guidance, funds, batches, lengths, coverage and overstays, from raw records to the judgement; who sees the records beside it.
\ir helper.psql
select plan(68);

select tap.org('OP', 650000, null, 'commission') as top \gset
select tap.org('OC', 650101, :top, 'commission') as com, tap.org('OD', 650201, :top, 'commission') as com2 \gset
select tap.org('OH', 650101, :com, 'general_hospital') as h, tap.org('OX', 650201, :com2, 'general_hospital') as x,
       tap.org('OT1', 650101, :com) as t1, tap.org('OT2', 650101, :com) as t2, tap.org('OT3', 650101, :com) as t3 \gset
select tap.realm('obligation-more', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('teaching', :realm, :h, 'sci_edu') as teaching,
       tap.account('county2', :realm, :com2, 'county_overseer', 'region', scope_region => 650201) as county2,
       tap.account('county', :realm, :com, 'county_overseer', 'region', scope_region => 650101) as county \gset
\ir obligation.psql
select tap.staff(n, :h) from generate_series(1, 12) n \g /dev/null
select tap.staff(n, :t1) from generate_series(21, 26) n \g /dev/null

-- Guidance every month (S1.r32): what is a visit, and what is none.
select tap.scheme(101, :com, 'GUIDE', 1, '2022-01-01', null, '{"rule":"guidance","amount":1,"unit":"time","per":"month"}') \g /dev/null
select tap.agree(301, :h, :t1, 101, '2022-01-01', '2022-03-31') \g /dev/null
create function tap.taught(f int, t int, day date, kind text, mode text default 'on_site', state text default 'confirmed') returns void language sql as $$
	insert into biz.training (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, held_on, topic, kind, mode, heads, heads_exactness)
	values (gen_random_uuid(), f, 1, t, 1, f, taught.state, day, '指导', taught.kind, taught.mode, 5, 'exact') $$;
select tap.taught(:h, :t1, '2022-01-10', 'ward_round'), tap.taught(:h, :t1, '2022-01-10', 'case_discussion'), tap.taught(:h, :t1, '2022-02-05', 'lecture'),
       tap.taught(:h, :t1, '2022-02-06', 'skill', 'online'), tap.taught(:h, :t1, '2022-02-07', 'surgery_demo', state => 'submitted'),
       tap.taught(:h, :t2, '2022-02-08', 'ward_round'), tap.taught(:x, :t1, '2022-02-09', 'ward_round') \g /dev/null
insert into biz.supervision_visit (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, visited_on, kind, subject, team)
values (gen_random_uuid(), :h, 1, :t1, 1, :h, 'confirmed', '2022-02-10', 'routine', '督导', '医务科');
select tap.post(201, :h, :t1, 1, '2022-03-01', '2022-03-31', 301), tap.post(202, :h, :t1, 2, '2022-02-01', '2022-03-31', 301) \g /dev/null
update biz.posting set mode = 'touring' where id = tap.id(201);
select tap.served(201, '{2022-03-15,2022-03-16}'), tap.served(202, '{2022-02-15,2022-02-16}') \g /dev/null
select tap.settle() \g /dev/null
select is((select parameters from fig.obligation where agreement_id = tap.id(301)), '{"n": 1, "what": "guidance", "grain": "month"}'::jsonb, 'the rule makes an obligation');
select results_eq(format($$select result, breaches, zh from tap.verdict(%s, %s, 'minimum_per_period', '2022-04-01')$$, :h, :t1),
	$$values ('broken', 1, '2022年2月应不少于1，实际0，缺1')$$, 'a lecture, a lesson online, what is not confirmed, supervision, another''s visit and who resides there are no guidance visit');
select is((select array_agg(f.had order by f.label) from tap.verdict(:h, :t1, 'minimum_per_period', '2022-04-01') v, jsonb_to_recordset(v.findings) as f (label text, had int)),
	'{1,0,2}', 'two lessons on one day are one visit, each day of a tour is one');
update biz.posting set mode = 'short' where id = tap.id(202);
select is((select array_agg(f.had order by f.label) from tap.verdict(:h, :t1, 'minimum_per_period', '2022-04-01') v, jsonb_to_recordset(v.findings) as f (label text, had int)),
	'{1,1,2}', 'a short posting is one');
select is(fig.rule_words('minimum_per_period', '{"n": 1, "what": "guidance", "grain": "month"}') ->> 'zh', '每月下乡指导不少于1次', 'as it is said');

-- Funds by the end of October (S0.r3).
select tap.scheme(102, :top, 'FUND', 1, '2022-01-01', null, '{"rule":"fund_deadline","due_on":"2022-10-31"}', '{"rule":"arrival_deadline","due_on":"2022-07-31"}') \g /dev/null
select tap.agree(302, :top, :com, 102, '2022-07-01', '2023-06-30') \g /dev/null
select tap.settle() \g /dev/null
create function tap.funds(as_of date, out result text, out breaks_on date, out wanted numeric, out had numeric, out zh text) language sql as $$
	select v.result, v.breaks_on, v.wanted, v.had, v.zh from fig.obligation o cross join lateral tap.verdict(o.from_org_id, o.to_org_id, 'deadline', as_of, null, '{"what": "funds"}') v
	 where o.agreement_id = tap.id(302) and o.parameters @> '{"what": "funds"}' $$;
grant execute on all functions in schema tap to public;
select results_eq($$select result, wanted, zh from tap.funds('2022-11-01')$$, $$values ('broken', null::numeric, '至2022年10月31日没有已确认的资金下达')$$, 'nothing was allocated: that keeps no deadline');
insert into biz.fund (id, org_id, region_id, issued_on, name, document_number, fund_year, level, amount_fen)
values (tap.id(501), :top, 1, '2022-06-01', '对口支援专项', '示财社〔2022〕1号', 2022, 'province', 259000000);
insert into biz.fund_use (record_id, line, use) values (tap.id(501), 1, 'training');
update biz.fund set state = 'confirmed' where id = tap.id(501);
insert into biz.fund_allocation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, allocated_on, fund_id, amount_fen, paid_on, arrived_on)
select tap.id(n), :top, 1, t, 1, :top, 'confirmed', day, tap.id(501), yuan * 1000000, paid, arrived
  from (values (511, :com, date '2022-06-20', 60, date '2022-09-01', date '2022-09-05'), (512, :com, '2022-09-20', 55, '2022-10-20', null),
	(513, :com, '2022-11-02', 20, null, null), (514, :com2, '2022-07-02', 40, null, null)) k (n, t, day, yuan, paid, arrived);
select results_eq($$select result, wanted, had, zh from tap.funds('2022-11-01')$$, $$values ('broken', 115::numeric, 60::numeric, '至2022年10月31日应到账115万元，实际到账60万元')$$,
	'what was allocated this year up to the day, to this receiver, and of it what arrived; paid is not arrived');
select results_eq($$select result, breaks_on, zh from tap.funds('2022-10-10')$$, $$values ('due', date '2022-11-01', '应到账115万元，现已到账60万元；2022年10月31日前未到账的，将违反')$$, 'told a month ahead');
select is((tap.funds('2022-09-25')).breaks_on, null, 'and not before');
select tap.settle() \g /dev/null
update biz.fund_allocation set arrived_on = '2022-10-31' where id = tap.id(512);
select cmp_ok(tap.settle(), '>', 0, 'an arrival sends the worker to the pair');
select results_eq($$select result, had from tap.funds('2022-11-01')$$, $$values ('kept', 115::numeric)$$, 'arrived on the day is in time');
update biz.fund_allocation set arrived_on = '2022-11-01' where id = tap.id(512);
select is((tap.funds('2023-01-01')).result, 'broken', 'a day later is late, and stays so');
select is((tap.verdict(:top, :com, 'deadline', '2022-08-01', null, '{"what": "arrival"}')).zh, '至2022年7月31日应到位1人，实际到位0人', 'the other deadline is judged by people');

create function tap.late(o uuid, as_of date) returns text[] language sql as $$
	select array_agg(format('%s %s', f.label, f.first) order by f.label) from jsonb_to_recordset((sec.judge(o, as_of)).findings) as f (state text, label text, first date) where f.state = 'late' $$;
grant execute on all functions in schema tap to public;
select is(tap.late((select id from fig.obligation where parameters @> '{"what": "funds"}'), '2023-01-01'), '{"对口支援专项 55万元 2022-11-01"}', 'which money was late, and the day it came');
select tap.agree(310, :top, :t3, 102, '2022-07-01', '2023-06-30') \g /dev/null
select tap.staff(n, :top) from generate_series(51, 54) n \g /dev/null
select tap.post(240 + n, :top, :t3, 50 + n, '2022-07-01', '2023-06-30', 310) from generate_series(1, 4) n \g /dev/null
update biz.posting p set arrived_on = k.day from (values (tap.id(241), date '2022-07-31'), (tap.id(242), '2022-08-02')) k (id, day) where p.id = k.id;
select tap.served(243, '{2022-07-31}') \g /dev/null
select tap.settle() \g /dev/null
select is(tap.late((select id from fig.obligation where agreement_id = tap.id(310) and parameters @> '{"what": "arrival"}'), '2022-08-03'),
	'{"医生52 2022-08-02","医生54 2022-07-31"}', 'who came late, and who has not come');
select is((tap.verdict(:top, :t3, 'deadline', '2022-08-03', null, '{"what": "arrival"}')).zh, '至2022年7月31日应到位4人，实际到位2人', 'of four');

-- Batches of three at least (S1.r11): the sender's whole batch.
select tap.scheme(103, :com, 'BATCH', 1, '2016-01-01', null, '{"rule":"batch_size","amount":3,"unit":"person"}') \g /dev/null
select tap.agree(303, :h, :t2, 103, '2016-01-01', '2016-12-31') \g /dev/null
insert into biz.batch (id, org_id, region_id, state, starts_on, ends_on, number, name, planned_heads)
select tap.id(520 + n), :h, 1, 'confirmed', day, day + 170, n, '第' || n || '批', 3 from (values (1, date '2016-01-04'), (2, '2016-07-04')) k (n, day);
select tap.post(211, :h, :t2, 3, '2016-01-04', '2016-06-30', 303), tap.post(212, :h, :t2, 4, '2016-01-04', '2016-06-30', 303),
       tap.post(213, :h, :t3, 5, '2016-01-04', '2016-06-30'), tap.post(214, :h, :t2, 6, '2016-07-04', '2016-12-20', 303),
       tap.post(215, :h, :t2, 7, '2016-07-04', '2016-12-20', 303), tap.post(216, :h, :t2, 8, '2016-03-01', '2016-03-31', 303) \g /dev/null
update biz.posting set batch_id = tap.id(521) where id in (tap.id(211), tap.id(212), tap.id(213));
update biz.posting set batch_id = tap.id(522) where id in (tap.id(214), tap.id(215));
select tap.settle() \g /dev/null
select results_eq(format($$select result, breaches, wanted, had, zh from tap.verdict(%s, %s, 'batch_size', '2017-02-01')$$, :h, :t2),
	$$values ('broken', 1, 3::numeric, 2::numeric, '第2批派驻2人，应不少于3人')$$, 'the first batch went to two townships and is whole; who came alone is no batch; the second is too small');
select results_eq(format($$select result, breaks_on, zh from tap.verdict(%s, %s, 'batch_size', '2016-06-10')$$, :h, :t2),
	$$values ('due', date '2016-07-11', '第2批现有派驻2人，应不少于3人；2016年7月11日前未补足的，将违反')$$, 'seen before it sets out');
select is((tap.verdict(:h, :t2, 'batch_size', '2016-07-10')).result, 'due', 'it may be completed for a week');
select is((tap.verdict(:h, :t2, 'batch_size', '2016-07-11')).result, 'broken', 'and no longer');
select tap.post(217, :h, :t3, 9, '2016-07-04', '2016-12-20') \g /dev/null
select tap.settle() \g /dev/null
update biz.posting set batch_id = tap.id(522) where id = tap.id(217);
select tap.settle() \g /dev/null
select is((select j.result from fig.judgement j where j.from_org_id = :h and j.to_org_id = :t2 and j.kind = 'batch_size'), 'kept', 'who goes elsewhere in it completes it, and the worker is told');
update biz.posting set state = 'void', state_reason = '误录' where id = tap.id(217);
select is((tap.verdict(:h, :t2, 'batch_size', '2017-02-01')).result, 'broken', 'who did not go does not');

-- Further study of six months (S1.r28).
select tap.scheme(104, :com, 'STUDY', 1, '2022-01-01', null, '{"rule":"study_length","amount":6,"unit":"month"}') \g /dev/null
select tap.agree(304, :h, :t1, 104, '2022-01-01', '2022-12-31') \g /dev/null
create function tap.study(n int, t int, who int, first date, last date, kind text default 'further_study', ended date default null, result text default null) returns void language sql as $$
	insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, ended_on, result, staff_id, kind, department, free)
	select tap.id(n), s.org_id, 1, t, 1, s.org_id, case when ended is not null then 'finished' else 'confirmed' end, first, last, ended, study.result, s.id, study.kind, '内科', true
	  from biz.staff s where s.id = tap.id(who) $$;
select tap.study(401, :h, 21, '2022-03-01', '2022-08-31'), tap.study(402, :h, 22, '2022-03-01', '2022-08-30'),
       tap.study(403, :h, 23, '2022-03-01', '2022-12-31', 'standard', '2022-05-01', 'broken_off'), tap.study(404, :h, 24, '2022-03-01', '2022-12-31', 'further_study', '2022-05-01', 'qualified'),
       tap.study(405, :h, 25, '2022-03-01', '2022-03-31', 'short'), tap.study(406, :x, 26, '2022-03-01', '2022-03-31') \g /dev/null
select tap.settle() \g /dev/null
select is((select array_agg(format('%s %s %s/%s', f.state, f.label, f.had, f.wanted) order by f.label) from tap.verdict(:h, :t1, 'length', '2023-01-01') v,
	jsonb_to_recordset(v.findings) as f (state text, label text, had int, wanted int)),
	'{"kept 医生21 184/184","broken 医生22 183/184","excused 医生23 62/184","broken 医生24 62/184"}',
	'six months by the calendar; a day less; broken off; sent home early. Short courses and studies elsewhere are not asked');
select is((tap.verdict(:h, :t1, 'length', '2022-06-01')).zh, '医生24进修2022年3月1日至2022年5月1日，不足6个月；医生22进修至2022年8月30日止，不足6个月；未延长的，自2022年8月31日起将违反',
	'the one that is over and the one that will be');
update biz.further_study set ends_on = '2022-08-31' where id = tap.id(402);
select is((tap.verdict(:h, :t1, 'length', '2022-08-01')).breaks_on, null, 'lengthened in time');

-- The term of support is three years (S1.r30); version 2 asks for five.
select tap.scheme(105, :com, 'TERM', 1, '2016-01-01', '2016-12-31', '{"rule":"pairing_term","amount":3,"unit":"year"}'),
       tap.scheme(106, :com, 'TERM', 2, '2017-01-01', null, '{"rule":"pairing_term","amount":5,"unit":"year"}') \g /dev/null
select tap.agree(305, :x, :t1, 105, '2016-01-01', '2018-12-31'), tap.agree(306, :x, :t2, 105, '2016-01-01', '2016-12-31') \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format($$select parameters ->> 'amount', valid_from, valid_to from fig.obligation where from_org_id = %s and to_org_id = %s$$, :x, :t1),
	$$values ('3', date '2016-01-01', date '2018-12-31')$$, 'R16: an agreement of 2016 by the first version alone, for its whole term');
select is(array[(tap.verdict(:x, :t1, 'length', '2017-06-01')).result, (tap.verdict(:x, :t1, 'length', '2019-01-01')).result], '{due,kept}', 'three years to the day');
select results_eq(format($$select result, breaks_on, zh from tap.verdict(%s, %s, 'length', '2016-02-01')$$, :x, :t2),
	$$values ('due', date '2017-01-01', '帮扶关系至2016年12月31日止，不足3年；未延长的，自2017年1月1日起将违反')$$, 'a term that is too short is told from the first day');
select is((tap.verdict(:x, :t2, 'length', '2017-01-01')).zh, '帮扶关系2016年1月1日至2016年12月31日，不足3年', 'when it has run out, it is broken');
select tap.agree(307, :x, :t2, null, '2017-01-02', '2018-12-31') \g /dev/null
select is((tap.verdict(:x, :t2, 'length', '2017-02-01')).result, 'broken', 'a new agreement a day later is no continuation');
update biz.agreement set starts_on = '2017-01-01' where id = tap.id(307);
select is((tap.verdict(:x, :t2, 'length', '2016-12-31')).breaks_on, null, 'one that follows is');
update biz.agreement set state = 'ended', ended_on = '2018-06-30', state_reason = '协商' where id = tap.id(307);
select is((tap.verdict(:x, :t2, 'length', '2019-01-01')).result, 'broken', 'ended early: two years and a half');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on) values (:x, :t2, '对口支援', '支援', '2016-01-01');
select is((tap.verdict(:x, :t2, 'length', '2019-01-01')).result, 'kept', 'a pairing that holds on is support too');

-- Rotation every six months (S1.r24): people who stay.
select tap.scheme(107, :com, 'ROTATE', 1, '2016-01-01', null, '{"rule":"rotation","amount":6,"unit":"month"}') \g /dev/null
select tap.agree(308, :x, :t3, 107, '2016-01-01', '2017-06-30') \g /dev/null
select tap.staff(n, :x) from generate_series(41, 45) n \g /dev/null
select tap.post(221, :x, :t3, 41, '2016-01-01', '2016-06-30', 308), tap.post(222, :x, :t3, 41, '2016-07-01', '2016-08-10', 308),
       tap.post(223, :x, :t3, 42, '2016-07-01', '2016-12-31', 308), tap.post(224, :x, :t3, 43, '2017-01-01', '2017-06-30', 308) \g /dev/null
select tap.settle() \g /dev/null
select results_eq(format($$select result, breaks_on, zh from tap.verdict(%s, %s, 'rotation', '2016-05-15')$$, :x, :t3),
	$$values ('due', date '2016-07-01', '自2016年7月1日起将违反：医生41届时在岗超过6个月，派驻期未按轮换安排')$$, 'a second posting on end is the same stay: seen before');
select results_eq(format($$select result, breaches, zh from tap.verdict(%s, %s, 'rotation', '2016-10-01')$$, :x, :t3),
	$$values ('broken', 1, '未按期轮换：医生41在岗超过6个月未轮换，2016年7月1日至2016年8月10日，共41天')$$, 'who stays beyond it breaks the rule, though others came');
select results_eq(format($$select f.had, f.record_id from tap.verdict(%s, %s, 'rotation', '2016-07-10') v, jsonb_to_recordset(v.findings) as f (state text, had int, record_id uuid)
	where f.state = 'broken'$$, :x, :t3), $$values (10, tap.id(222))$$, 'day by day, with the posting in which it is');
update fig.obligation set parameters = parameters || '{"gap": 40}' where kind = 'rotation';
select is((tap.verdict(:x, :t3, 'rotation', '2016-10-01')).result, 'broken', 'relief may be as late as a gap is allowed');
update fig.obligation set parameters = parameters || '{"gap": 41}' where kind = 'rotation';
select is((tap.verdict(:x, :t3, 'rotation', '2016-10-01')).result, 'due', 'and no later');
update fig.obligation set parameters = parameters - 'gap' where kind = 'rotation';
update biz.posting set arrived_on = '2016-03-01' where id = tap.id(221);
select is((tap.verdict(:x, :t3, 'rotation', '2016-10-01')).result, 'due', 'six months count from the day of arrival');
update biz.posting set arrived_on = null where id = tap.id(221);
update biz.posting set mode = 'touring' where id in (tap.id(221), tap.id(222));
select is((tap.verdict(:x, :t3, 'rotation', '2016-10-01')).result, 'due', 'who tours does not stay');
update biz.posting set mode = 'resident' where id in (tap.id(221), tap.id(222));
update biz.posting set starts_on = '2017-01-03' where id = tap.id(224);
select is((tap.verdict(:x, :t3, 'rotation', '2017-07-01')).zh, '未按期轮换2处，最近为2017年1月1日至2017年1月2日无人派驻，共2天', 'a gap and a stay are told together');

-- Coverage of a commission's area (S1.r7, G7): six 中心卫生院, one pairing runs out.
select tap.org('OE', 650301, :top, 'commission') as com3 \gset
select tap.org('OZ' || n, 650301, :com3, 'central_township_hospital') from generate_series(1, 6) n \g /dev/null
select tap.org('OZ7', 650301, :com3), tap.org('OZ8', 650301, :com3, 'central_township_hospital') \g /dev/null
update biz.organisation set valid_to = '2021-01-01' where code = 'OZ8';
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on, ends_on)
select :x, o.id, '对口支援', '支援', '2020-01-01', case o.code when 'OZ6' then date '2022-06-30' end from biz.organisation o where o.code ~ '^OZ[1-6]$';
select throws_ok(format($$select tap.scheme(108, %s, 'WRONG', 1, '2020-01-01', null, '{"rule":"coverage","amount":100,"unit":"percent","pattern":"医院"}')$$, :com3), '23514', null, 'classes of institutions are named');
select tap.scheme(108, :com3, 'COVER', 1, '2020-01-01', null, '{"rule":"coverage","amount":100,"unit":"percent","pattern":"中心卫生院","due_on":"2020-12-31"}'),
       tap.scheme(109, :x, 'COVER', 1, '2020-01-01', null, '{"rule":"coverage","amount":100,"unit":"percent"}') \g /dev/null
select tap.settle() \g /dev/null
select results_eq($$select from_org_id, to_org_id, parameters, valid_from from fig.obligation where kind = 'coverage'$$,
	format($$values (%s, %s, '{"n": 100, "class": "central_township"}'::jsonb, date '2020-12-31')$$, :com3, :com3), 'a commission owes it of its area, from the rule''s day; a hospital has no area');
select results_eq(format($$select result, breaks_on, had, zh from tap.verdict(%s, %s, 'coverage', '2022-06-01')$$, :com3, :com3),
	$$values ('due', date '2022-07-01', 100::numeric, '自2022年7月1日起将违反：机构OZ6结对到期，覆盖率降至83.33%，应不低于100%')$$, 'six of six, and what is to come; another kind and one that was closed are not asked');
select results_eq(format($$select result, breaches, wanted, had, zh from tap.verdict(%s, %s, 'coverage', '2022-07-01')$$, :com3, :com3),
	$$values ('broken', 1, 100::numeric, 83.33, '覆盖率83.33%，应不低于100%；1家没有有效的结对关系，如机构OZ6')$$, 'G7: five of six');
select is((select f.first from tap.verdict(:com3, :com3, 'coverage', '2022-09-01') v, jsonb_to_recordset(v.findings) as f (state text, first date) where f.state = 'broken'), '2022-07-01'::date, 'since when');
update fig.obligation set parameters = parameters || '{"n": 83}' where kind = 'coverage';
select is((tap.verdict(:com3, :com3, 'coverage', '2022-07-01')).result, 'due', 'less than all may be asked for');
update fig.obligation set parameters = parameters || '{"n": 100}' where kind = 'coverage';
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on) select :x, o.id, '对口支援', '支援', '2022-08-01' from biz.organisation o where o.code = 'OZ6';
select cmp_ok(tap.settle(), '>', 0, 'a pairing sends the worker to it');
select is((select j.result from fig.judgement j where j.kind = 'coverage'), 'due', 'covered again, nothing is broken any more');
update biz.scheme set state = 'void', state_reason = '误' where id = tap.id(108);
select tap.settle() \g /dev/null
select is_empty($$select from fig.obligation where kind = 'coverage'$$, 'a scheme that is void asks for nothing');
select is_empty('select * from fig.prove_judgements()', 'the red list is what judging anew gives');

-- By hand.
create function tap.enter(who bigint, n int, f int, t int, kind text, parameters jsonb) returns void language plpgsql as $$
begin
	perform tap.act(who, 'obligation.write');
	perform fig.obligation_create(tap.id(n), f, t, kind, parameters, null, null, '2022-01-01', case when kind = 'deadline' then date '2022-12-31' end, null);
	perform tap.quit();
end $$;
grant execute on all functions in schema tap to public;
select lives_ok(format($$select tap.enter(%s, 601, null, %s, 'coverage', '{"n": 90, "class": "township"}'), tap.enter(%s, 602, %s, %s, 'batch_size', '{"n": 5}'),
	tap.enter(%s, 603, %s, %s, 'length', '{"of": "study", "amount": 3, "unit": "month"}'), tap.enter(%s, 604, null, %s, 'deadline', '{"what": "funds"}'),
	tap.enter(%s, 605, null, %s, 'minimum_per_period', '{"n": 2, "what": "guidance", "grain": "quarter"}')$$, :county, :com, :county, :h, :t1, :county, :h, :t1, :county, :t1, :county, :t1),
	'a commission enters them');
select throws_ok(format($$select tap.enter(%s, 606, null, %s, 'coverage', '{"n": 90, "class": "township"}')$$, :county, :t1), 'UX422', null, 'an institution has no area to cover');
select throws_ok(format($$select tap.enter(%s, 606, null, %s, 'coverage', %L)$$, :county, :com, p), 'UX422', null, p)
  from unnest(array['{"n": 101, "class": "township"}', '{"n": 90, "class": "hospital"}', '{"n": 90}']) p;
select throws_ok(format($$select tap.enter(%s, 606, %s, %s, %L, %L)$$, :county, :h, :t1, kind, p), 'UX422', null, kind || p)
  from (values ('batch_size', '{"n": 0}'), ('length', '{"of": "posting", "amount": 3, "unit": "month"}'), ('length', '{"of": "study", "unit": "month"}'),
	('length', '{"of": "study", "amount": 3, "unit": "hour"}'), ('length', '{"of": "study", "amount": 3, "unit": "month", "n": 1}')) k (kind, p);

select tap.enter(:county, 607, :h, :t2, 'length', '{"of": "support", "amount": 3, "unit": "year"}'), tap.enter(:county, 608, :h, :t3, 'length', '{"of": "support", "amount": 3, "unit": "year"}') \g /dev/null
select tap.agree(309, :h, :t3, null, '2021-06-01', '2022-06-30') \g /dev/null
select results_eq(format($$select result, had, zh from tap.verdict(%s, %s, 'length', '2022-03-01')$$, :h, :t2),
	$$values ('broken', 0::numeric, '自2022年1月1日起没有有效的协议或结对关系')$$, 'a term of support where there is none');
select is((tap.verdict(:h, :t3, 'length', '2022-03-01')).breaks_on, '2022-07-01'::date, 'and where there is one');
select tap.post(231, :h, :t2, 10, '2016-02-01', '2016-03-31', scheme => 105) \g /dev/null
select tap.settle() \g /dev/null
select is_empty($$select from fig.obligation where kind = 'length' and source = 'scheme' and agreement_id is null$$, 'people posted without an agreement make no term of support');

-- Beside the verdict stand records that the account may read, and no others.
create function tap.seen(who bigint, target text) returns bigint language plpgsql as $$
declare n bigint;
begin
	perform tap.act(who, 'obligation.read');
	execute format('select count(*) from %s', target) into n;
	perform tap.quit();
	return n;
end $$;
grant execute on all functions in schema tap to public;
select is(array[tap.seen(:office, 'biz.posting') > 0, tap.seen(:teaching, 'biz.posting') > 0, tap.seen(:teaching, 'biz.attendance') > 0], '{t,f,f}',
	'medical affairs see the postings of an obligation, the teaching office does not');
select is(tap.seen(:teaching, 'fig.obligation'), (select count(*) from fig.obligation where :h in (from_org_id, to_org_id)), 'though it sees the obligations');
select id as others from fig.obligation where kind = 'rotation' \gset
select tap.act(:teaching, 'obligation.read') \g /dev/null
select is((fig.judge_seen(:'others', '2017-07-01')).result, null, 'those of its own hospital alone');
select is((fig.judge_seen((select id from fig.obligation where kind = 'batch_size' and source = 'scheme'), '2017-02-01')).result, 'broken', 'and their verdict, from all records');
select tap.quit() \g /dev/null

select * from finish();
rollback;
