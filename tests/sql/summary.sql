-- summary.sql - work summaries: composed as G1 and G2 read, seen by their house and those above, checked, frozen.
\ir helper.psql
set local jit = off;
select plan(96);

select tap.org('SP', 630106, null, 'commission') as top \gset
select tap.org('SC', 630106, :top, 'commission') as com \gset
select tap.org('SH', 630106, :com, 'general_hospital') as h, tap.org('ST', 630106, :com) as t, tap.org('SU', 630106, :com) as u,
       tap.org('SX', 640302, :top, 'general_hospital') as far \gset
set local role yl_owner;
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('试联体', 'county_community', :h, 630106, 'x', 'x', '2013-01-01') returning id as alliance \gset
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
values (:alliance, :h, 'lead', '2013-01-01'), (:alliance, :t, 'member', '2013-01-01'), (:alliance, :u, 'member', '2013-01-01');
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on)
values (:h, :t, '试工程', '支援', '{}', '2020-01-01') returning id as pairing \gset
reset role;
select tap.realm('summary-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('colleague', :realm, :h, 'med_affairs') as colleague,
       tap.account('director', :realm, :h, 'hosp_director') as director, tap.account('clerk', :realm, :t, 'thc_operator') as clerk,
       tap.account('union', :realm, :com, 'alliance_office', 'alliance', null, :alliance) as "union",
       tap.account('county', :realm, :com, 'county_overseer', 'region', null, null, 630106) as county,
       tap.account('city', :realm, null, 'city_overseer', 'region', null, null, 630100) as city,
       tap.account('elsewhere', :realm, :far, 'med_affairs') as elsewhere,
       tap.account('doctor', :realm, :h, 'clinician') as doctor \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
create function tap.says(document jsonb, block text) returns text language sql as $$
	select string_agg(coalesce(r ->> 'text', r -> 'token' ->> 'shown'), '' order by k, n)
	  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (b, k)
	 cross join lateral jsonb_array_elements(b -> 'content') with ordinality as r (r, n)
	 where b ->> 'id' = $2 or b ->> 'id' like $2 || '-%'
$$;
create function tap.shown(code text, scope text, period text, more jsonb default '{}') returns text language sql as $$
	select v.token ->> 'shown' from fig.token_values('{0}', array[jsonb_build_object('id', 'a', 'code', $1, 'scope', $2, 'period', $3) || $4], '{/t}') v
$$;
create function tap.sees(who bigint, permission text default 'summary.read') returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.summary);
end $$;
create function tap.step(s int, action text, from_state text, to_state text, reason text default null) returns text language sql as $$
	select new_state from biz.act_on_summary(tap.id(s), $2, array[$3], array[$4], (select version from biz.summary where id = tap.id(s)), $5)
$$;
grant execute on all functions in schema tap to public;

-- G2: one team, three months.
insert into biz.procedure (id, org_id, region_id, state, done_on, technique, name, category, department, cases, performed_by, support_org_id)
select tap.id(200 + n), :t, 1, 'confirmed', '2022-11-01', 'other', x.name, 'surgery', '外科', x.cases, 'dispatched', :h
  from (values (1, '改良式剖宫产', 9), (2, '子宫裂伤修补', 1), (3, '宫外孕手术', 2), (4, '胆囊切除', 1), (5, '小肠穿孔修补', 1)) as x (n, name, cases);
select tap.act(:office, 'summary.write') \g /dev/null
select is(biz.summary_create(tap.id(1), 'T-B', 'pairing:' || :pairing, 'range:2022-10-01..2022-12-31', null), tap.id(1), 'a team''s summary');
select is((select title from biz.summary where id = tap.id(1)), '机构SH支援机构ST2022年10月至12月对口支援工作总结', 'is titled after scope and period');
select is((select tap.says(document, 'procedures') from biz.summary), '支援人员完成或指导手术和技术共14例，具体如下：', 'G2: 14');
select is((select tap.says(document, 'procedure_list') from biz.summary),
	'改良式剖宫产9例；宫外孕手术2例；子宫裂伤修补1例；小肠穿孔修补1例；胆囊切除1例；', 'G2: a line for each, the most first');
