-- Registers a patient; nothing on a replay. An ID number that the institution knows already is
-- 23505 (patient_id_number_key): the worker offers the entry that is there.
-- $1 id, $2 organisation or null for the caller's own, $3 name, $4 sex, $5 birth date,
-- $6 and $7 ID number encrypted and hashed, $8 and $9 telephone, $10 address encrypted,
-- $11 key of the person
insert into biz.patient (id, org_id, region_id, name, sex, birth_date, id_number_enc,
       id_number_idx, phone_enc, phone_idx, address_enc, person_key, created_by)
select $1::uuid, biz.required(o.id, '/organisation_id', '您不能为这个单位登记患者，请选择本单位',
       	'You cannot register patients for this institution: choose your own'), o.region_id,
       $3::text, $4::text, $5::date, $6::bytea, $7::bytea, $8::bytea, $9::bytea, $10::bytea,
       $11::bytea, sec.account_id()
  from (values (true)) as one
  left join biz.organisation o on o.id = coalesce($2::int, sec.home_org())
       and o.id = any ((select sec.orgs())::int[])
       and (o.valid_to is null or o.valid_to > current_date)
 where not sec.replayed()
returning id, version,
	sec.audit('patient.create', 'patient', id::text, region_id, org_id, null) as _audited
