-- 0036_referral_count.sql - what is written on referrals reaches their counters.

set local role yl_owner;

-- New referrals count; drafts do not.
create function fig.count_inserted() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if not exists (select from new_rows n where n.sent_at is not null) then
		return null;
	end if;
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select 1 as sign, row(n.*)::biz.referral as referral from new_rows n) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	insert into fig.referral_visit (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from new_rows n
	 where n.arrived_on is not null
	   and n.sent_at is not null;
	return null;
end
$$;

-- A change counts the difference of after and before; most changes of text differ in nothing.
create function fig.count_updated() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if not exists (select from new_rows n where n.sent_at is not null) then
		return null;
	end if;
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select 1 as sign, row(n.*)::biz.referral as referral from new_rows n
		union all select -1, row(o.*)::biz.referral from old_rows o) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	-- Only what differs: a change of state after the arrival leaves the visit alone.
	insert into fig.referral_visit as v (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from new_rows n
	  join old_rows o on o.id = n.id
	 where n.arrived_on is not null
	   and n.sent_at is not null
	   and (o.arrived_on is null
	        or (o.arrived_on, o.to_org_id, o.to_region_id, o.direction, o.person_key,
	            coalesce(o.to_department, ''), o.disease)
	        is distinct from (n.arrived_on, n.to_org_id, n.to_region_id, n.direction, n.person_key,
	            coalesce(n.to_department, ''), n.disease))
	on conflict on constraint referral_visit_pkey do update
	   set day = excluded.day,
	       to_org_id = excluded.to_org_id,
	       to_region_id = excluded.to_region_id,
	       direction = excluded.direction,
	       person = excluded.person,
	       department = excluded.department,
	       disease = excluded.disease;
	delete from fig.referral_visit v
	 using new_rows n
	  join old_rows o on o.id = n.id
	 where v.referral_id = n.id
	   and o.arrived_on is not null
	   and n.arrived_on is null;
	return null;
end
$$;

-- Nothing in the portal deletes a referral; what an administrator deletes no longer counts.
create function fig.count_deleted() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select -1 as sign, row(o.*)::biz.referral as referral from old_rows o) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	delete from fig.referral_visit v
	 using old_rows o
	 where v.referral_id = o.id;
	return null;
end
$$;

create trigger referral_count_inserted after insert on biz.referral
	referencing new table as new_rows
	for each statement execute function fig.count_inserted();
create trigger referral_count_updated after update on biz.referral
	referencing old table as old_rows new table as new_rows
	for each statement execute function fig.count_updated();
create trigger referral_count_deleted after delete on biz.referral
	referencing old table as old_rows
	for each statement execute function fig.count_deleted();

-- The days, months and years that make up a range, the coarsest first; widest: y, m or d.
create function fig.spans(first date, last date, widest text, out grain text, out start date)
returns setof record
language plpgsql immutable rows 10
as $$
declare
	day date := first;
begin
	while day <= last loop
		if widest = 'y' and extract(doy from day) = 1
		    and day + interval '1 year' <= last + 1 then
			grain := 'y';
			start := day;
			day := day + interval '1 year';
		elsif widest in ('y', 'm') and extract(day from day) = 1
		    and day + interval '1 month' <= last + 1 then
			grain := 'm';
			start := day;
			day := day + interval '1 month';
		else
			grain := 'd';
			start := day;
			day := day + 1;
		end if;
		return next;
	end loop;
end
$$;

comment on function fig.spans(date, date, text) is 'A range as whole years, whole months and single days.';

-- Folds up to so many deltas into the counters; returns how many. One at a time: a second caller
-- finds the lock taken and returns 0. The job worker calls it every second or so.
create function fig.fold_referrals(most int default 20000) returns int
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
		insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id, direction, key,
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
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
		       as k (cut, key)
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
		insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key,
		       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
		       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned),
		       sum(t.redirected), sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back),
		       sum(t.closed), sum(t.timed), sum(t.answer_seconds), sum(t.within_30m),
		       sum(t.within_1h), sum(t.within_2h), sum(t.within_4h), sum(t.within_8h),
		       sum(t.within_24h), sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient),
		       sum(t.visits_emergency)
		  from taken t
		 cross join lateral (values ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key
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

comment on function fig.fold_referrals(int) is 'Moves appended deltas into the counters; how many it took.';

-- Makes everything anew from the referrals, for repair. Writers wait meanwhile.
create function fig.rebuild_referrals() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	lock table biz.referral in share mode;
	delete from fig.referral_delta;
	delete from fig.referral_region;
	delete from fig.referral_pair;
	delete from fig.referral_visit;
	insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id, direction, key,
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
	 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
	       as k (cut, key)
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
	insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key,
	       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
	       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned), sum(t.redirected),
	       sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back), sum(t.closed),
	       sum(t.timed), sum(t.answer_seconds), sum(t.within_30m), sum(t.within_1h),
	       sum(t.within_2h), sum(t.within_4h), sum(t.within_8h), sum(t.within_24h),
	       sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient), sum(t.visits_emergency)
	  from (select f.* from biz.referral r cross join lateral fig.referral_facts(r) f) t
	 cross join lateral (values ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
	       as k (cut, key)
	 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key
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

comment on function fig.rebuild_referrals() is 'Makes counters and visits anew from the referrals; writers wait.';

grant execute on function fig.spans(date, date, text) to yl_web, yl_job;
grant execute on function fig.fold_referrals(int), fig.rebuild_referrals() to yl_job;
