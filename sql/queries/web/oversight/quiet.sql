-- Institutions of a scope that sent and received nothing this month, or where nobody signed in.
-- $1 kind of scope or null for the caller's own, $2 its number, $3 what is quiet (referrals,
-- sign_in, any)
with scope as materialized (
	select * from fig.scope($1::text, $2::int, current_date)
), unit as (
	select o.id, o.name, o.kind, o.region_id
	  from scope s
	  join biz.organisation o on o.id = any (s.orgs) or o.region_id between s.lo and s.hi
	 where o.kind not in ('commission', 'cdc', 'supervision')
	   and (o.valid_to is null or o.valid_to > current_date)
), month as (
	select k.from_org_id, k.to_org_id, sum(k.sent) as sent
	  from scope s
	 cross join lateral fig.pair_slices(s.lo, s.hi, s.orgs, false,
	       date_trunc('month', current_date)::date,
	       (date_trunc('month', current_date) + interval '1 month - 1 day')::date, 'm', 'all') k
	 group by k.from_org_id, k.to_org_id
), sent as (
	select from_org_id as id, sum(sent) as n from month group by from_org_id
), received as (
	select to_org_id as id, sum(sent) as n from month group by to_org_id
), judged as (
	select u.*, coalesce(s.n, 0) as sent, coalesce(r.n, 0) as received,
	       sec.last_sign_in(u.id) as last_sign_in_at
	  from unit u
	  left join sent s on s.id = u.id
	  left join received r on r.id = u.id
)
select j.id as "organisation.id", j.name as "organisation.name", j.kind as "organisation.kind",
       d.code as "region.id", d.name as "region.name", j.sent, j.received,
       j.sent + j.received = 0 as no_referral,
       coalesce(j.last_sign_in_at < biz.day_start(date_trunc('month', current_date)::date), true)
       	as no_sign_in,
       (select max(k.listed_at)
          from (
       	(select r.listed_at
       	   from biz.referral r
       	  where r.from_org_id = j.id and r.sent_at is not null
       	  order by r.listed_at desc
       	  limit 1)
       	 union all
       	(select r.listed_at
       	   from biz.referral r
       	  where r.to_org_id = j.id and r.sent_at is not null
       	  order by r.listed_at desc
       	  limit 1)) k) as last_referral_at,
       j.last_sign_in_at
  from judged j
  left join biz.division d on d.code = j.region_id
 where ($3::text <> 'sign_in' and j.sent + j.received = 0)
    or ($3::text <> 'referrals'
        and coalesce(j.last_sign_in_at
            < biz.day_start(date_trunc('month', current_date)::date), true))
 order by j.region_id, j.kind, j.name
 limit 2000
