-- Ends a membership, or changes its role. $1 id, $2 organisation, $3 role or null, $4 the day,
-- $5 reason, $6 version
select $1::int as id,
       biz.alliance_leave($1::int, $6::int, $2::int, $3::text, $4::date, $5::text) as version
