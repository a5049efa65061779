-- 0103_oversight_person.sql - persons (人) of usual periods and scopes from counters: visits less repeats.

set local role yl_owner;

-- Last code of a province, a city or a county.
create function fig.region_last(region_id int) returns int
language sql immutable
begin atomic
	select case when region_id % 10000 = 0 then region_id + 9999
	       when region_id % 100 = 0 then region_id + 99 else region_id end;
end;

-- Whose counters of repeats answer for a scope and a period: one region's or one institution's, in a
-- period from the first of a month or within a week. Null: persons must be counted one by one.
create function fig.repeat_scope(lo int, hi int, orgs int[], "inner" boolean, first date, last date,
	by text, unit text, out region_id int, out org_id int)
language plpgsql stable
as $$
begin
	if extract(day from $5) <> 1
	    and fig.period_start('week', $5) <> fig.period_start('week', $6)
	    and not ($7 = 'time' and $8 in ('day', 'week')) then
		return;
	end if;
	if $2 = fig.region_last($1) then
		region_id := $1;
		org_id := 0;
	elsif $1 is null and cardinality($3) = 1 and not $4 and $7 <> 'county' then
		region_id := (select o.region_id from biz.organisation o where o.id = $3[1]);
		org_id := $3[1];
	end if;
end
$$;

comment on function fig.repeat_scope is 'The region or institution whose counters of repeats answer, if any.';

-- What is not folded yet: of the persons whose visits changed, repeats with less those without it.
create function fig.unfolded_repeats(region_id int, org_id int, first date, last date, by text,
	unit text, out key text, out direction text, out repeats bigint)
returns setof record
language sql stable
as $$
	with changed as materialized (
		select c.*
		  from fig.visit_change c
		 where c.day between $3 and $4
		   and case when $2 > 0 then $2 in (c.from_org_id, c.to_org_id)
		       else c.from_region_id between $1 and fig.region_last($1)
		       	or c.to_region_id between $1 and fig.region_last($1) end
	), came as (
		select c.person, c.day, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id,
		       c.direction, c.department, c.disease, 0 as n, c.sign
		  from changed c
		 union all
		select v.person, v.day, v.from_org_id, v.to_org_id, v.from_region_id, v.to_region_id,
		       v.direction, v.department, v.disease, 1, 0
		  from (select distinct c.person from changed c) p
		  join fig.referral_visit v on v.person = p.person
		 where v.day between $3 and $4
		   and case when $2 > 0 then $2 in (v.from_org_id, v.to_org_id)
		       else v.from_region_id between $1 and fig.region_last($1)
		       	or v.to_region_id between $1 and fig.region_last($1) end
	)
	select p.key, p.direction, sum(greatest(p.n - 1, 0) - greatest(p.n - p.sign - 1, 0))::bigint
	  from (
		select g.key, c.direction, c.person, sum(c.n) as n, sum(c.sign) as sign
		  from came c
		 cross join lateral fig.group_keys($5, $6, c.day, c.from_org_id, c.to_org_id,
		       c.from_region_id, c.to_region_id,
		       case $5 when 'department' then c.department else c.disease end) as g (key)
		 group by g.key, c.direction, c.person) p
	 group by p.key, p.direction
$$;

comment on function fig.unfolded_repeats is 'What changes not folded yet add to the counters of repeats.';

-- Repeated visits by group: in a period those not after its end with the one before not before its
-- start. Of a whole month and what follows it, days are kept by the month before; the figures that
-- are asked for most have whole months, too.
create function fig.referral_repeats(region_id int, org_id int, first date, last date, by text,
	unit text, out key text, out direction text, out repeats bigint)
returns setof record
language plpgsql stable
as $$
declare
	weekly constant boolean := extract(day from $3) <> 1 or ($5 = 'time' and $6 in ('day', 'week'));
	whole constant date := case when $5 in ('total', 'county', 'time')
		then date_trunc('month', $4 + 1)::date else $3 end;
