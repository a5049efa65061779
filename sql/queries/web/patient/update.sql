-- Corrects a patient; a value not given stays. Referrals of the patient count the person anew.
-- $1 id, $2 version or null, $3 name, $4 sex, $5 birth date, $6 and $7 ID number encrypted and
-- hashed, $8 and $9 telephone, $10 address encrypted, $11 key of the person
with corrected as (
	update biz.patient p
	   set name = coalesce($3::text, p.name),
	       sex = coalesce($4::text, p.sex),
	       birth_date = coalesce($5::date, p.birth_date),
	       id_number_enc = coalesce($6::bytea, p.id_number_enc),
	       id_number_idx = coalesce($7::bytea, p.id_number_idx),
	       phone_enc = coalesce($8::bytea, p.phone_enc),
	       phone_idx = coalesce($9::bytea, p.phone_idx),
	       address_enc = coalesce($10::bytea, p.address_enc),
	       person_key = coalesce($11::bytea, p.person_key),
	       version = p.version + 1,
	       updated_at = now()
	 where p.id = $1::uuid
	   and ($2::int is null or p.version = $2::int)
	   and not sec.replayed()
	returning p.*
), counted as (
	update biz.referral r
	   set person_key = c.person_key
	  from corrected c
	 where r.patient_id = c.id
	   and r.person_key <> c.person_key
)
select c.id, c.version,
       sec.audit('patient.update', 'patient', c.id::text, c.region_id, c.org_id, null) as _audited
  from corrected c
