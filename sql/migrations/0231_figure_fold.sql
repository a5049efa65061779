-- 0231_figure_fold.sql - counters of regions, pairs and persons: folded, proved, made anew.

set local role yl_owner;

create table fig.region_total (
	measure   smallint not null,
	grain     text     not null,
	start     date     not null,
	level     smallint not null,
	region_id int      not null,
	side      text     not null,
	kind      text     not null,
	n         bigint   not null,
	amount    bigint   not null,
	constraint region_total_pkey primary key (measure, grain, level, region_id, start, side, kind),
	constraint region_total_grain_check check (grain in ('d', 'm', 'y')),
	constraint region_total_level_check check (level between 1 and 3),
	constraint region_total_side_check check (side in ('from', 'to', 'both'))
) with (fillfactor = 80);

comment on table fig.region_total is
	'Counters by province, city and county for days, months and years: a province''s year is a few rows.';
comment on column fig.region_total.measure is 'Which measure.';
comment on column fig.region_total.grain is 'd, m or y: what start begins.';
comment on column fig.region_total.start is 'First day of the day, month or year.';
comment on column fig.region_total.level is
	'1 province, 2 city, 3 county; a city''s or province''s own institutions are a county of its code.';
comment on column fig.region_total.region_id is 'The province, city or county.';
comment on column fig.region_total.side is
	'Which side lies in the region: from or to alone, or both.';
comment on column fig.region_total.kind is 'Code by which the measure is cut; empty: none.';
comment on column fig.region_total.n is 'How many.';
comment on column fig.region_total.amount is 'How much, in the measure''s smallest unit.';

create table fig.pair_total (
	measure        smallint not null,
	grain          text     not null,
	start          date     not null,
	from_org_id    int      not null,
	to_org_id      int      not null,
	from_region_id int      not null,
	to_region_id   int      not null,
	kind           text     not null,
	n              bigint   not null,
	amount         bigint   not null,
	constraint pair_total_pkey primary key (from_org_id, measure, grain, start, to_org_id, kind),
	constraint pair_total_grain_check check (grain in ('m', 'y'))
) with (fillfactor = 80);

create index pair_total_to_idx on fig.pair_total (to_org_id, measure, grain, start);

comment on table fig.pair_total is
	'Counters by pair of institutions for months and years; single days come from fig.entry.';
comment on column fig.pair_total.measure is 'Which measure.';
comment on column fig.pair_total.grain is 'm or y: what start begins.';
comment on column fig.pair_total.start is 'First day of the month or year.';
comment on column fig.pair_total.from_org_id is 'Side it comes from; of one-sided records both are the same.';
comment on column fig.pair_total.to_org_id is 'Side it goes to.';
comment on column fig.pair_total.from_region_id is 'County of the one side.';
comment on column fig.pair_total.to_region_id is 'County of the other side.';
comment on column fig.pair_total.kind is 'Code by which the measure is cut; empty: none.';
comment on column fig.pair_total.n is 'How many.';
comment on column fig.pair_total.amount is 'How much, in the measure''s smallest unit.';

create table fig.head (
	measure        smallint not null,
	grain          text     not null,
	start          date     not null,
	from_org_id    int      not null,
	to_org_id      int      not null,
	from_region_id int      not null,
	to_region_id   int      not null,
	kind           text     not null,
	person         bigint   not null,
	n              bigint   not null,
	constraint head_pkey primary key (from_org_id, measure, grain, start, to_org_id, kind, person),
	constraint head_grain_check check (grain in ('m', 'y'))
) with (fillfactor = 80);

create index head_to_idx on fig.head (to_org_id, measure, grain, start);
create index head_start_idx on fig.head (measure, grain, start);

comment on table fig.head is
	'Who counted in a month or year, once for each pair: persons (人) of any range are told from it and from single days of fig.entry.';
comment on column fig.head.measure is 'Which measure.';
comment on column fig.head.grain is 'm or y: what start begins.';
comment on column fig.head.start is 'First day of the month or year.';
comment on column fig.head.from_org_id is 'Side the person comes from.';
comment on column fig.head.to_org_id is 'Side the person goes to.';
comment on column fig.head.from_region_id is 'County of the one side.';
comment on column fig.head.to_region_id is 'County of the other side.';
comment on column fig.head.kind is 'Code by which the measure is cut; empty: none.';
comment on column fig.head.person is 'Who, by fig.person_of.';
comment on column fig.head.n is 'How often; the person counts while it is above 0.';

-- The regions a fact belongs to, and with which side.
create function fig.region_sides(from_region_id int, to_region_id int, out level smallint,
	out region_id int, out side text)
