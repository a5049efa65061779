-- pairing.sql - counterpart support: terms, coverage (G7), who sees and who changes.
\set coverage `grep -v '^--' ../../sql/queries/web/pairing/coverage.sql`
\ir helper.psql
select plan(23);

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
create function pg_temp.sees(lo int, hi int, orgs int[]) returns int language sql
return pg_temp.as_web('pairing.read', lo, hi, orgs,
	'select count(*) from biz.pairing where id >= 900000')::int;

insert into biz.division (code, parent_code, level, name, short_name, pinyin, initials) values
	(990000, null, 1, '测试省', '测试', 'ceshisheng', 'css'),
	(990100, 990000, 2, '测试市', '测试', 'ceshishi', 'css'),
	(990101, 990100, 3, '甲县', '甲县', 'jiaxian', 'jx'),
	(990102, 990100, 3, '乙县', '乙县', 'yixian', 'yx'),
	(990103, 990100, 3, '丙县', '丙县', 'bingxian', 'bx');
-- G7: a county of 21 units, six of them central township hospitals, supported by the neighbour's
-- hospital.
insert into biz.organisation (id, code, name, kind, division_code, region_id, pinyin, initials,
	valid_from)
select 900000 + n, 'P' || n, '测试机构' || n,
       case when n = 0 then 'general_hospital' when n <= 6 then 'central_township_hospital'
            else 'township_hospital' end,
       case when n = 0 then 990102 else 990101 end, case when n = 0 then 990102 else 990101 end,
       'c', 'c', '2000-01-01'
  from generate_series(0, 21) as n;
insert into biz.pairing (id, from_org_id, to_org_id, programme, purpose, starts_on, ends_on,
	from_region_id, to_region_id)
select 900000 + n, 900000, 900000 + n, '测试项目', '帮扶', '2022-01-01',
       case when n = 1 then date '2022-06-30' else date '2024-12-31' end, 1, 1
  from generate_series(1, 21) as n;

select is((select count(*)::int from biz.pairing where id >= 900000 and from_region_id = 990102
	and to_region_id = 990101), 21, 'regions are those of the organisations, whatever was sent');

select throws_ok($$insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on)
	values (900000, 900002, '测试项目', '帮扶', '2024-12-31')$$, '23P01', null,
	'one pair is not paired twice at a time under one programme');
select lives_ok($$insert into biz.pairing (id, from_org_id, to_org_id, programme, purpose, starts_on)
	values (900100, 900000, 900002, '测试项目', '帮扶', '2025-01-01')$$,
	'but again the day after');

-- Status by day.
select is(biz.pairing_status('2022-01-01', '2024-12-31', false, '2021-12-31'), 'planned', 'before');
select is(biz.pairing_status('2022-01-01', '2024-12-31', false, '2024-12-31'), 'live',
	'the last day is part of the term');
select is(biz.pairing_status('2022-01-01', '2024-12-31', false, '2025-01-01'), 'expired', 'after');
select is(biz.pairing_status('2022-01-01', '2023-05-31', true, '2023-06-01'), 'ended',
	'ended before its term');
select is(biz.pairing_status('2022-01-01', '2021-12-31', true, '2021-01-01'), 'ended',
	'withdrawn before it began');

-- Coverage, by the query the API runs.
prepare coverage (int, text, date) as :coverage;
create function pg_temp.covered(a_kind text, day date)
returns text
language plpgsql
as $$
declare
	r record;
	answer text;
begin
	perform sec.set_context(7, 'pairing.read', 'r', 990101, 990101, null, 'session', 'request', null,
		'{}', '{}');
	perform set_config('role', 'yl_web', true);
	for r in execute format('execute coverage(990101, null, %L)', day)
	loop
		answer := case when r.kind = a_kind then concat(r.paired, '/', r.eligible, ' ', r.percent)
			else answer end;
	end loop;
	perform set_config('role', 'none', true);
	return answer;
end
$$;
select is(pg_temp.covered('central_township_hospital', '2022-05-01'), '6/6 100.00',
	'G7: six of six central township hospitals are paired');
select is(pg_temp.covered('township_hospital', '2022-05-01'), '15/15 100.00',
	'G7: so are the other fifteen of 21');
select is(pg_temp.covered('central_township_hospital', '2022-07-01'), '5/6 83.33',
	'G7: one has expired');

-- Who sees: both sides and both counties.
select is(pg_temp.sees(990101, 990101, '{}'), 22, 'the supported county sees them');
select is(pg_temp.sees(990102, 990102, '{}'), 22, 'the supporting county too');
select is(pg_temp.sees(990103, 990103, '{}'), 0, 'a third does not');
select is(pg_temp.sees(990100, 990199, '{}'), 22, 'the city does');
select is(pg_temp.sees(null, null, '{900003}'), 1, 'an institution sees its own');
select is(pg_temp.sees(null, null, '{900000}'), 22, 'and the supporter all of its own');

-- Who changes.
select is(pg_temp.as_web('pairing.write', 990101, 990101, '{}', $$select biz.pairing_alter(900003, 1,
	'{"ends_on": "2023-01-31"}')$$), 'UX422', 'ending before the term needs a reason');
select is(pg_temp.as_web('pairing.write', 990101, 990101, '{}', $$select biz.pairing_alter(900003, 1,
	'{"ends_on": "2023-01-31", "end_reason": "受援方调整"}')$$), '2', 'the county ends one');
select is((select agreed_until from biz.pairing where id = 900003), date '2024-12-31',
	'what was agreed is kept');
select is(pg_temp.as_web('pairing.write', 990103, 990103, '{}', $$select biz.pairing_alter(900004, 1,
	'{"purpose": "其他"}')$$), 'UX404', 'to a third county it is not there');
select is(pg_temp.as_web('pairing.read', null, null, '{900000}', $$select biz.pairing_alter(900004, 1,
	'{"purpose": "其他"}')$$), 'UX403', 'an institution does not change it');
select is(pg_temp.as_web('pairing.write', 990103, 990103, '{}', $$select biz.pairing_create(
	'00000000-0000-7000-8000-000000000001', 900000, 900001, '新项目', '帮扶', '{}', '2025-01-01',
	null)$$), 'UX422', 'a third county does not make one');

select * from finish();
rollback;
