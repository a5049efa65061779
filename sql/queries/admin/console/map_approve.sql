-- Another security administrator approves it.
-- $1 actor, $2 mapping
select sec.admin_group_map_approve($1::bigint, $2::bigint)
