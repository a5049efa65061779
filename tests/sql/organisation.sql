-- organisation.sql - structure with history: closure, names, standings, merger, closing; who may.
\ir helper.psql
select plan(44);

-- Runs a statement as the web program would with this context: region range, organisations,
-- alliances, permission. Answers the first value, or the SQLSTATE it was refused with.
create function pg_temp.as_web(permission text, lo int, hi int, orgs int[], statement text)
returns text
language plpgsql
as $$
declare
	answer text;
begin
	perform sec.set_context(7, permission, case when lo is null then 'o' else 'r' end, lo, hi, null,
		'session', 'request', null, '{}', orgs);
	perform set_config('role', 'yl_web', true);
	begin
		execute statement into answer;
	exception when others then
		perform set_config('role', 'none', true);
		return sqlstate;
	end;
	perform set_config('role', 'none', true);
	return answer;
end
$$;
create function pg_temp.county(statement text) returns text language sql
return pg_temp.as_web('organisation.write', 990101, 990101, '{}', statement);
create function pg_temp.id(a_code text) returns int language sql
return (select o.id from biz.organisation o where o.code = a_code);

insert into biz.division (code, parent_code, level, name, short_name, pinyin, initials) values
	(990000, null, 1, '测试省', '测试', 'ceshisheng', 'css'),
	(990100, 990000, 2, '测试市', '测试', 'ceshishi', 'css'),
	(990101, 990100, 3, '甲县', '甲县', 'jiaxian', 'jx'),
	(990102, 990100, 3, '乙县', '乙县', 'yixian', 'yx'),
	(990101100, 990101, 4, '一镇', '一镇', 'yizhen', 'yz');
-- Children before parents in one statement: the closure must not mind.
insert into biz.organisation (id, code, name, kind, division_code, region_id, parent_id, pinyin,
	initials, valid_from) values
	(900004, 'T4', '丁卫生院', 'township_hospital', 990101100, 990101, 900002, 'd', 'd', '2000-01-01'),
	(900003, 'T3', '丙卫生院', 'township_hospital', 990101100, 990101, 900002, 'b', 'b', '2000-01-01'),
	(900005, 'T5', '戊卫生室', 'village_clinic', 990101100, 990101, 900003, 'w', 'w', '2000-01-01'),
	(900002, 'T2', '乙医院', 'general_hospital', 990101, 990101, 900001, 'y', 'y', '2000-01-01'),
	(900001, 'T1', '甲卫健委', 'commission', 990101, 990101, null, 'j', 'j', '2000-01-01'),
	(900009, 'T9', '邻县医院', 'general_hospital', 990102, 990102, null, 'l', 'l', '2000-01-01');
insert into biz.alliance (id, name, kind, org_id, region_id, pinyin, initials, started_on)
values (900001, '测试联盟', 'medical_alliance', 900009, 990102, 'c', 'c', '2001-01-01');
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on) values
	(900001, 900009, 'lead', '2001-01-01'), (900001, 900003, 'member', '2001-01-01');
insert into biz.pairing (id, from_org_id, to_org_id, programme, purpose, starts_on, ends_on)
values (900001, 900009, 900003, '测试项目', '帮扶', '2001-01-01', '2999-12-31');

-- The closure.
select results_eq(
	$$select ancestor_id, depth::int from biz.org_closure where descendant_id = 900005 order by depth$$,
	$$values (900005, 0), (900003, 1), (900002, 2), (900001, 3)$$,
	'ancestors of a village clinic, made in any order');
set local yilian.effective_on = '2010-01-01';
update biz.organisation set parent_id = 900004 where id = 900003;
select results_eq(
	$$select ancestor_id from biz.org_closure where descendant_id = 900005 order by depth$$,
	$$values (900005), (900003), (900004), (900002), (900001)$$,
	'a move takes everything below along');
select throws_ok($$update biz.organisation set parent_id = 900005 where id = 900004$$, 'UX422', null,
	'a ring of parents is refused');
