-- technique.sql - the register of surgery and techniques: firsts find themselves; rescues (TEC-01 to 03; G2, G3, G4).
\ir helper.psql
select plan(68);

select tap.org('KC', 650000, null, 'commission') as top \gset
select tap.org('KH', 650101, :top, 'general_hospital') as h, tap.org('KT', 650101, :top) as t, tap.org('KX', 650201, :top) as x \gset
select tap.realm('technique-test', :top) as realm \gset
select tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk, tap.account('doctor', :realm, :t, 'clinician') as doctor,
       tap.account('station', :realm, :t, 'station_operator') as station, tap.account('office', :realm, :h, 'sci_edu') as office,
       tap.account('stranger', :realm, :x, 'thc_operator', 'home_org') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650101) as county \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
values (tap.id(1), :h, 1, 'confirmed', '2010-01-01', '甲术者', 'doctor', 'mid', 'practising_doctor'),
       (tap.id(2), :x, 1, 'confirmed', '2010-01-01', '乙外人', 'doctor', 'mid', 'practising_doctor');
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode)
values (tap.id(11), :h, 1, :t, 1, :h, 'confirmed', '2022-10-01', '2022-12-31', tap.id(1), '外科', 'medical', 'resident'),
       (tap.id(12), :h, 1, :x, 1, :h, 'confirmed', '2022-01-01', '2022-06-30', tap.id(1), '外科', 'medical', 'resident');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on) values (:h, :t, '支援', '支援', '{}', '2020-01-01')
returning id as pairing \gset

create function tap.operate(who bigint, n int, what text, day date, state text default 'confirmed', cases int default 1, name text default null,
	posting int default null, support int default null, org int default null, claimed boolean default false, performed text default null)
	returns text language plpgsql as $$
begin
	perform tap.act(who, 'technique.write');
	insert into biz.procedure (id, org_id, region_id, state, done_on, technique, name, category, department, cases, performed_by, posting_id,
	       support_org_id, claimed_first, patient_number)
	select tap.id(n), o.id, 1, operate.state, day, what, operate.name, case when what = 'other' then 'surgery' end, '外科', operate.cases,
	       coalesce(performed, case when operate.posting is not null or support is not null then 'dispatched' else 'local' end), tap.id(operate.posting), support,
	       claimed, 'B' || n
	  from biz.organisation o where o.id = coalesce(org, (select k.id from biz.organisation k where k.code = 'KT'));
	return 'ok';
end $$;
create function tap.rescue(who bigint, n int, condition text, patients int, outcome text, posting int default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'technique.write');
	insert into biz.rescue (id, org_id, region_id, state, rescued_on, condition, patients, outcome, department, performed_by, posting_id)
	select tap.id(n), o.id, 1, 'confirmed', '2022-11-05', rescue.condition, rescue.patients, rescue.outcome, '急诊科',
	       case when posting is null then 'local' else 'dispatched' end, tap.id(posting)
	  from biz.organisation o where o.code = 'KT';
	return 'ok';
