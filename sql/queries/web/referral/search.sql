-- The same list as list.sql, narrowed to a number (its day and all or some of the rest) or to
-- patients whose name begins with two characters or more; newest first. $1 box (sent, received,
-- any), $2 state, $3 direction, $4 the other party, $5 and $6 first and last day, $7 cursor,
-- $8 limit, $9 beginning of the number or of the patient's name
with named as materialized (
	select p.id
	  from biz.patient p
	 where p.name >= $9::text
	   and p.name < $9::text || chr(1114111)
	   and $9::text !~ '^[0-9]'
), found as materialized (
	select r.id, r.listed_at, r.from_org_id, r.to_org_id, r.state, r.direction
	  from named n
	  join biz.referral r on r.patient_id = n.id
	 union all
	select r.id, r.listed_at, r.from_org_id, r.to_org_id, r.state, r.direction
	  from biz.referral r
	 where r.number collate "C" >= upper($9::text)
	   and r.number collate "C" < upper($9::text) || chr(1114111)
	   and $9::text ~ '^[0-9]{6}'
), page as (
	select r.id, r.listed_at
	  from found r
	 where (($1::text <> 'received' and r.from_org_id = any ((select sec.orgs())::int[]))
	        or ($1::text <> 'sent' and r.to_org_id = any ((select sec.orgs())::int[])))
	   and r.listed_at >= biz.since($5::date)
	   and r.listed_at < biz.until($6::date)
	   and (r.listed_at, r.id) < (
	       biz.cursor_time($7::text, 'infinity'),
	       biz.cursor_id($7::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
	   and ($2::text is null or r.state = $2::text)
	   and ($3::text is null or r.direction = $3::text)
	   and ($4::int is null or $4::int in (r.from_org_id, r.to_org_id))
	 order by r.listed_at desc, r.id desc
	 limit $8::int + 1
)
select l.*
  from page
  join biz.referral_line l on l.id = page.id
 order by page.listed_at desc, page.id desc
