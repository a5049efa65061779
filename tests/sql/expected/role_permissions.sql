-- role_permissions.sql - which role holds which permission, at which scopes.
select r.code, r.class, case when r.dir_mappable then 'directory' else 'portal' end, array_to_string(r.scope_kinds, ','),
       string_agg(p.permission, ' ' order by p.permission)
  from sec.role r
  left join sec.role_permission p on p.role_code = r.code
 group by r.code
 order by r.code;
