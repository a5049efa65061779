-- 0037_referral_proof.sql - the proof that counters equal the referrals themselves.

set local role yl_owner;

-- Every counter that differs from what the referrals themselves give; none: proved.
create function fig.prove_referrals(out counter text, out at text, out measure text,
	out counted bigint, out found bigint)
returns setof record
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
	measures constant text[] := array['sent', 'emergencies', 'green_channel', 'received', 'answered', 'accepted', 'rejected',
		'returned', 'redirected', 'cancelled', 'came', 'no_show', 'fed_back', 'closed', 'timed',
		'answer_seconds', 'within_30m', 'within_1h', 'within_2h', 'within_4h', 'within_8h',
		'within_24h', 'within_72h', 'visits', 'visits_inpatient', 'visits_emergency'];
	zero constant numeric[] := array_fill(0::numeric, array[26]);
begin
	return query
	with raw as (
		select g.grain, g.start, k.cut, f.from_region_id, f.to_region_id, f.direction, k.key,
		       array[
		       sum(f.sent), sum(f.emergencies), sum(f.green_channel), sum(f.received),
		       sum(f.answered), sum(f.accepted), sum(f.rejected), sum(f.returned),
		       sum(f.redirected), sum(f.cancelled), sum(f.came), sum(f.no_show), sum(f.fed_back),
		       sum(f.closed), sum(f.timed), sum(f.answer_seconds), sum(f.within_30m),
		       sum(f.within_1h), sum(f.within_2h), sum(f.within_4h), sum(f.within_8h),
		       sum(f.within_24h), sum(f.within_72h), sum(f.visits), sum(f.visits_inpatient),
		       sum(f.visits_emergency)] as n
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 cross join lateral (values ('d', f.day), ('m', date_trunc('month', f.day)::date), ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department), ('disease', f.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, f.from_region_id, f.to_region_id, f.direction, k.key
	), kept as (
		select c.grain, c.start, c.cut, c.from_region_id, c.to_region_id, c.direction, c.key,
		       array[
		       sum(c.sent), sum(c.emergencies), sum(c.green_channel), sum(c.received),
		       sum(c.answered), sum(c.accepted), sum(c.rejected), sum(c.returned),
		       sum(c.redirected), sum(c.cancelled), sum(c.came), sum(c.no_show), sum(c.fed_back),
		       sum(c.closed), sum(c.timed), sum(c.answer_seconds), sum(c.within_30m),
		       sum(c.within_1h), sum(c.within_2h), sum(c.within_4h), sum(c.within_8h),
		       sum(c.within_24h), sum(c.within_72h), sum(c.visits), sum(c.visits_inpatient),
		       sum(c.visits_emergency)] as n
		  from (
			select grain, start, cut, from_region_id, to_region_id, direction, key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_region
			 union all
			select g.grain, g.start, k.cut, d.from_region_id, d.to_region_id, d.direction, k.key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_delta d
			 cross join lateral (values ('d', d.day), ('m', date_trunc('month', d.day)::date), ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)) c
		 group by c.grain, c.start, c.cut, c.from_region_id, c.to_region_id, c.direction, c.key
	)
	select 'region', concat_ws(' ', grain, start, cut, from_region_id, to_region_id, direction, key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_region_id, to_region_id, direction, key)
	 cross join lateral unnest(measures, coalesce(kept.n, zero), coalesce(raw.n, zero))
	       as m (name, c, r)
	 where coalesce(kept.n, zero) <> coalesce(raw.n, zero)
	   and m.c <> m.r;

	return query
	with raw as (
		select g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction, k.key,
		       array[
		       sum(f.sent), sum(f.emergencies), sum(f.green_channel), sum(f.received),
		       sum(f.answered), sum(f.accepted), sum(f.rejected), sum(f.returned),
		       sum(f.redirected), sum(f.cancelled), sum(f.came), sum(f.no_show), sum(f.fed_back),
		       sum(f.closed), sum(f.timed), sum(f.answer_seconds), sum(f.within_30m),
		       sum(f.within_1h), sum(f.within_2h), sum(f.within_4h), sum(f.within_8h),
		       sum(f.within_24h), sum(f.within_72h), sum(f.visits), sum(f.visits_inpatient),
		       sum(f.visits_emergency)] as n
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 cross join lateral (values ('m', date_trunc('month', f.day)::date), ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department), ('disease', f.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction, k.key
	), kept as (
		select c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.direction, c.key,
		       array[
		       sum(c.sent), sum(c.emergencies), sum(c.green_channel), sum(c.received),
		       sum(c.answered), sum(c.accepted), sum(c.rejected), sum(c.returned),
		       sum(c.redirected), sum(c.cancelled), sum(c.came), sum(c.no_show), sum(c.fed_back),
		       sum(c.closed), sum(c.timed), sum(c.answer_seconds), sum(c.within_30m),
		       sum(c.within_1h), sum(c.within_2h), sum(c.within_4h), sum(c.within_8h),
		       sum(c.within_24h), sum(c.within_72h), sum(c.visits), sum(c.visits_inpatient),
		       sum(c.visits_emergency)] as n
		  from (
			select grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_pair
			 union all
			select g.grain, g.start, k.cut, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.direction, k.key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_delta d
			 cross join lateral (values ('m', date_trunc('month', d.day)::date), ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)) c
		 group by c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.direction, c.key
	)
	select 'pair', concat_ws(' ', grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key)
	 cross join lateral unnest(measures, coalesce(kept.n, zero), coalesce(raw.n, zero))
	       as m (name, c, r)
	 where coalesce(kept.n, zero) <> coalesce(raw.n, zero)
	   and m.c <> m.r;

	return query
	select 'visit', coalesce(v.referral_id, r.id)::text, 'visits',
	       (v.referral_id is not null)::int::bigint, (r.id is not null)::int::bigint
	  from fig.referral_visit v
	  full join (
		select n.*
		  from biz.referral n
		 where n.arrived_on is not null
		   and n.sent_at is not null) r
	       on r.id = v.referral_id
	      and (r.arrived_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id,
	           r.direction, fig.person(r.person_key), coalesce(r.to_department, ''), r.disease)
	          = (v.day, v.from_org_id, v.to_org_id, v.from_region_id, v.to_region_id,
	           v.direction, v.person, v.department, v.disease)
	 where v.referral_id is null
	    or r.id is null;
end
$$;

comment on function fig.prove_referrals() is
	'Lists every counter that differs from the raw rows, with both numbers; no row: all are equal.';

grant execute on function fig.prove_referrals() to yl_job;
