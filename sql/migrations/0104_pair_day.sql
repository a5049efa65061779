-- 0104_pair_day.sql - days of pairs of institutions are counted too, as far as they stand for all.
--
-- The same days of last year end within a month: until now days of pairs were counted from the
-- referrals themselves, so that a comparison took longer the more there were. By department and
-- disease single days still are; institutions ask for those, and for their own referrals only.

set local role yl_owner;

-- No fold is under way that would not know of days.
select pg_advisory_xact_lock(hashtext('fig.fold_referrals'));

alter table fig.referral_pair drop constraint referral_pair_grain_check;
alter table fig.referral_pair add constraint referral_pair_grain_check
	check (grain in ('m', 'y') or grain = 'd' and cut = 'all');
comment on table fig.referral_pair is
	'Counters by pair of institutions, for months and years; days of them in cut all only.';

-- Folds up to so many deltas into the counters; returns how many. One at a time: a second caller
-- finds the lock taken and returns 0. The job worker calls it every second or so.
create or replace function fig.fold_referrals(most int default 20000) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	folded int;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_referrals')) then
		return 0;
	end if;
	with taken as (
		delete from fig.referral_delta d
		 where d.id in (select k.id from fig.referral_delta k order by k.id limit most)
		returning d.*
	), by_region as (
		insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id,
		       direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		select g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key,
		       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
		       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned),
		       sum(t.redirected), sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back),
		       sum(t.closed), sum(t.timed), sum(t.answer_seconds), sum(t.within_30m),
		       sum(t.within_1h), sum(t.within_2h), sum(t.within_4h), sum(t.within_8h),
		       sum(t.within_24h), sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient),
		       sum(t.visits_emergency)
		  from taken t
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
		       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department),
		       ('disease', t.disease)) as k (cut, key)
		 group by g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key
		on conflict on constraint referral_region_pkey do update
		   set sent = c.sent + excluded.sent,
		       emergencies = c.emergencies + excluded.emergencies,
		       green_channel = c.green_channel + excluded.green_channel,
		       received = c.received + excluded.received,
		       answered = c.answered + excluded.answered,
		       accepted = c.accepted + excluded.accepted,
		       rejected = c.rejected + excluded.rejected,
		       returned = c.returned + excluded.returned,
		       redirected = c.redirected + excluded.redirected,
		       cancelled = c.cancelled + excluded.cancelled,
		       came = c.came + excluded.came,
		       no_show = c.no_show + excluded.no_show,
		       fed_back = c.fed_back + excluded.fed_back,
		       closed = c.closed + excluded.closed,
		       timed = c.timed + excluded.timed,
		       answer_seconds = c.answer_seconds + excluded.answer_seconds,
		       within_30m = c.within_30m + excluded.within_30m,
		       within_1h = c.within_1h + excluded.within_1h,
		       within_2h = c.within_2h + excluded.within_2h,
		       within_4h = c.within_4h + excluded.within_4h,
		       within_8h = c.within_8h + excluded.within_8h,
		       within_24h = c.within_24h + excluded.within_24h,
		       within_72h = c.within_72h + excluded.within_72h,
		       visits = c.visits + excluded.visits,
		       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
		       visits_emergency = c.visits_emergency + excluded.visits_emergency
	), by_pair as (
		insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id,
		       from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id,
		       t.to_region_id, t.direction, k.key,
		       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
		       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned),
		       sum(t.redirected), sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back),
		       sum(t.closed), sum(t.timed), sum(t.answer_seconds), sum(t.within_30m),
		       sum(t.within_1h), sum(t.within_2h), sum(t.within_4h), sum(t.within_8h),
		       sum(t.within_24h), sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient),
		       sum(t.visits_emergency)
		  from taken t
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
		       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department),
		       ('disease', t.disease)) as k (cut, key)
		 where g.grain <> 'd' or k.cut = 'all'
		 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id,
		       t.to_region_id, t.direction, k.key
		on conflict on constraint referral_pair_pkey do update
		   set sent = c.sent + excluded.sent,
		       emergencies = c.emergencies + excluded.emergencies,
		       green_channel = c.green_channel + excluded.green_channel,
		       received = c.received + excluded.received,
		       answered = c.answered + excluded.answered,
		       accepted = c.accepted + excluded.accepted,
		       rejected = c.rejected + excluded.rejected,
		       returned = c.returned + excluded.returned,
		       redirected = c.redirected + excluded.redirected,
		       cancelled = c.cancelled + excluded.cancelled,
		       came = c.came + excluded.came,
		       no_show = c.no_show + excluded.no_show,
		       fed_back = c.fed_back + excluded.fed_back,
		       closed = c.closed + excluded.closed,
		       timed = c.timed + excluded.timed,
		       answer_seconds = c.answer_seconds + excluded.answer_seconds,
		       within_30m = c.within_30m + excluded.within_30m,
		       within_1h = c.within_1h + excluded.within_1h,
		       within_2h = c.within_2h + excluded.within_2h,
		       within_4h = c.within_4h + excluded.within_4h,
		       within_8h = c.within_8h + excluded.within_8h,
		       within_24h = c.within_24h + excluded.within_24h,
		       within_72h = c.within_72h + excluded.within_72h,
		       visits = c.visits + excluded.visits,
		       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
		       visits_emergency = c.visits_emergency + excluded.visits_emergency
	)
	select count(*) into folded from taken;
	return folded;
