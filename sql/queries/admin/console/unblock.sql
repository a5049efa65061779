-- Takes a block away.
-- $1 actor, $2 account
select sec.admin_unblock($1::bigint, $2::bigint)
