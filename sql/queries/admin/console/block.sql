-- Blocks an account and ends its sessions.
-- $1 actor, $2 account, $3 reason
select sec.admin_block($1::bigint, $2::bigint, $3::text) as sessions
