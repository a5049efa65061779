-- 0242_figure_as_of.sql - figures as records stood at a moment, from the history of the records.
--
-- Counters hold what is stored now. What has changed since a moment is undone: for each record with a
-- later event, what it counted for then (the earliest later event says what each column held before)
-- less what it counts for now. Only as much is looked at as has changed. Lines of records and computed
-- columns are taken as they are now.

set local role yl_owner;

create index record_event_at_idx on biz.record_event (record_type, at);

-- The records of a type with something done to them after a moment, and what their columns held then;
-- null: they were not there yet.
create function fig.undo(source text, as_of timestamptz, out record_id uuid, out was jsonb)
returns setof record
language sql stable
as $$
	with later as materialized (
		select e.record_id, e.id, e.from_state, e.changes
		  from biz.record_event e
		 where e.record_type = $1
		   and e.at > $2
	), earliest as (
		select distinct on (l.record_id) l.record_id, l.from_state
		  from later l
		 order by l.record_id, l.id
	), held as (
		select distinct on (l.record_id, c.key) l.record_id, c.key, c.value -> 0 as was
		  from later l
		 cross join lateral jsonb_each(l.changes) c
		 where jsonb_typeof(c.value) = 'array'
		 order by l.record_id, c.key, l.id
	)
	select e.record_id,
	       case when e.from_state is not null then jsonb_build_object('state', e.from_state)
	       	|| coalesce((select jsonb_object_agg(h.key, h.was) from held h where h.record_id = e.record_id), '{}') end
	  from earliest e
$$;

comment on function fig.undo is 'What the columns of records held at a moment, of those changed since.';

-- Every table whose records are counted has its branch here, written by fig.write_sources.
create function fig.source_facts_at(source text, as_of timestamptz) returns setof fig.entry
language plpgsql stable
as $$
begin
	raise exception 'no records are counted';
end
$$;

alter function fig.write_sources() rename to write_sources_now;

create function fig.write_sources() returns void
language plpgsql volatile
as $$
declare
	branches text := '';
	s fig.source;
begin
	perform fig.write_sources_now();
	for s in
		select k.* from fig.source k where exists (select from biz.record_type t where t.name = k.name) order by k.name
	loop
		branches := branches || format($c$
	if $1 = %1$L then
		return query
		select r.%2$I, fig.measure_id(f.measure, %1$L), f.day, f.from_org_id, f.to_org_id,
		       f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from fig.undo(%1$L, $2) u
		  join %3$s c on c.%2$I = u.record_id
		 cross join lateral jsonb_populate_record(c, u.was) r
		 cross join lateral %4$s(r) f
		 where u.was is not null
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0;
	end if;$c$, s.name, s.key, s.target, s.facts);
		execute format('grant execute on function %s to yl_web, yl_job', s.facts::regproc::oid::regprocedure);
	end loop;
	execute format($f$create or replace function fig.source_facts_at(source text, as_of timestamptz)
returns setof fig.entry language plpgsql stable as $body$
begin%s
end
$body$ $f$, branches);
end
$$;

comment on function fig.write_sources() is
	'Writes fig.source_facts, fig.source_facts_at, fig.hold_source and fig.record anew from fig.source. For migrations.';

create or replace function fig.corrections(measures smallint[], as_of timestamptz) returns setof fig.pair_row
language plpgsql stable
as $$
declare
	source text;
begin
	for source in
		select distinct m.source
		  from fig.measure m
		 where m.id = any ($1)
	loop
		return query
		select k.measure, k.day, k.from_org_id, k.to_org_id, k.from_region_id, k.to_region_id, k.kind, k.person,
		       sum(k.n)::bigint, sum(k.amount)::bigint
		  from (
			select f.measure, f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.kind, f.person,
			       f.n, f.amount
			  from fig.source_facts_at(source, $2) f
			 union all
			select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind, e.person,
			       -e.n, -e.amount
			  from fig.undo(source, $2) u
			  join fig.entry e on e.record_id = u.record_id) k
		 where k.measure = any ($1)
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		having sum(k.n) <> 0
		    or sum(k.amount) <> 0;
	end loop;
end
$$;

select fig.write_sources();

grant execute on function fig.undo(text, timestamptz), fig.source_facts_at(text, timestamptz) to yl_web, yl_job;
