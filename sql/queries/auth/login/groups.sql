-- The roles an account's groups give it, from now on.
-- $1 account, $2 immutable ids of the groups
select sec.login_groups($1::bigint, $2::bytea[]) as roles
