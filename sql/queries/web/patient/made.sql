-- The patient that this request registered, or that its first try registered.
select p.id, p.org_id as organisation_id, p.name as _name, p.sex, p.birth_date,
       extract(year from age(p.birth_date))::int as age,
       p.id_number_enc as _id_number_enc, p.phone_enc as _phone_enc, p.address_enc as _address_enc,
       p.version
  from biz.patient p
 where p.id = (select sec.new_id())
