-- A security administrator takes a grant back.
-- $1 actor, $2 grant, $3 reason
select sec.admin_grant_revoke($1::bigint, $2::bigint, $3::text)