end $$;
create function tap.set(who bigint, n int, changes text) returns bigint language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, 'technique.write');
	execute format('update biz.procedure set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	return done;
end $$;
-- Numbers of those that are the first, of these.
create function tap.firsts(variadic n int[]) returns text language sql as $$
	select string_agg(ltrim(left(p.id::text, 0) || replace(p.id::text, '-', ''), '0') || case when p.claim_contradicted then '!' else '' end, ' ' order by p.id)
	  from biz.procedure p where p.id in (select tap.id(k) from unnest(n) k) and (p.first or p.claim_contradicted)
$$;
create function tap.fig(code text, kind text, id int, first date, last date) returns text language plpgsql as $$
declare
	found text;
begin
	perform tap.quit();
	perform sec.set_context(1, 'figure.read', 'a', 100000, 999999, 1, 's', 'r', null, '{}', '{}');
	found := (select coalesce(f.value::text, f.state) from fig.figures(array[code], kind, id::text, 'then', first, last) f);
	perform tap.quit();
	return found;
end $$;
grant execute on all functions in schema tap to public;

-- Who may, and what is refused.
select throws_ok(format('select tap.act(%s, %L)', :station, 'technique.write'), 'UX403', null, 'a station does not enter');
select throws_ok(format('select tap.act(%s, %L)', :county, 'technique.write'), 'UX403', null, 'nor does the county');
select throws_ok(format('select tap.operate(%s, 99, %L, %L)', :stranger, 'appendectomy', '2022-10-05'), '42501', null, 'nobody enters for another');
select throws_ok(format('select tap.operate(%s, 99, %L, %L)', :clerk, 'appendectomy', current_date + 2), 'UX422', null, 'nor what has not come');
select throws_ok(format('select tap.operate(%s, 99, %L, %L)', :clerk, 'flying', '2022-10-05'), 'UX422', null, 'a code that is none');
select throws_ok(format('select tap.operate(%s, 99, %L, %L)', :clerk, 'other', '2022-10-05'), 'UX422', null, 'other needs a name');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, name => %L)', :clerk, 'appendectomy', '2022-10-05', '脾切除术'), 'UX422', null,
	'a listed technique bears its own name');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, cases => 0)', :clerk, 'appendectomy', '2022-10-05'), '23514', null, 'one case at least');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, performed => %L)', :clerk, 'appendectomy', '2022-10-05', 'guided'), '23514', null,
	'guided: by whom');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, support => %s, performed => %L)', :clerk, 'appendectomy', '2022-10-05', :h, 'local'), '23514', null,
	'alone: by nobody');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, support => %s)', :clerk, 'appendectomy', '2022-10-05', :t), '23514', null,
	'nobody supports itself');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, posting => 11)', :clerk, 'appendectomy', '2022-09-30'), 'UX422', null,
	'the posting holds on the day');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, posting => 12)', :clerk, 'appendectomy', '2022-05-30'), 'UX422', null,
	'and is to this institution');
select throws_ok(format('select tap.operate(%s, 99, %L, %L, posting => 11, support => %s)', :clerk, 'appendectomy', '2022-10-05', :x), 'UX422', null,
	'and from this supporter');
select throws_ok(format($$select tap.operate(%s, 99, 'appendectomy', '2022-10-05', 'submitted')$$ , :clerk) || $$;update biz.procedure set department = null where id = tap.id(99)$$,
	'23514', null, 'once out of the draft nothing needed may be missing');

-- Names.
select is(tap.operate(:doctor, 101, 'other', '2022-10-06', name => ' 阑尾 切除术 '), 'ok', 'a clinician enters a name by hand');
select tap.quit() \g /dev/null
select is((select row(technique, name, category, level, first)::text from biz.procedure where id = tap.id(101)), '(appendectomy,阑尾切除术,surgery,1,t)',
	'a listed one is known by its name');
select is(tap.set(:doctor, 101, $$technique = 'hernia_repair'$$), 1::bigint, 'another is chosen');
select tap.quit() \g /dev/null
select is((select row(name, technique_key)::text from biz.procedure where id = tap.id(101)), '(疝修补术,hernia_repair)', 'and the name follows');
select is(tap.set(:doctor, 101, $$first = true, state = 'void', state_reason = 'x'$$), 1::bigint, 'it is voided');