select matches((select tap.says(document, 'firsts') from biz.summary), '首次开展的项目有5项：$', 'all were firsts there');
select is((select tap.says(document, 'rescues') from biz.summary), null, 'a condition that does not hold leaves its sentence out');
select is((select count(*) from biz.summary s, jsonb_array_elements(s.document -> 'blocks') b
	where b ->> 'origin' <> 'generated' or b ->> 'part' is null), 0::bigint, 'all of it is the template''s');
select is(tap.shown('procedures_supported', 'pairing:' || :pairing, 'year:2022', '{"kind": "宫外孕手术", "style": "exact"}'), '2例', 'a kind of a figure');
select is(tap.shown('procedures_supported', 'pairing:' || :pairing, 'year:2022', '{"kind": "阑尾切除"}'), '0例',
	'a kind that was not done is 0 where others were');
select is(tap.shown('procedures_supported', 'pairing:' || :pairing, 'year:2021', '{"kind": "宫外孕手术"}'), '暂无数据', 'never 0 where nothing is kept');
select is(tap.shown('procedures_supported', 'pairing:' || :pairing, 'until:2022-12-31', '{"style": "change"}'), '为14例（上年同期暂无数据）', 'a change says both');
select refuses(format('select tap.shown(%L, %L, %L)', 'nothing', 'org:' || :h, 'year:2022'), 'UX422', 'no such figure');
select refuses(format('select tap.shown(%L, %L, %L)', 'firsts', 'org:' || :far, 'year:2022'), 'UX403', 'a scope that is not the writer''s');
select throws_ok(format('select biz.summary_create(tap.id(9), %L, %L, %L, null)', 'T-B', 'org:' || :far, 'year:2022'), 'UX403', null, 'nor of a whole summary');

