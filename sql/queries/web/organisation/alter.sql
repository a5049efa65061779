-- Changes attributes from a day on. $1 id, $2 version, $3 patch, $4 the day
select biz.organisation_alter($1::int, $2::int, $3::jsonb, $4::date) as version
