-- 0038_oversight.sql - figures of a scope and a period from the counters, and who is behind them.
--
-- Everything that reads runs with the caller's rights: the policies of fig.* hold inside. A scope
-- outside the caller's own is refused rather than answered with part of its numbers.

set local role yl_sec;

create function sec.last_sign_in(org int) returns timestamptz
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$ begin
	perform sec.context();
	return (select s.last_at from sec.org_sign_in s where s.org_id = org);
end $$;
comment on function sec.last_sign_in(int) is 'When somebody of this organisation last signed in, or null.';
grant execute on function sec.last_sign_in(int) to yl_owner, yl_web, yl_job;

set local role yl_owner;

-- Age as overseers may see it.
create function fig.age_band(birth_date date, day date) returns text
language sql immutable
begin atomic
	select case
	       when birth_date is null or birth_date > day then 'unknown'
	       when extract(year from age(day, birth_date)) < 15 then '0-14'
	       when extract(year from age(day, birth_date)) < 45 then '15-44'
	       when extract(year from age(day, birth_date)) < 60 then '45-59'
	       when extract(year from age(day, birth_date)) < 75 then '60-74'
	       else '75+' end;
end;

-- Sex and age band of a referral's patient: all of a person that leaves for an overseer.
create function fig.patient_band(patient_id uuid, day date, out sex text, out age_band text)
language sql stable security definer
set search_path = ''
as $$
	select p.sex, fig.age_band(p.birth_date, day)
	  from biz.patient p
	 where p.id = patient_id
$$;

comment on function fig.patient_band is 'Sex and age band of a patient, for rows without identity.';

-- Whether all of an organisation's referrals lie in the caller's scope.
create function fig.in_scope(org int, region int) returns boolean
language sql stable
begin atomic
	select sec.sees_all()
	    or coalesce(org = any (sec.orgs()), false)
	    or coalesce(region between sec.region_lo() and sec.region_hi(), false);
end;

-- What a scope comes to: a range of regions, or a set of institutions; inner: only referrals
-- between two of them count. Without a kind: the caller's own. An alliance has the members of the
-- day as_of. UX403 outside the caller's scope, UX404 where there is none such.
create function fig.scope(kind text, id int, as_of date, out lo int, out hi int, out orgs int[],
	out "inner" boolean, out name text)
language plpgsql stable
as $$
#variable_conflict use_column
declare
	allowed boolean;
	scope_kind text := kind;
	scope_id int := id;
begin
	"inner" := false;
	if scope_kind is null then
		if sec.region_lo() is not null then
			lo := sec.region_lo();
			hi := sec.region_hi();
			name := (select d.name from biz.division d where d.code = sec.region_lo());
			return;
		end if;
		orgs := sec.orgs();
		name := (select o.name from biz.organisation o where o.id = sec.home_org());
		return;
	end if;
	if scope_kind = 'region' then
		lo := scope_id;
		hi := case when scope_id % 10000 = 0 then scope_id + 9999
		      when scope_id % 100 = 0 then scope_id + 99 else scope_id end;
		name := (select d.name from biz.division d where d.code = scope_id and d.level <= 3);
		allowed := sec.sees_all()
			or coalesce(lo >= sec.region_lo() and hi <= sec.region_hi(), false);
	elsif scope_kind = 'org' then
		select array[o.id], o.name, fig.in_scope(o.id, o.region_id)
		  into orgs, name, allowed
		  from biz.organisation o
		 where o.id = scope_id;
	else
		"inner" := true;
		name := (select a.name from biz.alliance a where a.id = scope_id);
		select array_agg(distinct o.id), bool_and(fig.in_scope(o.id, o.region_id))
		  into orgs, allowed
		  from biz.alliance_member m
		  join biz.organisation o on o.id = m.organisation_id
		 where m.alliance_id = scope_id
		   and m.joined_on <= as_of
		   and (m.left_on is null or m.left_on > as_of);
		orgs := coalesce(orgs, '{}');
		allowed := coalesce(allowed, false) or scope_id = any (sec.alliances());
	end if;
	if name is null then
		perform sec.refuse('UX404', '没有这个统计范围', 'There is no such scope', '?scope');
	end if;
	if not coalesce(allowed, false) then
		perform sec.refuse('UX403', '这个统计范围超出了您的权限',
			'This scope lies outside what you may see', '?scope');
	end if;
end
$$;

comment on function fig.scope is 'Regions or institutions of a scope, or a refusal.';

