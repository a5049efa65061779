-- $1 id, $2 organisation, $3 role, $4 first day, $5 version
select $1::int as id, biz.alliance_join($1::int, $5::int, $2::int, $3::text, $4::date) as version
