-- 0039_oversight_table.sql - the figures of a scope and a period, grouped, with persons and medians.

set local role yl_owner;

-- The slices a table of figures needs: counties are enough where institutions are not asked for.
create function fig.referral_slices(lo int, hi int, orgs int[], "inner" boolean, first date,
	last date, widest text, by text)
returns setof fig.referral_slice
language plpgsql stable
as $$
begin
	if $1 is not null and $8 not in ('pair', 'from', 'to') then
		return query
		select * from fig.region_slices($1, $2, $5, $6, $7,
			case when $8 in ('department', 'disease') then $8 else 'all' end);
	else
		return query
		select * from fig.pair_slices($1, $2, $3, $4, $5, $6, $7,
			case when $8 in ('department', 'disease') then $8 else 'all' end);
	end if;
end
$$;

-- By what a figure is grouped, as text: a number of the thing, a day, or the key itself. A referral
-- between two counties belongs to both.
create function fig.group_keys(by text, unit text, start date, from_org_id int, to_org_id int,
	from_region_id int, to_region_id int, key text)
returns setof text
language sql immutable
as $$
	select case $1
	       when 'pair' then $4 || ':' || $5
	       when 'from' then $4::text
	       when 'to' then $5::text
	       when 'county' then $6::text
	       when 'time' then date_trunc($2, $3)::date::text
	       when 'total' then ''
	       else $8 end
	 union all
	select $7::text
	 where $1 = 'county'
	   and $7 <> $6
$$;

-- Different persons who came, by group and direction. The planner cannot know how many persons there
-- are and would sort them all; counting by hash in one pass over an index is several times faster.
create function fig.referral_persons(lo int, hi int, orgs int[], "inner" boolean, first date,
	last date, by text, unit text, out key text, out direction text, out persons bigint)
returns setof record
language plpgsql stable
set work_mem = '64MB' set enable_sort = off set enable_bitmapscan = off
as $$
#variable_conflict use_column
begin
	if $7 = 'total' and $1 is not null and $1 < $2 then
		return query
		select '', k.direction, count(*)
		  from (
			select v.direction, v.person
			  from fig.referral_visit v
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			 group by v.direction, v.person) k
		 group by k.direction;
		return;
	end if;
	-- By county or time persons are told apart on short keys, which become text at the end.
	if $7 = 'county' and $1 is not null and $1 < $2 then
		return query
		select k.region::text, k.direction, count(*)
		  from (
			select c.region, v.direction, v.person
			  from fig.referral_visit v
			 cross join lateral (values (v.from_region_id),
			       (nullif(v.to_region_id, v.from_region_id))) as c (region)
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			   and c.region is not null
			 group by c.region, v.direction, v.person) k
		 group by k.region, k.direction;
		return;
	end if;
	if $7 = 'time' and $1 is not null and $1 < $2 then
		return query
		select k.start::text, k.direction, count(*)
		  from (
			select d.start, v.direction, v.person
			  from fig.referral_visit v
			  join (select t::date as day, date_trunc($8, t)::date as start
			          from generate_series($5::timestamp, $6::timestamp, '1 day') t) d
			       on d.day = v.day
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			 group by d.start, v.direction, v.person) k
		 group by k.start, k.direction;
		return;
	end if;
	return query
	with came as (
		select v.*
		  from fig.referral_visit v
		 where $1 < $2
		   and v.day between $5 and $6
		   and case when v.from_region_id between $1 and $2 then true
		       else v.to_region_id between $1 and $2 end
		 union all
		select v.*
		  from fig.referral_visit v
		 where $1 = $2
		   and v.from_region_id = $1
		   and v.day between $5 and $6
		 union all
		select v.*
		  from fig.referral_visit v
		 where $1 = $2
		   and v.to_region_id = $1
		   and v.from_region_id <> $1
		   and v.day between $5 and $6
		 union all
		select v.*
		  from unnest($3) as o (id)
		  join fig.referral_visit v on v.from_org_id = o.id
		 where v.day between $5 and $6
		   and (not $4 or v.to_org_id = any ($3))
		 union all
		select v.*
		  from unnest($3) as o (id)
		  join fig.referral_visit v on v.to_org_id = o.id
		 where not $4
		   and v.from_org_id <> all ($3)
		   and v.day between $5 and $6
	)
	select k.key, k.direction, count(*)
	  from (
		select g.key, c.direction, c.person
		  from came c
		 cross join lateral fig.group_keys($7, $8, c.day, c.from_org_id, c.to_org_id,
		       c.from_region_id, c.to_region_id,
		       case $7 when 'department' then c.department else c.disease end) as g (key)
		 group by g.key, c.direction, c.person) k
	 group by k.key, k.direction;
end
$$;

comment on function fig.referral_persons is 'Different persons (人) who came in a period, by group.';

-- The time within which half were answered, by straight lines between the known marks; null above
-- the last of them or where nothing was timed.
create function fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint,
	h8 bigint, h24 bigint, h72 bigint)
returns int
language sql immutable
begin atomic
	select (lower_s + (timed / 2.0 - before) / (upto - before) * (upper_s - lower_s))::int
	  from (values (0, 1800, 0::bigint, m30), (1800, 3600, m30, h1), (3600, 7200, h1, h2),
	               (7200, 14400, h2, h4), (14400, 28800, h4, h8), (28800, 86400, h8, h24),
	               (86400, 259200, h24, h72)) as k (lower_s, upper_s, before, upto)
	 where timed > 0
	   and upto > before
	   and upto >= timed / 2.0
	 order by upper_s
	 limit 1;
