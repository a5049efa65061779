-- Of the institutions of a division that existed on a day, how many were supported by a live
-- pairing then, by kind (ORG-11). $1 division, $2 programme or null for any, $3 the day
select s.kind, count(*) as eligible, count(p.id) as paired,
       round(100.0 * count(p.id) / count(*), 2) as percent
  from biz.organisations_on(coalesce($3::date, current_date)) s
  join biz.organisation o on o.id = s.id
  left join lateral (
	select p.to_org_id as id
	  from biz.pairing p
	 where p.to_org_id = o.id
	   and ($2::text is null or p.programme = $2::text)
	   and biz.pairing_status(p.starts_on, p.ends_on, p.end_reason is not null,
	       coalesce($3::date, current_date)) = 'live'
	 limit 1) p on true
 where s.kind not in ('commission', 'supervision', 'village_clinic', 'community_station', 'private',
       'enterprise')
   and o.region_id between $1::int and $1::int + case
       when $1::int % 10000 = 0 then 9999 when $1::int % 100 = 0 then 99 else 0 end
 group by s.kind
 order by s.kind
