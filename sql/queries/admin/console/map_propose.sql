-- A security administrator proposes that a group gives a role.
-- $1 actor, $2 realm, $3 immutable id of the group, $4 its DN, $5 role, $6 kind of scope, $7 organisation, $8 days
select sec.admin_group_map_propose($1::bigint, $2::text, $3::bytea, $4::text, $5::text, $6::text, $7::int,
           $8::int) as id
