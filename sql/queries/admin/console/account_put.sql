-- The account of somebody found in a directory.
-- $1 realm, $2 immutable id, $3 login name, $4 shown name, $5 home organisation or null
select sec.admin_account_put($1::text, $2::bytea, $3::text, $4::text, $5::int) as id
