-- Another security administrator approves it.
-- $1 actor, $2 grant
select sec.admin_grant_approve($1::bigint, $2::bigint)
