-- $1 id, $2 version, $3 patch, $4 specialties or null where they stay
select $1::int as id,
       biz.pairing_alter($1::int, $2::int, $3::jsonb - 'specialties'
       	|| case when $4::text is null then '{}' else jsonb_build_object('specialties', $4::jsonb) end) as version
