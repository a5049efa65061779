-- posting.sql - batches and postings: who may be sent, no overlap, early end, refusal, appraisal (R7, R16, R17, DSP).
\ir helper.psql
select plan(49);

select tap.org('PC', 650000, null, 'commission') as top \gset
select tap.org('PH', 650101, :top, 'general_hospital') as h, tap.org('PT', 650101, :top) as t1,
       tap.org('PT2', 650101, :top) as t2, tap.org('PX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('posting-test', :top) as realm \gset
select tap.account('hr', :realm, :h, 'hr') as hr, tap.account('clerk', :realm, :t1, 'thc_operator', 'home_org') as clerk,
       tap.account('doc', :realm, :h, 'clinician') as doctor, tap.account('stranger', :realm, :x, 'hr') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650101) as county \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, rank_since, licence_kind, licence_until, left_on)
values (tap.id(1), :h, 1, 'confirmed', '2010-01-01', '甲医生', 'doctor', 'mid', '2015-01-01', 'practising_doctor', null, null),
       (tap.id(2), :h, 1, 'confirmed', '2010-01-01', '乙住院', 'doctor', 'junior', '2015-01-01', 'practising_doctor', null, null),
       (tap.id(3), :h, 1, 'confirmed', '2010-01-01', '丙医生', 'doctor', 'mid', '2015-01-01', 'practising_doctor', '2022-12-31', null),
       (tap.id(4), :h, 1, 'confirmed', '2010-01-01', '丁院长', 'manager', 'senior', '2015-01-01', 'none', null, null),
       (tap.id(5), :h, 1, 'confirmed', '2010-01-01', '戊医生', 'doctor', 'mid', '2015-01-01', 'practising_doctor', null, '2022-06-30'),
       (tap.id(6), :x, 1, 'confirmed', '2010-01-01', '己医生', 'doctor', 'mid', '2015-01-01', 'practising_doctor', null, null);
insert into biz.scheme (id, org_id, region_id, state, valid_from, valid_to, code, name, scheme_version)
values (tap.id(21), :h, 1, 'confirmed', '2010-01-01', '2016-12-31', 'P', 'x', 1), (tap.id(22), :h, 1, 'confirmed', '2017-01-01', null, 'P', 'x', 2);
insert into biz.scheme_rule (record_id, line, rule, rank_level, rank_years) values (tap.id(21), 1, 'posted_rank', 'mid', 0), (tap.id(22), 1, 'posted_rank', 'mid', 5);
insert into biz.batch (id, org_id, region_id, state, starts_on, ends_on, number, name, planned_heads, scheme_id)
values (tap.id(31), :h, 1, 'confirmed', '2023-01-01', '2023-06-30', 1, '第一批', 10, tap.id(22));

create function tap.post(who bigint, n int, t int, staff int, more jsonb default '{}', state text default 'submitted') returns text
	language plpgsql as $$
declare
	r biz.posting := jsonb_populate_record(null::biz.posting, '{"starts_on": "2023-01-01", "ends_on": "2023-06-30", "role": "medical", "department": "内科"}' || more);
begin
	perform tap.act(who, 'posting.write');
	insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id,
	       department, role, mode, batch_id, agreement_id, scheme_id, override_reason)
	select tap.id(n), o.id, 1, t, 1, o.id, post.state, r.starts_on, r.ends_on, tap.id(staff), r.department, r.role, 'resident',
	       r.batch_id, r.agreement_id, r.scheme_id, r.override_reason
	  from biz.organisation o where o.code = 'PH';
	return 'ok';
