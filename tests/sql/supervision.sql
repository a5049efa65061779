-- supervision.sql - visits count when the visited side confirmed; findings are put right and looked at again; quarters missed (SUP-01, 02; G1).
\ir helper.psql
select plan(54);

select tap.org('PC', 650000, null, 'commission') as top \gset
select tap.org('PK', 650101, :top, 'commission') as county_com \gset
select tap.org('PH', 650101, :county_com, 'general_hospital') as h, tap.org('PX', 650201, :top, 'general_hospital') as x \gset
select tap.org('T' || to_char(k, 'FM00'), 650101, :county_com) as unit from generate_series(1, 14) k \g /dev/null
select id as t1 from biz.organisation where code = 'T01' \gset
select id as t5 from biz.organisation where code = 'T05' \gset
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('督医联体', 'county_community', :h, 650101, 'd', 'd', '2013-01-01') returning id as alliance \gset
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on) values (:alliance, :h, 'lead', '2013-01-01');
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
select :alliance, o.id, 'member', '2013-01-01' from biz.organisation o where o.code ~ '^T\d\d$' and o.code <> 'T14';

select tap.realm('supervision-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('clerk', :realm, :t1, 'thc_operator', 'home_org') as clerk,
       tap.account('doctor', :realm, :t1, 'clinician') as doctor, tap.account('quality', :realm, :t1, 'quality_reader', 'org', :t1) as quality,
       tap.account('stranger', :realm, :x, 'med_affairs') as stranger,
       tap.account('county', :realm, :county_com, 'county_overseer', 'region', null, null, 650101) as county \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;

create function tap.visit(who bigint, n int, unit text, day date, kind text default 'routine', state text default 'submitted', visitor text default 'PH',
	score numeric default null, full_score numeric default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'supervision.write');
	insert into biz.supervision_visit (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, visited_on, kind, subject, team, score, full_score)
	select tap.id(n), f.id, 1, t.id, 1, f.id, visit.state, day, visit.kind, '季度督导', '张示例', visit.score, visit.full_score
	  from biz.organisation f, biz.organisation t where f.code = visitor and t.code = unit;
	return 'ok';
end $$;
create function tap.find(who bigint, n int, line int, due date) returns text language plpgsql as $$
begin
	perform tap.act(who, 'supervision.write');
	insert into biz.supervision_finding (record_id, line, finding, due_on, responsible) values (tap.id(n), find.line, '交接班记录不全', due, '李示例');
	return 'ok';
end $$;
create function tap.set(who bigint, permission text, n int, changes text) returns bigint language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	execute format('update biz.supervision_visit set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	return done;
end $$;
create function tap.found(n int) returns text language sql as $$
	select v.findings_count || ' ' || v.open_count || ' ' || coalesce(v.next_due_on::text, '-') || ' ' || v.to_rectify::int || v.to_recheck::int || ' '
	       || (select string_agg(f.progress, ',' order by f.line) from biz.supervision_finding f where f.record_id = v.id)
	  from biz.supervision_visit v where v.id = tap.id(n)
$$;
create function tap.figure_reader() returns void language plpgsql as $$
begin
	perform tap.quit();
	perform sec.set_context(1, 'figure.read', 'a', 100000, 999999, 1, 's', 'r', null, '{}', '{}');
end $$;
create function tap.fig(codes text, first date, last date, kind text, id int) returns text language plpgsql as $$
declare
	found text;
begin
	perform tap.figure_reader();
	found := (select string_agg(coalesce(f.value::text, f.state), ' ' order by array_position(codes::text[], f.code))
	            from fig.figures(codes::text[], kind, id::text, 'then', first, last) f);
	perform tap.quit();
	return found;
end $$;
create function tap.missed(kind text, id int, first date default '2016-01-01', last date default '2016-12-31') returns text language plpgsql as $$
declare
	found text;
begin
	perform tap.figure_reader();
	found := (select string_agg(o.code || to_char(m.quarter, '-YYYY-"Q"Q') || case when m.over then '' else '?' end, ' ' order by m.quarter, o.code)
	            from fig.missed_visits(kind, id::text, 'then', first, last) m join biz.organisation o on o.id = m.org);
	perform tap.quit();
	return found;
end $$;
grant execute on all functions in schema tap to public;

-- Who may, and what is refused.
select throws_ok(format('select tap.act(%s, %L)', :doctor, 'supervision.write'), 'UX403', null, 'a clinician does not supervise');
select throws_ok(format('select tap.act(%s, %L)', :quality, 'supervision.write'), 'UX403', null, 'a reader only reads');
select throws_ok(format('select tap.visit(%s, 99, %L, %L)', :stranger, 'T01', '2016-02-01'), '42501', null, 'nobody enters a visit for others');
select throws_ok(format('select tap.visit(%s, 99, %L, %L)', :office, 'T01', current_date + 2), 'UX422', null, 'a visit has taken place');
select throws_ok(format('select tap.visit(%s, 99, %L, %L, %L)', :office, 'T01', '2016-02-01', 'party'), '23514', null, 'a kind that is none');
select throws_ok(format('select tap.visit(%s, 99, %L, %L, score => 101, full_score => 100)', :office, 'T01', '2016-02-01'), '23514', null, 'no more points than there are');
select throws_ok(format('select tap.visit(%s, 99, %L, %L, score => 1)', :office, 'T01', '2016-02-01'), '23514', null, 'of how many?');
select is(tap.visit(:county, 90, 'T01', '2015-02-01', visitor => 'PK'), 'ok', 'the county supervises too');

-- Findings, from the visit to the second look.
select is(tap.visit(:office, 1, 'T01', '2016-02-10', score => 86.5, full_score => 100), 'ok', 'the hospital was there');
select throws_ok(format('select tap.find(%s, 1, 1, %L)', :office, '2016-02-09'), 'UX422', null, 'no deadline before the visit');
select tap.find(:office, 1, 1, '2016-03-31'), tap.find(:office, 1, 2, '2016-03-10') \g /dev/null
select tap.quit() \g /dev/null
select is(tap.found(1), '2 2 2016-03-10 10 open,open', 'two findings, and the nearer deadline');
select is(tap.set(:clerk, 'supervision.confirm', 1, $$state = 'confirmed'$$), 1::bigint, 'the township confirms');
select throws_ok(format('select tap.set(%s, %L, 1, %L)', :clerk, 'supervision.write', $$act_on = '2016-03-05', act_text = '已补齐'$$), 'UX422', null, 'which of the two?');
select throws_ok(format('select tap.set(%s, %L, 1, %L)', :clerk, 'supervision.write', $$act_on = '2016-02-01', act_text = '已补齐', finding_number = 2$$), 'UX422', null, 'not before the visit');
select throws_ok(format('select tap.set(%s, %L, 1, %L)', :clerk, 'supervision.write', $$act_on = '2016-03-05', act_text = '已补齐', finding_number = 3$$), 'UX422', null, 'there is no third');
select throws_ok(format('select tap.set(%s, %L, 1, %L)', :clerk, 'supervision.write', $$act_on = '2016-03-05', act_passed = true, finding_number = 2$$), 'UX422', null, 'no second look before it was put right');
select is(tap.set(:clerk, 'supervision.write', 1, $$act_on = '2016-03-05', act_text = '已补齐', finding_number = 2$$), 1::bigint, 'the second is put right');
select tap.quit() \g /dev/null
select is(tap.found(1), '2 2 2016-03-10 11 open,rectified', 'it waits for the second look');
select is((select row(act_on, act_text, finding_number)::text from biz.supervision_visit where id = tap.id(1)), '(,,)', 'its words moved into the line');
select is((select row(rectified_on, rectification)::text from biz.supervision_finding where record_id = tap.id(1) and line = 2), '(2016-03-05,已补齐)', 'where they stand');
select throws_ok(format('select tap.set(%s, %L, 1, %L)', :office, 'supervision.write', $$act_on = '2016-03-04', act_passed = false$$), 'UX422', null, 'the second look comes after');
select is(tap.set(:office, 'supervision.write', 1, $$act_on = '2016-03-11', act_passed = false, act_text = '仍缺两天'$$), 1::bigint, 'the only one that waits needs no number');
select tap.quit() \g /dev/null
select is(tap.found(1), '2 2 2016-03-10 10 open,failed', 'not enough: again');
select tap.set(:clerk, 'supervision.write', 1, $$act_on = '2016-03-12', act_text = '已补齐', finding_number = 2$$) \g /dev/null
select tap.set(:office, 'supervision.write', 1, $$act_on = '2016-03-13', act_passed = true$$) \g /dev/null
select tap.quit() \g /dev/null
select is(tap.found(1), '2 1 2016-03-31 10 open,passed', 'passed; the other one is left');
select is(tap.fig('{findings,findings_rectified,rectification_rate}', '2016-01-01', '2016-12-31', 'org', :t1), '2 1 50.0', 'one of two put right');
select is((select count(*) from biz.record_event e where e.record_id = tap.id(1) and e.changes ? 'supervision_finding'), 4::bigint, 'history has each step with its line');
select tap.act(:office, 'supervision.write') \g /dev/null
select throws_ok(format('delete from biz.supervision_finding where record_id = %L and line = 2', tap.id(1)), 'UX409', null, 'what was put right is not written anew');
select throws_ok(format($$update biz.supervision_finding set progress = 'passed' where record_id = %L$$, tap.id(1)), '42501', null, 'nor by hand');
select is(tap.set(:office, 'supervision.write', 1, $$open_count = 0, due = false$$), 1::bigint, 'nobody counts by hand');
select tap.quit() \g /dev/null
select is((select open_count || due::text from biz.supervision_visit where id = tap.id(1)), '1true', 'what is counted stays');

-- G1: fourteen units, four quarters, all but T05 in the third. T14 is entered as a member afterwards.
select tap.visit(:office, 1000 + u * 10 + q, 'T' || to_char(u, 'FM00'), ('2016-02-20'::date + make_interval(months => 3 * (q - 1)))::date)
  from generate_series(1, 14) u, generate_series(1, 4) q where (u, q) <> (5, 3) and (u, q) <> (1, 1) \g /dev/null
select tap.quit() \g /dev/null
select is(tap.fig('{supervision_done,supervision_expected,supervision_rate}', '2016-01-01', '2016-12-31', 'alliance', :alliance), '1 52 1.92', 'what is not confirmed is not done');
update biz.supervision_visit set state = 'confirmed' where id > tap.id(1000);
select is(tap.missed('alliance', :alliance), 'T05-2016-Q3', 'with thirteen members');
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
select :alliance, o.id, 'member', '2013-01-01' from biz.organisation o where o.code = 'T14';
select is(tap.fig('{supervision_visits,supervision_done,supervision_expected,supervision_rate,supervised_units}', '2016-01-01', '2016-12-31', 'alliance', :alliance),
	'55 55 56 98.21 14', 'G1: 55 of 56, 98.21 %, with the one entered later');
select is(tap.missed('alliance', :alliance), 'T05-2016-Q3', 'G1: missed is T05 in the third quarter');
select is(tap.missed('region', 650101), 'T05-2016-Q3', 'by region the same');
select is(tap.missed('org', :h), 'T05-2016-Q3', 'for the lead the same');
select is(tap.fig('{supervision_done,supervision_expected,supervision_rate}', '2016-07-01', '2016-09-30', 'org', :t5), '0 1 0.00', 'who was due and not visited has 0 of 1');
select is(tap.fig('{supervision_done,supervision_rate,supervision_visits}', '2016-07-01', '2016-08-31', 'org', :t5), 'no_data no_data no_data', 'of a part of a quarter nothing is due yet');
create function tap.rates(kind text, id int, by text, first date default '2016-07-01', last date default '2016-09-30') returns text language plpgsql as $$
declare
	found text;
begin
	perform tap.figure_reader();
	found := (select string_agg(format('%s=%s/%s', coalesce((select right(o.code, 3) from biz.organisation o where o.id::text = f.key), f.key), f.numerator, f.denominator), ' '
	                 order by f.key) filter (where f.value < 100 or by = 'month')
	            from fig.figures('{supervision_rate}', kind, id::text, 'then', first, last, by) f);
	perform tap.quit();
	return found;
end $$;
select is(tap.rates('region', 650101, 'unit'), 'T05=0/1', 'also where units stand side by side');
select is(tap.rates('org', :h, 'unit'), 'T05=0/1', 'and among the members of who leads');
select is(tap.rates('alliance', :alliance, 'month', '2016-01-01', '2016-12-31'), '2016-03=14/14 2016-06=14/14 2016-09=13/14 2016-12=14/14',
	'a quarter is told in its last month, whenever the visit was');
select is(tap.missed('org', :t5) || ' ' || coalesce(tap.missed('org', :t1), '-'), 'T05-2016-Q3 -', 'each unit its own');
select is(tap.missed('region', 650101, '2016-07-01', '2016-08-31'), 'T05-2016-Q3', 'a quarter of which a part is asked for');
select tap.visit(:county, 91, 'T05', '2016-08-01', visitor => 'PK', kind => 'leader'), tap.visit(:office, 92, 'T05', '2016-09-30', state => 'draft') \g /dev/null
select tap.quit() \g /dev/null
update biz.supervision_visit set state = 'confirmed' where id = tap.id(91);
select is(tap.missed('region', 650101), 'T05-2016-Q3', 'leaders who pass by are no supervision');
select is(tap.fig('{leader_visits,supervision_visits}', '2016-07-01', '2016-09-30', 'org', :t5), '1 0', 'they are told by themselves');
update biz.supervision_visit set kind = 'special' where id = tap.id(91);
select is(tap.missed('region', 650101), null, 'the county''s own counts in the region');
select is(tap.missed('alliance', :alliance), 'T05-2016-Q3', 'but not among the members of the alliance');
select is(tap.fig('{supervision_done}', '2016-01-01', '2016-12-31', 'region', 650101) || ' ' || tap.fig('{supervision_done}', '2016-01-01', '2016-12-31', 'alliance', :alliance), '56 55',
	'list and figure agree');
update biz.alliance_member set left_on = '2016-09-30' where organisation_id = :t5;
select is(tap.missed('alliance', :alliance), null, 'who had left by the end of the quarter was not due');
select is(tap.fig('{supervision_done,supervision_expected}', '2016-01-01', '2016-12-31', 'alliance', :alliance), '54 54', 'in either number');
select is(tap.fig('{supervision_done,supervision_expected}', '2016-01-01', '2016-12-31', 'region', 650101), '54 54', 'nor do visits count that were not due');
update biz.alliance_member set joined_on = '2016-07-01' where organisation_id = :t1;
select is(tap.fig('{supervision_done,supervision_expected}', '2016-01-01', '2016-12-31', 'alliance', :alliance), '52 52',
	'who joined in July was not due before');
select is((select count(*) from (select regexp_split_to_table(tap.missed('alliance', :alliance, date_trunc('year', current_date)::date, (date_trunc('year', current_date) + interval '3 years - 1 day')::date), ' ') as m) k
	where k.m like '%?'), 13::bigint, 'of the running quarter it is said that it runs; those to come are not missed');
select is((select count(*) from fig.prove()), 0::bigint, 'counters follow all of it');

select * from finish();
rollback;
