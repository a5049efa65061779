-- 0422_figure_zero.sql - 0 where something was due and not done; no data where no register is kept.
--
-- A member of an alliance that nobody visited in a quarter was missed: its share is 0 of 1, not unknown.
-- A hospital whose people operate elsewhere keeps no register of surgery by that: its own surgery is
-- unknown, not 0; what they did elsewhere is told as done with support.
set local role yl_owner;

alter table fig.measure add column marked_by text;
comment on column fig.measure.marked_by is
	'Measure that marks that such records are kept, where it is not the one that marks its record type.';
update fig.measure set marked_by = 'procedure.done' where code in ('procedure.done', 'procedure.surgery', 'procedure.first', 'procedure.gap');
update fig.measure set marked_by = 'rescue.done' where code in ('rescue.done', 'rescue.saved');
alter table fig.measure add constraint measure_marked_fkey foreign key (marked_by) references fig.measure (code);

-- Measures of a figure's record type that show whether such records are kept.
create or replace function fig.marks(measure text) returns smallint
language sql stable
as $$
	select coalesce(b.id, k.id)
	  from fig.measure m
	  left join fig.measure b on b.code = m.marked_by
	  left join fig.measure k on k.source = m.source and k.marks
	 where m.code = $1
$$;

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
	), who as (
		select r.measure, case $7 when 'kind' then r.kind else k.key end as key, k.side, r.kind, r.person,
		       sum(r.n) as n
		  from part
		 cross join asked a
		 cross join lateral fig.head_rows(part.p, a.persons, case $7 when 'month' then 'm' else 'y' end) r
		 cross join lateral fig.row_keys(part.p, $7, r.day, r.from_org_id, r.to_org_id, r.from_region_id,
		       r.to_region_id) k
		 where a.persons is not null
		 group by 1, 2, 3, 4, 5
	), unit as (
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


-- For an institution that leads alliances, its members are the partners it owes something.
create or replace function fig.expected_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select d.code, k.key, count(distinct (u.org, u.quarter))::numeric
	  from unnest($1) d
	 cross join fig.due_quarters($2, $3, $4, $5, $6, true) u
	 cross join lateral (
		select case $7 when 'month' then to_char(u.quarter + interval '2 months', 'YYYY-MM')
		       when 'county' then u.region::text
		       when 'total' then ''
		       when 'partner' then case when $2 = 'pairing' or u.org::text <> $3 then u.org::text end
		       when 'unit' then case when $2 <> 'region' then u.org
		       	when $3::int % 10000 = 0 then u.region / 100 * 100
		       	when $3::int % 100 = 0 then u.region else u.org end::text end as key) k
	 where k.key is not null
	 group by 1, 2;
end
$$;

-- 0 where records of the type are kept and nobody, or no institution, was there; and of quarters where
-- one was due.
create or replace function fig.distinct_or_none(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with def as materialized (
		select d.code, fig.marks(d.measure) as marks_id from unnest($1) d
	), kept as (
		select d.code, s.key
		  from fig.slices((select array_agg(distinct d.marks_id) from def d), $2, $3, $4, $5, $6,
		       case $7 when 'kind' then 'total' else $7 end, $8) s
		  join def d on d.marks_id = s.measure
		 group by 1, 2
		having sum(s.n) <> 0
		 union
		select e.code, e.key
		  from fig.expected_leaves(array(select x from unnest($1) x where x.kind = 'unit_quarters'), $2, $3, $4, $5, $6, $7) e
	), found as (
		select * from fig.distinct_leaves($1, $2, $3, $4, $5, $6, $7, $8)
	)
	select code, key, coalesce(f.counted, 0)
	  from found f
	  full join (select k.code, k.key from kept k where $7 <> 'kind') k using (code, key);
end
$$;
