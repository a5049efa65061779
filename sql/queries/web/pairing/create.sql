-- $1 supporting, $2 supported, $3 programme, $4 purpose, $5 specialties, $6 first day, $7 last day
select biz.pairing_create(sec.new_id(), $1::int, $2::int, $3::text, $4::text,
       array(select jsonb_array_elements_text(coalesce($5::jsonb, '[]'))), $6::date,
       $7::date) as _id