end;

-- The figures of a scope and a period, one row for each group that has any.
create function fig.referral_table(kind text, id int, first date, last date, by text, unit text,
	as_of date,
	out key text, out up_visits bigint, out up_persons bigint, out down_visits bigint,
	out down_persons bigint, out down_inpatient_visits bigint, out down_outpatient_visits bigint,
	out same_level_visits bigint, out same_level_persons bigint, out emergency_visits bigint,
	out sent bigint, out received bigint, out answered bigint, out accepted bigint,
	out rejected bigint, out returned bigint, out redirected bigint, out cancelled bigint,
	out came bigint, out no_show bigint, out fed_back bigint, out closed bigint,
	out closed_by_sender bigint, out closable_by_sender bigint, out closed_by_receiver bigint,
	out closable_by_receiver bigint, out green_channel bigint, out emergencies bigint,
	out answers_timed bigint, out answer_seconds_average int, out answer_seconds_median int)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	s record;
begin
	select * into s from fig.scope($1, $2, $7);
	return query
	with slices as (
		select g.key, k.*
		  from fig.referral_slices(s.lo, s.hi, s.orgs, s."inner", $3, $4,
		       case when $5 <> 'time' then 'y' when $6 = 'year' then 'y'
		       when $6 = 'month' then 'm' else 'd' end, $5) k
		 cross join lateral fig.group_keys($5, $6, k.start, k.from_org_id, k.to_org_id,
		       k.from_region_id, k.to_region_id, k.key) as g (key)
	), figures as (
		select k.key,
		       sum(visits) filter (where direction = 'up') as up,
		       sum(visits) filter (where direction = 'down') as down,
		       sum(visits_inpatient) filter (where direction = 'down') as down_inpatient,
		       sum(visits) filter (where direction = 'same_level') as level,
		       sum(visits_emergency) as emergency, sum(sent) as sent, sum(received) as received,
		       sum(answered) as answered, sum(accepted) as accepted, sum(rejected) as rejected,
		       sum(returned) as returned, sum(redirected) as redirected,
		       sum(cancelled) as cancelled, sum(came) as came, sum(no_show) as no_show,
		       sum(fed_back) as fed_back, sum(closed) as closed,
		       sum(closed) filter (where from_inside) as closed_from,
		       sum(sent - cancelled - rejected) filter (where from_inside) as closable_from,
		       sum(closed) filter (where to_inside) as closed_to,
		       sum(sent - cancelled - rejected) filter (where to_inside) as closable_to,
		       sum(green_channel) as green_channel, sum(emergencies) as emergencies, sum(timed) as timed,
		       sum(answer_seconds) as seconds, sum(within_30m) as m30, sum(within_1h) as h1,
		       sum(within_2h) as h2, sum(within_4h) as h4, sum(within_8h) as h8,
		       sum(within_24h) as h24, sum(within_72h) as h72
		  from slices k (key, start, from_org_id, to_org_id, from_region_id, to_region_id,
		       direction, part, from_inside, to_inside,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		 where case
		       when $5 = 'county' and s.lo is not null then k.key::int between s.lo and s.hi
		       else true end
		 group by k.key
	), persons as (
		select p.key,
		       sum(p.persons) filter (where p.direction = 'up') as up,
		       sum(p.persons) filter (where p.direction = 'down') as down,
		       sum(p.persons) filter (where p.direction = 'same_level') as level
		  from fig.referral_persons(s.lo, s.hi, s.orgs, s."inner", $3, $4, $5, $6) p
		 group by p.key
	)
	select f.key, coalesce(f.up, 0), coalesce(p.up, 0)::bigint, coalesce(f.down, 0),
	       coalesce(p.down, 0)::bigint, coalesce(f.down_inpatient, 0),
	       coalesce(f.down, 0) - coalesce(f.down_inpatient, 0), coalesce(f.level, 0),
	       coalesce(p.level, 0)::bigint, f.emergency, f.sent, f.received, f.answered, f.accepted,
	       f.rejected, f.returned, f.redirected, f.cancelled, f.came, f.no_show, f.fed_back,
	       f.closed, coalesce(f.closed_from, 0), coalesce(f.closable_from, 0),
	       coalesce(f.closed_to, 0), coalesce(f.closable_to, 0), f.green_channel, f.emergencies, f.timed,
	       (f.seconds / nullif(f.timed, 0))::int,
	       fig.median_seconds(f.timed, f.m30, f.h1, f.h2, f.h4, f.h8, f.h24, f.h72)
	  from figures f
	  left join persons p on p.key = f.key
	 where f.sent <> 0
	    or coalesce(f.up, 0) <> 0
	    or coalesce(f.down, 0) <> 0
	    or coalesce(f.level, 0) <> 0;
end
$$;

comment on function fig.referral_table is
	'上转 and 下转 in 人次 and 人 on the day of arrival, and what became of those sent in the period.';

grant execute on function fig.referral_slices(int, int, int[], boolean, date, date, text, text),
	fig.group_keys(text, text, date, int, int, int, int, text),
	fig.referral_persons(int, int, int[], boolean, date, date, text, text),
	fig.median_seconds(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint),
	fig.referral_table(text, int, date, date, text, text, date)
	to yl_web, yl_job;
