-- Audit row of what the login worker did or refused.
-- $1 action, $2 realm, $3 account, $4 result, $5 reason, $6 address, $7 request, $8 more
select sec.login_note($1::text, $2::int, $3::bigint, $4::text, $5::text, $6::inet, $7::text, $8::jsonb)
