-- The audit row of having read a referral, and with it a patient's detail. $1 id
select sec.audit('referral.read', 'referral', r.id::text, r.from_region_id, r.from_org_id,
       	jsonb_build_object('patient', r.patient_id)) as _audited
  from biz.referral r
 where r.id = $1::uuid
