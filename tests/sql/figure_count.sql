-- figure_count.sql - counters of records equal the records after any writing whatever.
\ir helper.psql
select plan(31);

-- A record type of the test's own: gifts with lines, one counting on the day given, each line by kind,
-- the giver's member of staff as the person; live from one day to another.
set local role yl_owner;
create table biz.t_gift (
	id uuid primary key default gen_random_uuid(), from_org_id int not null, from_region_id int not null,
	to_org_id int not null, to_region_id int not null, state text not null, day date not null, until date,
	staff uuid, fen bigint not null default 0
);
create table biz.t_gift_line (
	record_id uuid not null references biz.t_gift on delete cascade, line int not null, kind text not null,
	n int not null, primary key (record_id, line)
);
create function fig.t_gift_facts(r biz.t_gift) returns setof fig.fact language sql stable as $$
	select f.* from (
		select 'gift.given', r.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, '',
		       fig.person_of(r.staff), 1, r.fen
		 union all
		select 'gift.items', r.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, l.kind,
		       null, l.n, 0
		  from biz.t_gift_line l where l.record_id = r.id
		 union all
		select 'gift.live', r.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, '', null, 1, 0
		 union all
		select 'gift.live', r.until + 1, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, '', null, -1, 0
		 where r.until is not null) f
	 where r.state = 'confirmed'
$$;
reset role;

select tap.org('FA', 630106) as a, tap.org('FB', 630105) as b, tap.org('FC', 630106) as c, tap.org('FD', 640302) as d,
       tap.org('FE', 630100, null, 'general_hospital') as e \gset

-- One that is there before figures know of the table.
insert into biz.t_gift (from_org_id, from_region_id, to_org_id, to_region_id, state, day, fen)
values (:a, 630106, :b, 630105, 'confirmed', '2022-02-28', 100);
set local role yl_owner;
select fig.count_records('gifts', 'gift', 'biz.t_gift', 'fig.t_gift_facts',
	array['gift.given', 'gift.items', 'gift.live:at'], 'r.day', lines => array['biz.t_gift_line']::regclass[]) \g /dev/null
reset role;

create function tap.total(measure text, grain text, start date, level int, region int, side text, kind text default '')
returns text language sql as $$
	select t.n || ' ' || t.amount
	  from fig.region_total t
	  join fig.measure m on m.id = t.measure and m.code = $1
	 where (t.grain, t.start, t.level, t.region_id, t.side, t.kind) = ($2, $3, $4, $5, $6, $7)
$$;
create function tap.proved() returns bigint language sql as $$
	select count(*) from fig.prove()
$$;

select is(tap.total('gift.given', 'y', '2022-01-01', 1, 630000, 'both'), '1 100', 'what was there is counted');
select is(tap.proved(), 0::bigint, 'and proved');
select results_eq($$select code, along, marks from fig.measure where source = 'gifts' order by id$$,
	$$values ('gift.given', 'with', true), ('gift.items', 'with', false), ('gift.live', 'at', false)$$, 'measures are known');

-- one gift through its life
insert into biz.t_gift (id, from_org_id, from_region_id, to_org_id, to_region_id, state, day, fen, staff)
values ('00000000-0000-4000-8000-000000000001', :d, 640302, :a, 630106, 'draft', '2022-03-05', 700, '00000000-0000-4000-8000-00000000aaaa');
insert into biz.t_gift_line values ('00000000-0000-4000-8000-000000000001', 1, 'drug', 3), ('00000000-0000-4000-8000-000000000001', 2, 'drug', 4);
select is((select count(*) from fig.delta), 0::bigint, 'a draft counts for nothing');
update biz.t_gift set state = 'confirmed' where id = '00000000-0000-4000-8000-000000000001';
select results_eq($$select m.code, d.kind, d.n, d.amount from fig.delta d join fig.measure m on m.id = d.measure order by 1$$,
	$$values ('gift.given', '', 1::bigint, 700::bigint), ('gift.items', 'drug', 7, 0), ('gift.live', '', 1, 0)$$,
	'once confirmed it does, with its lines');