-- Whose it is.
select quit();
select is(tap.sees(:office), 1::bigint, 'its writer sees a draft');
select is(tap.sees(:colleague), 1::bigint, 'and the writer''s house');
select is(tap.sees(:director), 1::bigint, 'its director');
select is(tap.sees(:clerk), 0::bigint, 'not the other side');
select is(tap.sees(:union), 0::bigint, 'not the office of its alliance');
select is(tap.sees(:county), 0::bigint, 'not who oversees it');
select is(tap.sees(:elsewhere), 0::bigint, 'nobody elsewhere');
select quit();
select refuses(format('select tap.sees(%s)', :doctor), 'UX403', 'nor who may not read summaries at all');
select quit();
select is(tap.sees(:office, 'figure.read'), 0::bigint, 'and it is for its purpose alone');
select tap.act(:director, 'summary.publish') \g /dev/null
select is(tap.step(1, 'submit', 'draft', 'review'), 'review', 'a step is guarded by routes and state');
select refuses('select biz.summary_edit(tap.id(1), 2, ''x'', null)', 'UX409', 'in review nothing is changed');
select is(tap.step(1, 'return', 'review', 'draft', '再写'), 'draft', 'returned with a reason');
select is((select state_reason from biz.summary), '再写', 'which is kept');
select tap.act(:clerk, 'summary.publish') \g /dev/null
select is((select count(*) from biz.act_on_summary(tap.id(1), 'submit', '{draft}', '{review}', 3, null)), 0::bigint, 'not by another house');
select throws_ok(format('insert into biz.summary (id, org_id, region_id, template, template_version, scope, period, first, last, title, document, created_by, updated_by)
	values (tap.id(8), %s, 1, %L, 1, %L, %L, %L, %L, %L, %L, 0, 0)', :h, 'T-B', 'x', 'x', '2022-01-01', '2022-01-01', 'x', '{"blocks": []}'),
	'42501', null, 'nor written in its name');

-- Written over: what is the writer's stays.
select tap.act(:colleague, 'summary.write') \g /dev/null
select refuses('select biz.summary_edit(tap.id(1), 1, ''x'', null)', 'UX412', 'another''s change is not overwritten');
select biz.summary_edit(tap.id(1), 3, '队伍总结', replace(jsonb_build_object('blocks', (
	select jsonb_agg(case b ->> 'id' when 'opening' then b || '{"content": [{"text": "我们自己的开头。"}]}' else b end order by n)
	       || '[{"id": "own", "kind": "paragraph", "part": "opening", "content": [{"text": "共"}, {"token": {"id": "t1", "code": "procedures_supported", "scope": "SCOPE", "period": "year:2022", "value": 7, "shown": "7例"}}]}]'::jsonb
	  from biz.summary s, jsonb_array_elements(s.document -> 'blocks') with ordinality as b (b, n)
	 where b::text not like '%请补充%' and b ->> 'id' <> 'firsts'))::text, 'SCOPE', 'pairing:' || :pairing)::jsonb) \g /dev/null
select is((select tap.says(document, 'own') from biz.summary), '共14例', 'a number written in is the database''s');
select results_eq($$select b ->> 'id', b ->> 'origin', b ->> 'part' from biz.summary s, jsonb_array_elements(s.document -> 'blocks') b where b ->> 'id' in ('opening', 'procedures', 'own')$$,
	$$values ('opening', 'edited', 'opening'), ('procedures', 'generated', 'procedures'), ('own', 'own', null)$$, 'and so is what came from where');
select quit();
update biz.procedure set cases = 11 where id = tap.id(201);
alter table biz.summary disable trigger user;
update biz.summary set as_of = now() - interval '1 minute';
alter table biz.summary enable trigger user;
-- Saving what was typed leaves the numbers that stand there as they are; a new one is of now.
create function tap.token_of(block text) returns jsonb language sql as $$
	select r -> 'token' from biz.summary s, jsonb_array_elements(s.document -> 'blocks') b, jsonb_array_elements(b -> 'content') r
	 where b ->> 'id' = $1 and r ? 'token' limit 1
$$;
-- As an editor sends it: what numbers ask, nothing of what they came to.
create function tap.bare(blocks jsonb) returns jsonb language sql as $$
	select jsonb_agg(case when b ? 'content' then b || jsonb_build_object('content', (
	           select coalesce(jsonb_agg(case when r ? 'token' then jsonb_build_object('token', (r -> 'token')
	                      - '{version,name,unit,value,numerator,denominator,state,shown,base,names,at}'::text[]) else r end order by i), '[]')
	             from jsonb_array_elements(b -> 'content') with ordinality as c (r, i))) else b end order by n)
	  from jsonb_array_elements($1) with ordinality as x (b, n)
$$;
create function tap.write(blocks text) returns text language sql as $$
	select biz.summary_edit(tap.id(1), s.version, null, jsonb_build_object('blocks', tap.bare(s.document -> 'blocks') || blocks::jsonb))::text from biz.summary s where s.id = tap.id(1)
$$;
grant execute on function tap.token_of(text), tap.bare(jsonb), tap.write(text) to public;
select tap.act(:colleague, 'summary.write') \g /dev/null
select tap.write('[{"id": "more", "kind": "paragraph", "content": [{"text": "再写一句。"}]},
	{"id": "copy", "kind": "paragraph", "content": [{"token": {"id": "t2", "code": "procedures_supported", "scope": "pairing:' || :pairing || '", "period": "year:2022", "structure": "then", "value": 99, "shown": "99例"}}]},
	{"id": "new", "kind": "paragraph", "content": [{"token": {"id": "t3", "code": "procedures_supported", "scope": "pairing:' || :pairing || '", "period": "year:2022", "style": "change", "at": "1999-01-01T00:00:00Z"}}]}]') \g /dev/null
select is((select tap.says(document, 'more') || tap.says(document, 'own') || tap.says(document, 'procedures') from biz.summary),
	'再写一句。共14例支援人员完成或指导手术和技术共14例，具体如下：', 'what is saved as it stood keeps its numbers');
select is((select tap.says(document, 'copy') from biz.summary), '14例', 'a copy says what the first says, not what a client does');
select ok(tap.token_of('copy') ->> 'id' = 't2' and tap.token_of('own') ->> 'id' = 't1', 'each under its own id');
select is((select tap.says(document, 'new') from biz.summary), '为16例（上年同期暂无数据）', 'what is new is asked now');
select is((tap.token_of('new') ->> 'at')::timestamptz, date_trunc('second', now()), 'and says when; a client''s moment is none');
select is(tap.token_of('procedures') ->> 'at', null, 'the others are of the summary''s own moment');
select is((select as_of from biz.summary), now() - interval '1 minute', 'which stays');
select is((select string_agg(b ->> 'origin', ' ' order by n) from biz.summary s, jsonb_array_elements(s.document -> 'blocks') with ordinality as x (b, n)
	where b ->> 'id' in ('procedures', 'more', 'copy')), 'generated own own', 'saved again, what is the template''s still is');
select is((select count(*) from biz.summary s, jsonb_array_elements(biz.summary_checks(s)) c where c ->> 'check' = 'stale'), 0::bigint,
	'who saves is not told again what the text cannot know');
select set_config('yilian.summary_action', '', true) \g /dev/null
select matches((select string_agg(c ->> 'token', ' ') from biz.summary s, jsonb_array_elements(biz.summary_checks(s)) c where c ->> 'check' = 'stale'), 't1', 'who opens it is');
select throws_ok($$select tap.write('[{"id": "bad", "kind": "paragraph", "content": [{"token": {"id": "t9", "code": "nothing", "scope": "org:1", "period": "year:2022"}}]}]')$$,
	'UX422', null, 'a new number that is none is refused');
select quit();
insert into biz.rescue (id, org_id, region_id, state, rescued_on, condition, patients, outcome, department, performed_by, support_org_id)
values (tap.id(300), :t, 1, 'confirmed', '2022-11-02', '失血性休克', 2, 'success', '外科', 'dispatched', :h);
select tap.act(:office, 'summary.write') \g /dev/null
select matches((select biz.summary_checks(s)::text from biz.summary s), '"stale".*已由14例变为16例', 'a number that is another now is told');
select is(tap.step(1, 'regenerate', 'draft', 'draft'), 'draft', 'made anew');
select is((select tap.says(document, 'own') || tap.says(document, 'opening') || tap.says(document, 'procedures') from biz.summary),
	'共16例我们自己的开头。支援人员完成或指导手术和技术共16例，具体如下：', 'numbers are renewed, words stay');
select is((select tap.says(document, 'rescues') from biz.summary), null, 'a new sentence does not push itself in');
select ok((select offered from biz.summary) @> '[{"block": {"id": "rescues", "part": "rescues", "origin": "generated"}}, {"block": {"id": "firsts"}}]', 'it is offered');
select ok((select offered from biz.summary)::text ~ '参加抢救危重患者', 'with its numbers');

-- Frozen.
select tap.act(:director, 'summary.publish') \g /dev/null
select tap.step(1, 'submit', 'draft', 'review') \g /dev/null
select is(tap.step(1, 'publish', 'review', 'published'), 'published', 'published');
select ok((select hash = biz.summary_hash(s) and length(hash) = 32 from biz.summary s), 'under its hash');
select throws_ok('update biz.summary set title = ''anders''', 'UX409', null, 'what is published does not change');
select is((select count(*) from biz.summary s, fig.document_changes(s.document)), 0::bigint, 'nothing differs yet');
select quit();
update biz.procedure set cases = 10 where id = tap.id(201);
select is(tap.sees(:county), 1::bigint, 'who oversees it sees it');
select is((select count(*) from biz.summary_event), 0::bigint, 'but not how it came to be');
select is((select old ->> 'shown' || ' ' || (new ->> 'shown') from biz.summary s, fig.document_changes(s.document) where block = 'own'), '16例 15例',
	'and what is another now');
select quit();
select is(tap.sees(:city), 1::bigint, 'the city above it');
select is(tap.sees(:elsewhere), 0::bigint, 'nobody elsewhere');
select is(tap.sees(:office), 1::bigint, 'its house');
select is((select string_agg(action, ' ' order by id) from biz.summary_event), 'create submit return edit regenerate submit publish', 'every version is kept');
select quit();
alter table biz.summary disable trigger user;
update biz.summary set document = replace(document::text, '共', '约')::jsonb;
alter table biz.summary enable trigger user;
select ok(not (select hash = biz.summary_hash(s) from biz.summary s), 'one character changed behind its back shows');
select matches((select biz.summary_checks(s)::text from biz.summary s), '"hash".*可能被改动过', 'and is told to who reads it');
select is(biz.canonical_json('{"b": 1.50, "a": [1, "x\"é\n", null, true], "": {}}'), '{"":{},"a":[1,"x\"é\n",null,true],"b":1.5}', 'JSON in one way only');

-- G1: 1409 visits up of 1400 persons, 14 down of 13, beside what was rejected or came in another year.
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
select tap.id(5000 + n), :t, 630106, '患者', sha256(n::text::bytea), 0 from generate_series(1, 1450) n;
insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id, from_region_id,
    to_org_id, to_region_id, state, sent_at, arrived_at, arrived_on, ended_at, created_by, updated_by)
