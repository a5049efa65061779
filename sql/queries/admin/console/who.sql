-- Who may do what.
-- $1 realm, $2 role, $3 permission; null: all
select realm, login_name, display_name, coalesce(home_org, '-') as organisation,
       case when blocked then 'blocked' else dir_state end as state, coalesce(grant_id::text, '-') as grant,
       coalesce(role_code, '-') as role, coalesce(source, '-') as source, coalesce(scope_kind, '-') as scope_kind,
       coalesce(scope, '-') as scope, coalesce(to_char(valid_until, 'YYYY-MM-DD'), '-') as until,
       case when role_code is null then 'pending' when approved then 'holds' else 'proposed' end as standing
  from sec.admin_who_may($1::text, $2::text, $3::text)