-- G3: 截肢术 on d1 and d5, 子宫全切术 d2, 胃癌手术 d3, 阑尾切除 d4, which had been done last year.
select is(tap.operate(:clerk, 205, 'amputation', '2023-05-05', claimed => true), 'ok', 'd5 comes first, and is called the first');
select tap.quit() \g /dev/null
select is(tap.firsts(205), '205', 'and is, for now');
select is(tap.operate(:clerk, 201, 'amputation', '2023-05-01', posting => null, support => :h), 'ok', 'an earlier one is entered');
select tap.quit() \g /dev/null
select is(tap.firsts(201, 205), '201 205!', 'it is the first now; the claim is contradicted');
select tap.operate(:clerk, 202, 'hysterectomy', '2023-05-02'), tap.operate(:clerk, 203, 'gastric_cancer', '2023-05-03'),
       tap.operate(:clerk, 204, 'appendectomy', '2023-05-04') \g /dev/null
select tap.quit() \g /dev/null
select is(tap.fig('firsts', 'org', :t, '2023-01-01', '2023-12-31'), '4', 'four, while last year''s is missing');
select tap.operate(:clerk, 206, 'appendectomy', '2022-03-04') \g /dev/null
select tap.quit() \g /dev/null
select is(tap.firsts(201, 202, 203, 204, 205, 206), '201 202 203 205! 206', 'G3: last year''s appendectomy was the first of its kind');
select is(tap.fig('firsts', 'org', :t, '2023-01-01', '2023-12-31'), '3', 'G3: three firsts of the year');
select is(tap.fig('firsts_supported', 'pairing', :pairing, '2023-01-01', '2023-12-31'), '1', 'one of them with support');
select is(tap.fig('firsts_supported', 'org', :t, '2023-01-01', '2023-12-31'), '1', 'which the township counts as such, the others not');
select is(tap.fig('firsts', 'pairing', :pairing, '2023-01-01', '2023-12-31'), '3', 'all of them at the supported side');
select is((select version from biz.procedure where id = tap.id(205)), 1, 'what is worked out is no change of the record');

-- Correction, voiding, drafts, ties, other institutions.
select is(tap.set(:clerk, 201, $$done_on = '2023-05-06'$$), 1::bigint, 'the first is corrected to a later day');
select tap.quit() \g /dev/null
select is(tap.firsts(201, 205), '205', 'so the other one is it');
select is(tap.set(:clerk, 205, $$first = false$$), 1::bigint, 'nobody says by hand that it is not');
select tap.quit() \g /dev/null
select is(tap.firsts(201, 205), '205', 'it stays');
select is(tap.set(:clerk, 205, $$state = 'void', state_reason = '重复登记'$$), 1::bigint, 'it is voided');
select tap.quit() \g /dev/null
select is(tap.firsts(201, 205), '201', 'the first passes on');
select tap.operate(:clerk, 207, 'amputation', '2023-05-01', 'draft'), tap.operate(:clerk, 200, 'amputation', '2023-05-06'),
       tap.operate(:stranger, 208, 'amputation', '2021-01-01', org => :x) \g /dev/null
select tap.quit() \g /dev/null
select is(tap.firsts(200, 201, 207, 208), '200 208', 'of one day the lowest id; a draft is none; each institution has its own');
select is(tap.set(:clerk, 207, $$state = 'confirmed'$$), 1::bigint, 'the draft is submitted');
select tap.quit() \g /dev/null
select is(tap.firsts(200, 201, 207), '207', 'backdated, it is the first');
select tap.operate(:clerk, 209, 'other', '2023-06-01', name => '脾 切除术'), tap.operate(:clerk, 210, 'other', '2023-06-02', name => '脾切除术', claimed => true) \g /dev/null
select tap.quit() \g /dev/null
select is(tap.firsts(209, 210), '209 210!', 'names by hand are one technique without their blanks');
select is((select count(*) from fig.prove()), 0::bigint, 'counters follow all of it');

-- G2: nine, one, two, one, one; rescues two and one of four.
select tap.operate(:clerk, 301, 'modified_caesarean', '2022-11-01', cases => 9, posting => 11), tap.operate(:clerk, 302, 'uterine_repair', '2022-11-02', posting => 11),
       tap.operate(:clerk, 303, 'ectopic_pregnancy', '2022-11-03', cases => 2, posting => 11), tap.operate(:clerk, 304, 'cholecystectomy', '2022-11-04'),
       tap.operate(:clerk, 305, 'bowel_repair', '2022-11-05') \g /dev/null
