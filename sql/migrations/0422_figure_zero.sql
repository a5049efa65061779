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