update biz.organisation set parent_id = 900002 where id = 900003;
select is((select count(*)::int from biz.org_closure where ancestor_id = 900002), 4,
	'and back again');
set local yilian.effective_on = '';
select is((select count(*)::int from biz.organisation_standing where organisation_id = 900003), 2,
	'two moves on one day leave one step in the history');

-- Referral ladder.
select results_eq($$select tier::int from biz.organisation where id between 900001 and 900005
	order by id$$, $$values (3), (3), (2), (2), (1)$$, 'tiers follow kind and region');

-- Renaming.
select is(pg_temp.county($$select biz.organisation_rename(900003, 1, '丙中心卫生院', 'b', 'b',
	'2020-05-01', '升格')$$), '2', 'the county renames');
select is((select name from biz.organisations_on('2020-04-30') where id = 900003), '丙卫生院',
	'the day before it has the old name');
select is((select name from biz.organisations_on('2020-05-01') where id = 900003), '丙中心卫生院',
	'from that day on the new one');
select is(pg_temp.county($$select biz.organisation_rename(900003, 2, '丙分院', 'b', 'b',
	'2020-04-01', '补录')$$), 'UX422', 'no day before the last change');
select is(pg_temp.county($$select biz.organisation_rename(900003, 2, '丙中心卫生院', 'b', 'b',
	null, '无')$$), 'UX422', 'the same name is no new name');
select is(pg_temp.county($$select biz.organisation_rename(900003, 2, '丙分院', 'b', 'b',
	current_date + 1, '无')$$), 'UX422', 'no day in the future');
select is(pg_temp.county($$select biz.organisation_rename(900003, 1, '丙分院', 'b', 'b',
	null, '无')$$), 'UX412', 'a stale version is refused');
select is(pg_temp.county($$select biz.organisation_rename(900009, 1, '丙分院', 'b', 'b',
	null, '无')$$), 'UX403', 'the neighbour''s is refused');
select is(pg_temp.county($$select biz.organisation_rename(999999999, 1, '丙分院', 'b', 'b',
	null, '无')$$), 'UX404', 'what is not there is not there');
select is(pg_temp.as_web('organisation.read', 990101, 990101, '{}',
	$$select biz.organisation_rename(900003, 2, '丙分院', 'b', 'b', null, '无')$$), 'UX403',
	'the permission to read does not rename');
select is(pg_temp.as_web('organisation.write', null, null, '{900003}',
	$$select biz.organisation_rename(900003, 2, '丙分院', 'b', 'b', null, '无')$$), 'UX403',
	'an institution does not rename itself');

-- Changing attributes.
select is(pg_temp.county($$select biz.organisation_alter(900003, 2,
	'{"kind": "central_township_hospital", "beds": "40", "level": 1}', '2021-01-01')$$), '3',
	'attributes change');
select is((select kind from biz.organisations_on('2020-12-31') where id = 900003),
	'township_hospital', 'its kind on an earlier day stays what it was');
select is(pg_temp.county($$select biz.organisation_alter(900003, 3, '{"grade": "a", "level": null}',
	null)$$), 'UX422', 'a grade needs a level');
select is(pg_temp.county($$select biz.organisation_alter(900003, 3, '{"division_code": 990102}',
	null)$$), 'UX422', 'it does not move to another county');
select throws_ok($$update biz.organisation set region_id = 990102 where id = 900003$$, 'UX422', null,
	'its region never changes');

-- Making.
select is(pg_temp.county($$select biz.organisation_create('00000000-0000-7000-8000-000000000001',
	'T6', '己卫生院', 'township_hospital', null, null, null, 990101100, 900001, 10, null, null,
	null, 'j', 'j', null, null, '2019-01-01')$$), pg_temp.id('T6')::text, 'the county makes one');