returns setof record
language sql immutable
begin atomic
	select k.level::smallint, k.f, case when k.f = k.t then 'both' else 'from' end
	  from (values (1, $1 / 10000 * 10000, $2 / 10000 * 10000), (2, $1 / 100 * 100, $2 / 100 * 100),
	       (3, $1, $2)) as k (level, f, t)
	 union all
	select k.level, k.t, 'to'
	  from (values (1, $1 / 10000 * 10000, $2 / 10000 * 10000), (2, $1 / 100 * 100, $2 / 100 * 100),
	       (3, $1, $2)) as k (level, f, t)
	 where k.f <> k.t;
end;

-- Folds up to so many deltas into the counters (null: all); returns how many. One at a time: a
-- second caller finds the lock taken and returns 0. The job worker calls it every second or so.
create function fig.fold_records(most int default 20000) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	folded int;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_records')) then
		return 0;
	end if;
	with taken as (
		delete from fig.delta d
		 where d.id in (select k.id from fig.delta k order by k.id limit most)
		returning d.*
	), months as materialized (
		select t.measure, g.grain, g.start, t.from_org_id, t.to_org_id, t.from_region_id,
		       t.to_region_id, t.kind, t.person, sum(t.n) as n, sum(t.amount) as amount
		  from taken t
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
		       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
	), by_region as (
		insert into fig.region_total as c (measure, grain, start, level, region_id, side, kind, n, amount)
		select s.measure, s.grain, s.start, r.level, r.region_id, r.side, s.kind, sum(s.n), sum(s.amount)
		  from months s
		 cross join lateral fig.region_sides(s.from_region_id, s.to_region_id) r
		 group by 1, 2, 3, 4, 5, 6, 7
		on conflict on constraint region_total_pkey do update
		   set n = c.n + excluded.n,
		       amount = c.amount + excluded.amount
	), by_pair as (
		insert into fig.pair_total as c (measure, grain, start, from_org_id, to_org_id, from_region_id,
		       to_region_id, kind, n, amount)
		select s.measure, s.grain, s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id,
		       s.kind, sum(s.n), sum(s.amount)
		  from months s
		 where s.grain <> 'd'
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		on conflict on constraint pair_total_pkey do update
		   set n = c.n + excluded.n,
		       amount = c.amount + excluded.amount
	), by_person as (
		insert into fig.head as c (measure, grain, start, from_org_id, to_org_id, from_region_id,
		       to_region_id, kind, person, n)
		select s.measure, s.grain, s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id,
		       s.kind, s.person, s.n
		  from months s
		 where s.grain <> 'd'
		   and s.person <> 0
		on conflict on constraint head_pkey do update
		   set n = c.n + excluded.n
	)
	select count(*) into folded from taken;
	return folded;
end
$$;

comment on function fig.fold_records(int) is 'Moves appended deltas into the counters; how many it took.';

-- Makes the entries and counters of a record type anew from its records, for repair; null: of all.
-- Writers of those records wait meanwhile. The counters are filled by the next folds.
create function fig.rebuild(source text default null) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	s record;
	wanted smallint[];
begin
	perform pg_advisory_xact_lock(hashtext('fig.fold_records'));
	for s in select k.name from fig.source k where $1 is null or k.name = $1
	loop
		perform fig.hold_source(s.name);
		wanted := array(select m.id from fig.measure m where m.source = s.name);
		delete from fig.delta d where d.measure = any (wanted);
		delete from fig.region_total t where t.measure = any (wanted);
		delete from fig.pair_total t where t.measure = any (wanted);
		delete from fig.head h where h.measure = any (wanted);
		delete from fig.entry e where e.measure = any (wanted);
		insert into fig.entry select f.* from fig.source_facts(s.name, null) f;
		insert into fig.delta (measure, day, from_org_id, to_org_id, from_region_id, to_region_id,
		       kind, person, n, amount)
		select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id,
		       e.kind, e.person, sum(e.n), sum(e.amount)
		  from fig.entry e
		 where e.measure = any (wanted)
		 group by 1, 2, 3, 4, 5, 6, 7, 8;
		perform fig.fold_records(null);
	end loop;
end
$$;

comment on function fig.rebuild(text) is 'Makes entries and counters of a record type anew from its records; writers wait.';

-- Every entry that differs from what the records count for, and every counter that, with what is
-- not folded yet, differs from the entries; none: proved.
create function fig.prove(source text default null, out counter text, out at text, out measure text,
	out counted bigint, out found bigint)
returns setof record
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
	s record;
