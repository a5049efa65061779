-- 0040_oversight_rows.sql - the referrals behind a figure.

set local role yl_owner;

-- Whether a referral adds to this counter of fig.referral_fact on the day it was sent.
create function fig.counts_for(r biz.referral, figure text) returns boolean
language sql stable
as $$
	select coalesce(bool_or((to_jsonb(f) ->> $2)::int = 1), false)
	  from fig.referral_facts($1) f
	 where f.sent = 1
$$;

-- One page of the referrals behind a figure, newest first, under the caller's policies. Each county
-- or institution of the scope gives its first rows from its own index, in that index's order: the
-- planner would rather sort whole years, so sorting and bitmaps are off inside.
create function fig.rows_page(kind text, scope_id int, first date, last date, "figure" text,
	direction text, sender int, receiver int, county int, department text, disease text,
	cursor text, most int, out id uuid, out at timestamptz)
returns setof record
language plpgsql stable
set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
	since constant timestamptz := biz.day_start($3);
	until constant timestamptz := biz.day_start($4 + 1);
	before_at constant timestamptz := biz.cursor_time($12, 'infinity');
	before_day constant date := (before_at at time zone 'Asia/Shanghai')::date;
	before_id constant uuid := biz.cursor_id($12, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
	return query
	with side as materialized (
		select o.id as org, null::int as region, case when s."inner" then s.orgs end as orgs
		  from fig.scope($1, $2, least($4, current_date)) s
		 cross join unnest(s.orgs) as o (id)
		 union all
		select null, d.code, null
		  from fig.scope($1, $2, least($4, current_date)) s
		  join biz.division d on d.code between s.lo and s.hi and d.level <= 3
	)
	select p.id, p.at
	  from (
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.from_org_id = k.org
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.to_org_id = k.org
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.from_region_id = k.region
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.to_region_id = k.region
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.from_org_id = k.org
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.to_org_id = k.org
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.from_region_id = k.region
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.to_region_id = k.region
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		) p
	 order by p.at desc, p.id desc
	 limit $13;
end
$$;

comment on function fig.rows_page is 'Ids of the referrals behind a figure, a page at a time.';

grant execute on function fig.counts_for(biz.referral, text),
	fig.rows_page(text, int, date, date, text, text, int, int, int, text, text, text, int)
	to yl_web, yl_job;
