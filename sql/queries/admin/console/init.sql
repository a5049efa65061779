-- The first administrators.
-- $1 system, $2 security, $3 audit, $4 second security or null
select sec.admin_init($1::bigint, $2::bigint, $3::bigint, $4::bigint)