select tap.rescue(:doctor, 401, '失血性休克', 2, 'success', 11), tap.rescue(:doctor, 402, '新生儿重度窒息', 1, 'success'), tap.rescue(:doctor, 403, '心脏骤停', 1, 'failed') \g /dev/null
select throws_ok(format('select tap.rescue(%s, 404, %L, 0, %L)', :doctor, '中毒', 'success'), '23514', null, 'a rescue has a patient');
select tap.quit() \g /dev/null
select is((select row(support_org_id, support_region_id)::text from biz.procedure where id = tap.id(301)), format('(%s,650101)', :h), 'the posting names the supporter');
select is(tap.fig('procedures', 'pairing', :pairing, '2022-10-01', '2022-12-31'), '14', 'G2: fourteen');
select is(tap.fig('procedures_supported', 'pairing', :pairing, '2022-10-01', '2022-12-31'), '12', 'twelve of them by the team');
select is(tap.fig('procedures_supported', 'org', :h, '2022-10-01', '2022-12-31'), '12', 'which the hospital counts as its own people''s');
select is(tap.fig('rescues', 'org', :t, '2022-10-01', '2022-12-31'), '4', 'G2: four rescued');
select is(tap.fig('procedures', 'org', :h, '2022-10-01', '2022-12-31') || ' ' || tap.fig('firsts', 'org', :h, '2022-10-01', '2022-12-31') || ' '
	|| tap.fig('rescues', 'org', :h, '2022-10-01', '2022-12-31') || ' ' || tap.fig('rescue_rate', 'org', :h, '2022-10-01', '2022-12-31'),
	'no_data no_data no_data no_data', 'the hospital keeps no register of its own by helping others');
select is(tap.fig('gaps_filled', 'org', :t, '2022-10-01', '2022-12-31'), '0', 'who keeps one and has none of it has 0');
select sec.set_context(1, 'figure.read', 'a', 100000, 999999, 1, 's', 'r', null, '{}', '{}') \g /dev/null
select is((select string_agg(o.code || coalesce(f.value::text, f.state), ' ' order by o.code)
             from fig.figures('{procedures}', 'region', '650101', 'then', '2022-10-01', '2022-12-31', 'unit') f
             join biz.organisation o on o.id = f.key::int), 'KT14', 'nor does it stand among the units');
select tap.quit() \g /dev/null
select is(tap.fig('rescues_ok', 'org', :t, '2022-10-01', '2022-12-31'), '3', 'three with success');
select is(tap.fig('rescues_supported', 'org', :t, '2022-10-01', '2022-12-31'), '2', 'two of them with the team');
select is(tap.fig('rescue_rate', 'org', :t, '2022-10-01', '2022-12-31'), '75.0', 'G2: 75.0 %');
select sec.set_context(1, 'figure.read', 'a', 100000, 999999, 1, 's', 'r', null, '{}', '{}') \g /dev/null
select results_eq(format($$select key, value from fig.figures('{procedures}', 'org', '%s', 'then', '2022-11-01', '2022-11-30', 'kind') order by value desc, key collate "C"$$, :t),
	$$values ('改良式剖宫产术', 9::numeric), ('宫外孕手术', 2), ('子宫裂伤修补术', 1), ('小肠穿孔修补术', 1), ('胆囊切除术', 1)$$, 'G2: by name');
select results_eq(format($$select key, value from fig.figures('{rescues_ok}', 'org', '%s', 'then', '2022-11-01', '2022-11-30', 'kind') order by value desc$$, :t),
	$$values ('失血性休克', 2::numeric), ('新生儿重度窒息', 1)$$, 'G2: success of each');
select tap.quit() \g /dev/null

