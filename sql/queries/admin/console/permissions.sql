-- Accounts that hold a permission or a role, with what they may do.
-- $1 realm, $2 role, $3 permission; null: all
select realm, login_name, role_code as role, array_to_string(permissions, ' ') as permissions
  from sec.admin_who_may($1::text, $2::text, $3::text)
 where role_code is not null
   and approved
