-- figure_value.sql - figures by scope, structure, period and key equal what the rows say, row by row.
\ir helper.psql
-- As the programs' roles have it.
set local jit = off;
select plan(45);

-- A record type of the test's own, with persons, kinds and an end.
set local role yl_owner;
create table biz.t_gift (
	id uuid primary key default gen_random_uuid(), from_org_id int not null, from_region_id int not null,
	to_org_id int not null, to_region_id int not null, state text not null default 'confirmed', day date not null,
	until date, kind text, staff uuid, fen bigint not null default 0
);
create function fig.t_gift_facts(r biz.t_gift) returns setof fig.fact language sql stable as $$
	select f.* from (
		select 'gift.given', r.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.kind,
		       fig.person_of(r.staff), 1, r.fen
		 union all
		select 'gift.back', r.day, r.to_org_id, r.from_org_id, r.to_region_id, r.from_region_id, '', null, 1, 0
		 union all
		select 'gift.live', r.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, '', null, 1, 0
		 union all
		select 'gift.live', r.until + 1, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, '', null, -1, 0
		 where r.until is not null) f
	 where r.state = 'confirmed'
$$;
select fig.count_records('gifts', 'gift', 'biz.t_gift', 'fig.t_gift_facts',
	array['gift.given', 'gift.back:against', 'gift.live'], 'r.day') \g /dev/null
insert into fig.topic values ('gift', 0, '礼', 'gifts');
insert into fig.definition (topic, place, code, name_zh, name_en, meaning_zh, meaning_en, unit, unit_en, kind, measure,
	kinds, side, unit_side, plus, minus, numerator, denominator, times, decimals)
select 'gift', 1, d.code, 'x', 'x', 'x', 'x', 'x', 'x', d.kind, d.measure, d.kinds, d.side, d.unit_side, d.plus, d.minus,
       d.numerator, d.denominator, d.times, d.decimals
  from (values
	('g_count', 'count', 'gift.given', null::text[], 'any', 'to', null::text[], null::text[], null, null, 1, 0),
	('g_value', 'sum', 'gift.given', null, 'any', 'from', null, null, null, null, 0.01, 2),
	('g_drugs', 'sum', 'gift.given', '{drug}', 'any', 'any', null, null, null, null, 1, 0),
	('g_out', 'count', 'gift.given', null, 'from', 'any', null, null, null, null, 1, 0),
	('g_in', 'count', 'gift.given', null, 'to', 'any', null, null, null, null, 1, 0),
	('g_back', 'count', 'gift.back', null, 'any', 'any', null, null, null, null, 1, 0),
	('g_people', 'persons', 'gift.given', null, 'any', 'any', null, null, null, null, 1, 0),
	('g_givers', 'units', 'gift.given', null, 'any', 'from', null, null, null, null, 1, 0),
	('g_live', 'stock', 'gift.live', null, 'any', 'any', null, null, null, null, 1, 0),
	('g_other', 'derived', null, null, 'any', 'any', '{g_cents}', '{g_drugs}', null, null, 1, 0),
	('g_cents', 'sum', 'gift.given', null, 'any', 'any', null, null, null, null, 1, 0),
	('g_share', 'ratio', null, null, 'any', 'any', null, null, 'g_drugs', 'g_cents', 100, 3))
	as d (code, kind, measure, kinds, side, unit_side, plus, minus, numerator, denominator, times, decimals);
reset role;

select tap.org('VP', 630000, null, 'commission') as p \gset
select tap.org('VA', 630106, :p, 'general_hospital') as a, tap.org('VB', 630106, :p) as b, tap.org('VC', 630106, :p) as c,
       tap.org('VD', 630105, :p, 'general_hospital') as d, tap.org('VE', 630105, :p) as e,
       tap.org('VF', 630100, :p, 'general_hospital') as f, tap.org('VG', 640302, null, 'general_hospital') as g,
       tap.org('VH', 632701, :p) as h \gset
