-- The same list as list.sql, narrowed to a number or to patients whose name begins so; newest
-- first. $1 box (sent, received, any), $2 state, $3 direction, $4 the other party, $5 and $6 first
-- and last day, $7 cursor, $8 limit, $9 beginning of the number or of the patient's name
select l.*
  from (
	select r.id, r.listed_at
	  from (
		select k.*
		  from biz.referral k
		 where k.number collate "C" >= upper($9::text)
		   and k.number collate "C" < upper($9::text) || chr(1114111)
		   and $9::text ~ '^[0-9]'
		 union all
		select k.*
		  from biz.patient p
		  join biz.referral k on k.patient_id = p.id
		 where p.name >= $9::text
		   and p.name < $9::text || chr(1114111)
		   and $9::text !~ '^[0-9]') r
	 where (($1::text <> 'received' and r.from_org_id = any ((select sec.orgs())::int[]))
	        or ($1::text <> 'sent' and r.to_org_id = any ((select sec.orgs())::int[])))
	   and r.listed_at >= coalesce(biz.day_start($5::date), '-infinity')
	   and r.listed_at < coalesce(biz.day_start($6::date + 1), 'infinity')
	   and (r.listed_at, r.id) < (
	       biz.cursor_time($7::text, 'infinity'),
	       biz.cursor_id($7::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
	   and ($2::text is null or r.state = $2::text)
	   and ($3::text is null or r.direction = $3::text)
	   and ($4::int is null or $4::int in (r.from_org_id, r.to_org_id))
	 order by r.listed_at desc, r.id desc
	 limit $8::int + 1) page
  join biz.referral_line l on l.id = page.id
 order by page.listed_at desc, page.id desc
