-- How many referrals an export will hold. Parameters as of outgo/list, but no cursor and what follows.
select count(*) as total
  from biz.referral r
 where (r.from_org_id = any ((select sec.orgs())::int[]) and $1::text in ('any', 'sent')
        or r.to_org_id = any ((select sec.orgs())::int[]) and $1::text in ('any', 'received'))
   and ($2::text is null or r.state = $2::text)
   and ($3::text is null or r.direction = $3::text)
   and ($4::int is null or $4::int in (r.from_org_id, r.to_org_id))
   and r.listed_at >= coalesce(biz.day_start($5::date), '-infinity')
   and r.listed_at < coalesce(biz.day_start($6::date + 1), 'infinity')