end
$$;


-- Makes counters and visits anew from the referrals, for repair. Writers wait meanwhile.
create or replace function fig.rebuild_visits() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	lock table biz.referral in share mode;
	delete from fig.referral_delta;
	delete from fig.referral_region;
	delete from fig.referral_pair;
	delete from fig.referral_visit;
	insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id,
	       direction, key,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key,
	       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
	       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned), sum(t.redirected),
	       sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back), sum(t.closed),
	       sum(t.timed), sum(t.answer_seconds), sum(t.within_30m), sum(t.within_1h),
	       sum(t.within_2h), sum(t.within_4h), sum(t.within_8h), sum(t.within_24h),
	       sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient), sum(t.visits_emergency)
	  from (select f.* from biz.referral r cross join lateral fig.referral_facts(r) f) t
	 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
	       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department),
		       ('disease', t.disease)) as k (cut, key)
	 group by g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key
	on conflict on constraint referral_region_pkey do update
	   set sent = c.sent + excluded.sent,
	       emergencies = c.emergencies + excluded.emergencies,
	       green_channel = c.green_channel + excluded.green_channel,
	       received = c.received + excluded.received,
	       answered = c.answered + excluded.answered,
	       accepted = c.accepted + excluded.accepted,
	       rejected = c.rejected + excluded.rejected,
	       returned = c.returned + excluded.returned,
	       redirected = c.redirected + excluded.redirected,
	       cancelled = c.cancelled + excluded.cancelled,
	       came = c.came + excluded.came,
	       no_show = c.no_show + excluded.no_show,
	       fed_back = c.fed_back + excluded.fed_back,
	       closed = c.closed + excluded.closed,
	       timed = c.timed + excluded.timed,
	       answer_seconds = c.answer_seconds + excluded.answer_seconds,
	       within_30m = c.within_30m + excluded.within_30m,
	       within_1h = c.within_1h + excluded.within_1h,
	       within_2h = c.within_2h + excluded.within_2h,
	       within_4h = c.within_4h + excluded.within_4h,
	       within_8h = c.within_8h + excluded.within_8h,
	       within_24h = c.within_24h + excluded.within_24h,
	       within_72h = c.within_72h + excluded.within_72h,
	       visits = c.visits + excluded.visits,
	       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
	       visits_emergency = c.visits_emergency + excluded.visits_emergency;
	insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, key,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id,
	       t.direction, k.key,
	       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
	       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned), sum(t.redirected),
	       sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back), sum(t.closed),
	       sum(t.timed), sum(t.answer_seconds), sum(t.within_30m), sum(t.within_1h),
	       sum(t.within_2h), sum(t.within_4h), sum(t.within_8h), sum(t.within_24h),
	       sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient), sum(t.visits_emergency)
	  from (select f.* from biz.referral r cross join lateral fig.referral_facts(r) f) t
	 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
	       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department),
		       ('disease', t.disease)) as k (cut, key)
	 where g.grain <> 'd' or k.cut = 'all'
	 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id,
	       t.to_region_id, t.direction, k.key
	on conflict on constraint referral_pair_pkey do update
	   set sent = c.sent + excluded.sent,
	       emergencies = c.emergencies + excluded.emergencies,
	       green_channel = c.green_channel + excluded.green_channel,
	       received = c.received + excluded.received,
	       answered = c.answered + excluded.answered,
	       accepted = c.accepted + excluded.accepted,
	       rejected = c.rejected + excluded.rejected,
	       returned = c.returned + excluded.returned,
	       redirected = c.redirected + excluded.redirected,
	       cancelled = c.cancelled + excluded.cancelled,
	       came = c.came + excluded.came,
	       no_show = c.no_show + excluded.no_show,
	       fed_back = c.fed_back + excluded.fed_back,
	       closed = c.closed + excluded.closed,
	       timed = c.timed + excluded.timed,
	       answer_seconds = c.answer_seconds + excluded.answer_seconds,
	       within_30m = c.within_30m + excluded.within_30m,
	       within_1h = c.within_1h + excluded.within_1h,
	       within_2h = c.within_2h + excluded.within_2h,
	       within_4h = c.within_4h + excluded.within_4h,
	       within_8h = c.within_8h + excluded.within_8h,
	       within_24h = c.within_24h + excluded.within_24h,
	       within_72h = c.within_72h + excluded.within_72h,
	       visits = c.visits + excluded.visits,
	       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
	       visits_emergency = c.visits_emergency + excluded.visits_emergency;
	insert into fig.referral_visit (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from biz.referral n
	 where n.arrived_on is not null
	   and n.sent_at is not null;
end
$$;

-- Every counter that differs from what the referrals themselves give; none: proved.
create or replace function fig.prove_visits(out counter text, out at text, out measure text,
	out counted bigint, out found bigint)
returns setof record
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
	measures constant text[] := array['sent', 'emergencies', 'green_channel', 'received',
	       'answered', 'accepted', 'rejected',
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
		 cross join lateral (values ('d', f.day), ('m', date_trunc('month', f.day)::date),
		       ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department),
		       ('disease', f.disease)) as k (cut, key)
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
			 cross join lateral (values ('d', d.day), ('m', date_trunc('month', d.day)::date),
			       ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)) c
		 group by c.grain, c.start, c.cut, c.from_region_id, c.to_region_id, c.direction, c.key
	)
	select 'region', concat_ws(' ', grain, start, cut, from_region_id, to_region_id, direction,
	       key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_region_id, to_region_id, direction, key)
	 cross join lateral unnest(measures, coalesce(kept.n, zero), coalesce(raw.n, zero))
	       as m (name, c, r)
	 where coalesce(kept.n, zero) <> coalesce(raw.n, zero)
	   and m.c <> m.r;

	return query
	with raw as (
		select g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id,
		       f.to_region_id, f.direction, k.key,
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
		 cross join lateral (values ('d', f.day), ('m', date_trunc('month', f.day)::date),
		       ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department),
		       ('disease', f.disease)) as k (cut, key)
		 where g.grain <> 'd' or k.cut = 'all'
		 group by g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id,
		       f.to_region_id, f.direction, k.key
	), kept as (
		select c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id,
		       c.to_region_id, c.direction, c.key,
		       array[
		       sum(c.sent), sum(c.emergencies), sum(c.green_channel), sum(c.received),
		       sum(c.answered), sum(c.accepted), sum(c.rejected), sum(c.returned),
		       sum(c.redirected), sum(c.cancelled), sum(c.came), sum(c.no_show), sum(c.fed_back),
		       sum(c.closed), sum(c.timed), sum(c.answer_seconds), sum(c.within_30m),
		       sum(c.within_1h), sum(c.within_2h), sum(c.within_4h), sum(c.within_8h),
		       sum(c.within_24h), sum(c.within_72h), sum(c.visits), sum(c.visits_inpatient),
		       sum(c.visits_emergency)] as n
		  from (
			select grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id,
			       direction, key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_pair
			 union all
			select g.grain, g.start, k.cut, d.from_org_id, d.to_org_id, d.from_region_id,
			       d.to_region_id, d.direction, k.key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_delta d
			 cross join lateral (values ('d', d.day), ('m', date_trunc('month', d.day)::date),
			       ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)
			 where g.grain <> 'd' or k.cut = 'all') c
		 group by c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id,
		       c.to_region_id, c.direction, c.key
	)
	select 'pair', concat_ws(' ', grain, start, cut, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, key)
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

