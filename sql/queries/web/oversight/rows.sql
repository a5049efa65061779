-- The rows behind a figure, newest first, without identity: no name, number or telephone, the age as
-- a band. $1 kind of scope or null for the caller's own, $2 its number, $3 and $4 first and last day,
-- $5 figure (visits, sent, answered, ...), $6 direction, $7 sender, $8 receiver, $9 county,
-- $10 department, $11 disease group, $12 cursor, $13 limit
with scope as materialized (
	select * from fig.scope($1::text, $2::int, least($4::date, current_date))
), side as (
	select o.id as org, null::int as region, case when s."inner" then s.orgs end as orgs
	  from scope s
	 cross join unnest(s.orgs) as o (id)
	 union all
	select null, d.code, null
	  from scope s
	  join biz.division d on d.code between s.lo and s.hi and d.level <= 3
), page as (
	select x.id, x.at
	  from side k
	 cross join lateral (
		select v.referral_id as id, biz.day_start(v.day) as at
		  from fig.referral_visit v
		 where $5::text = 'visits'
		   and v.from_org_id = k.org
		   and v.day between $3::date and $4::date
		   and (v.day, v.referral_id) < (
		       (biz.cursor_time($12::text, 'infinity') at time zone 'Asia/Shanghai')::date,
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
		   and ($6::text is null or v.direction = $6::text)
		   and ($7::int is null or v.from_org_id = $7::int)
		   and ($8::int is null or v.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (v.from_region_id, v.to_region_id))
		   and ($10::text is null or v.department = $10::text)
		   and ($11::text is null or v.disease = $11::text)
		 order by v.day desc, v.referral_id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.at
	  from side k
	 cross join lateral (
		select v.referral_id as id, biz.day_start(v.day) as at
		  from fig.referral_visit v
		 where $5::text = 'visits'
		   and v.to_org_id = k.org
		   and v.day between $3::date and $4::date
		   and (v.day, v.referral_id) < (
		       (biz.cursor_time($12::text, 'infinity') at time zone 'Asia/Shanghai')::date,
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
		   and ($6::text is null or v.direction = $6::text)
		   and ($7::int is null or v.from_org_id = $7::int)
		   and ($8::int is null or v.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (v.from_region_id, v.to_region_id))
		   and ($10::text is null or v.department = $10::text)
		   and ($11::text is null or v.disease = $11::text)
		 order by v.day desc, v.referral_id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.at
	  from side k
	 cross join lateral (
		select v.referral_id as id, biz.day_start(v.day) as at
		  from fig.referral_visit v
		 where $5::text = 'visits'
		   and v.from_region_id = k.region
		   and v.day between $3::date and $4::date
		   and (v.day, v.referral_id) < (
		       (biz.cursor_time($12::text, 'infinity') at time zone 'Asia/Shanghai')::date,
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
		   and ($6::text is null or v.direction = $6::text)
		   and ($7::int is null or v.from_org_id = $7::int)
		   and ($8::int is null or v.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (v.from_region_id, v.to_region_id))
		   and ($10::text is null or v.department = $10::text)
		   and ($11::text is null or v.disease = $11::text)
		 order by v.day desc, v.referral_id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.at
	  from side k
	 cross join lateral (
		select v.referral_id as id, biz.day_start(v.day) as at
		  from fig.referral_visit v
		 where $5::text = 'visits'
		   and v.to_region_id = k.region
		   and v.day between $3::date and $4::date
		   and (v.day, v.referral_id) < (
		       (biz.cursor_time($12::text, 'infinity') at time zone 'Asia/Shanghai')::date,
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
		   and ($6::text is null or v.direction = $6::text)
		   and ($7::int is null or v.from_org_id = $7::int)
		   and ($8::int is null or v.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (v.from_region_id, v.to_region_id))
		   and ($10::text is null or v.department = $10::text)
		   and ($11::text is null or v.disease = $11::text)
		 order by v.day desc, v.referral_id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.listed_at
	  from side k
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 where $5::text <> 'visits'
		   and r.from_org_id = k.org
		   and r.listed_at >= biz.day_start($3::date)
		   and r.listed_at < biz.day_start($4::date + 1)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($12::text, 'infinity'),
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and f.sent = 1
		   and ($5::text = 'sent' or (to_jsonb(f) ->> $5::text)::int = 1)
		   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
		   and ($6::text is null or r.direction = $6::text)
		   and ($7::int is null or r.from_org_id = $7::int)
		   and ($8::int is null or r.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (r.from_region_id, r.to_region_id))
		   and ($10::text is null or f.department = $10::text)
		   and ($11::text is null or f.disease = $11::text)
		 order by r.listed_at desc, r.id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.listed_at
	  from side k
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 where $5::text <> 'visits'
		   and r.to_org_id = k.org
		   and r.listed_at >= biz.day_start($3::date)
		   and r.listed_at < biz.day_start($4::date + 1)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($12::text, 'infinity'),
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and f.sent = 1
		   and ($5::text = 'sent' or (to_jsonb(f) ->> $5::text)::int = 1)
		   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
		   and ($6::text is null or r.direction = $6::text)
		   and ($7::int is null or r.from_org_id = $7::int)
		   and ($8::int is null or r.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (r.from_region_id, r.to_region_id))
		   and ($10::text is null or f.department = $10::text)
		   and ($11::text is null or f.disease = $11::text)
		 order by r.listed_at desc, r.id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.listed_at
	  from side k
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 where $5::text <> 'visits'
		   and r.from_region_id = k.region
		   and r.listed_at >= biz.day_start($3::date)
		   and r.listed_at < biz.day_start($4::date + 1)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($12::text, 'infinity'),
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and f.sent = 1
		   and ($5::text = 'sent' or (to_jsonb(f) ->> $5::text)::int = 1)
		   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
		   and ($6::text is null or r.direction = $6::text)
		   and ($7::int is null or r.from_org_id = $7::int)
		   and ($8::int is null or r.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (r.from_region_id, r.to_region_id))
		   and ($10::text is null or f.department = $10::text)
		   and ($11::text is null or f.disease = $11::text)
		 order by r.listed_at desc, r.id desc
		 limit $13::int + 1) x
	 union
	select x.id, x.listed_at
	  from side k
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 where $5::text <> 'visits'
		   and r.to_region_id = k.region
		   and r.listed_at >= biz.day_start($3::date)
		   and r.listed_at < biz.day_start($4::date + 1)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($12::text, 'infinity'),
		       biz.cursor_id($12::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and f.sent = 1
		   and ($5::text = 'sent' or (to_jsonb(f) ->> $5::text)::int = 1)
		   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
		   and ($6::text is null or r.direction = $6::text)
		   and ($7::int is null or r.from_org_id = $7::int)
		   and ($8::int is null or r.to_org_id = $8::int)
		   and ($9::int is null or $9::int in (r.from_region_id, r.to_region_id))
		   and ($10::text is null or f.department = $10::text)
		   and ($11::text is null or f.disease = $11::text)
		 order by r.listed_at desc, r.id desc
		 limit $13::int + 1) x
	 order by at desc, id desc
	 limit $13::int + 1
)
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.urgency, r.care, r.state,
       b.sex, b.age_band, f.id as "from.id", f.name as "from.name", t.id as "to.id",
       t.name as "to.name", r.to_department as department, r.disease, r.diagnosis_code,
       r.sent_at, r.answered_at, r.arrived_on, r.closed_at, r.origin,
       p.at::text || ',' || p.id as _cursor
  from page p
  join biz.referral r on r.id = p.id
  join biz.organisation f on f.id = r.from_org_id
  join biz.organisation t on t.id = r.to_org_id
 cross join lateral fig.patient_band(r.patient_id, coalesce(r.arrived_on, r.listed_at::date)) b
 order by p.at desc, p.id desc