select tap.id(10000 + k.n), 'G' || k.n, k.direction, tap.id(5000 + k.person), :t, sha256(k.person::text::bytea),
       case k.direction when 'up' then case when k.n % 14 < 7 then :t else :u end else :h end, 630106,
       case k.direction when 'up' then :h else :t end, 630106, k.state, k.day::timestamptz, k.came::timestamptz, k.came, case k.state when 'rejected' then k.day::timestamptz end, 0, 0
  from (select n, 'up' as direction, 1 + n % 1400 as person, 'arrived' as state, date '2016-01-01' + n % 366 as day, date '2016-01-01' + n % 366 as came
          from generate_series(1, 1409) n
         union all
        select 2000 + n, 'up', 1400 + n, 'rejected', '2016-05-01', null from generate_series(1, 20) n
         union all
        select 2100 + n, 'up', 1420 + n, 'arrived', '2015-12-31', case when n < 4 then date '2015-12-31' else '2017-01-01' end from generate_series(1, 7) n
         union all
        select 2200 + n, 'down', 1 + n % 13, 'arrived', '2016-07-01', '2016-07-01' from generate_series(1, 14) n) k;
select tap.act(:union, 'summary.write') \g /dev/null
select biz.summary_create(tap.id(2), 'T-C', 'alliance:' || :alliance, 'year:2016', null) \g /dev/null
select is((select tap.says(document, 'up') from biz.summary where id = tap.id(2)), '基层向上级医院转诊并到诊1409人次，涉及患者1400人。', 'G1: up');
select is((select tap.says(document, 'down') from biz.summary where id = tap.id(2)), '上级医院将病情稳定的患者转回基层康复，共13人。', 'G1: down, in persons');
select is((select tap.says(document, 'ratio') from biz.summary where id = tap.id(2)), '按人次计算，下转与上转之比为0.99%。', 'G1: 14 of 1409');
select is((select jsonb_array_length(b -> 'rows') from biz.summary, jsonb_array_elements(document -> 'blocks') b where id = tap.id(2) and b ->> 'id' = 'units'), 3,
	'a row for each unit below the head');
