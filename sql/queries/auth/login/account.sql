-- The account behind a right password.
-- $1 realm, $2 immutable id, $3 login name, $4 shown name, $5 home organisation or null
select account_id, first, blocked
  from sec.login_account($1::int, $2::bytea, $3::text, $4::text, $5::int)