update biz.t_gift set staff = staff, until = null where id = '00000000-0000-4000-8000-000000000001';
select is((select count(*) from fig.delta), 3::bigint, 'a change of nothing appends nothing');
select is(fig.fold_records(2), 2, 'folding takes what it is told');
select is(tap.proved(), 0::bigint, 'half folded it is proved too');
select is(fig.fold_records(), 1, 'and the rest');
select is(tap.total('gift.given', 'm', '2022-03-01', 3, 630106, 'to'), '1 700', 'the county receives');
select is(tap.total('gift.given', 'd', '2022-03-05', 2, 640300, 'from'), '1 700', 'the other city gives, on the day');
select is(tap.total('gift.items', 'y', '2022-01-01', 1, 630000, 'to', 'drug'), '7 0', 'lines of one kind are one');
select is((select n from fig.head where grain = 'y' and start = '2022-01-01' and to_org_id = :a), 1::bigint, 'a person stands for the year');
update biz.t_gift_line set kind = 'device' where line = 2;
delete from biz.t_gift_line where line = 1;
select is(tap.proved(), 0::bigint, 'changed lines count anew, unfolded');
select fig.fold_records() \g /dev/null
select is(tap.total('gift.items', 'y', '2022-01-01', 1, 630000, 'to', 'drug'), '0 0', 'what is gone is taken off');
select is(tap.total('gift.items', 'y', '2022-01-01', 1, 630000, 'to', 'device'), '4 0', 'and put where it belongs');
update biz.t_gift set state = 'void' where id = '00000000-0000-4000-8000-000000000001';
select fig.fold_records() \g /dev/null
select is((select count(*) from fig.entry where record_id = '00000000-0000-4000-8000-000000000001'), 0::bigint, 'void counts no more');
select is(tap.total('gift.given', 'y', '2022-01-01', 1, 640000, 'from'), '0 0', 'nor in the totals');
select is(tap.proved(), 0::bigint, 'proved');

-- anything, in any order: 60 rounds of random inserts, updates and deletes of gifts and lines
create function tap.storm(orgs int[], rounds int) returns int language plpgsql as $$
declare
	bad int := 0;
begin
	perform setseed(0.42);
	for i in 1..rounds loop
		insert into biz.t_gift (from_org_id, from_region_id, to_org_id, to_region_id, state, day, until, staff, fen)
		select f.id, f.region_id, t.id, t.region_id, (array['draft', 'submitted', 'confirmed', 'confirmed', 'void'])[1 + k.s],
		       k.day, case when k.s > 2 then k.day + k.s * 17 end,
		       case when k.p < 6 then ('00000000-0000-4000-8000-0000000000' || lpad(to_hex(k.p), 2, '0'))::uuid end, k.s * 100
		  from (select (random() * 4)::int as s, (random() * 9)::int as p, date '2021-12-01' + (random() * 420)::int as day,
		               orgs[1 + floor(random() * 5)::int] as o1, orgs[1 + floor(random() * 5)::int] as o2
		          from generate_series(1, 1 + (random() * 8)::int)) k
		  join biz.organisation f on f.id = k.o1
		  join biz.organisation t on t.id = k.o2;
		insert into biz.t_gift_line (record_id, line, kind, n)
		select g.id, 1 + (random() * 2)::int, (array['drug', 'device', 'goods'])[1 + (random() * 2)::int], 1 + (random() * 5)::int
		  from biz.t_gift g where random() < 0.3
		on conflict (record_id, line) do update set kind = excluded.kind, n = excluded.n;
		update biz.t_gift set state = (array['draft', 'submitted', 'confirmed', 'void'])[1 + (random() * 3)::int]
		 where random() < 0.1;
		update biz.t_gift set day = day + (random() * 40)::int, until = null, fen = fen + 1 where random() < 0.1;
		update biz.t_gift set staff = null where random() < 0.05;
		update biz.t_gift g set to_org_id = o.id, to_region_id = o.region_id
		  from biz.organisation o where o.id = orgs[1 + i % 5] and random() < 0.05;
		update biz.t_gift_line set n = n + 1 where random() < 0.05;
		delete from biz.t_gift_line where random() < 0.05;
		delete from biz.t_gift where random() < 0.03;
		if i % 3 = 0 then
			perform fig.fold_records((random() * 40)::int);
		end if;
		if i % 10 = 0 then
			bad := bad + (select count(*) from fig.prove());
		end if;
	end loop;
	return bad;