\set orgs '{' :a ',' :b ',' :c ',' :d ',' :e ',' :f ',' :g ',' :h '}'
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('值医联体', 'county_community', :a, 630106, 'z', 'z', '2020-01-01') returning id as alliance \gset
-- One member joins, one leaves, one is there twice.
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on, left_on)
values (:alliance, :a, 'lead', '2020-01-01', null), (:alliance, :b, 'member', '2020-01-01', null),
       (:alliance, :c, 'member', '2022-04-15', null), (:alliance, :d, 'member', '2021-01-01', '2022-02-03'),
       (:alliance, :e, 'member', '2021-01-01', '2021-12-20'), (:alliance, :e, 'member', '2022-08-01', null);
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on, ends_on)
values (:a, :b, '甲工程', '支援', '2021-03-10', '2022-10-31'), (:d, :e, '甲工程', '支援', '2022-01-01', null),
       (:g, :d, '乙工程', '支援', '2021-01-01', '2021-12-31');
select min(id) as pair_a, max(id) filter (where programme = '甲工程') as pair_d from biz.pairing where programme = '甲工程' \gset

select setseed(0.17) \g /dev/null
insert into biz.t_gift (from_org_id, from_region_id, to_org_id, to_region_id, state, day, until, kind, staff, fen)
select f.id, f.region_id, t.id, t.region_id, (array['confirmed', 'confirmed', 'confirmed', 'submitted', 'void'])[1 + floor(random() * 5)::int],
       k.day, case when random() < 0.5 then k.day + (random() * 200)::int end, (array['drug', 'device', 'goods'])[1 + floor(random() * 3)::int],
       case when random() < 0.8 then ('00000000-0000-4000-8000-0000000000' || lpad(to_hex((random() * 40)::int), 2, '0'))::uuid end,
       (random() * 10000)::int
  from (select date '2021-01-01' + (random() * 1000)::int as day, (:'orgs'::int[])[1 + floor(random() * 8)::int] as f,
               (:'orgs'::int[])[1 + floor(random() * 8)::int] as t from generate_series(1, 900)) k
  join biz.organisation f on f.id = k.f
  join biz.organisation t on t.id = k.t;
select fig.fold_records(1500) \g /dev/null

-- What a scope says of a day, from its own tables: which sides of a fact lie in it; null: none.
create function tap.sides(kind text, scope text, structure text, day date, f int, fr int, t int, tr int, along text)
returns text language sql stable as $$
	with inside as (
		select case kind
		       when 'region' then fr between scope::int and case when scope::int % 10000 = 0 then scope::int + 9999
		       	when scope::int % 100 = 0 then scope::int + 99 else scope::int end
		       when 'org' then f = scope::int
		       when 'alliance' then exists (select from biz.alliance_member m where m.alliance_id = scope::int and m.organisation_id = f
		       	and m.joined_on <= k.on and (m.left_on is null or m.left_on > k.on))
		       else exists (select from biz.pairing p where case kind when 'pairing' then p.id = scope::int else p.programme = scope end
		       	and (f, t) = (case along when 'with' then p.from_org_id else p.to_org_id end,
		       	              case along when 'with' then p.to_org_id else p.from_org_id end)
		       	and p.starts_on <= k.on and (p.ends_on is null or p.ends_on >= k.on)) end as f_in,
		       case kind
		       when 'region' then tr between scope::int and case when scope::int % 10000 = 0 then scope::int + 9999
		       	when scope::int % 100 = 0 then scope::int + 99 else scope::int end
		       when 'org' then t = scope::int
		       when 'alliance' then exists (select from biz.alliance_member m where m.alliance_id = scope::int and m.organisation_id = t
		       	and m.joined_on <= k.on and (m.left_on is null or m.left_on > k.on))
		       else exists (select from biz.pairing p where case kind when 'pairing' then p.id = scope::int else p.programme = scope end
		       	and (f, t) = (case along when 'with' then p.from_org_id else p.to_org_id end,
		       	              case along when 'with' then p.to_org_id else p.from_org_id end)
		       	and p.starts_on <= k.on and (p.ends_on is null or p.ends_on >= k.on)) end as t_in
		  from (select case structure when 'then' then day else current_date end as on) k
	)
	select case when f_in and t_in then 'both' when kind in ('alliance', 'pairing', 'programme') then null
	       when f_in then 'from' when t_in then 'to' end from inside
