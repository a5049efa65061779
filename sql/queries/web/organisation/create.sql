-- Makes an organisation under the id this request was given.
-- $1 code, $2 name, $3 kind, $4 level, $5 grade, $6 ownership, $7 division, $8 parent, $9 beds,
-- $10 population, $11 area, $12 poverty, $13 helpdesk's name, $14 its telephone, $15 first day,
-- $16 pinyin, $17 initials
select biz.organisation_create(sec.new_id(), $1::text, $2::text, $3::text, $4::int, $5::text,
       $6::text, $7::int, $8::int, $9::int, $10::int, $11::numeric, $12::boolean, $16::text,
       $17::text, $13::text, $14::text, $15::date) as _id
