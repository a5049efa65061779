-- 0310_figure_kept.sql - what is above 0 is data, also where the measure that marks its type is not there.
--
-- Days that wait for the receiver's word, or refusals, may stand in a scope where nothing of their
-- type was confirmed yet: the number is told all the same. 0 still needs the mark (0237).

set local role yl_owner;

create or replace function fig.flow_leaves(defs fig.definition[], kind text, id text, structure text, first date,
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
	 where c.counted <> 0
	    or $7 <> 'kind' and c.marked <> 0;
end
$$;