$$;
create function tap.raw(scope_kind text, scope text, structure text, first date, last date)
returns table (code text, value numeric) language sql stable as $$
	with g as (
		select g.*, tap.sides(scope_kind, scope, structure, g.day, g.from_org_id, g.from_region_id, g.to_org_id, g.to_region_id, 'with') as side
		  from biz.t_gift g
		 where g.state = 'confirmed' and g.day between first and last
	)
	select k.code, k.value
	  from (select count(*) as all_of, round(sum(fen) / 100.0, 2) as value, count(*) filter (where side <> 'to') as "out",
	               count(*) filter (where side <> 'from') as "in", count(distinct staff) as people, count(distinct from_org_id) as givers,
	               sum(fen) as fen, coalesce(sum(fen) filter (where g.kind = 'drug'), 0) as drugs
	          from g where side is not null) s
	 cross join lateral (values ('g_count', s.all_of), ('g_value', s.value), ('g_drugs', s.drugs), ('g_out', s."out"), ('g_in', s."in"),
	       ('g_people', s.people), ('g_givers', s.givers), ('g_other', s.fen - s.drugs),
	       ('g_share', round(s.drugs * 100.0 / nullif(s.fen, 0), 3))) as k (code, value)
	 where s.all_of > 0
$$;
create function tap.differs(structure text, tries int, alliance int, pair_a int, pair_d int, orgs int[]) returns text language plpgsql as $$
declare
	bad text := '';
	checked int := 0;
	s record;
	v record;
	first date;
	last date;
begin
	for i in 1..tries loop
		select * into s from (values ('region', '630000'), ('region', '630100'), ('region', '630106'), ('region', '640302'),
			('region', '632700'), ('org', orgs[1 + floor(random() * 8)::int]::text), ('alliance', alliance::text),
			('alliance', alliance::text), ('pairing', pair_a::text), ('pairing', pair_d::text), ('programme', '甲工程'))
			k (kind, id) order by random() limit 1;
		first := date '2020-12-01' + (random() * 900)::int;
		last := first + (array[0, 6, 40, 200, 364, 900])[1 + floor(random() * 6)::int];
		if random() < 0.4 then
			first := date_trunc('year', first);
			last := first + interval '1 year' - interval '1 day';
		end if;
		for v in
			select f.code, f.value, r.value as raw
			  from fig.figures('{g_count,g_value,g_drugs,g_out,g_in,g_people,g_givers,g_other,g_share}',
			       s.kind, s.id, structure, first, last) f
			  left join tap.raw(s.kind, s.id, structure, first, last) r on r.code = f.code
		loop
			checked := checked + 1;
			if v.value is distinct from v.raw then
				bad := bad || concat_ws(' ', v.code, s.kind, s.id, first, last, 'is', v.value, 'not', v.raw, E'\n');
			end if;
		end loop;
	end loop;
	return case when bad = '' then checked || ' equal' else bad end;
end $$;
grant execute on all functions in schema tap to public;
select sec.set_context(1, 'figure.read', 'a', 100000, 999999, :p, 's', 'r', null, '{}', '{}');
select is(tap.differs('then', 60, :alliance, :pair_a, :pair_d, :'orgs'), '540 equal', 'as the structure was, half folded');
select is(tap.differs('now', 25, :alliance, :pair_a, :pair_d, :'orgs'), '225 equal', 'as the structure is, half folded');
select fig.fold_records(null) \g /dev/null
select is(tap.differs('then', 60, :alliance, :pair_a, :pair_d, :'orgs'), '540 equal', 'as the structure was, folded');
select is(tap.differs('now', 25, :alliance, :pair_a, :pair_d, :'orgs'), '225 equal', 'as the structure is, folded');

create function tap.one(code text, kind text, id text, first date, last date, structure text default 'then')
returns numeric language sql as $$
	select f.value from fig.figures(array[code], kind, id, structure, first, last) f
