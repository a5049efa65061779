-- 0237_figure_value.sql - the value of figures for a scope and a period, whole or by something.
--
-- A figure has no data (state no_data, value null), and is never 0, where no record of its type was
-- kept in that scope and period: 0 is said only where the measure that marks the record type is there
-- (fig.measure.marks; never negative), for what is held on a day anywhere up to that day. A ratio has no data where
-- either part has none or the lower is 0.

set local role yl_owner;

create type fig.leaf as (
	code    text,
	key     text,
	counted numeric
);

comment on type fig.leaf is 'What one key of a figure that is made of no others came to, before it is scaled.';

-- Measures of a figure's record type that show whether such records are kept.
create function fig.marks(measure text) returns smallint
language sql stable
as $$
	select k.id
	  from fig.measure m
	  join fig.measure k on k.source = m.source and k.marks
	 where m.code = $1
$$;

-- Whether a slice's side is one that a figure asks for.
create function fig.side_fits(wanted text, side text) returns boolean
language sql immutable
return wanted = 'any' or side = 'both' or side = wanted;

-- Sums of counters: counts, amounts, reported values, and by = kind.
create function fig.flow_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with def as materialized (
		select d.*, m.id as measure_id, fig.marks(d.measure) as marks_id
		  from unnest($1) d
		  join fig.measure m on m.code = d.measure
	), slice as materialized (
		select s.*
		  from fig.slices((select array_agg(distinct x.id)
		                     from def d cross join lateral (values (d.measure_id), (d.marks_id)) as x (id)),
		       $2, $3, $4, $5, $6, case $7 when 'kind' then 'total' else $7 end, $8) s
	), counted as (
		select d.code, case $7 when 'kind' then s.kind else s.key end as key,
		       sum(case when d.kind in ('count', 'stock') then s.n else s.amount end)
		       	filter (where s.measure = d.measure_id and (d.kinds is null or s.kind = any (d.kinds))
		       		and fig.side_fits(case when $7 in ('unit', 'county') then d.unit_side else d.side end, s.side)) as counted,
		       sum(s.n) filter (where s.measure = d.marks_id) as marked
		  from def d
		  join slice s on s.measure in (d.measure_id, d.marks_id)
		 group by 1, 2
	)
	select c.code, c.key, coalesce(c.counted, 0)
	  from counted c
	 where case $7 when 'kind' then c.counted <> 0 else c.marked <> 0 end;
end
$$;

comment on function fig.flow_leaves is 'Figures that are sums of counters, by key; a key is there where such records are kept.';

-- What is held on the last day: all that was counted up to it; by month, on each month's last day.
create function fig.stock_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
declare
	since constant date := '1949-10-01';
	held constant text := case $4 when 'now' then 'now' else 'last' end;
begin
	if $7 <> 'month' then
		return query select * from fig.flow_leaves($1, $2, $3, held, since, $6, $7, $8);
		return;
	end if;
	return query
	with before as (
		select * from fig.flow_leaves($1, $2, $3, held, since, ($5 - 1), 'total', $8)
	), within as (
		select * from fig.flow_leaves($1, $2, $3, held, $5, $6, 'month', $8)
	), month as (
		select d.code, to_char(t, 'YYYY-MM') as key
		  from unnest($1) d
		 cross join generate_series(date_trunc('month', $5::timestamp), $6::timestamp, '1 month') t
	), known as (
		select m.code, m.key, b.counted is not null as before, w.counted is not null as within,
		       coalesce(b.counted, 0) + coalesce(sum(w.counted) over (partition by m.code order by m.key), 0) as counted,
		       bool_or(w.counted is not null) over (partition by m.code order by m.key) as begun
		  from month m
		  left join before b on b.code = m.code
		  left join within w on w.code = m.code and w.key = m.key
	)
	select k.code, k.key, k.counted
	  from known k
	 where k.before
	    or k.begun;
end
$$;

comment on function fig.stock_leaves is 'Figures of what is held on a day, by key.';

