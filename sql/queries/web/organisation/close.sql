-- $1 id, $2 version, $3 the day, $4 reason
select biz.organisation_close($1::int, $2::int, $3::date, $4::text) as version