-- Found by county first, which answers for counties and for institutions.
drop index fig.referral_pair_from_idx;
drop index fig.referral_pair_to_idx;
create index referral_pair_from_idx on fig.referral_pair (from_region_id, cut, grain, start, from_org_id);
create index referral_pair_to_idx on fig.referral_pair (to_region_id, cut, grain, start, to_org_id);

drop function fig.day_facts(int, int, int[], date[]);

-- The single days of a range, which institutions' counters by department and disease leave to the
-- referrals themselves: those sent and those arrived on one of them. Each run of days is one range
-- of an index.
create function fig.day_facts(orgs int[], days date[])
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
		          from unnest($2) as d (day)) k
		 group by k.base
	loop
		since := biz.day_start(run.first);
		until := biz.day_start(run.last + 1);
		return query
		with touched as (
			select k.id
			  from unnest($1) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.from_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.id
			  from unnest($1) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.to_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.referral_id
			  from unnest($1) as o (id)
			 cross join lateral (
				select v.referral_id
				  from fig.referral_visit v
				 where v.from_org_id = o.id and v.day between run.first and run.last
				offset 0) k
			 union
			select k.referral_id
			  from unnest($1) as o (id)
			 cross join lateral (
				select v.referral_id
				  from fig.referral_visit v
				 where v.to_org_id = o.id and v.day between run.first and run.last
				offset 0) k
		)
		select f.*
		  from touched t
		 cross join lateral (select k.* from biz.referral k where k.id = t.id offset 0) r
		 cross join lateral fig.referral_facts(r::biz.referral) f
		 where f.day between run.first and run.last;
	end loop;
