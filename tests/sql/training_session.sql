-- training_session.sql - sessions, heads, persons and speakers are four numbers (TRN-03, TRN-06; G2, G4).
\ir helper.psql
select plan(42);

select tap.org('LC', 650000, null, 'commission') as top \gset
select tap.org('LH', 650101, :top, 'general_hospital') as h, tap.org('LT', 650101, :top) as t, tap.org('LX', 650201, :top) as x \gset
select tap.realm('session-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'sci_edu') as office, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('doctor', :realm, :t, 'clinician') as doctor, tap.account('stranger', :realm, :x, 'thc_operator', 'home_org') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650101) as county \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
values (tap.id(1), :h, 1, 'confirmed', '2010-01-01', '甲讲者', 'doctor', 'deputy_senior', 'practising_doctor'),
       (tap.id(2), :t, 1, 'confirmed', '2010-01-01', '乙学员', 'doctor', 'junior', 'practising_doctor'),
       (tap.id(3), :x, 1, 'confirmed', '2010-01-01', '丙外人', 'doctor', 'mid', 'practising_doctor');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on) values (:h, :t, '支援', '支援', '{}', '2020-01-01')
returning id as pairing \gset

create function tap.hold(who bigint, n int, day date, heads int default null, kind text default 'lecture', mode text default 'online',
	state text default 'submitted', hours numeric default 2, exactness text default null, entered text default 'LH') returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.training (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, held_on, topic, kind, mode, heads, heads_exactness, hours)
	select tap.id(n), f.id, 1, t.id, 1, e.id, hold.state, day, '高危妊娠管理', hold.kind, hold.mode, hold.heads, exactness, hold.hours
	  from biz.organisation f, biz.organisation t, biz.organisation e where f.code = 'LH' and t.code = 'LT' and e.code = entered;
	return 'ok';