end $$;
create function tap.change(who bigint, n int, changes text, permission text default 'posting.write') returns text language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	perform biz.record_say(null, '测试原因');
	execute format('update biz.posting set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	return case when done > 0 then 'ok' else 'none' end;
end $$;
create function tap.seen(who bigint) returns bigint language plpgsql as $$
begin
	perform tap.act(who, 'posting.read');
	return (select count(*) from biz.posting);
end $$;
create function tap.state(n int) returns text language plpgsql as $$
begin
	perform tap.quit();
	return (select state from biz.posting where id = tap.id(n));
end $$;
grant execute on all functions in schema tap to public;

-- Eligibility.
select is(tap.post(:hr, 101, :t1, 1), 'ok', 'a licensed doctor is sent');
select tap.quit() \g /dev/null
select is((select row(staff_name, rank_level, licence_kind)::text from biz.posting where id = tap.id(101)), '(甲医生,mid,practising_doctor)',
	'what the receiver needs to know is copied');
select is(tap.post(:hr, 102, :t1, 2), 'ok', 'without a scheme any rank goes');
select throws_ok(format($$select tap.post(%s, 103, %s, 2, '{"scheme_id": "%s", "starts_on": "2023-07-01", "ends_on": "2023-09-30"}')$$, :hr, :t1, tap.id(22)),
	'UX422', null, 'R17: a junior under "mid at least" is refused');
select lives_ok(format($$select tap.post(%s, 103, %s, 2, '{"scheme_id": "%s", "starts_on": "2023-07-01", "ends_on": "2023-09-30"}', 'draft')$$, :hr, :t1, tap.id(22)),
	'a draft is not judged yet');
select throws_ok(format('select tap.change(%s, 103, %L)', :hr, $$state = 'submitted'$$), 'UX422', null, 'but when it is submitted');
select is(tap.change(:hr, 103, $$state = 'submitted', override_reason = '受援科室急需'$$), 'ok', 'a reason lets it pass');
select tap.quit() \g /dev/null
select ok((select overridden from biz.posting where id = tap.id(103)), 'and that is marked');
select ok(not (select overridden from biz.posting where id = tap.id(102)), 'only then');
select throws_ok(format($$select tap.post(%s, 104, %s, 3)$$, :hr, :t2), 'UX422', null, 'a licence that has run out is refused');
select throws_ok(format($$select tap.post(%s, 104, %s, 3, '{"override_reason": "急需"}')$$, :hr, :t2), 'UX422', null, 'whatever the reason');
select throws_ok(format($$select tap.post(%s, 104, %s, 4)$$, :hr, :t2), 'UX422', null, 'nobody practises without a licence');
select lives_ok(format($$select tap.post(%s, 104, %s, 4, '{"role": "management"}')$$, :hr, :t2), 'a manager needs none');
select throws_ok(format($$select tap.post(%s, 105, %s, 5)$$, :hr, :t2), 'UX422', null, 'who has left is not sent');
select throws_ok(format($$select tap.post(%s, 105, %s, 6)$$, :hr, :t2), 'UX422', null, 'nor another institution''s staff');
select throws_ok(format($$select tap.post(%s, 105, %s, 1, '{"starts_on": "2024-01-01", "ends_on": "2024-01-31"}')$$, :stranger, :t2), '42501', null, 'nobody sends for another institution');
select throws_ok(format('select tap.act(%s, %L)', :doctor, 'posting.write'), 'UX403', null, 'a clinician reads postings only');

-- R16: the version of the first day; years of rank only in version 2.
select is(tap.post(:hr, 106, :t2, 1, jsonb_build_object('scheme_id', tap.id(21), 'starts_on', '2016-07-01', 'ends_on', '2016-12-31')), 'ok',
	'R16: a posting of 2016 is judged by version 1');
select throws_ok(format('select tap.post(%s, 107, %s, 1, %L)', :hr, :t2, jsonb_build_object('scheme_id', tap.id(21), 'starts_on', '2017-01-01', 'ends_on', '2017-03-31')),
	'UX422', null, 'version 1 is no longer in force in 2017');
select throws_ok(format('select tap.post(%s, 107, %s, 1, %L)', :hr, :t2, jsonb_build_object('scheme_id', tap.id(22), 'starts_on', '2017-01-01', 'ends_on', '2017-03-31')),
	'UX422', null, 'version 2 asks for five years of rank: two are too few');
select throws_ok(format('select tap.post(%s, 107, %s, 2, %L)', :hr, :t2, jsonb_build_object('batch_id', tap.id(31), 'starts_on', '2023-10-01', 'ends_on', '2023-12-31')),
	'UX422', null, 'the batch brings its scheme');
select is(tap.post(:hr, 107, :t2, 1, jsonb_build_object('batch_id', tap.id(31), 'starts_on', '2023-10-01', 'ends_on', '2023-12-31')), 'ok', 'eight years are enough');
select tap.quit() \g /dev/null
select is((select scheme_id from biz.posting where id = tap.id(107)), tap.id(22), 'the version in force is noted');

-- Dates and overlap.
select throws_ok(format($$select tap.post(%s, 108, %s, 1, '{"starts_on": "2024-02-01", "ends_on": "2024-01-01"}')$$, :hr, :t1), '23514', null, 'nothing ends before it begins');
select throws_ok(format($$select tap.post(%s, 108, %s, 1, '{"starts_on": "2023-06-30", "ends_on": "2023-07-31"}')$$, :hr, :t2), '23P01', null,
	'DSP-17: no two postings of one person on a day');
select lives_ok(format($$select tap.post(%s, 108, %s, 1, '{"starts_on": "2023-06-30", "ends_on": "2023-07-31"}', 'draft')$$, :hr, :t2), 'a draft may');
select throws_ok(format('select tap.change(%s, 108, %L)', :hr, $$state = 'submitted'$$), '23P01', null, 'until it is submitted');
select tap.quit() \g /dev/null
select lives_ok(format($$insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, origin, import_org_id, register_number,
	starts_on, ends_on, staff_id, department, role, mode)
	select tap.id(n), %1$s, 1, %2$s, 1, %1$s, 'confirmed', 'import', %1$s, 'A' || n, s, e, tap.id(1), 'x', 'medical', 'long'
	  from (values (109, date '2022-01-01', date '2022-06-30'), (110, '2022-06-01', '2022-12-31')) as v (n, s, e)$$, :h, :t1),
	'R7: imported history may overlap');
