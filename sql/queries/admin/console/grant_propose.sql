-- A security administrator proposes a grant.
-- $1 actor, $2 account, $3 role, $4 kind of scope, $5 organisation, $6 alliance, $7 region, $8 from, $9 until, $10 reason
select sec.admin_grant_propose($1::bigint, $2::bigint, $3::text, $4::text, $5::int, $6::int, $7::int,
           $8::timestamptz, $9::timestamptz, $10::text) as id
