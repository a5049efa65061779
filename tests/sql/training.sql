-- training.sql - further study and mentors (TRN-01, TRN-04; G1's 30 and 32).
\ir helper.psql
select plan(22);

select tap.org('NC', 650000, null, 'commission') as top \gset
select tap.org('NH', 650101, :top, 'general_hospital') as h, tap.org('NT', 650101, :top) as t, tap.org('NX', 650201, :top) as x \gset
select tap.realm('training-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'sci_edu') as office, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('doctor', :realm, :t, 'clinician') as doctor, tap.account('stranger', :realm, :x, 'thc_operator', 'home_org') as stranger \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, rank_since, licence_kind, left_on)
values (tap.id(1), :t, 1, 'confirmed', '2010-01-01', '甲学员', 'doctor', 'junior', null, 'practising_doctor', null),
       (tap.id(2), :t, 1, 'confirmed', '2010-01-01', '乙学员', 'doctor', 'junior', null, 'practising_doctor', '2023-01-31'),
       (tap.id(11), :h, 1, 'confirmed', '2010-01-01', '丙主治', 'doctor', 'mid', '2020-01-01', 'practising_doctor', null),
       (tap.id(12), :h, 1, 'confirmed', '2010-01-01', '丁住院', 'doctor', 'junior', null, 'practising_doctor', null),
       (tap.id(13), :h, 1, 'confirmed', '2010-01-01', '戊副高', 'doctor', 'deputy_senior', null, 'practising_doctor', null);
insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version) values (tap.id(21), :h, 1, 'confirmed', '2010-01-01', 'M', 'x', 1);
insert into biz.scheme_rule (record_id, line, rule, rank_level, rank_years) values (tap.id(21), 1, 'mentor_rank', 'mid', 5);

create function tap.study(who bigint, n int, staff int, first date, last date, state text default 'submitted') returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, kind, department, free)
	select tap.id(n), f.id, 1, t.id, 1, f.id, study.state, first, last, tap.id(staff), 'further_study', '内科', true
	  from biz.organisation f, biz.organisation t where f.code = 'NT' and t.code = 'NH';
	return 'ok';
end $$;
create function tap.teach(who bigint, n int, mentor int, pupil text, scheme uuid default null, override text default null, first date default '2023-01-01')
	returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.mentorship (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, mentor_id, pupil_name, scheme_id, override_reason)
	select tap.id(n), f.id, 1, t.id, 1, f.id, 'submitted', first, first + 364, tap.id(mentor), pupil, scheme, override
	  from biz.organisation f, biz.organisation t where f.code = 'NH' and t.code = 'NT';
	return 'ok';
end $$;
create function tap.set(who bigint, permission text, target text, n int, changes text) returns bigint language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	execute format('update biz.%s set %s where id = %L', target, changes, tap.id(n));
	get diagnostics done = row_count;
	return done;
end $$;
grant execute on all functions in schema tap to public;

-- Further study.
select is(tap.study(:clerk, 101, 1, '2023-01-01', '2023-06-30'), 'ok', 'a township sends somebody to study');
select throws_ok(format('select tap.study(%s, 102, 11, %L, %L)', :clerk, '2023-01-01', '2023-06-30'), 'UX422', null, 'of its own register only');
select throws_ok(format('select tap.study(%s, 102, 2, %L, %L)', :clerk, '2023-02-01', '2023-06-30'), 'UX422', null, 'not somebody who has left');
select throws_ok(format('select tap.study(%s, 102, 1, %L, %L)', :stranger, '2024-01-01', '2024-06-30'), '42501', null, 'nobody sends for another');
select throws_ok(format('select tap.study(%s, 102, 1, %L, %L)', :clerk, '2023-06-30', '2023-12-31'), '23P01', null, 'nobody studies twice on a day');
select throws_ok(format('select tap.study(%s, 102, 1, %L, %L)', :clerk, '2024-06-30', '2024-01-01'), '23514', null, 'nothing ends before it begins');
select throws_ok(format('select tap.act(%s, %L)', :doctor, 'training.write'), 'UX403', null, 'a clinician only reads');
select is(tap.set(:office, 'training.confirm', 'further_study', 101, $$state = 'confirmed'$$), 1::bigint, 'the teaching hospital confirms');
select throws_ok(format('select tap.set(%s, %L, %L, 101, %L)', :clerk, 'training.write', 'further_study', $$state = 'finished', ended_on = '2023-06-30'$$), '23514', null,
	'to finish takes a result');
select is(tap.set(:clerk, 'training.write', 'further_study', 101, $$state = 'finished', ended_on = '2023-06-20', result = 'qualified'$$), 1::bigint, 'finished');
select lives_ok(format('select tap.study(%s, 103, 1, %L, %L)', :clerk, '2023-06-21', '2023-07-31'), 'the days after are free');
select tap.quit() \g /dev/null
select is((select row(staff_name, rank_level, confirmed_at is not null)::text from biz.further_study where id = tap.id(101)), '(甲学员,junior,t)', 'and it goes on counting');

-- Mentors.
select is(tap.teach(:office, 201, 11, '甲学员'), 'ok', 'an attending doctor teaches');
select throws_ok(format('select tap.teach(%s, 202, 12, %L)', :office, '己学员'), 'UX422', null, 'G1: a resident does not');
select is(tap.teach(:office, 202, 12, '己学员', null, '专科护理带教'), 'ok', 'unless there is a reason');
select throws_ok(format('select tap.teach(%s, 203, 11, %L, %L)', :office, '庚学员', tap.id(21)), 'UX422', null, 'the scheme asks for five years of rank: three are too few');
select is(tap.teach(:office, 203, 13, '庚学员', tap.id(21)), 'ok', 'a higher rank passes');
select throws_ok(format('select tap.teach(%s, 204, 13, %L)', :office, '甲学员'), '23P01', null, 'a pupil has one mentor at a time');
select is(tap.teach(:office, 204, 13, '甲学员', null, null, '2024-01-01'), 'ok', 'another one next year');
select throws_ok(format('select tap.set(%s, %L, %L, 201, %L)', :clerk, 'training.confirm', 'mentorship', $$state = 'confirmed', pupil_id = '$$ || tap.id(12) || $$'$$), 'UX422', null,
	'the pupil is of the pupil''s side');
select is(tap.set(:clerk, 'training.confirm', 'mentorship', 201, $$state = 'confirmed', pupil_id = '$$ || tap.id(1) || $$'$$), 1::bigint, 'which says who it is');
select tap.quit() \g /dev/null
select is((select string_agg(overridden::text, ',' order by id) from biz.mentorship where id in (tap.id(201), tap.id(202), tap.id(203))), 'false,true,false',
	'the exception is marked');

select * from finish();
rollback;
