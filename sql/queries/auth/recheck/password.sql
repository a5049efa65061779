-- Sessions older than the password end.
-- $1 account, $2 seconds since 1970 of the last change
select sec.login_password_changed($1::bigint, to_timestamp($2::bigint)) as sessions
