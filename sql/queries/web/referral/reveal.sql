-- The telephone of a referral's contact, with its audit row. $1 id, $2 field (contact_phone), $3 why
select r.id, r.contact_phone_enc as _value_enc,
       sec.reveal('referral', r.id::text, r.from_region_id, r.from_org_id, $2::text, $3::text) as _audited
  from biz.referral r
 where r.id = $1::uuid
   and (r.from_org_id = any ((select sec.orgs())::int[])
        or r.to_org_id = any ((select sec.orgs())::int[]))
