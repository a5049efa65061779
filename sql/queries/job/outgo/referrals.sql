-- Referrals of the owner's institutions, newest first, a page at a time. $1 box (any, sent,
-- received), $2 state, $3 direction, $4 the other party, $5 and $6 first and last day, $7 cursor,
-- $8 limit
select l.number, l.direction, l.state, l.urgency, l._patient_name as name, l."patient.sex" as sex,
       l."patient.birth_date" as birth_date, l."from.name" as from_name,
       l."from.department" as from_department, l."to.name" as to_name,
       l."to.department" as to_department, l.diagnosis,
       to_char(l.sent_at, 'YYYY-MM-DD HH24:MI') as sent_at,
       to_char(l.answered_at, 'YYYY-MM-DD HH24:MI') as answered_at,
       to_char(l.booked_for, 'YYYY-MM-DD HH24:MI') as booked_for,
       to_char(l.arrived_at, 'YYYY-MM-DD HH24:MI') as arrived_at, l._cursor
  from (
	select r.id, r.listed_at
	  from biz.referral r
	 where (r.from_org_id = any ((select sec.orgs())::int[]) and $1::text in ('any', 'sent')
	        or r.to_org_id = any ((select sec.orgs())::int[]) and $1::text in ('any', 'received'))
	   and ($2::text is null or r.state = $2::text)
	   and ($3::text is null or r.direction = $3::text)
	   and ($4::int is null or $4::int in (r.from_org_id, r.to_org_id))
	   and r.listed_at >= coalesce(biz.day_start($5::date), '-infinity')
	   and r.listed_at < coalesce(biz.day_start($6::date + 1), 'infinity')
	   and (r.listed_at, r.id) < (biz.cursor_time($7::text, 'infinity'),
	       biz.cursor_id($7::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
	 order by r.listed_at desc, r.id desc
	 limit $8::int) page
  join biz.referral_line l on l.id = page.id
 order by page.listed_at desc, page.id desc
