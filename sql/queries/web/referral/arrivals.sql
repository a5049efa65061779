-- Whom the front desk expects or has seen on a day, in order of the hour. $1 day or null for today
with k as materialized (
	select coalesce($1::date, current_date) as day,
	       biz.day_start(coalesce($1::date, current_date)) as since,
	       biz.day_start(coalesce($1::date, current_date) + 1) as until
)
select l.*
  from (
	select r.id, coalesce(r.arrived_at, r.booked_for) as hour
	  from k
	 cross join unnest((select sec.orgs())) as o (id)
	  join biz.referral r on r.to_org_id = o.id
	 where r.state in ('accepted', 'booked')
	   and r.booked_for >= k.since
	   and r.booked_for < k.until
	 union all
	select r.id, r.arrived_at
	  from k
	 cross join unnest((select sec.orgs())) as o (id)
	  join fig.referral_visit v on v.to_org_id = o.id
	       and v.day = k.day
	  join biz.referral r on r.id = v.referral_id
	 order by hour, id
	 limit 1000) due
  join biz.referral_brief l on l.id = due.id
 order by due.hour, due.id
