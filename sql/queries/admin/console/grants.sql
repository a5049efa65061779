-- Grants in force or proposed.
-- $1 realm/user or null, $2 role or null
select grant_id as number, realm || '/' || login_name as account, display_name, role_code as role, source, scope_kind,
       coalesce(scope, '-') as scope, to_char(valid_from, 'YYYY-MM-DD') as from,
       coalesce(to_char(valid_until, 'YYYY-MM-DD'), '-') as until,
       case when approved then 'holds' else 'proposed' end as standing
  from sec.admin_who_may(null, $2::text, null)
 where grant_id is not null
   and ($1::text is null or realm || '/' || login_name = $1::text)
