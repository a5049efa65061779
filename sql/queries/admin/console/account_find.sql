-- Accounts that last signed in under this name.
-- $1 realm, $2 login name
select id, dir_uid, display_name, dir_state, blocked
  from sec.admin_account_find($1::text, $2::text)
