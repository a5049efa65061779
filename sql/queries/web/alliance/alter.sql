-- $1 id, $2 version, $3 patch
select $1::int as id, biz.alliance_alter($1::int, $2::int, $3::jsonb) as version
