-- A new session; the browser's old one ends.
-- $1 account, $2 token hash, $3 methods, $4 address, $5 browser, $6 old token hash or null, $7 request
select session_id, displaced, pending, display_name, login_name, realm, home_org, home_org_name
  from sec.login_session($1::bigint, $2::bytea, $3::text[], $4::inet, $5::text, $6::bytea, $7::text)
