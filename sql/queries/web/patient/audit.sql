-- The audit row of having read a patient's detail. $1 id, $2 of what was read (patient, referral)
select sec.audit('patient.read', 'patient', p.id::text, p.region_id, p.org_id,
       	jsonb_build_object('page', $2::text)) as _audited
  from biz.patient p
 where p.id = $1::uuid
