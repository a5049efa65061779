-- Audit row of an act on the console.
-- $1 action, $2 kind of thing, $3 which, $4 result, $5 reason
select sec.admin_note($1::text, $2::text, $3::text, $4::text, $5::text)
