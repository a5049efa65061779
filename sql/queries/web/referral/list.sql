-- Referrals of the caller's own institutions, newest first: each institution's two indexes give
-- their first rows, the page is merged from them. Overseers have no institution and see nothing.
-- $1 box (sent, received, any), $2 state, $3 direction, $4 the other party, $5 and $6 first and
-- last day, $7 cursor, $8 limit, $9 first character of the patient's name or null: one alone is
-- common, so that walking down the list finds a page soon; search.sql takes longer beginnings
select l.*, page.listed_at::text || ',' || page.id as _cursor
  from (
	select x.id, x.listed_at
	  from unnest((select sec.orgs())) as o (id)
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 where r.from_org_id = o.id
		   and $1::text in ('any', 'sent')
		   and r.listed_at >= biz.since($5::date)
		   and r.listed_at < biz.until($6::date)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($7::text, 'infinity'),
		       biz.cursor_id($7::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and ($2::text is null or r.state = $2::text)
		   and ($3::text is null or r.direction = $3::text)
		   and ($4::int is null or r.to_org_id = $4::int)
		   and ($9::text is null or biz.patient_begins(r.patient_id, $9::text))
		 order by r.listed_at desc, r.id desc
		 limit $8::int + 1) x
	 union all
	select x.id, x.listed_at
	  from unnest((select sec.orgs())) as o (id)
	 cross join lateral (
		select r.id, r.listed_at
		  from biz.referral r
		 where r.to_org_id = o.id
		   and $1::text in ('any', 'received')
		   and ($1::text = 'received' or r.from_org_id <> all ((select sec.orgs())::int[]))
		   and r.listed_at >= biz.since($5::date)
		   and r.listed_at < biz.until($6::date)
		   and (r.listed_at, r.id) < (
		       biz.cursor_time($7::text, 'infinity'),
		       biz.cursor_id($7::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
		   and ($2::text is null or r.state = $2::text)
		   and ($3::text is null or r.direction = $3::text)
		   and ($4::int is null or r.from_org_id = $4::int)
		   and ($9::text is null or biz.patient_begins(r.patient_id, $9::text))
		 order by r.listed_at desc, r.id desc
		 limit $8::int + 1) x
	 order by listed_at desc, id desc
	 limit $8::int + 1) page
  join biz.referral_brief l on l.id = page.id
 order by page.listed_at desc, page.id desc
