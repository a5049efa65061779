-- $1 id, $2 version, $3 into which, $4 the day, $5 reason
select biz.organisation_merge($1::int, $2::int, $3::int, $4::date, $5::text) as version