begin
	return query
	with source (region_id, org_id, cut) as (
		select $1, $2, k.cut
		  from unnest(case
		       when $5 = 'county' then '{}'
		       when $5 in ('total', 'time') then array['all']
		       when $2 = 0 or $5 in ('department', 'disease') then array[$5]
		       -- Those who refer to an institution, those whom it refers to.
		       when $5 = 'from' then array['sent', 'pair_came']
		       when $5 = 'to' then array['came', 'pair']
		       else array['pair', 'pair_came'] end) as k (cut)
		 union all
		select d.code, 0, case when d.code % 100 = 0 then 'county' else 'all' end
		  from biz.division d
		 where $5 = 'county'
		   and d.code between $1 and fig.region_last($1)
		   and d.level <= 3
	), span (grain, since, until) as (
		select 'w', $3, $4 where weekly
		 union all
		select 'm', $3, whole - 1 where not weekly and whole > $3
		 union all
		select 'd', whole, $4 where not weekly and whole <= $4
	), counted as (
		select s.region_id, r.org_id, s.cut, r.key, r.direction, r.day, r.n
		  from source s
		 cross join span p
		 cross join lateral (
			select k.org_id, k.key, k.direction, k.day, k.n
			  from fig.referral_repeat k
			 where k.region_id = s.region_id
			   and k.org_id = s.org_id
			   and k.cut = s.cut
			   and k.grain = p.grain
			   and k.day between p.since and p.until
			   and k.earlier >= $3
			   and case when $5 = 'time' then date_trunc($6, k.day) = date_trunc($6, k.earlier)
			       else true end
			offset 0) r
		 union all
		-- Senders within the region, receivers within it.
		select d.code, r.org_id, r.cut, r.key, r.direction, r.day, r.n
		  from biz.division d
		 cross join span p
		 cross join lateral (
			select k.org_id, k.cut, k.key, k.direction, k.day, k.n
			  from fig.referral_repeat k
			 where k.region_id = d.code
			   and k.org_id > 0
			   and k.cut in ('pair', 'sent', 'came')
			   and k.cut = case $5 when 'from' then 'sent' when 'to' then 'came' else 'pair' end
			   and k.grain = p.grain
			   and k.day between p.since and p.until
			   and k.earlier >= $3
			offset 0) r
		 where $2 = 0
		   and $5 in ('from', 'to', 'pair')
		   and d.code between $1 and fig.region_last($1)
		   and d.level <= 3
	)
	select case
	       when $5 = 'county' then c.region_id::text
	       when $5 = 'time' then date_trunc($6, c.day)::date::text
	       when c.cut in ('sent', 'came') then c.org_id::text
	       when $5 = 'from' then split_part(c.key, ':', 1)
	       when $5 = 'to' and c.cut = 'pair' then split_part(c.key, ':', 2)
	       else c.key end as key, c.direction, sum(c.n)
	  from counted c
	 group by 1, 2;

	if exists (select from fig.visit_change) then
		return query select * from fig.unfolded_repeats($1, $2, $3, $4, $5, $6);
	end if;
end
$$;

comment on function fig.referral_repeats is
	'Repeated visits of a region or an institution in a period, by group, exact to this moment.';

-- The figures of a scope and a period, one row for each group that has any. Persons are visits less
-- repeats, or counted one by one where no counters answer.
create or replace function fig.referral_table(kind text, id int, first date, last date, by text, unit text,
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
	kept record;
begin
	select * into s from fig.scope($1, $2, $7);
	select * into kept from fig.repeat_scope(s.lo, s.hi, s.orgs, s."inner", $3, $4, $5, $6);
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
		  from (
			select c.key, c.direction, c.persons
			  from fig.referral_persons(s.lo, s.hi, s.orgs, s."inner", $3, $4, $5, $6) c
			 where kept.region_id is null
			 union all
			select f.key, k.direction, k.n
			  from figures f
			 cross join lateral (values ('up', f.up), ('down', f.down), ('same_level', f.level))
			       as k (direction, n)
			 where kept.region_id is not null
			 union all
			select r.key, r.direction, -r.repeats
			  from fig.referral_repeats(kept.region_id, kept.org_id, $3, $4, $5, $6) r
			 where kept.region_id is not null) p
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


grant execute on function fig.region_last(int),
	fig.period_start(text, date),
	fig.repeat_scope(int, int, int[], boolean, date, date, text, text),
	fig.unfolded_repeats(int, int, date, date, text, text),
	fig.referral_repeats(int, int, date, date, text, text)
	to yl_web, yl_job;