end $$;
select is(tap.storm(array[:a, :b, :c, :d, :e], 60), 0, 'after each tenth round of anything all is equal');
select cmp_ok((select count(*) from biz.t_gift where state = 'confirmed'), '>', 50::bigint, 'and there was something');
select fig.fold_records(null) \g /dev/null
-- Counted here once more by hand, not by the function of facts.
select is((select sum(t.n)::bigint from fig.region_total t join fig.measure m on m.id = t.measure where m.code = 'gift.given'
		and t.grain = 'm' and t.start = '2022-05-01' and t.level = 1 and t.region_id = 630000),
	(select count(*) from biz.t_gift where state = 'confirmed' and day between '2022-05-01' and '2022-05-31'
		and (from_region_id / 10000 = 63 or to_region_id / 10000 = 63)), 'a province''s month is its rows');
select is((select coalesce(sum(t.amount), 0) from fig.pair_total t join fig.measure m on m.id = t.measure where m.code = 'gift.given'
		and t.grain = 'y' and t.start = '2022-01-01' and t.from_org_id = :b),
	(select coalesce(sum(fen), 0) from biz.t_gift where state = 'confirmed' and from_org_id = :b
		and day between '2022-01-01' and '2022-12-31'), 'a giver''s year is its money');
select is((select count(distinct h.person) from fig.head h where h.grain = 'y' and h.start = '2022-01-01' and h.n > 0),
	(select count(distinct staff) from biz.t_gift where state = 'confirmed' and day between '2022-01-01' and '2022-12-31'),
	'persons are told apart');
select is((select sum(t.n)::bigint from fig.region_total t join fig.measure m on m.id = t.measure where m.code = 'gift.items'
		and t.grain = 'y' and t.level = 3 and t.region_id = 640302 and t.kind = 'drug'),
	(select coalesce(sum(l.n), 0)::bigint from biz.t_gift_line l join biz.t_gift g on g.id = l.record_id
	  where g.state = 'confirmed' and l.kind = 'drug' and 640302 in (g.from_region_id, g.to_region_id)), 'lines too');

-- a lie is named, and mended
update fig.region_total set n = n + 1 where grain = 'y' and level = 1 and region_id = 630000 and side = 'both'
	and start = '2022-01-01' and kind = '' and measure = (select id from fig.measure where code = 'gift.given');
select is((select string_agg(counter || ' ' || measure || ' ' || (counted - found), ',') from fig.prove('gifts')),
	'region gift.given 1', 'a counter that lies is named');
update fig.head set n = n + 1 where ctid = (select min(ctid) from fig.head);
select is((select string_agg(counter, ',' order by counter) from fig.prove('gifts')), 'person,region', 'so is a person');
delete from fig.entry where ctid = (select min(ctid) from fig.entry);
select ok(exists (select from fig.prove('gifts') where counter = 'entry'), 'and an entry that is missing');
select fig.rebuild('gifts') \g /dev/null
select is(tap.proved(), 0::bigint, 'a rebuild mends all');

-- scopes
select sec.set_context(1, 'figure.read', '-', 640302, 640302, :d, 's', 'r', null, '{}', '{}');
select set_config('role', 'yl_web', true) \g /dev/null
select ok(count(*) > 0 and count(*) = count(*) filter (where 640302 in (from_region_id, to_region_id)),
	'an overseer sees the entries of the own county') from fig.entry;
select is((select array_agg(distinct level || ' ' || region_id) from fig.region_total), array['3 640302'],
	'and the totals of the county, not those of its city');
select * from finish();
rollback;