create type fig.referral_slice as (
	start            date,
	from_org_id      int,
	to_org_id        int,
	from_region_id   int,
	to_region_id     int,
	direction        text,
	key              text,
	from_inside      boolean,
	to_inside        boolean,
	sent             int,
	emergencies      int,
	green_channel    int,
	received         int,
	answered         int,
	accepted         int,
	rejected         int,
	returned         int,
	redirected       int,
	cancelled        int,
	came             int,
	no_show          int,
	fed_back         int,
	closed           int,
	timed            int,
	answer_seconds   bigint,
	within_30m       int,
	within_1h        int,
	within_2h        int,
	within_4h        int,
	within_8h        int,
	within_24h       int,
	within_72h       int,
	visits           int,
	visits_inpatient int,
	visits_emergency int
);

comment on type fig.referral_slice is
	'Counters of a year, month or day of one pair, and which side lies in the scope asked for.';

-- Counters of a range of regions by pair of counties: folded ones of whole years, months and days,
-- and the deltas not folded yet.
create function fig.region_slices(lo int, hi int, first date, last date, widest text, cut text)
returns setof fig.referral_slice
language sql stable
as $$
	select c.start, null::int, null::int, c.from_region_id, c.to_region_id, c.direction, c.key,
	       c.from_region_id between $1 and $2, c.to_region_id between $1 and $2,
	       c.sent, c.emergencies, c.green_channel, c.received, c.answered, c.accepted,
	       c.rejected, c.returned, c.redirected, c.cancelled, c.came, c.no_show, c.fed_back,
	       c.closed, c.timed, c.answer_seconds, c.within_30m, c.within_1h, c.within_2h,
	       c.within_4h, c.within_8h, c.within_24h, c.within_72h, c.visits, c.visits_inpatient,
	       c.visits_emergency
	  from fig.spans($3, $4, $5) s
	  join fig.referral_region c on c.grain = s.grain and c.start = s.start and c.cut = $6
	 where c.from_region_id between $1 and $2
	    or c.to_region_id between $1 and $2
	 union all
	select d.day, null, null, d.from_region_id, d.to_region_id, d.direction,
	       case $6 when 'department' then d.department when 'disease' then d.disease else '' end,
	       d.from_region_id between $1 and $2, d.to_region_id between $1 and $2,
	       d.sent, d.emergencies, d.green_channel, d.received, d.answered, d.accepted,
	       d.rejected, d.returned, d.redirected, d.cancelled, d.came, d.no_show, d.fed_back,
	       d.closed, d.timed, d.answer_seconds, d.within_30m, d.within_1h, d.within_2h,
	       d.within_4h, d.within_8h, d.within_24h, d.within_72h, d.visits, d.visits_inpatient,
	       d.visits_emergency
	  from fig.referral_delta d
	 where d.day between $3 and $4
	   and (d.from_region_id between $1 and $2 or d.to_region_id between $1 and $2)
$$;

comment on function fig.region_slices is 'Counters of a range of regions, exact to this moment.';

-- The single days of a range, which institutions' counters leave to the referrals themselves: those
-- sent and those arrived on one of them. Each run of days is one range of an index.
create function fig.day_facts(lo int, hi int, orgs int[], days date[])
returns setof fig.referral_fact
language plpgsql stable
set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
declare
	run record;
	since timestamptz;
	until timestamptz;
begin
	for run in
		select min(k.day) as first, max(k.day) as last
		  from (select d.day, d.day - row_number() over (order by d.day)::int as base
		          from unnest($4) as d (day)) k
		 group by k.base
	loop
		since := biz.day_start(run.first);
		until := biz.day_start(run.last + 1);
		return query
		with touched as (
			select k.id
			  from unnest($3) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.from_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.id
			  from unnest($3) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.to_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.id
			  from biz.division d
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.from_region_id = d.code and r.listed_at >= since
				   and r.listed_at < until
				offset 0) k
			 where d.code between $1 and $2
			   and d.level <= 3
			 union
			select k.id
			  from biz.division d
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.to_region_id = d.code and r.listed_at >= since
				   and r.listed_at < until
				offset 0) k
			 where d.code between $1 and $2
			   and d.level <= 3
			 union
			select v.referral_id
			  from fig.referral_visit v
			 where v.day between run.first and run.last
			   and (v.from_org_id = any ($3) or v.to_org_id = any ($3)
			        or v.from_region_id between $1 and $2 or v.to_region_id between $1 and $2)
		)
		select f.*
		  from touched t
		 cross join lateral (select k.* from biz.referral k where k.id = t.id offset 0) r
		 cross join lateral fig.referral_facts(r::biz.referral) f
		 where f.day between run.first and run.last;
	end loop;
