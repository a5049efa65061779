-- 0380_figure_bulk.sql - many records of one statement are counted in a time that grows with them alone.
--
-- What no longer counts was found by an anti-join, which the planner, guessing few rows, made a loop of
-- loops: 20,000 members of staff voided at once took over eight minutes. A set difference does not guess.

set local role yl_owner;

create or replace function fig.count_ids(source text, ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	with now as materialized (
		select f.* from fig.source_facts($1, $2) f
	), kept as materialized (
		select e.*
		  from fig.entry e
		  join fig.measure m on m.id = e.measure and m.source = $1
		 where e.record_id = any ($2)
	), gone as (
		delete from fig.entry e
		 using (select k.record_id, k.measure, k.day, k.from_org_id, k.to_org_id, k.kind, k.person from kept k
			except
			select n.record_id, n.measure, n.day, n.from_org_id, n.to_org_id, n.kind, n.person from now n) g
		 where (g.record_id, g.measure, g.day, g.from_org_id, g.to_org_id, g.kind, g.person)
		       = (e.record_id, e.measure, e.day, e.from_org_id, e.to_org_id, e.kind, e.person)
	), put as (
		insert into fig.entry as e
		select * from now
		except
		select * from kept
		on conflict on constraint entry_pkey do update
		   set from_region_id = excluded.from_region_id,
		       to_region_id = excluded.to_region_id,
		       n = excluded.n,
		       amount = excluded.amount
	)
	insert into fig.delta (measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind,
	       person, n, amount)
	select d.measure, d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.kind,
	       d.person, sum(d.n), sum(d.amount)
	  from (
		select n.measure, n.day, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
		       n.kind, n.person, n.n, n.amount
		  from now n
		 union all
		select k.measure, k.day, k.from_org_id, k.to_org_id, k.from_region_id, k.to_region_id,
		       k.kind, k.person, -k.n, -k.amount
		  from kept k) d
	 group by 1, 2, 3, 4, 5, 6, 7, 8
	having sum(d.n) <> 0
	    or sum(d.amount) <> 0;
end
$$;