insert into biz.procedure (id, org_id, region_id, state, done_on, technique, name, category, department, cases, performed_by)
values (tap.id(306), :t, 1, 'confirmed', '2022-11-06', 'other', '床旁超声检查', 'technique', '内科', 6, 'local');
select is(tap.fig('procedures', 'org', :t, '2022-11-01', '2022-11-30') || ' ' || tap.fig('surgeries', 'org', :t, '2022-11-01', '2022-11-30'), '20 14',
	'a technique is no surgery');

-- G4: 8, 3 and 1 that fills a gap.
select tap.operate(:stranger, 501, 'hysteroscopy', '2022-07-05', cases => 8, org => :x, support => :h), tap.operate(:stranger, 502, 'laparoscopy', '2022-07-06', cases => 3, org => :x, support => :h),
       tap.operate(:stranger, 503, 'hysterectomy', '2022-07-07', org => :x, support => :h) \g /dev/null
select throws_ok(format('select tap.set(%s, 503, %L)', :stranger, 'fills_gap = true'), '23514', null, 'where was the gap?');
select tap.set(:stranger, 503, $$fills_gap = true, gap_area = 'county'$$) \g /dev/null
select tap.quit() \g /dev/null
select is(tap.fig('procedures', 'region', 650201, '2022-01-01', '2022-12-31') || ' ' || tap.fig('gaps_filled', 'region', 650201, '2022-01-01', '2022-12-31'), '12 1',
	'G4: twelve, one of which fills a gap');

-- Who sees it.
select tap.act(:office, 'technique.read') \g /dev/null
select is((select count(*) from biz.procedure where id in (tap.id(301), tap.id(304), tap.id(503))), 2::bigint, 'the supporter sees what its people did, not the rest');
select tap.act(:office, 'technique.write') \g /dev/null
update biz.procedure set note = 'x' where id = tap.id(301);
select is((select note from biz.procedure where id = tap.id(301)), null, 'but changes nothing of it');
select throws_ok(format($$insert into biz.procedure_member (record_id, line, staff_id, role) values (%L, 1, %L, 'lead')$$, tap.id(301), tap.id(1)), '42501', null, 'nor its team');
select tap.act(:clerk, 'technique.write') \g /dev/null
select lives_ok(format($$insert into biz.procedure_member (record_id, line, staff_id, role) values (%L, 1, %L, 'lead')$$, tap.id(301), tap.id(1)), 'the team, of the supporter''s register');
select throws_ok(format($$insert into biz.procedure_member (record_id, line, staff_id, role) values (%L, 2, %L, 'assistant')$$, tap.id(301), tap.id(2)), 'UX422', null, 'not of a third one''s');


-- Rescues alike: the supporter reads those of its people, once they have left the house.
select tap.act(:doctor, 'technique.write') \g /dev/null
insert into biz.rescue (id, org_id, region_id, state, rescued_on, condition, patients, outcome, department, performed_by, support_org_id)
values (tap.id(411), :t, 1, 'draft', '2022-11-06', '中毒', 1, 'success', '急诊科', 'dispatched', :h);
select tap.act(:office, 'technique.read') \g /dev/null
select results_eq($$select id from biz.rescue where id between tap.id(401) and tap.id(411)$$, $$select tap.id(401)$$, 'of rescues the one with its people, no draft');
select tap.act(:office, 'technique.write') \g /dev/null
update biz.rescue set note = 'x' where id = tap.id(401);
select is((select note from biz.rescue where id = tap.id(401)), null, 'and changes nothing of it');
select tap.act(:office, 'training.read') \g /dev/null
select is_empty($$select from biz.rescue where id = tap.id(401)$$, 'nor reads it for another purpose');
select tap.act(:stranger, 'technique.read') \g /dev/null
select is_empty($$select from biz.rescue where id = tap.id(401)$$, 'who had no part in it sees nothing');

select * from finish();
rollback;