end
$$;

comment on function fig.day_facts is 'What single days count of institutions, from the referrals themselves.';

-- Counters by pair of institutions, of a range of regions or of a set of institutions. Days by
-- department or disease, which only institutions are asked for, come from the referrals.
create or replace function fig.pair_slices(lo int, hi int, orgs int[], "inner" boolean, first date,
	last date, widest text, cut text)
returns setof fig.referral_slice
language plpgsql stable
as $$
declare
	days date[] := case when $8 = 'all' then '{}'
		else array(select s.start from fig.spans($5, $6, $7) s where s.grain = 'd') end;
begin
	return query
	with whole as materialized (
		select s.grain, s.start
		  from fig.spans($5, $6, $7) s
		 where s.grain <> 'd' or $8 = 'all'
	), place as materialized (
		select d.code as region, null::int as org
		  from biz.division d
		 where d.code between $1 and $2
		   and d.level <= 3
		 union all
		select o.region_id, o.id
		  from biz.organisation o
		 where o.id = any ($3)
	), kept as (
		select k.*
		  from place p
		 cross join whole w
		 cross join lateral (
			select c.*
			  from fig.referral_pair c
			 where p.org is null
			   and c.from_region_id = p.region
			   and c.cut = $8
			   and c.grain = w.grain
			   and c.start = w.start
			 union all
			select c.*
			  from fig.referral_pair c
			 where c.from_org_id = p.org
			   and c.from_region_id = p.region
			   and c.cut = $8
			   and c.grain = w.grain
			   and c.start = w.start
			offset 0) k
		 union all
		select k.*
		  from place p
		 cross join whole w
		 cross join lateral (
			select c.*
			  from fig.referral_pair c
			 where p.org is null
			   and c.to_region_id = p.region
			   and c.cut = $8
			   and c.grain = w.grain
			   and c.start = w.start
			   and c.from_region_id not between $1 and $2
			 union all
			select c.*
			  from fig.referral_pair c
			 where c.to_org_id = p.org
			   and c.to_region_id = p.region
			   and c.cut = $8
			   and c.grain = w.grain
			   and c.start = w.start
			   and c.from_org_id <> all ($3)
			offset 0) k
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
		  from fig.day_facts($3, days) f
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


-- As before, in a form that the planner puts into the query that asks: a thousand calls cost more
-- than the figures beside them.
create or replace function fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint,
       h4 bigint,
	h8 bigint, h24 bigint, h72 bigint)