$$;
grant execute on all functions in schema tap to public;

-- what is held on a day
select is(tap.one('g_live', 'region', '630106', '2022-01-01', '2022-05-17'),
	(select count(*)::numeric from biz.t_gift where state = 'confirmed' and 630106 in (from_region_id, to_region_id)
		and day <= '2022-05-17' and (until is null or until >= '2022-05-17')), 'held on a day in a county');
select is(tap.one('g_live', 'alliance', :'alliance', '2022-01-01', '2022-01-20'),
	(select count(*)::numeric from biz.t_gift where state = 'confirmed' and from_org_id in (:a, :b, :d) and to_org_id in (:a, :b, :d)
		and day <= '2022-01-20' and (until is null or until >= '2022-01-20')), 'held by the members of that day');
select results_eq($$select key, value from fig.figures('{g_live}', 'region', '630106', 'then', '2021-11-01', '2022-02-28', 'month') order by 1$$,
	$$select to_char(m, 'YYYY-MM'), (select count(*)::numeric from biz.t_gift where state = 'confirmed'
		and 630106 in (from_region_id, to_region_id) and day <= m + interval '1 month - 1 day'
		and (until is null or until >= m + interval '1 month - 1 day'))
	    from generate_series(timestamp '2021-11-01', '2022-02-01', '1 month') m order by 1$$, 'held at the end of each month');

-- by something
create function tap.by(by text, kind text, id text, codes text[] default '{g_count}') returns table (key text, value numeric) language sql as $$
	select f.key, f.value from fig.figures(codes, kind, id, 'then', '2021-03-10', '2022-09-20', by) f where f.value <> 0 order by 1
$$;
grant execute on all functions in schema tap to public;
create temporary view gift as select * from biz.t_gift where state = 'confirmed' and day between '2021-03-10' and '2022-09-20';
grant select on gift to public;
select results_eq($$select * from tap.by('month', 'region', '630100')$$, $$select to_char(day, 'YYYY-MM'), count(*)::numeric from gift
	where from_region_id / 100 = 6301 or to_region_id / 100 = 6301 group by 1 order by 1$$, 'by month');
select results_eq($$select * from tap.by('unit', 'region', '630000')$$, $$select (to_region_id / 100 * 100)::text, count(*)::numeric from gift
	where to_region_id / 10000 = 63 group by 1 order by 1$$, 'a province by city, of who received');
select results_eq($$select * from tap.by('county', 'region', '630000')$$, $$select to_region_id::text, count(*)::numeric from gift
	where to_region_id / 10000 = 63 group by 1 order by 1$$, 'and by county');
select results_eq($$select * from tap.by('unit', 'region', '630000', '{g_value}')$$, $$select (from_region_id / 100 * 100)::text,
	round(sum(fen) / 100.0, 2) from gift where from_region_id / 10000 = 63 group by 1 order by 1$$, 'values by who gave');
select results_eq($$select * from tap.by('unit', 'region', '630106')$$, $$select to_org_id::text, count(*)::numeric from gift
	where to_region_id = 630106 group by 1 order by 1$$, 'a county by institution');
select results_eq($$select * from tap.by('unit', 'org', '$$ || :a || $$')$$, $$select (case when from_org_id = $$ || :a || $$ then to_org_id else from_org_id end)::text,
	count(*)::numeric from gift where $$ || :a || $$ in (from_org_id, to_org_id) group by 1 order by 1$$, 'an institution by partner');
select results_eq($$select * from tap.by('kind', 'region', '630106')$$, $$select kind, count(*)::numeric from gift
	where 630106 in (from_region_id, to_region_id) group by 1 order by 1$$, 'by kind');
select results_eq($$select * from tap.by('month', 'org', '$$ || :a || $$', '{g_people}')$$, $$select to_char(day, 'YYYY-MM'), count(distinct staff)::numeric
	from gift where $$ || :a || $$ in (from_org_id, to_org_id) and staff is not null group by 1 order by 1$$, 'persons by month');
