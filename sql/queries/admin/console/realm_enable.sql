-- Lets the people of a realm sign in, or no longer.
-- $1 code, $2 whether
select sec.admin_realm_enable($1::text, $2::boolean)