select quit();

-- Published, it is its members' to read; nothing else of it is.
select tap.account('former', :realm, :u, 'med_affairs') as former, tap.account('member_doctor', :realm, :t, 'clinician') as member_doctor \gset
set local role yl_owner;
update biz.alliance_member set left_on = current_date where alliance_id = :alliance and organisation_id = :u;
reset role;
create function tap.reads(who bigint) returns text language plpgsql as $$
begin
	perform tap.act(who, 'summary.read');
	return (select string_agg(concat_ws(' ', biz.summary_scope_name(s.scope, s.first, s.last), s.state, biz.summary_as_member(s),
	                                    (select count(*) from biz.summary_event e where e.summary_id = s.id)), '|')
	          from biz.summary s where s.id = tap.id(2));
end $$;
grant execute on function tap.reads(bigint) to public;
select is(tap.reads(:clerk), null, 'a member sees no draft of its alliance''s office');
select quit();
alter table biz.summary disable trigger user;
update biz.summary s set state = 'published', frozen_at = now(), frozen_by = 0, hash = biz.summary_hash(s) where id = tap.id(2);
alter table biz.summary enable trigger user;
select is(tap.reads(:clerk) || '#' || tap.reads(:director), '试联体 published t 0#试联体 published t 0', 'members read it when it is published, by its alliance''s name, without its versions');
select is(tap.reads(:union) || '#' || tap.reads(:city), '试联体 published f 1#试联体 published f 0', 'its house and who oversees it as before');
select is(tap.reads(:former), null, 'who left the alliance does not');
select is(tap.reads(:elsewhere), null, 'nor another institution');
select throws_ok(format('select tap.reads(%s)', :member_doctor), 'UX403', null, 'nor a member''s doctor, who reads no summaries');
select tap.act(:clerk, 'summary.write') \g /dev/null
update biz.summary set title = 'x' where id = tap.id(2);
select is((select count(*) from biz.act_on_summary(tap.id(2), 'withdraw', '{published}', '{withdrawn}', 1, 'x')) || (select title from biz.summary where id = tap.id(2)),
	'0试联体2016年医联体工作进展情况', 'a member changes nothing of it');
select quit();
update biz.summary set state = 'withdrawn' where id = tap.id(2);
select is(tap.reads(:clerk), null, 'withdrawn, it is gone again');
select quit();