select results_eq($$select * from tap.by('county', 'region', '630000', '{g_people}')$$, $$select c::text, count(distinct staff)::numeric
	from gift cross join lateral (select from_region_id union select to_region_id) k (c) where c / 10000 = 63 group by 1 order by 1$$,
	'persons by county');
select results_eq($$select * from tap.by('unit', 'alliance', '$$ || :alliance || $$', '{g_value}')$$,
	$$select from_org_id::text, round(sum(fen) / 100.0, 2) from gift where tap.sides('alliance', '$$ || :alliance || $$', 'then', day, from_org_id,
	from_region_id, to_org_id, to_region_id, 'with') = 'both' group by 1 order by 1$$, 'an alliance by member');
select is(tap.one('g_back', 'pairing', :'pair_a', '2021-01-01', '2023-12-31'),
	(select count(*)::numeric from biz.t_gift where state = 'confirmed' and (from_org_id, to_org_id) = (:a, :b)
		and day between '2021-03-10' and '2022-10-31'), 'what goes against a pairing is told along it');

-- no data is not 0
select is(tap.one('g_drugs', 'region', '632700', '2019-01-01', '2019-12-31'), null, 'no data where nothing is kept');
select is((select state from fig.figures('{g_share}', 'region', '632700', 'then', '2019-01-01', '2019-12-31')), 'no_data', 'nor a ratio of it');
delete from biz.t_gift where kind = 'drug' and day between '2021-05-01' and '2021-05-31';
update biz.t_gift set staff = null where day between '2021-05-01' and '2021-05-31';
select is(tap.one('g_drugs', 'region', '630000', '2021-05-01', '2021-05-31'), 0::numeric, '0 where others of the type are kept');
select is(tap.one('g_people', 'region', '630000', '2021-05-01', '2021-05-31'), 0::numeric, 'of persons too');
select is(tap.one('g_live', 'region', '630000', '2020-01-01', '2020-06-30'), null, 'held: no data before the first');
update biz.t_gift set state = 'void' where day between '2021-06-01' and '2021-06-30';
select is((select string_agg(coalesce(f.value::text, f.state), ' ') from fig.figures('{g_count,g_people,g_drugs}', 'region', '630000', 'then',
	'2021-06-01', '2021-06-30') f), 'no_data no_data no_data', 'what was voided leaves no 0 behind');
select fig.fold_records(null) \g /dev/null
select is((select string_agg(coalesce(f.value::text, f.state), ' ') from fig.figures('{g_count,g_people,g_drugs}', 'region', '630000', 'then',
	'2021-06-01', '2021-06-30') f), 'no_data no_data no_data', 'folded or not');
select is_empty($$select * from fig.figures('{g_count}', 'region', '630000', 'then', '2021-06-01', '2021-06-30', 'kind')$$, 'nor a kind');
-- Members who left before a period, or joined after it, do not keep an alliance from anyone.
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('值医联体二', 'county_community', :a, 630106, 'z', 'z', '2020-01-01') returning id as second \gset
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on, left_on)
values (:second, :a, 'lead', '2020-01-01', null), (:second, :d, 'member', '2020-01-01', '2021-05-05');

-- versions
set local role yl_owner;
update fig.definition set valid_to = '2022-01-01' where code = 'g_drugs';
insert into fig.definition select (jsonb_populate_record(d, '{"version": 2, "kinds": ["goods"], "valid_from": "2022-01-01", "valid_to": null}')).*
  from fig.definition d where d.code = 'g_drugs';
reset role;
select is((select version from fig.figures('{g_drugs}', 'region', '630000', 'then', '2021-01-01', '2021-12-31')), 1, 'the version in force on the last day');
select is((select version || ' ' || value from fig.figures('{g_drugs}', 'region', '630000', 'then', '2022-01-01', '2022-12-31')),
	'2 ' || (select sum(fen) from biz.t_gift where state = 'confirmed' and kind = 'goods' and day between '2022-01-01' and '2022-12-31'
		and (from_region_id / 10000 = 63 or to_region_id / 10000 = 63)), 'the new one from its day on');
