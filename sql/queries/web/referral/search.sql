-- The same list as list.sql, narrowed to a number (its day and all or some of the rest) or to
-- patients whose name begins with two characters or more; few enough to be sorted by any time. $1 box
-- (sent, received, any), $2 state, $3 direction, $4 the other party, $5 and $6 first and last day,
-- $7 cursor, $8 limit, $9 beginning of the number or of the patient's name, $10 sort or null: latest
-- first
with named as materialized (
	select p.id
	  from biz.patient p
	 where p.name >= $9::text
	   and p.name < $9::text || chr(1114111)
	   and $9::text !~ '^[0-9]'
), found as materialized (
	select r.id, r.from_org_id, r.to_org_id, r.state, r.direction, r.listed_at, r.updated_at,
	       r.booked_for, r.arrived_at, r.due_at
	  from named n
	  join biz.referral r on r.patient_id = n.id
	 union all
	select r.id, r.from_org_id, r.to_org_id, r.state, r.direction, r.listed_at, r.updated_at,
	       r.booked_for, r.arrived_at, r.due_at
	  from biz.referral r
	 where r.number collate "C" >= upper($9::text)
	   and r.number collate "C" < upper($9::text) || chr(1114111)
	   and $9::text ~ '^[0-9]{6}'
), kept as (
	select r.id, biz.sort_key($10::text, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at) as key, biz.sorts_down($10::text) as down
	  from found r
	 where (($1::text <> 'received' and r.from_org_id = any ((select sec.orgs())::int[]))
	        or ($1::text <> 'sent' and r.to_org_id = any ((select sec.orgs())::int[])))
	   and r.listed_at >= biz.since($5::date)
	   and r.listed_at < biz.until($6::date)
	   and ($2::text is null or r.state = $2::text)
	   and ($3::text is null or r.direction = $3::text)
	   and ($4::int is null or $4::int in (r.from_org_id, r.to_org_id))
), page as (
	select k.id, k.key, k.down
	  from kept k
	 where case
	       when $7::text is null then true
	       when k.down then (k.key, k.id)
	            < (biz.cursor_time($7::text, null), biz.cursor_id($7::text, null))
	       else (k.key, k.id) > (biz.cursor_time($7::text, null), biz.cursor_id($7::text, null)) end
	 order by case when k.down then k.key end desc, case when k.down then k.id end desc, k.key, k.id
	 limit $8::int + 1
)
select l.*, page.key::text || ',' || page.id as _cursor
  from page
  join biz.referral_brief l on l.id = page.id
 order by case when page.down then page.key end desc, case when page.down then page.id end desc,
       page.key, page.id