-- Checks that need no more than the text.
create function tap.token(code text, unit text, value numeric, state text default 'ok') returns jsonb language sql as $$
	select jsonb_build_object('token', jsonb_build_object('id', $1, 'code', $1, 'unit', $2, 'value', $3, 'version', 1, 'state', $4, 'name', $1))
$$;
create function tap.text(t text) returns jsonb language sql as $$ select jsonb_build_object('text', $1) $$;
create function tap.found(variadic runs jsonb[]) returns text language sql as $$
	select string_agg(distinct c ->> 'check', ' ')
	  from fig.check_text('题', jsonb_build_object('blocks', jsonb_build_array(jsonb_build_object('id', 'a', 'content', to_jsonb($1))))) c
$$;
select is(tap.found(tap.text('选送'), tap.token('further_study_persons', '人', 30), tap.text('。带教'), tap.token('pupils', '人', 32)), 'X3', 'X3: 30 beside 32');
select is(tap.found(tap.text('进修人数'), tap.token('further_study_persons', '人', 30), tap.text('。带教学员'), tap.token('pupils', '人', 32)), null, 'not where both are named');
select is(tap.found(tap.token('further_study_persons', '人', 30), tap.text('。'), tap.token('pupils', '人', 60)), null, 'nor where they are far apart');
select is(tap.found(tap.text('上转'), tap.token('up_visits', '人次', 1409), tap.text('，下转'), tap.token('down_persons', '人', 13)), 'X5', 'X5: 1409 visits, 13 persons');
select is(tap.found(tap.text('上转'), tap.token('up_visits', '人次', 1409), tap.text('。下转'), tap.token('down_persons', '人', 13)), null, 'not in two sentences');
select is(tap.found(tap.text('上转'), tap.token('up_visits', '人次', 1409), tap.text('，为'), tap.token('up_persons', '人', 1400)), null, 'nor of the same patients');
select is(tap.found(tap.text('派驻'), tap.token('postings', '人次', 57), tap.text('，共'), tap.token('posted_persons', '人', 33)), null, 'whatever their codes');
select is(tap.found(tap.text('协议'), tap.token('agreements_live', '份', 15), tap.text('，其中签字齐全的'), tap.token('agreements_complete', '份', 14)), null, 'X3 knows a part named as such');
select is((select c -> 'message' ->> 'zh' from fig.check_text('题', '{"blocks": [{"id": "a", "content": [{"text": "前言。【请补充：分工】"}]}]}') c),
	'还没有写：“分工”，请补写或删去这一段', 'a prompt that stands is named');
select is(tap.found(tap.text('2026年2月31日、2026-02-30、13月1日、2024年2月29日')), 'X12', 'X12');
select is(tap.found(tap.text('【请补充：工作打算】')), 'prompt', 'what the template asks for and nobody wrote');
select is(tap.found(variadic '{}'), 'empty', 'a summary without text');
select is(tap.found(tap.text('培训50余人次')), 'typed', 'a number typed by hand');
select is(tap.found(tap.text('共'), tap.token('postings', '人次', 57), tap.text('人次派驻')), 'unit', 'a unit after a number that brings its own');
select is(tap.found(tap.text('共'), tap.token('postings', '人次', 57), tap.text('人员派驻')), null, 'but not a word that begins like one');
select is(tap.found(tap.text('截止目前，工作顺利')), 'undated', 'up to which day?');
select is(tap.found(tap.text('截止目前（2026年3月1日），工作顺利')), null, 'said');
select is(tap.found(tap.token('postings', '人次', null, 'no_data')), 'missing', 'no data');
select is(tap.found(tap.token('down_up_mixed', '%', 1)), 'X5', 'a figure that mixes units brings its own remark');
select is((select string_agg(distinct c ->> 'severity', ' ') from fig.check_text('2月30日', '{"blocks": [{"id": "a", "content": [{"text": "好"}]}]}') c), 'error',
	'a title has its days checked as well');
select results_eq($$select * from fig.impossible_days('2026年2月31日，2026-02-30，13月1日，2月30日，4月31日，2025年13月；2024年2月29日，2月29日，2024-12-31，10月至12月，18个月')$$,
	$$values ('2026年2月31日'), ('2026年02月30日'), ('13月1日'), ('2月30日'), ('4月31日'), ('2025年13月')$$, 'each by its name, and no others');

select * from finish();
rollback;