select is(pg_temp.county($$select biz.organisation_create('00000000-0000-7000-8000-000000000001',
	'T6', '己卫生院', 'township_hospital', null, null, null, 990101100, 900001, 10, null, null,
	null, 'j', 'j', null, null, '2019-01-01')$$), pg_temp.id('T6')::text,
	'the same request again makes none');
select is((select region_id from biz.organisation where code = 'T6'), 990101,
	'its region follows from its township');
select is(pg_temp.county($$select biz.organisation_create('00000000-0000-7000-8000-000000000002',
	'T6', '庚卫生院', 'township_hospital', null, null, null, 990101100, 900001, 10, null, null,
	null, 'j', 'j', null, null, null)$$), 'UX409', 'a code is used once');
select is(pg_temp.county($$select biz.organisation_create('00000000-0000-7000-8000-000000000003',
	'T7', '庚医院', 'general_hospital', null, null, null, 990102, null, 10, null, null, null,
	'j', 'j', null, null, null)$$), 'UX422', 'not in the neighbour''s county');

-- Closing.
select is(pg_temp.county($$select biz.organisation_close(900002, 1, null, '无')$$), 'UX409',
	'one with others below it is not closed');
select is(pg_temp.county($$select biz.organisation_close(900004, 1, current_date, '撤并')$$), '2',
	'one without is');
select is(pg_temp.county($$select biz.organisation_close(900004, 2, current_date, '撤并')$$), 'UX409',
	'a closed one changes no more');
select is((select count(*)::int from biz.organisations_on(current_date - 1) where id = 900004), 1,
	'yesterday it existed');
select is((select count(*)::int from biz.organisations_on(current_date) where id = 900004), 0,
	'today it does not');

-- Merging: T3, with a clinic below, a membership and a pairing, into T6.
select is(pg_temp.county(format($$select biz.organisation_merge(900003, 3, 900005, null, '合并')$$)),
	'UX422', 'not into one below it');
select is(pg_temp.county(format(
	$$select biz.organisation_merge(900003, 3, %s, '2022-01-01', '合并')$$, pg_temp.id('T6'))), '4',
	'the county merges');
select is((select parent_id from biz.organisation where id = 900005), pg_temp.id('T6'),
	'what was below belongs to the successor');
select is((select count(*)::int from biz.organisations_below(900003, '2021-12-31')), 2,
	'the day before the clinic was still below the merged one');
select results_eq($$select organisation_id, joined_on, left_on from biz.alliance_member
	where alliance_id = 900001 and role = 'member' order by joined_on$$,
	format($$values (900003, date '2001-01-01', date '2022-01-01'),
	(%s, date '2022-01-01', null::date)$$, pg_temp.id('T6')),
	'its membership goes on with the successor');
select results_eq($$select to_org_id, starts_on, ends_on from biz.pairing
	where programme = '测试项目' order by starts_on$$,
	format($$values (900003, date '2001-01-01', date '2021-12-31'),
	(%s, date '2022-01-01', date '2999-12-31')$$, pg_temp.id('T6')),
	'so does its pairing, though the supporter is another county''s');
select is(biz.organisation_heir(900003), pg_temp.id('T6'), 'the heir is found');
select is((select string_agg(action, ' ' order by id) from biz.organisation_change
	where organisation_id = 900003), 'rename alter merge', 'every change is noted');

-- The net below the functions.
select is(pg_temp.county($$update biz.organisation set beds = 1 where id = 900009 returning 'written'$$),
	null, 'the neighbour''s row is not written past the functions');
select is(pg_temp.as_web('organisation.read', 990101, 990101, '{}',
	$$update biz.organisation set beds = 1 where id = 900002 returning 'written'$$), null,
	'nor one''s own without the permission');
select is(pg_temp.county($$insert into biz.org_closure values (900009, 900002, 1)$$), '42501',
	'nobody writes the closure');
select is(pg_temp.county($$delete from biz.organisation_name$$), '42501', 'nobody rewrites history');

select * from finish();
rollback;