select is((select sum(upper(r) - lower(r))::int from (select unnest(range_agg(daterange(starts_on, ends_on, '[]'))) as r from biz.posting where id in (tap.id(109), tap.id(110))) x),
	365, 'and its union is a year');

-- Confirmation and what follows.
select is(tap.change(:clerk, 101, $$state = 'confirmed', no_allowance = true$$, 'posting.confirm'), 'ok', 'the receiver confirms');
select is(tap.change(:clerk, 101, $$arrived_on = '2023-01-02'$$, 'posting.confirm'), 'ok', 'and notes the arrival');
select throws_ok(format('select tap.change(%s, 101, %L, %L)', :clerk, $$arrived_on = '2023-08-01'$$, 'posting.confirm'), '23514', null, 'not after the end');
select is(tap.seen(:clerk), 5::bigint, 'the receiver sees what was sent to it, no drafts');
select is(tap.seen(:stranger), 0::bigint, 'a stranger nothing');
select is(tap.seen(:county), 8::bigint, 'the county all of it, no drafts');
select throws_ok(format('select tap.change(%s, 101, %L)', :hr, $$state = 'ended'$$), '23514', null, 'an early end has a day');
select throws_ok(format('select tap.change(%s, 101, %L)', :hr, $$state = 'ended', ended_on = '2023-07-01'$$), '23514', null, 'in the term');
select is(tap.change(:hr, 101, $$state = 'ended', ended_on = '2023-03-31'$$), 'ok', 'ended early');
select tap.quit() \g /dev/null
select is((select state_reason from biz.posting where id = tap.id(101)), '测试原因', 'with a reason');
select ok((select confirmed_at is not null from biz.posting where id = tap.id(101)), 'and goes on counting');
select lives_ok(format($$select tap.post(%s, 111, %s, 1, '{"starts_on": "2023-04-01", "ends_on": "2023-06-29"}')$$, :hr, :t2), 'the days it gave back are free');
select throws_ok(format('select tap.change(%s, 102, %L)', :hr, $$state = 'refused'$$), '23514', null, 'a refusal says what follows from it');
select is(tap.change(:hr, 102, $$state = 'refused', refused_on = '2023-01-01', consequence = 'barred_this_year'$$), 'ok', 'R4: barred this year');
select throws_ok(format('select tap.change(%s, 101, %L, %L)', :clerk, 'passed = true', 'posting.confirm'), '23514', null, 'an appraisal has words');
select is(tap.change(:clerk, 101, $$passed = false, appraisal = '工作时间不足'$$, 'posting.confirm'), 'ok', 'the receiver''s appraisal');
select tap.quit() \g /dev/null
select is((select appraised_on from biz.posting where id = tap.id(101)), (now() at time zone 'Asia/Shanghai')::date, 'of today');
select tap.post(:hr, 112, :t1, 2, jsonb_build_object('starts_on', current_date + 10, 'ends_on', current_date + 20)) \g /dev/null
select throws_ok(format('select tap.change(%s, 112, %L, %L)', :clerk, $$passed = true, appraisal = '好'$$, 'posting.confirm'), 'UX409', null, 'not before it began');

-- Batches.
select tap.act(:hr, 'posting.write') \g /dev/null
select throws_ok(format($$insert into biz.batch (id, org_id, region_id, starts_on, number) values (gen_random_uuid(), %s, 1, '2023-01-01', 1)$$, :h), '23P01', null,
	'a batch number stands once in a programme');
select lives_ok(format($$insert into biz.batch (id, org_id, region_id, starts_on, number, programme) values (gen_random_uuid(), %s, 1, '2023-01-01', 1, '另一项目')$$, :h),
	'another programme counts anew');

select * from finish();
rollback;