end
$$;

comment on function fig.day_facts is 'What single days count, from the referrals themselves.';

-- Counters by pair of institutions, of a range of regions or of a set of institutions. Only whole
-- months and years are kept; other days are counted from the referrals.
create function fig.pair_slices(lo int, hi int, orgs int[], "inner" boolean, first date, last date,
	widest text, cut text)
returns setof fig.referral_slice
language plpgsql stable
as $$
declare
	days date[];
begin
	days := array(select s.start from fig.spans($5, $6, $7) s where s.grain = 'd');
	return query
	with whole as materialized (
		select s.grain, s.start from fig.spans($5, $6, $7) s where s.grain <> 'd'
	), kept as (
		select c.*
		  from whole w
		  join fig.referral_pair c on c.grain = w.grain and c.start = w.start and c.cut = $8
		 where c.from_region_id between $1 and $2
		    or c.to_region_id between $1 and $2
		 union all
		select c.*
		  from unnest($3) as o (id)
		 cross join whole w
		  join fig.referral_pair c on c.from_org_id = o.id and c.cut = $8 and c.grain = w.grain
		       and c.start = w.start
		 union all
		select c.*
		  from unnest($3) as o (id)
		 cross join whole w
		  join fig.referral_pair c on c.to_org_id = o.id and c.cut = $8 and c.grain = w.grain
		       and c.start = w.start
		 where c.from_org_id <> all ($3)
	), rows as (
		select start, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency
		  from kept
		 union all
		select day, from_org_id, to_org_id, from_region_id, to_region_id, direction,
		       case $8 when 'department' then department when 'disease' then disease else '' end,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency
		  from fig.referral_delta
		 where day between $5 and $6
		   and day <> all (days)
	), sided as (
		select r.*,
		       coalesce(r.from_region_id between $1 and $2, r.from_org_id = any ($3), false)
		       	as from_inside,
		       coalesce(r.to_region_id between $1 and $2, r.to_org_id = any ($3), false)
		       	as to_inside
		  from rows r
	)
	select s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id, s.direction,
	       s.key, s.from_inside, s.to_inside,
	       s.sent, s.emergencies, s.green_channel, s.received, s.answered, s.accepted,
	       s.rejected, s.returned, s.redirected, s.cancelled, s.came, s.no_show, s.fed_back,
	       s.closed, s.timed, s.answer_seconds, s.within_30m, s.within_1h, s.within_2h,
	       s.within_4h, s.within_8h, s.within_24h, s.within_72h, s.visits, s.visits_inpatient,
	       s.visits_emergency
	  from sided s
	 where case when $4 then s.from_inside and s.to_inside else s.from_inside or s.to_inside end;

	if cardinality(days) = 0 then
		return;
	end if;
	return query
	with sided as (
		select f.*,
		       case $8 when 'department' then f.department when 'disease' then f.disease else '' end
		       	as key,
		       coalesce(f.from_region_id between $1 and $2, f.from_org_id = any ($3), false)
		       	as from_inside,
		       coalesce(f.to_region_id between $1 and $2, f.to_org_id = any ($3), false)
		       	as to_inside
		  from fig.day_facts($1, $2, $3, days) f
	)
	select s.day, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id, s.direction,
	       s.key, s.from_inside, s.to_inside,
	       s.sent, s.emergencies, s.green_channel, s.received, s.answered, s.accepted,
	       s.rejected, s.returned, s.redirected, s.cancelled, s.came, s.no_show, s.fed_back,
	       s.closed, s.timed, s.answer_seconds, s.within_30m, s.within_1h, s.within_2h,
	       s.within_4h, s.within_8h, s.within_24h, s.within_72h, s.visits, s.visits_inpatient,
	       s.visits_emergency
	  from sided s
	 where case when $4 then s.from_inside and s.to_inside else s.from_inside or s.to_inside end;
end
$$;

comment on function fig.pair_slices is 'Counters by pair of institutions, exact to this moment.';

grant usage on type fig.referral_slice to yl_web, yl_job;
grant execute on function fig.age_band(date, date), fig.patient_band(uuid, date),
	fig.in_scope(int, int), fig.scope(text, int, date),
	fig.region_slices(int, int, date, date, text, text),
	fig.day_facts(int, int, int[], date[]),
	fig.pair_slices(int, int, int[], boolean, date, date, text, text)
	to yl_web, yl_job;