end $$;
create function tap.speak(who bigint, n int, line int, staff int, name text default null, organisation text default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.training_speaker (record_id, line, staff_id, name, organisation) values (tap.id(n), speak.line, tap.id(staff), speak.name, speak.organisation);
	return 'ok';
end $$;
create function tap.hear(who bigint, n int, heads int[], exactness text[], category text default '村医') returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	update biz.training t set heads = (select sum(h) from unnest(hear.heads) h) where t.id = tap.id(n);
	delete from biz.training_audience l where l.record_id = tap.id(n);
	insert into biz.training_audience (record_id, line, category, heads, heads_exactness)
	select tap.id(n), row_number() over (), hear.category, u.h, u.e from unnest(hear.heads, hear.exactness) as u (h, e);
	return 'ok';
end $$;
create function tap.attend(who bigint, n int, line int, staff int, name text default null, organisation text default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.training_attendee (record_id, line, staff_id, name, organisation) values (tap.id(n), attend.line, tap.id(staff), attend.name, attend.organisation);
	return 'ok';
end $$;
create function tap.set(who bigint, permission text, n int, changes text) returns bigint language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	execute format('update biz.training set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	return done;
end $$;
create function tap.fig(codes text, first date, last date, kind text, id int) returns text language plpgsql as $$
declare
	found text;
begin
	perform tap.quit();
	perform sec.set_context(1, 'figure.read', 'a', 100000, 999999, 1, 's', 'r', null, '{}', '{}');
	found := (select string_agg(coalesce(f.value::text, f.state), ' ' order by array_position(codes::text[], f.code))
	            from fig.figures(codes::text[], kind, id::text, 'then', first, last) f);
	perform tap.quit();
	return found;
end $$;
grant execute on all functions in schema tap to public;

-- Who may, and what is refused.
select throws_ok(format('select tap.act(%s, %L)', :doctor, 'training.write'), 'UX403', null, 'a clinician only reads');
select throws_ok(format('select tap.act(%s, %L)', :county, 'training.confirm'), 'UX403', null, 'so does the county');
select throws_ok(format('select tap.hold(%s, 99, %L, 5)', :stranger, '2022-06-01'), '42501', null, 'nobody holds one for others');
select throws_ok(format('select tap.hold(%s, 99, %L, 5)', :office, current_date + 2), 'UX422', null, 'what has not been held is not submitted');
select throws_ok(format('select tap.hold(%s, 99, %L, null)', :office, '2022-06-01'), '23514', null, 'somebody was there');
select throws_ok(format('select tap.hold(%s, 99, %L, 0)', :office, '2022-06-01'), '23514', null, 'one at least');
select throws_ok(format('select tap.hold(%s, 99, %L, 5, hours => 25)', :office, '2022-06-01'), '23514', null, 'a day has 24 hours');
select throws_ok(format('select tap.hold(%s, 99, %L, 5, kind => %L)', :office, '2022-06-01', 'party'), '23514', null, 'a kind that is none');
select is(tap.hold(:office, 100, current_date + 30, null, state => 'draft'), 'ok', 'planned as a draft');
select throws_ok(format('select tap.set(%s, %L, 100, %L)', :office, 'training.write', 'heads = 3, examined = 3, passed = 4'), '23514', null, 'no more pass than sit a test');

-- G4: three online, eight speakers, 104 and 101 and 103.
select is(tap.hold(:office, 101, '2022-06-01', 104), 'ok', 'the hospital holds one');
select tap.hold(:office, 102, '2022-06-08', 101), tap.hold(:office, 103, '2022-06-24', 103) \g /dev/null
select throws_ok(format('select tap.speak(%s, 101, 1, null, %L)', :office, ' '), 'UX422', null, 'a speaker is somebody');
select throws_ok(format('select tap.speak(%s, 101, 1, 3)', :office), 'UX422', null, 'of the register of either side');
select tap.speak(:office, 101, 1, 1), tap.speak(:office, 101, 2, null, '丁外请', '省人民医院'), tap.speak(:office, 101, 3, null, '戊外请', '省人民医院'),
       tap.speak(:office, 102, 1, 1), tap.speak(:office, 102, 2, null, '丁 外请', '省人民 医院'), tap.speak(:office, 102, 3, null, '己', 'A'), tap.speak(:office, 102, 4, null, '庚', 'A'),
       tap.speak(:office, 103, 1, null, '辛', 'A'), tap.speak(:office, 103, 2, null, '壬', 'A'), tap.speak(:office, 103, 3, null, '癸', 'A') \g /dev/null
select throws_ok(format('select tap.speak(%s, 103, 4, null, %L, %L)', :office, '癸', 'A'), '23505', null, 'each once');
select tap.quit() \g /dev/null
select is((select row(name, rank_level, organisation)::text from biz.training_speaker where record_id = tap.id(101) and line = 1), '(甲讲者,deputy_senior,机构LH)',
	'the register says who it is');
select is((select string_agg(speakers_count::text, ' ' order by id) from biz.training where id in (tap.id(101), tap.id(102), tap.id(103))), '3 4 3', 'speakers are told on the session');
select is(tap.fig('{trainings}', '2022-06-01', '2022-06-30', 'pairing', :pairing), 'no_data', 'what nobody confirmed does not count');
select is(tap.set(:clerk, 'training.confirm', 101, $$state = 'confirmed'$$) + tap.set(:clerk, 'training.confirm', 102, $$state = 'confirmed'$$) + tap.set(:clerk, 'training.confirm', 103, $$state = 'confirmed'$$), 3::bigint, 'the other side confirms');
select is(tap.fig('{trainings,training_speakers,training_heads,training_persons,trainings_online,training_hours}', '2022-06-01', '2022-06-30', 'pairing', :pairing),
	'3 8 308 0 3 6.0', 'G4: 3 sessions, 8 speakers, 308 heads, and no list of persons');
select is(tap.set(:office, 'training.write', 101, $$speakers_count = 99$$), 1::bigint, 'nobody counts by hand');
select tap.quit() \g /dev/null
select is((select speakers_count from biz.training where id = tap.id(101)), 3, 'what is counted stays');

-- Heads from lines, as exact as these.
select tap.hold(:clerk, 110, '2022-07-01', 30, 'ward_round', 'on_site', entered => 'LT') \g /dev/null
select throws_ok(format('select tap.hear(%s, 110, %L, %L, null)', :clerk, '{30}', '{exact}'), '23514', null, 'who were they?');
select tap.hear(:clerk, 110, '{20,12}', '{exact,exact}') \g /dev/null
select throws_ok(format('insert into biz.training_audience (record_id, line, category, heads) values (%L, 3, %L, 1)', tap.id(110), 'x'), 'UX422', null, 'heads are the sum of the lines');
select tap.quit() \g /dev/null
select is((select heads || heads_exactness from biz.training where id = tap.id(110)), '32exact', 'as exact as they');
select tap.hear(:clerk, 110, '{20,12,30}', '{exact,exact,over}') \g /dev/null
select tap.quit() \g /dev/null
select is((select heads || heads_exactness from biz.training where id = tap.id(110)), '62over', 'one kind of approximation is told on');
select tap.hear(:clerk, 110, '{20,12,30,20}', '{exact,exact,over,near}') \g /dev/null
select tap.quit() \g /dev/null
select is((select heads || heads_exactness from biz.training where id = tap.id(110)), '82about', 'two are 约');
select is((select version from biz.training where id = tap.id(110)), 4, 'what is worked out is no change');
select is(tap.set(:office, 'training.confirm', 110, $$state = 'confirmed'$$), 1::bigint, 'the organiser confirms what the other side entered');
select is(tap.fig('{training_heads,teaching_rounds,trainings_online,trainings,lectures}', '2022-07-01', '2022-07-31', 'pairing', :pairing), '82 1 0 1 0', 'a teaching round with 82 heads');

select tap.hold(:office, 112, '2022-09-01', 9, mode => 'hybrid'), tap.hold(:office, 113, '2022-09-02', 9, mode => 'on_site') \g /dev/null
select tap.set(:clerk, 'training.confirm', n, $$state = 'confirmed'$$) from generate_series(112, 113) n \g /dev/null
select is(tap.fig('{trainings,trainings_online}', '2022-09-01', '2022-09-30', 'org', :t), '2 1', 'who listens from afar beside others is online');

-- Persons, where they are listed: twice is one.
select tap.attend(:clerk, 110, 1, 2), tap.attend(:clerk, 110, 2, null, '子村医', '卫生室一'), tap.hold(:clerk, 111, '2022-07-08', 2, 'skill', 'on_site', entered => 'LT'),
       tap.attend(:clerk, 111, 1, 2), tap.attend(:clerk, 111, 2, null, '子村医', '卫生室二') \g /dev/null
select throws_ok(format('select tap.attend(%s, 111, 3, 2)', :clerk), '23505', null, 'a person is listed once');
select tap.set(:office, 'training.confirm', 111, $$state = 'confirmed'$$) \g /dev/null
select is(tap.fig('{training_persons,training_heads}', '2022-07-01', '2022-07-31', 'org', :t), '3 84', 'three persons, 84 heads');
select is(tap.set(:clerk, 'training.write', 111, $$state = 'void', state_reason = 'x'$$), 1::bigint, 'one is voided');
select is(tap.fig('{training_persons,training_heads,trainings}', '2022-07-01', '2022-07-31', 'org', :t), '2 82 1', 'and nothing of it counts');

-- G2: one in each week from W40 to W52.
select tap.hold(:office, 200 + k, '2022-10-03'::date + 7 * k, 10) from generate_series(0, 12) k \g /dev/null
select tap.set(:clerk, 'training.confirm', 200 + k, $$state = 'confirmed'$$) from generate_series(0, 12) k \g /dev/null
select is(tap.fig('{trainings,lectures,training_units}', '2022-10-01', '2022-12-31', 'pairing', :pairing), '13 13 1', 'G2: thirteen weeks, thirteen sessions');
-- In one's own house: told by itself, beside what another side confirmed.
create function tap.at_home(who bigint, n int, day date, heads int) returns text language plpgsql as $$
begin
	perform tap.act(who, 'training.write');
	insert into biz.training (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, held_on, topic, kind, mode, heads, hours)
	select tap.id(n), o.id, 1, o.id, 1, o.id, 'confirmed', day, '三基训练', 'lecture', 'online', at_home.heads, 1.5 from biz.organisation o where o.code = 'LT';
	return 'ok';
end $$;
grant execute on function tap.at_home(bigint, int, date, int) to public;
select throws_ok(format('select tap.at_home(%s, 99, %L, 12)', :office, '2023-02-01'), '42501', null, 'nobody enters what was in another house');
select is(tap.at_home(:clerk, 300, '2023-02-01', 12) || tap.at_home(:clerk, 301, '2023-02-08', 15), 'okok', 'a house teaches its own staff');
select tap.speak(:clerk, 300, 1, 2), tap.attend(:clerk, 300, 1, 2) \g /dev/null
select is(tap.fig('{trainings_own,training_own_heads,training_own_hours,trainings,training_heads,trainings_online,training_persons,training_speakers,training_units}',
	'2023-02-01', '2023-02-28', 'org', :t), '2 27 3.0 0 0 0 0 0 0', 'by itself, and 0 of what others would have confirmed: such records are kept');
select is(tap.fig('{trainings_own,trainings}', '2023-02-01', '2023-02-28', 'region', 650101), '2 0', 'once in its county');
select is(tap.fig('{trainings_own,trainings}', '2023-02-01', '2023-02-28', 'pairing', :pairing), '2 no_data', 'no support of the pairing');
select is(tap.fig('{trainings_own,trainings}', '2023-02-01', '2023-02-28', 'org', :h), 'no_data no_data', 'nothing of the hospital''s');
select tap.quit() \g /dev/null
select is((select count(*) from fig.prove()), 0::bigint, 'counters follow all of it');

select * from finish();
rollback;
