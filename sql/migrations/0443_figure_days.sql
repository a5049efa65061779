-- 0443_figure_days.sql - days and months of a range are added up before anybody asks where they belong.
--
-- The same days of last year end within a month: of a province each day of each person went through the
-- keys of its row, 240,000 of them at ten million records, to say which institutions were attended.
-- What a pair (and a person, where persons are asked for) counts for in the single days of a month is one
-- row now, and so is what it counts for in all months where nobody asks by month.

set local role yl_owner;

create or replace function fig.day_rows(p fig.part, measures smallint[], days daterange[], persons boolean)
returns setof fig.pair_row
language plpgsql stable
as $$
declare
	days_of daterange;
begin
	foreach days_of in array days
	loop
		if p.from_orgs is not null then
			return query
			select e.measure, min(e.day), e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       case when persons then e.person else 0 end, sum(e.n)::bigint, sum(e.amount)::bigint
			  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
			  join fig.entry e on e.from_org_id = k.from_org_id and e.to_org_id = k.to_org_id
			       and e.measure = k.measure
			 where e.day >= lower(days_of) and e.day < upper(days_of)
			   and (not persons or e.person <> 0)
			 group by 1, 3, 4, 5, 6, 7, 8, date_trunc('month', e.day::timestamp);
		elsif p.orgs is not null then
			return query
			select e.measure, min(e.day), e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       case when persons then e.person else 0 end, sum(e.n)::bigint, sum(e.amount)::bigint
			  from fig.entry e
			 where e.from_org_id = any (p.orgs) and e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and (not p.inner or e.to_org_id = any (p.orgs))
			   and (not persons or e.person <> 0)
			 group by 1, 3, 4, 5, 6, 7, 8, date_trunc('month', e.day::timestamp)
			 union all
			select e.measure, min(e.day), e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       case when persons then e.person else 0 end, sum(e.n)::bigint, sum(e.amount)::bigint
			  from fig.entry e
			 where e.to_org_id = any (p.orgs) and e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and not p.inner and e.from_org_id <> all (p.orgs)
			   and (not persons or e.person <> 0)
			 group by 1, 3, 4, 5, 6, 7, 8, date_trunc('month', e.day::timestamp);
		else
			return query
			select e.measure, min(e.day), e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       case when persons then e.person else 0 end, sum(e.n)::bigint, sum(e.amount)::bigint
			  from fig.entry e
			 where e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and (e.from_region_id between p.lo and p.hi or e.to_region_id between p.lo and p.hi)
			   and (not persons or e.person <> 0)
			 group by 1, 3, 4, 5, 6, 7, 8, date_trunc('month', e.day::timestamp);
		end if;
	end loop;
	return query
	select d.measure, d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.kind,
	       d.person, d.n, d.amount
	  from fig.delta d
	 where d.measure = any (measures)
	   and d.day between p.first and p.last
	   and not exists (select from unnest(days) as x (r) where d.day <@ x.r)
	   and (not persons or d.person <> 0)
	   and fig.row_fits(p, measures, d.measure, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id);
	if p.as_of is not null then
		return query
		select c.*
		  from fig.corrections(measures, p.as_of) c
		 where c.day between p.first and p.last
		   and (not persons or c.person <> 0)
		   and fig.row_fits(p, measures, c.measure, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id);
	end if;
end
$$;

create or replace function fig.pair_rows(p fig.part, measures smallint[], widest text) returns setof fig.pair_row
language plpgsql stable
as $$
begin
	if p.from_orgs is not null then
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, sum(c.n)::bigint, sum(c.amount)::bigint
		  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
		 cross join fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.from_org_id = k.from_org_id and c.to_org_id = k.to_org_id
		       and c.measure = k.measure and c.grain = r.grain and c.start between r.lo and r.hi
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	elsif p.orgs is not null then
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, sum(c.n)::bigint, sum(c.amount)::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.from_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner or c.to_org_id = any (p.orgs)
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end
		 union all
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, sum(c.n)::bigint, sum(c.amount)::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.to_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner and c.from_org_id <> all (p.orgs)
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	else
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, sum(c.n)::bigint, sum(c.amount)::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where c.from_region_id between p.lo and p.hi
		    or c.to_region_id between p.lo and p.hi
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	end if;
	return query
	select * from fig.day_rows(p, measures, array(
		select daterange(r.lo, r.hi, '[]') from fig.runs(p.first, p.last, widest) r where r.grain = 'd'), false);
end
$$;


