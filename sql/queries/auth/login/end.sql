-- Signs out.
-- $1 token hash, $2 address, $3 request
select sec.login_end($1::bytea, $2::inet, $3::text) as ended
