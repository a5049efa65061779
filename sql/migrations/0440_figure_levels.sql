-- 0440_figure_levels.sql - counters are added up in levels.
--
-- A fold multiplied each delta by its day, month and year with all that tells it apart, and only then
-- grouped. Days need no person and years need no days: each level is now summed from the one below.
-- A rebuild wrote every entry as a delta, to read and delete it at once: it can sum the entries (0443).

set local role yl_owner;

-- Adds up to so many deltas (null: all), or where measures are named all of their entries, to the
-- counters; returns how many rows it read. Its callers hold the lock of the fold.
create function fig.add_totals(most int, anew smallint[]) returns int
language plpgsql volatile security definer
set search_path = '' set work_mem = '128MB'
as $$
declare
	added int;
begin
	with taken as (
		delete from fig.delta d
		 where $2 is null
		   and d.id in (select k.id from fig.delta k where $2 is null order by k.id limit $1)
		returning d.*
	), changed as (
		select t.measure, t.day, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.kind, t.person, t.n, t.amount
		  from taken t
		 union all
		select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind, e.person, e.n, e.amount
		  from fig.entry e
		 where e.measure = any ($2)
	), days as materialized (
		select c.measure, 'd' as grain, c.day as start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       count(*) as read, sum(c.n)::bigint as n, sum(c.amount)::bigint as amount
		  from changed c
		 group by 1, 3, 4, 5, 6, 7, 8
	), months as materialized (
		select d.measure, 'm' as grain, date_trunc('month', d.start::timestamp)::date as start, d.from_org_id, d.to_org_id,
		       d.from_region_id, d.to_region_id, d.kind, sum(d.n)::bigint as n, sum(d.amount)::bigint as amount
		  from days d
		 group by 1, 3, 4, 5, 6, 7, 8
	), pairs as materialized (
		select * from months
		 union all
		select m.measure, 'y', date_trunc('year', m.start::timestamp)::date, m.from_org_id, m.to_org_id, m.from_region_id,
		       m.to_region_id, m.kind, sum(m.n)::bigint, sum(m.amount)::bigint
		  from months m
		 group by 1, 3, 4, 5, 6, 7, 8
	), regions as (
		select measure, grain, start, from_region_id, to_region_id, kind, sum(n) as n, sum(amount) as amount
		  from (
			select measure, grain, start, from_region_id, to_region_id, kind, n, amount from pairs
			 union all
			select measure, grain, start, from_region_id, to_region_id, kind, n, amount from days) k
		 group by 1, 2, 3, 4, 5, 6
	), by_region as (
		insert into fig.region_total as t (measure, grain, start, level, region_id, side, kind, n, amount)
		select r.measure, r.grain, r.start, s.level, s.region_id, s.side, r.kind, sum(r.n), sum(r.amount)
		  from regions r
		 cross join lateral fig.region_sides(r.from_region_id, r.to_region_id) s
		 group by 1, 2, 3, 4, 5, 6, 7
		on conflict on constraint region_total_pkey do update
		   set n = t.n + excluded.n,
		       amount = t.amount + excluded.amount
	), by_pair as (
		insert into fig.pair_total as t (measure, grain, start, from_org_id, to_org_id, from_region_id, to_region_id, kind, n,
		       amount)
		select p.measure, p.grain, p.start, p.from_org_id, p.to_org_id, p.from_region_id, p.to_region_id, p.kind, p.n, p.amount
		  from pairs p
		on conflict on constraint pair_total_pkey do update
		   set n = t.n + excluded.n,
		       amount = t.amount + excluded.amount
	), month_heads as materialized (
		select c.measure, 'm' as grain, date_trunc('month', c.day::timestamp)::date as start, c.from_org_id, c.to_org_id,
		       c.from_region_id, c.to_region_id, c.kind, c.person, sum(c.n)::bigint as n
		  from changed c
		 where c.person <> 0
		 group by 1, 3, 4, 5, 6, 7, 8, 9
	), by_person as (
		insert into fig.head as t (measure, grain, start, from_org_id, to_org_id, from_region_id, to_region_id, kind, person, n)
		select * from month_heads
		 union all
		select m.measure, 'y', date_trunc('year', m.start::timestamp)::date, m.from_org_id, m.to_org_id, m.from_region_id,
		       m.to_region_id, m.kind, m.person, sum(m.n)::bigint
		  from month_heads m
		 group by 1, 3, 4, 5, 6, 7, 8, 9
		on conflict on constraint head_pkey do update
		   set n = t.n + excluded.n
	)
	select coalesce(sum(d.read), 0)::int into added from days d;
	return added;
end
$$;

comment on function fig.add_totals(int, smallint[]) is
	'Adds deltas, or all entries of some measures, to the counters of regions, pairs and persons; how many rows it read.';

create or replace function fig.fold_records(most int default 20000) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_records')) then
		return 0;
	end if;
	return fig.add_totals(most, null);
end
$$;

comment on function fig.rebuild(text) is
	'Makes entries and counters of a record type (null: of all) anew from its records; writers wait.';

-- As before, in one select: the planner reads the columns of a row it can see through, where two
-- selects made it build the whole row for each of some fifty columns.
create or replace function fig.referral_facts(r biz.referral) returns setof fig.referral_fact
language sql stable
as $$
	select case when k.sent = 1 then (r.sent_at at time zone 'Asia/Shanghai')::date else r.arrived_on end,
	       r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.direction,
	       coalesce(r.to_department, ''), r.disease,
	       k.sent,
	       k.sent * r.emergency::int,
	       k.sent * r.green_channel::int,
	       k.sent * (r.received_at is not null or r.answered_at is not null or r.arrived_on is not null)::int,
	       k.sent * (r.answered_at is not null or r.arrived_on is not null
	       	or r.state in ('accepted', 'rejected', 'returned', 'redirected', 'booked', 'no_show'))::int,
	       k.sent * (r.accepted_at is not null or r.arrived_on is not null
	       	or r.state in ('accepted', 'booked', 'no_show'))::int,
	       k.sent * (r.state = 'rejected')::int,
	       k.sent * (r.state = 'returned')::int,
	       k.sent * (r.state = 'redirected')::int,
	       k.sent * (r.state = 'cancelled')::int,
	       k.sent * (r.arrived_on is not null)::int,
	       k.sent * (r.state = 'no_show')::int,
	       k.sent * (r.feedback_at is not null or r.state in ('feedback', 'closed'))::int,
	       k.sent * (r.state = 'closed')::int,
	       k.sent * (t.seconds is not null)::int,
	       k.sent * coalesce(t.seconds, 0),
	       k.sent * coalesce(t.seconds <= 1800, false)::int,
	       k.sent * coalesce(t.seconds <= 3600, false)::int,
	       k.sent * coalesce(t.seconds <= 7200, false)::int,
	       k.sent * coalesce(t.seconds <= 14400, false)::int,
	       k.sent * coalesce(t.seconds <= 28800, false)::int,
	       k.sent * coalesce(t.seconds <= 86400, false)::int,
	       k.sent * coalesce(t.seconds <= 259200, false)::int,
	       1 - k.sent,
	       (1 - k.sent) * (r.care = 'inpatient')::int,
	       (1 - k.sent) * r.emergency::int
	  from unnest('{1,0}'::int[]) as k (sent)
	 cross join lateral (select extract(epoch from r.answered_at - r.sent_at)::bigint as seconds) t
	 where r.sent_at is not null
	   and (k.sent = 1 or r.arrived_on is not null)
$$;