begin
	for s in
		select k.name, array(select m.id from fig.measure m where m.source = k.name) as measures
		  from fig.source k
		 where $1 is null or k.name = $1
	loop
		return query
		select 'entry', concat_ws(' ', e.record_id, e.day, e.from_org_id, e.to_org_id, e.kind, e.person),
		       m.code, coalesce(e.kept, 0)::bigint, coalesce(e.found, 0)::bigint
		  from (
			select record_id, measure, day, from_org_id, to_org_id, kind, person, k.n as kept,
			       f.n as found, k.amount = f.amount as equal
			  from (select * from fig.entry where measure = any (s.measures)) k
			  full join fig.source_facts(s.name, null) f
			       using (record_id, measure, day, from_org_id, to_org_id, from_region_id, to_region_id,
			       kind, person)) e
		  join fig.measure m on m.id = e.measure
		 where e.kept is distinct from e.found
		    or not e.equal;

		return query
		with raw as (
			select measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind, person,
			       n::bigint, amount
			  from fig.entry
			 where measure = any (s.measures)
			 union all
			select measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind, person, -n, -amount
			  from fig.delta
			 where measure = any (s.measures)
		), grains as materialized (
			select r.measure, g.grain, g.start, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id,
			       r.kind, r.person, sum(r.n) as n, sum(r.amount) as amount
			  from raw r
			 cross join lateral (values ('d', r.day), ('m', date_trunc('month', r.day)::date),
			       ('y', date_trunc('year', r.day)::date)) as g (grain, start)
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		), sums as (
			select 'region' as counter, g.measure, g.grain, g.start, r.level::int as a, r.region_id as b, r.side,
			       g.kind, 0::bigint as person, sum(g.n) as n, sum(g.amount) as amount
			  from grains g
			 cross join lateral fig.region_sides(g.from_region_id, g.to_region_id) r
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
			 union all
			select 'pair', measure, grain, start, from_org_id, to_org_id, '', kind, 0, sum(n), sum(amount)
			  from grains
			 where grain <> 'd'
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
			 union all
			select 'person', measure, grain, start, from_org_id, to_org_id, '', kind, person, n, 0
			  from grains
			 where grain <> 'd' and person <> 0
		), kept as (
			select 'region' as counter, measure, grain, start, level::int as a, region_id as b, side, kind,
			       0::bigint as person, n, amount
			  from fig.region_total
			 where measure = any (s.measures)
			 union all
			select 'pair', measure, grain, start, from_org_id, to_org_id, '', kind, 0, n, amount
			  from fig.pair_total
			 where measure = any (s.measures)
			 union all
			select 'person', measure, grain, start, from_org_id, to_org_id, '', kind, person, n, 0
			  from fig.head
			 where measure = any (s.measures)
		), compared as (
			select counter, measure, grain, start, a, b, side, kind, person,
			       coalesce(kept.n, 0) as kept_n, coalesce(sums.n, 0) as n,
			       coalesce(kept.amount, 0) as kept_amount, coalesce(sums.amount, 0) as amount
			  from kept
			  full join sums using (counter, measure, grain, start, a, b, side, kind, person)
		)
		select c.counter, concat_ws(' ', c.grain, c.start, c.a, c.b, c.side, c.kind, nullif(c.person, 0)), m.code,
		       case when c.kept_n <> c.n then c.kept_n else c.kept_amount end::bigint,
		       case when c.kept_n <> c.n then c.n else c.amount end::bigint
		  from compared c
		  join fig.measure m on m.id = c.measure
		 where c.kept_n <> c.n
		    or c.kept_amount <> c.amount;
	end loop;
end
$$;

comment on function fig.prove(text) is
	'Lists every entry and counter of a record type (null: all) that differs from the records, with both numbers; no row: all are equal.';

grant execute on function fig.prove(text) to yl_job;
grant execute on function fig.fold_records(int), fig.rebuild(text) to yl_job;

select sec.protect('fig.pair_total', 'two_sided');
select sec.protect('fig.head', 'two_sided');
-- A region's total is seen by whose scope holds the whole region.
alter table fig.region_total enable row level security;
alter table fig.region_total force row level security;
create policy region_total_definer on fig.region_total to yl_owner
	using (true) with check (true);
create policy region_total_select on fig.region_total for select to yl_web, yl_job using (
	(select sec.sees_all())
	or region_id between (select sec.region_lo()) and (select sec.region_hi()));
create policy region_total_insert on fig.region_total for insert to yl_web, yl_job with check (false);
create policy region_total_update on fig.region_total for update to yl_web, yl_job using (false);
create policy region_total_delete on fig.region_total for delete to yl_web, yl_job using (false);

grant select on fig.region_total, fig.pair_total, fig.head to yl_web, yl_job;
grant execute on function fig.region_sides(int, int) to yl_web, yl_job;
