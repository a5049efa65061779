-- The telephone of a referral's contact, with its audit row: for the sender, and for the receiver while
-- the referral concerns it. $1 id, $2 field (contact_phone), $3 why
select r.id, r.contact_phone_enc as _value_enc,
       case
       when r.from_org_id = any ((select sec.orgs())::int[]) or biz.concerns_receiver(r.state)
       then sec.reveal('referral', r.id::text, r.from_region_id, r.from_org_id, $2::text, $3::text)
       else sec.refuse('UX409', '转诊已撤销、拒绝或转荐，不能再查看联系人的电话',
       	'The referral was cancelled, rejected or redirected: the contact''s telephone is not shown any more')
       end as _audited
  from biz.referral r
 where r.id = $1::uuid
   and (r.from_org_id = any ((select sec.orgs())::int[])
        or r.to_org_id = any ((select sec.orgs())::int[]))
