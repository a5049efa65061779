-- Where the caller's institution may want to refer to: what it used lately first, then its
-- alliances and pairings, the hospitals of its county and city, and for a city's hospital those of
-- its counties; the nearest first. $1 direction or null, $2 sender or null for the caller's own institution
with own as (
	select f.id, f.tier, f.parent_id, f.region_id, array(
		select l.organisation_id
		  from biz.alliance_member m
		  join biz.alliance_member l on l.alliance_id = m.alliance_id
		 where m.organisation_id = f.id
		   and m.left_on is null
		   and l.role = 'lead'
		   and l.left_on is null) as leads
	  from biz.organisation f
	 where f.id = coalesce($2::int, sec.home_org())
), used as (
	select u.to_org_id as id, max(u.listed_at) as last_used_at,
	       array_agg(distinct u.to_department) filter (where u.to_department is not null)
	       	as departments
	  from (
		select r.to_org_id, r.listed_at, r.to_department
		  from own
		  join biz.referral r on r.from_org_id = own.id
		 order by r.listed_at desc
		 limit 200) u
	 group by u.to_org_id
), offered as (
	select id
	  from used
	 union
	select o.organisation_id
	  from own
	  join biz.alliance_member m on m.organisation_id = own.id
	  join biz.alliance_member o on o.alliance_id = m.alliance_id
	 where m.joined_on <= current_date
	   and (m.left_on is null or m.left_on > current_date)
	   and o.joined_on <= current_date
	   and (o.left_on is null or o.left_on > current_date)
	 union
	select case when p.from_org_id = own.id then p.to_org_id else p.from_org_id end
	  from own
	  join biz.pairing p on own.id in (p.from_org_id, p.to_org_id)
	 where p.starts_on <= current_date
	   and (p.ends_on is null or p.ends_on > current_date)
	 union
	select own.parent_id
	  from own
	 union
	select h.id
	  from own
	  join biz.organisation h on h.region_id = own.region_id
	   or h.region_id = own.region_id / 100 * 100
	   or own.tier = 4 and h.tier = 3 and h.region_id between own.region_id and own.region_id + 99
)
select o.id as organisation_id, o.code, o.name, o.pinyin, o.initials, o.kind, o.tier, u.last_used_at,
       coalesce((
       	select array_agg(d.name order by d.position, d.name)
       	  from biz.department d
       	 where d.organisation_id = o.id
       	   and d.accepts_referrals), u.departments, '{}') as departments
  from own
 cross join offered f
  join biz.organisation o on o.id = f.id
  left join used u on u.id = o.id
 where o.id <> own.id
   and o.kind not in ('commission', 'cdc', 'supervision')
   and (o.valid_to is null or o.valid_to > current_date)
   and case $1::text
       when 'up' then o.tier > own.tier
       when 'down' then o.tier < own.tier
       when 'same_level' then o.tier = own.tier
       else true end
 order by u.last_used_at desc nulls last, o.id is distinct from own.parent_id,
       o.parent_id is distinct from own.id, o.region_id <> own.region_id,
       o.region_id / 100 <> own.region_id / 100, abs(o.tier - own.tier),
       o.id <> all (own.leads),
       o.kind <> 'general_hospital', o.pinyin
 limit 200
