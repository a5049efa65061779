-- alliance.sql - alliances with several leads and dated members (G7); who may change them.
\ir helper.psql
select plan(21);

create function pg_temp.as_web(permission text, lo int, hi int, alliances int[], statement text)
returns text
language plpgsql
as $$
declare
	answer text;
begin
	perform sec.set_context(7, permission, case when lo is null then 'o' else 'r' end, lo, hi, null,
		'session', 'request', null, alliances, '{}');
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
create function pg_temp.city(statement text) returns text language sql
return pg_temp.as_web('alliance.write', 990100, 990199, '{}', statement);
create function pg_temp.members(day date, a_role text) returns int language sql
return (select count(*)::int from biz.alliance_member m
	where m.alliance_id = 900001 and m.role = a_role and m.joined_on <= day
	  and (m.left_on is null or m.left_on > day));

insert into biz.division (code, parent_code, level, name, short_name, pinyin, initials) values
	(990000, null, 1, '测试省', '测试', 'ceshisheng', 'css'),
	(990100, 990000, 2, '测试市', '测试', 'ceshishi', 'css'),
	(990200, 990000, 2, '邻市', '邻市', 'linshi', 'ls'),
	(990101, 990100, 3, '甲县', '甲县', 'jiaxian', 'jx'),
	(990201, 990200, 3, '乙县', '乙县', 'yixian', 'yx');
-- G7: one lead of the city, 19 at county or city level, 26 central township hospitals, 12 private or
-- of enterprises, over two cities.
insert into biz.organisation (id, code, name, kind, division_code, region_id, pinyin, initials,
	valid_from)
select 900000 + n, 'G' || n, '测试机构' || n,
       case when n < 20 then 'general_hospital' when n < 46 then 'central_township_hospital'
            when n < 53 then 'private' else 'enterprise' end,
       d, d, 'c', 'c', '2000-01-01'
  from (select n, case when n = 0 then 990100 when n % 2 = 0 then 990101 else 990201 end as d
	  from generate_series(0, 57) as n) as x;

select is(pg_temp.city($$select biz.alliance_create('00000000-0000-7000-8000-000000000001',
	'测试联盟', 'strategic', 900001, null, 'c', 'c', '2015-01-01')$$), 'UX422',
	'the seat must lie in the city');
select isnt(pg_temp.city($$select biz.alliance_create('00000000-0000-7000-8000-000000000001',
	'测试联盟', 'strategic', 900000, '章程', 'c', 'c', '2015-01-01')$$), null, 'the city makes one');
select is(pg_temp.city($$select biz.alliance_create('00000000-0000-7000-8000-000000000001',
	'测试联盟', 'strategic', 900000, '章程', 'c', 'c', '2015-01-01')$$),
	(select id::text from biz.alliance where name = '测试联盟'), 'the same request makes no second');
select is(pg_temp.city($$select biz.alliance_create('00000000-0000-7000-8000-000000000002',
	'测试联盟', 'strategic', 900000, '章程', 'c', 'c', '2015-01-01')$$), 'UX409',
	'a name is used once');
-- Its own number in this file is 900001.
insert into biz.alliance (id, name, kind, org_id, region_id, pinyin, initials, started_on)
values (900001, '测试城市联盟', 'strategic', 900000, 990100, 'c', 'c', '2015-01-01');
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
values (900001, 900000, 'lead', '2015-01-01');

select is((select count(*)::int from generate_series(1, 57) as n
	where pg_temp.city(format($$select biz.alliance_join(900001, %s, %s, null, '2016-03-01')$$,
		n, 900000 + n)) = (n + 1)::text), 57, 'the city lets 57 join, of other cities too');
select is(pg_temp.members('2016-03-01', 'member'), 57, 'G7: 57 members');
select is(pg_temp.members('2016-03-01', 'lead'), 1, 'G7: one lead');
select is(pg_temp.members('2016-02-29', 'member'), 0, 'the day before nobody had joined');
select results_eq($$select case when o.kind = 'general_hospital' then 'county'
		when o.kind = 'central_township_hospital' then 'centre' else 'other' end as class,
		count(*)::int
	from biz.alliance_member m join biz.organisation o on o.id = m.organisation_id
	where m.alliance_id = 900001 and m.role = 'member' group by 1 order by 1$$,
	$$values ('centre', 26), ('county', 19), ('other', 12)$$, 'G7: 19 + 26 + 12');

select is(pg_temp.city($$select biz.alliance_join(900001, 58, 900001, null, '2017-01-01')$$), 'UX409',
	'nobody joins twice');
select is(pg_temp.city($$select biz.alliance_join(900001, 57, 900001, null, '2017-01-01')$$), 'UX412',
	'a stale version is refused');
select throws_ok($$insert into biz.alliance_member (alliance_id, organisation_id, joined_on)
	values (900001, 900001, '2018-01-01')$$, '23P01', null, 'nor past the function');
select is(pg_temp.city($$select biz.alliance_leave(900001, 58, 900001, 'lead', '2018-01-01',
	null)$$), '59', 'a member becomes a second lead');
select is(pg_temp.members('2018-01-01', 'lead') * 100 + pg_temp.members('2018-01-01', 'member'), 256,
	'two leads, 56 members then');
select is(pg_temp.members('2017-12-31', 'lead'), 1, 'one lead the day before');
select is(pg_temp.city($$select biz.alliance_leave(900001, 59, 900002, null, '2019-01-01',
	'退出')$$), '60', 'a member leaves');
select is(pg_temp.members('2019-01-01', 'member'), 55, 'and is gone from that day');
select is(pg_temp.city($$select biz.alliance_leave(900001, 60, 900000, null, '2019-01-01',
	'退出')$$), 'UX409', 'the seat stays');
select is(pg_temp.as_web('alliance.write', null, null, '{900001}',
	$$select biz.alliance_leave(900001, 60, 900003, null, '2019-01-01', '退出')$$), '61',
	'the alliance''s own office changes it');
select is(pg_temp.as_web('alliance.write', null, null, '{900002}',
	$$select biz.alliance_leave(900001, 61, 900004, null, '2019-01-01', '退出')$$), 'UX403',
	'another alliance''s office does not');
select is(pg_temp.as_web('alliance.write', 990201, 990201, '{}',
	$$select biz.alliance_leave(900001, 61, 900005, null, '2019-01-01', '退出')$$), 'UX403',
	'nor does the county of a member');

select * from finish();
rollback;
