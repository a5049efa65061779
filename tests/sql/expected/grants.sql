-- grants.sql - every right of every program on every table, column and function of ours, and who may
-- set what is a superuser's.
select r.rolname, n.nspname || '.' || c.relname,
       lower(a.privilege_type), '*'
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral aclexplode(c.relacl) a
  join pg_catalog.pg_roles r on r.oid = a.grantee
 where n.nspname in ('meta', 'sec', 'aud', 'biz', 'fig', 'job')
   and r.rolname in ('yl_web', 'yl_auth', 'yl_job', 'yl_admin')
union all
select r.rolname, n.nspname || '.' || c.relname, lower(a.privilege_type),
       string_agg(t.attname, ',' order by t.attnum)
  from pg_catalog.pg_attribute t
  join pg_catalog.pg_class c on c.oid = t.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral aclexplode(t.attacl) a
  join pg_catalog.pg_roles r on r.oid = a.grantee
 where n.nspname in ('meta', 'sec', 'aud', 'biz', 'fig', 'job')
   and r.rolname in ('yl_web', 'yl_auth', 'yl_job', 'yl_admin')
 group by 1, 2, 3
union all
select r.rolname, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
       'execute', case when p.prosecdef then 'definer' else '' end
  from pg_catalog.pg_proc p
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  cross join lateral aclexplode(p.proacl) a
  join pg_catalog.pg_roles r on r.oid = a.grantee
 where n.nspname in ('meta', 'sec', 'aud', 'biz', 'fig', 'job')
   and r.rolname in ('yl_web', 'yl_auth', 'yl_job', 'yl_admin')
union all
select coalesce(r.rolname, 'public'), 'parameter ' || p.parname, lower(a.privilege_type), ''
  from pg_catalog.pg_parameter_acl p
  cross join lateral aclexplode(p.paracl) a
  left join pg_catalog.pg_roles r on r.oid = a.grantee
 where r.rolsuper is not true
 order by 1, 2, 3, 4;
