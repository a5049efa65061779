-- Accounts to look up again in their directory.
-- $1 realm, $2 everyone with rights, not only those with a session
select account_id, dir_uid, login_name
  from sec.login_recheck_due($1::int, $2::boolean)
