-- Who asks, and whether this permission is theirs; sets the context that row-level security reads.
-- $1 token hash, $2 permission, $3 read only, $4 request id, $5 address
select account_id, display_name, home_org, language
  from sec.begin_request($1::bytea, $2::text, $3::boolean, $4::text, $5::inet)