create or replace function fig.head_rows(p fig.part, measures smallint[], widest text) returns setof fig.pair_row
language plpgsql stable
as $$
begin
	if p.from_orgs is not null then
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, sum(c.n)::bigint, 0::bigint
		  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
		 cross join fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.from_org_id = k.from_org_id and c.to_org_id = k.to_org_id
		       and c.measure = k.measure and c.grain = r.grain and c.start between r.lo and r.hi
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	elsif p.orgs is not null then
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, sum(c.n)::bigint, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.from_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner or c.to_org_id = any (p.orgs)
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end
		 union all
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, sum(c.n)::bigint, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.to_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner and c.from_org_id <> all (p.orgs)
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	else
		return query
		select c.measure, min(c.start), c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, sum(c.n)::bigint, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where c.from_region_id between p.lo and p.hi
		    or c.to_region_id between p.lo and p.hi
		 group by 1, 3, 4, 5, 6, 7, 8, case widest when 'm' then c.start end;
	end if;
	return query
	select * from fig.day_rows(p, measures, array(
		select daterange(r.lo, r.hi, '[]') from fig.runs(p.first, p.last, widest) r where r.grain = 'd'), true);
end
$$;

-- Persons and institutions are read once for all figures, not once for each.
create or replace function fig.distinct_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with def as materialized (
		select d.*, m.id as measure_id from unnest($1) d join fig.measure m on m.code = d.measure
	), part as materialized (
		select p from fig.parts($2, $3, $4, $5, $6, $8) p
	), asked as (
		select array_agg(distinct d.measure_id) filter (where d.kind = 'persons') as persons,
		       array_agg(distinct d.measure_id) filter (where d.kind = 'units') as units,
		       array_agg(distinct d.measure_id) filter (where d.kind = 'unit_quarters') as quarters
		  from def d
	), who as materialized (
		select r.measure, case $7 when 'kind' then r.kind else k.key end as key, k.side, r.kind, r.person,
		       sum(r.n) as n
		  from part
		 cross join asked a
		 cross join lateral fig.head_rows(part.p, a.persons, case $7 when 'month' then 'm' else 'y' end) r
		 cross join lateral fig.row_keys(part.p, $7, r.day, r.from_org_id, r.to_org_id, r.from_region_id,
		       r.to_region_id) k
		 where a.persons is not null
		 group by 1, 2, 3, 4, 5
	), unit as materialized (
		select r.measure, case $7 when 'kind' then r.kind else k.key end as key, k.side, r.kind, r.from_org_id,
		       r.to_org_id, false as quarterly, null::date as quarter, sum(r.n) as n
		  from part
		 cross join asked a
		 cross join lateral fig.pair_rows(part.p, a.units, case $7 when 'month' then 'm' else 'y' end) r
		 cross join lateral fig.row_keys(part.p, $7, r.day, r.from_org_id, r.to_org_id, r.from_region_id,
		       r.to_region_id) k
		 where a.units is not null
		 group by 1, 2, 3, 4, 5, 6
		 union all
		select r.measure, case $7 when 'kind' then r.kind else k.key end, k.side, r.kind, r.from_org_id,
		       r.to_org_id, true, date_trunc('quarter', r.day)::date, sum(r.n)
		  from part
		 cross join asked a
		 cross join lateral fig.pair_rows(part.p, a.quarters, 'm') r
		 -- A quarter is told in its last month, as what was due is.
		 cross join lateral fig.row_keys(part.p, $7, (date_trunc('quarter', r.day) + interval '2 months')::date, r.from_org_id,
		       r.to_org_id, r.from_region_id, r.to_region_id) k
		 where a.quarters is not null
		   and date_trunc('quarter', r.day)::date >= $5
		   and (date_trunc('quarter', r.day) + interval '3 months')::date <= $6 + 1
		 group by 1, 2, 3, 4, 5, 6, 8
	)
	select d.code, k.key, count(*)::numeric
	  from def d
	 cross join lateral (
		select w.key, w.person
		  from who w
		 where w.measure = d.measure_id
		   and (d.kinds is null or w.kind = any (d.kinds))
		   and fig.side_fits(case when $7 in ('unit', 'county') then d.unit_side else d.side end, w.side)
		 group by 1, 2
		having sum(w.n) > 0) k
	 where d.kind = 'persons'
	 group by 1, 2
	 union all
	select d.code, k.key, count(*)
	  from def d
	 cross join lateral (
		select u.key, case d.unit_side when 'from' then u.from_org_id else u.to_org_id end as org, u.quarter
		  from unit u
		 where u.measure = d.measure_id
		   and u.quarterly = (d.kind = 'unit_quarters')
		   and (d.kinds is null or u.kind = any (d.kinds))
		   and fig.side_fits(case when $7 in ('unit', 'county') then d.unit_side else d.side end, u.side)
		 group by 1, 2, 3
		having sum(u.n) > 0) k
	 where d.kind in ('units', 'unit_quarters')
	 group by 1, 2;
end
$$;

create or replace function fig.rebuild(source text default null) returns void
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
		-- In the order of days, as life writes them: a range of days then lies together.
		insert into fig.entry select f.* from fig.source_facts(s.name, null) f order by f.day;
		perform fig.add_totals(null, wanted);
	end loop;
end
$$;

