-- One hidden value of a patient, with its audit row. $1 id, $2 field (name, id_number, phone,
-- address), $3 why
select p.id,
       case $2::text when 'name' then p.name end as _name,
       case $2::text
       when 'id_number' then p.id_number_enc
       when 'phone' then p.phone_enc
       when 'address' then p.address_enc
       end as _value_enc,
       sec.reveal('patient', p.id::text, p.region_id, p.org_id, $2::text, $3::text) as _audited
  from biz.patient p
 where p.id = $1::uuid
