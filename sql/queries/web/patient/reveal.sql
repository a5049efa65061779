-- One hidden value of a patient, with its audit row: for who registered or refers the patient, and for
-- a receiver while a referral concerns it. $1 id, $2 field (name, id_number, phone, address), $3 why
select p.id,
       case $2::text when 'name' then p.name end as _name,
       case $2::text
       when 'id_number' then p.id_number_enc
       when 'phone' then p.phone_enc
       when 'address' then p.address_enc
       end as _value_enc,
       case
       when p.org_id = any ((select sec.orgs())::int[])
            or exists (
            	select
            	  from biz.referral r
            	 where r.patient_id = p.id
            	   and (r.from_org_id = any ((select sec.orgs())::int[])
            	        or r.to_org_id = any ((select sec.orgs())::int[])
            	        and biz.concerns_receiver(r.state)))
       then sec.reveal('patient', p.id::text, p.region_id, p.org_id, $2::text, $3::text)
       else sec.refuse('UX409', '转诊已撤销、拒绝或转荐，不能再查看患者的隐藏信息',
       	'The referral was cancelled, rejected or redirected: the patient''s hidden values are not shown any more')
       end as _audited
  from biz.patient p
 where p.id = $1::uuid