-- Different persons, and different institutions on one side of the facts.
create function fig.distinct_leaves(defs fig.definition[], kind text, id text, structure text, first date,
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
		 cross join lateral fig.row_keys(part.p, $7, r.day, r.from_org_id, r.to_org_id, r.from_region_id,
		       r.to_region_id) k
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

comment on function fig.distinct_leaves is 'Figures of different persons or institutions, by key; only what is above 0.';

-- 0 where records of the type are kept and nobody, or no institution, was there.
create function fig.distinct_or_none(defs fig.definition[], kind text, id text, structure text, first date,
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
	), found as (
		select * from fig.distinct_leaves($1, $2, $3, $4, $5, $6, $7, $8)
	)
	select code, key, coalesce(f.counted, 0)
	  from found f
	  full join (select k.code, k.key from kept k where $7 <> 'kind') k using (code, key);
end
$$;

comment on function fig.distinct_or_none is 'Figures of different persons or institutions, by key.';

-- Visits and the like that are due: each member of an alliance once in each whole quarter; for an
-- institution that leads alliances those of its members, else its own.
create function fig.expected_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with quarter as (
		select q::date as first, (q + interval '3 months')::date - 1 as last
		  from generate_series(date_trunc('quarter', $5::timestamp), $6::timestamp, '3 months') q
		 where q::date >= $5
		   and (q + interval '3 months')::date <= $6 + 1
	), led as (
		select distinct m.alliance_id
		  from biz.alliance_member m
		 where $2 = 'org' and m.organisation_id = $3::int and m.role = 'lead'
		   and m.joined_on <= $6 and (m.left_on is null or m.left_on > $5)
	), due as (
		select distinct m.organisation_id as org, o.region_id as region, q.first as quarter
		  from quarter q
		 cross join fig.parts($2, $3, case $2 when 'alliance' then 'last' else $4 end, $5, $6) p
		  join biz.alliance_member m on m.role = 'member'
		       and m.joined_on <= case $4 when 'now' then current_date else q.last end
		       and (m.left_on is null or m.left_on > case $4 when 'now' then current_date else q.last end)
		  join biz.organisation o on o.id = m.organisation_id
		 where case when $2 = 'alliance' then m.alliance_id = $3::int
		       when exists (select from led) then m.alliance_id in (select l.alliance_id from led l)
		       when p.from_orgs is not null then o.id = any (p.to_orgs)
		       when p.orgs is not null then o.id = any (p.orgs)
		       else o.region_id between p.lo and p.hi end
	)
	select d.code, k.key, count(distinct (u.org, u.quarter))::numeric
	  from unnest($1) d
	 cross join due u
	 cross join lateral (
		select case $7 when 'month' then to_char(u.quarter + interval '2 months', 'YYYY-MM')
		       when 'county' then u.region::text
		       when 'total' then ''
		       when 'unit' then case when $2 <> 'region' then u.org
		       	when $3::int % 10000 = 0 then u.region / 100 * 100
		       	when $3::int % 100 = 0 then u.region else u.org end::text end as key) k
	 where k.key is not null
	 group by 1, 2;
end
$$;

comment on function fig.expected_leaves is 'How many quarters of members lie in a scope and a period, by key.';

create function fig.referral_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with slice as materialized (
		select s.* from fig.referral_slices_by($2, $3, $4, $5, $6, $7) s
	)
	select d.code, s.key, coalesce(sum(s.n) filter (where 'referral.' || s.name = d.measure
	       and fig.side_fits(case when $7 in ('unit', 'county') then d.unit_side else d.side end, s.side)), 0)
	  from unnest($1) d
	 cross join slice s
	 group by 1, 2;
end
$$;

comment on function fig.referral_leaves is 'Figures of referrals, by key; a key is there where referrals are.';

-- Every figure that is made of no others.
create function fig.leaves(defs fig.definition[], kind text, id text, structure text, first date, last date,
	by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
declare
	referrals constant fig.definition[] := array(select d from unnest($1) d where d.measure like 'referral.%');
	flows constant fig.definition[] := array(select d from unnest($1) d
		where d.kind in ('count', 'sum', 'reported') and d.measure not like 'referral.%');
	stocks constant fig.definition[] := array(select d from unnest($1) d where d.kind in ('stock', 'stock_sum'));
	distincts constant fig.definition[] := array(select d from unnest($1) d
		where d.kind in ('persons', 'units', 'unit_quarters') and d.measure not like 'referral.%');
	due constant fig.definition[] := array(select d from unnest($1) d where d.kind = 'expected');
begin
	if cardinality(referrals) > 0 and $8 is not null then
		perform sec.refuse('UX422', '转诊指标只能按现有数据统计，请去掉截至时间',
			'Figures of referrals are told of what is stored now: leave as_of out', '?as_of');
	end if;
	if cardinality(referrals) > 0 and $7 <> 'kind' then
		return query select * from fig.referral_leaves(referrals, $2, $3, $4, $5, $6, $7);
	end if;
	if cardinality(flows) > 0 then
		return query select * from fig.flow_leaves(flows, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(stocks) > 0 then
		return query select * from fig.stock_leaves(stocks, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(distincts) > 0 then
		return query select * from fig.distinct_or_none(distincts, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(due) > 0 then
		return query select * from fig.expected_leaves(due, $2, $3, $4, $5, $6, $7);
	end if;
end
$$;

comment on function fig.leaves is 'What figures that are made of no others came to, by key.';

-- The values of figures, one row for each figure and key that has data; for by = total always one for
-- each figure. by: total, month, unit (the next below), county, kind. structure: then or now.
create function fig.figures(codes text[], kind text, id text, structure text, first date, last date,
	by text default 'total', as_of timestamptz default null, out code text, out version int, out key text, out value numeric,
	out numerator numeric, out denominator numeric, out state text)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with def as materialized (
		select d from fig.definitions($1, $6) d
	), leaf as materialized (
		select l.code, l.key, l.counted * (def.d).times as value
		  from fig.leaves(array(select def.d from def), $2, $3, $4, $5, $6,
		       case when $7 = 'unit' and $2 in ('org', 'pairing') then 'partner' else $7 end, $8) l
		  join def on (def.d).code = l.code
	), derived as materialized (
		select (def.d).code, l.key,
		       sum(case when l.code = any ((def.d).plus) then l.value else -l.value end) * (def.d).times as value
		  from def
		  join leaf l on l.code = any ((def.d).plus || (def.d).minus)
		 where (def.d).kind = 'derived'
		 group by (def.d).code, (def.d).times, l.key
	), part as materialized (
		select l.code, l.key, l.value from leaf l
		 union all
		select d.code, d.key, d.value from derived d
	), ratio as (
		select (def.d).code, b.key, n.value as numerator, b.value as denominator,
		       n.value / nullif(b.value, 0) * (def.d).times as value
		  from def
		  join part b on b.code = (def.d).denominator
		  left join part n on n.code = (def.d).numerator and n.key = b.key
		 where (def.d).kind = 'ratio'
	), found as (
		select p.code, p.key, p.value, null::numeric as numerator, null::numeric as denominator from part p
		 union all
		select r.code, r.key, r.value, r.numerator, r.denominator from ratio r
	)
	select (def.d).code, (def.d).version, coalesce(f.key, ''), round(f.value, (def.d).decimals),
	       f.numerator, f.denominator, case when f.value is null then 'no_data' else 'ok' end
	  from def
	  left join found f on f.code = (def.d).code
	 where (def.d).code = any ($1)
	   and ($7 = 'total' or f.key is not null);
end
$$;

comment on function fig.figures is
	'Values of figures for a scope and a period. fig.scope_name must have let the caller in.';

grant usage on type fig.leaf to yl_web, yl_job;
grant execute on function fig.marks(text), fig.side_fits(text, text),
	fig.flow_leaves(fig.definition[], text, text, text, date, date, text, timestamptz),
	fig.stock_leaves(fig.definition[], text, text, text, date, date, text, timestamptz),
	fig.distinct_leaves(fig.definition[], text, text, text, date, date, text, timestamptz),
	fig.distinct_or_none(fig.definition[], text, text, text, date, date, text, timestamptz),
	fig.expected_leaves(fig.definition[], text, text, text, date, date, text),
	fig.referral_leaves(fig.definition[], text, text, text, date, date, text),
	fig.leaves(fig.definition[], text, text, text, date, date, text, timestamptz),
	fig.figures(text[], text, text, text, date, date, text, timestamptz)
	to yl_web, yl_job;
