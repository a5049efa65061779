-- Takes a mapping out of use.
-- $1 actor, $2 mapping
select sec.admin_group_map_retire($1::bigint, $2::bigint)