returns int
language sql immutable
begin atomic
	select (case
	        when timed <= 0 then null
	        when m30 >= timed / 2.0 then timed / 2.0 / m30 * 1800
	        when h1 >= timed / 2.0 then 1800 + (timed / 2.0 - m30) / (h1 - m30) * 1800
	        when h2 >= timed / 2.0 then 3600 + (timed / 2.0 - h1) / (h2 - h1) * 3600
	        when h4 >= timed / 2.0 then 7200 + (timed / 2.0 - h2) / (h4 - h2) * 7200
	        when h8 >= timed / 2.0 then 14400 + (timed / 2.0 - h4) / (h8 - h4) * 14400
	        when h24 >= timed / 2.0 then 28800 + (timed / 2.0 - h8) / (h24 - h8) * 57600
	        when h72 >= timed / 2.0 then 86400 + (timed / 2.0 - h24) / (h72 - h24) * 172800
	        end)::int;
end;

grant execute on function fig.day_facts(int[], date[]) to yl_web, yl_job;

-- What is there already, without what is not folded yet.
lock table biz.referral in share mode;
insert into fig.referral_pair (grain, start, cut, from_org_id, to_org_id, from_region_id,
       to_region_id, direction, key,
       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h, visits,
       visits_inpatient, visits_emergency)
select 'd', t.day, 'all', t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id,
       t.direction, '',
       sum(t.sign * t.sent), sum(t.sign * t.emergencies), sum(t.sign * t.green_channel),
       sum(t.sign * t.received), sum(t.sign * t.answered), sum(t.sign * t.accepted),
       sum(t.sign * t.rejected), sum(t.sign * t.returned), sum(t.sign * t.redirected),
       sum(t.sign * t.cancelled), sum(t.sign * t.came), sum(t.sign * t.no_show),
       sum(t.sign * t.fed_back), sum(t.sign * t.closed), sum(t.sign * t.timed),
       sum(t.sign * t.answer_seconds), sum(t.sign * t.within_30m), sum(t.sign * t.within_1h),
       sum(t.sign * t.within_2h), sum(t.sign * t.within_4h), sum(t.sign * t.within_8h),
       sum(t.sign * t.within_24h), sum(t.sign * t.within_72h), sum(t.sign * t.visits),
       sum(t.sign * t.visits_inpatient), sum(t.sign * t.visits_emergency)
  from (
	select 1 as sign,
	       f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.sent, f.emergencies, f.green_channel, f.received, f.answered, f.accepted,
	       f.rejected, f.returned, f.redirected, f.cancelled, f.came, f.no_show, f.fed_back,
	       f.closed, f.timed, f.answer_seconds, f.within_30m, f.within_1h, f.within_2h,
	       f.within_4h, f.within_8h, f.within_24h, f.within_72h, f.visits, f.visits_inpatient,
	       f.visits_emergency
	  from biz.referral r
	 cross join lateral fig.referral_facts(r) f
	 union all
	select -1,
	       d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.direction,
	       d.sent, d.emergencies, d.green_channel, d.received, d.answered, d.accepted,
	       d.rejected, d.returned, d.redirected, d.cancelled, d.came, d.no_show, d.fed_back,
	       d.closed, d.timed, d.answer_seconds, d.within_30m, d.within_1h, d.within_2h,
	       d.within_4h, d.within_8h, d.within_24h, d.within_72h, d.visits, d.visits_inpatient,
	       d.visits_emergency
	  from fig.referral_delta d) t
 group by t.day, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction;