select throws_ok($$insert into fig.definition select (jsonb_populate_record(d, '{"version": 3, "valid_from": "2023-01-01"}')).*
	from fig.definition d where d.code = 'g_drugs' and version = 2$$, '23P01', null, 'two versions never hold at once');

-- mergers: B goes into D of another county
select sec.set_context(1, 'organisation.write', 'a', 100000, 999999, :p, 's', 'r', null, '{}', '{}');
update biz.organisation set valid_to = '2023-06-01', successor_id = :d where id = :b;
select sec.set_context(1, 'figure.read', 'a', 100000, 999999, :p, 's', 'r', null, '{}', '{}');
select is(tap.one('g_out', 'org', :'d', '2021-01-01', '2023-12-31'), (select count(*)::numeric from biz.t_gift
	where state = 'confirmed' and from_org_id = :d), 'then: what it gave itself');
select is(tap.one('g_out', 'org', :'d', '2021-01-01', '2023-12-31', 'now'), (select count(*)::numeric from biz.t_gift
	where state = 'confirmed' and from_org_id in (:b, :d)), 'now: with what was merged into it');
select is(tap.one('g_in', 'region', '630105', '2021-01-01', '2023-12-31', 'now'), (select count(*)::numeric from biz.t_gift
	where state = 'confirmed' and to_org_id in (:b, :d, :e)), 'now: its county has it');
select is(tap.one('g_in', 'region', '630106', '2021-01-01', '2023-12-31', 'now'), (select count(*)::numeric from biz.t_gift
	where state = 'confirmed' and to_org_id in (:a, :c)), 'and the former county has it not');
select is(tap.one('g_in', 'region', '630106', '2021-01-01', '2023-12-31'), (select count(*)::numeric from biz.t_gift
	where state = 'confirmed' and to_org_id in (:a, :b, :c)), 'then: it had');

-- definitions hold together
select is_empty($$select d.code, d.measure from fig.definition d where d.measure not like 'referral.%'
	and not exists (select from fig.measure m where m.code = d.measure)$$, 'every measure is one');
select is_empty($$select d.code, d.measure from fig.definition d where d.measure like 'referral.%' and not exists (
	select from pg_proc p, unnest(p.proargnames) a where p.oid = 'fig.referral_table'::regproc and 'referral.' || a = d.measure)$$,
	'or a column of the table of referrals');
select is_empty($$select d.code, p from fig.definition d cross join lateral unnest(d.plus || d.minus || d.numerator || d.denominator) p
	where p is not null and not exists (select from fig.definition o where o.code = p)$$, 'every part is a figure');

-- scopes
select tap.quit();
select sec.set_context(1, 'figure.read', '-', 630106, 630106, :a, 's', 'r', null, '{}', '{}');
select set_config('role', 'yl_web', true) \g /dev/null
select is(fig.scope_name('region', '630106', '2022-01-01', '2022-12-31'), 'D630106', 'a county is called by its name');
select refuses($$select fig.scope_name('region', '630100', '2022-01-01', '2022-12-31')$$, 'UX403', 'the city above is refused');
select refuses(format($$select fig.scope_name('org', '%s', '2022-01-01', '2022-12-31')$$, :d), 'UX403', 'so is a neighbour');
select refuses($$select fig.scope_name('alliance', '$$ || :alliance || $$', '2022-01-01', '2022-12-31')$$, 'UX403',
	'and an alliance that reaches beyond');
select is(fig.scope_name('alliance', :'second', '2022-01-01', '2022-12-31'), '值医联体二', 'one whose outsider had left is not');
select refuses($$select fig.scope_name('alliance', '$$ || :second || $$', '2021-05-04', '2022-12-31')$$, 'UX403', 'but for days before');
select refuses($$select fig.scope_name('programme', '甲工程', '2022-01-01', '2022-12-31')$$, 'UX403', 'and a programme seen in part');
select refuses($$select fig.scope_name('pairing', '$$ || :pair_d || $$', '2022-01-01', '2022-12-31')$$, 'UX404', 'a pairing of others is absent');
select * from finish();
rollback;
