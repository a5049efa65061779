-- How many obligations stand how, in what the caller sees; 1000 stands for "or more". $1 and $2 scope or null
select r.code, (
	select count(*) from (
		select
		  from fig.judgement j
		 where j.place = r.place - 1
		   and case $1::text
		       when 'region' then j.to_region_id between $2::int and $2::int + case when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end
		           or j.from_region_id between $2::int and $2::int + case when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end
		       when 'org' then $2::int in (j.from_org_id, j.to_org_id)
		       when 'alliance' then exists (select from biz.alliance_member m where m.alliance_id = $2::int and m.organisation_id = j.to_org_id
		           and m.joined_on <= j.as_of and (m.left_on is null or m.left_on > j.as_of))
		       else true end
		 limit 1000) k) as count
  from unnest('{broken,ahead,running,over}'::text[]) with ordinality r (code, place)
 order by r.place
