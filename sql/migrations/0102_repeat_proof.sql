-- 0102_repeat_proof.sql - the proof that the counters of repeats equal the visits themselves.

set local role yl_owner;

-- First day of the year, half-year, quarter, month, week or day that holds a day.
create function fig.period_start(period text, day date) returns date
language sql immutable
begin atomic
	select case period
	       when 'half' then make_date(extract(year from day)::int,
	       	case when extract(month from day) <= 6 then 1 else 7 end, 1)
	       else date_trunc(period, day::timestamp)::date end;
end;

-- Not by the way counters are made, but by what they mean: of each group and period, visits less
-- different persons. The counters show the visits as they were before what is not folded yet.
create function fig.prove_repeats(out counter text, out at text, out measure text,
	out counted bigint, out found bigint)
returns setof record
language sql stable security definer
set search_path = '' set enable_sort = off set jit = off set work_mem = '256MB'
as $$
	with came as (
		select k.*, sum(k.n) over (partition by k.person) as visits
		  from (
			select k.person, k.day, k.from_org_id, k.to_org_id, k.from_region_id,
			       k.to_region_id, k.direction, k.department, k.disease, sum(k.n)::int as n
			  from (
				select v.person, v.day, v.from_org_id, v.to_org_id, v.from_region_id,
				       v.to_region_id, v.direction, v.department, v.disease, 1 as n
				  from fig.referral_visit v
				 union all
				select c.person, c.day, c.from_org_id, c.to_org_id, c.from_region_id,
				       c.to_region_id, c.direction, c.department, c.disease, -c.sign
				  from fig.visit_change c) k
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9) k
		 where k.n <> 0
	), of_person as (
		select p.period, fig.period_start(p.period, c.day) as start, g.region_id, g.org_id, g.cut,
		       g.key, c.direction, c.person, sum(c.n) as visits
		  from came c
		 cross join lateral fig.visit_groups(c.from_org_id, c.to_org_id, c.from_region_id,
		       c.to_region_id, c.department, c.disease) g
		 cross join (values ('year'), ('half'), ('quarter'), ('month'), ('week'), ('day'))
		       as p (period)
		 where c.visits > 1
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		having sum(c.n) > 1
	), raw as (
		select t.grain, o.period, o.start, o.region_id, o.org_id, o.cut, o.key, o.direction,
		       sum(o.visits - 1) as n
		  from of_person o
		 cross join unnest(case when o.period in ('week', 'day') then array['w']
		       when o.cut in ('all', 'county') then array['d', 'm']
		       else array['d'] end) as t (grain)
		 group by 1, 2, 3, 4, 5, 6, 7, 8
	), kept as (
		select r.grain, p.period, fig.period_start(p.period, r.day) as start, r.region_id, r.org_id,
		       r.cut, r.key, r.direction, sum(r.n) as n
		  from fig.referral_repeat r
		 cross join unnest(case r.grain when 'w' then array['week', 'day']
		       else array['year', 'half', 'quarter', 'month'] end) as p (period)
		 where fig.period_start(p.period, r.day) = fig.period_start(p.period, r.earlier)
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		having sum(r.n) <> 0
	)
	select 'repeat', concat_ws(' ', grain, period, start, region_id, org_id, cut, key, direction),
	       'repeats', coalesce(kept.n, 0)::bigint, coalesce(raw.n, 0)::bigint
	  from kept
	  full join raw using (grain, period, start, region_id, org_id, cut, key, direction)
	 where coalesce(kept.n, 0) <> coalesce(raw.n, 0)
$$;

comment on function fig.prove_repeats() is
	'Lists every counter of repeats that differs from visits less persons; no row: all are equal.';

alter function fig.prove_referrals() rename to prove_visits;

create function fig.prove_referrals(out counter text, out at text, out measure text,
	out counted bigint, out found bigint)
returns setof record
language sql stable security definer
set search_path = ''
begin atomic
	select v.counter, v.at, v.measure, v.counted, v.found from fig.prove_visits() v
	 union all
	select r.counter, r.at, r.measure, r.counted, r.found from fig.prove_repeats() r;
end;

comment on function fig.prove_referrals() is
	'Lists every counter that differs from the raw rows, with both numbers; no row: all are equal.';

revoke execute on function fig.prove_visits() from yl_job;
grant execute on function fig.prove_referrals() to yl_job;
