-- catalogue.sql - rules that every object of the database keeps (security.md 9.4).
\ir helper.psql

create temporary view ours as
	select c.oid, n.nspname as schema, c.relname as name, c.relkind as kind, c.relrowsecurity, c.relforcerowsecurity,
	       c.relispartition, c.reloptions, r.rolname as owner
	  from pg_class c
	  join pg_namespace n on n.oid = c.relnamespace
	  join pg_roles r on r.oid = c.relowner
	 where n.nspname in ('meta', 'sec', 'aud', 'biz', 'fig', 'job');
create temporary view our_functions as
	select p.*, n.nspname as schema, r.rolname as owner
	  from pg_proc p
	  join pg_namespace n on n.oid = p.pronamespace
	  join pg_roles r on r.oid = p.proowner
	 where n.nspname in ('meta', 'sec', 'aud', 'biz', 'fig', 'job')
	   and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e');

select plan(18);

select is_empty($$select schema || '.' || name from ours where kind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)$$,
	'every table has row-level security, forced');

-- Tables of sec and aud are open to functions of yl_sec alone; elsewhere each command has a policy that
-- speaks of the programs, if only to say no.
select is_empty($$
	select o.schema || '.' || o.name || ' ' || c.command
	  from ours o
	  cross join (values ('r'), ('a'), ('w'), ('d')) as c (command)
	 where o.kind in ('r', 'p')
	   and not o.relispartition
	   and o.schema || '.' || o.name <> 'meta.migration'
	   and not exists (select
	                     from pg_policy p
	                     join pg_roles r on r.oid = any (p.polroles)
	                    where p.polrelid = o.oid
	                      and (p.polcmd::text = c.command or p.polcmd = '*')
	                      and r.rolname = any (case when o.schema in ('sec', 'aud') then array['yl_sec']
	                          else array['yl_web', 'yl_job', 'yl_auth'] end))
	   and not exists (select
	                     from (values ('biz.pairing', 'd'), ('fig.referral_region', 'a'),
	                          ('fig.referral_region', 'w'), ('fig.referral_region', 'd')) as exception (name, command)
	                    where exception.name = o.schema || '.' || o.name and exception.command = c.command)$$,
	'every table has a policy for each of the four commands, or stands in the list of exceptions');

select is_empty($$
	select o.schema || '.' || o.name || ' ' || p.polname
	  from pg_policy p
	  join ours o on o.oid = p.polrelid
	 where 0 = any (p.polroles)$$,
	'no policy is for PUBLIC');

select is_empty($$select schema || '.' || proname from our_functions
	where prosecdef and not exists (select from unnest(proconfig) x where x like 'search_path=%')$$,
	'no definer function without a pinned search_path');

select is_empty($$select schema || '.' || proname from our_functions
	where prosecdef and exists (select from unnest(proconfig) x where x like 'search_path=%' and x <> 'search_path=""')$$,
	'definer functions pin an empty search_path: every name in them is written in full');

select is_empty($$
	select f.schema || '.' || f.proname
	  from our_functions f
	 where exists (select from aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a where a.grantee = 0)$$,
	'nothing is executable by PUBLIC');

select is_empty($$
	select o.schema || '.' || o.name
	  from ours o
	  join pg_class c on c.oid = o.oid
	 where exists (select from aclexplode(c.relacl) a where a.grantee = 0)$$,
	'nothing is granted to PUBLIC');

select is_empty($$
	select o.schema || '.' || o.name || '.' || a.attname
	  from pg_policy p
	  join ours o on o.oid = p.polrelid
	  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
	  join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid and d.refobjsubid > 0
	  join pg_type t on t.oid = a.atttypid
	 where t.typname in ('numeric', 'ltree', 'jsonb', 'tsvector') or t.typcategory = 'A' or t.typcategory = 'R'$$,
	'no policy looks at a column whose comparison cannot use an index under it');

select is_empty($$select schema || '.' || name from ours
	where kind in ('v', 'm') and not coalesce(reloptions @> '{security_invoker=true}' or reloptions @> '{security_invoker=on}', false)$$,
	'views act as who asks');

select is_empty($$select schema || '.' || name from ours
	where owner <> case when schema in ('sec', 'aud') then 'yl_sec' when schema = 'meta' then 'postgres' else 'yl_owner' end
	union all
	select schema || '.' || proname from our_functions
	 where owner <> case when schema in ('sec', 'aud') then 'yl_sec' else 'yl_owner' end$$,
	'yl_sec owns sec and aud, yl_owner the rest; no program owns anything');

select is_empty($$
	select o.schema || '.' || o.name
	  from ours o
	 where o.kind in ('r', 'p', 'v', 'm')
	   and obj_description(o.oid, 'pg_class') is null$$,
	'every table and view has a comment');

select is_empty($$
	select o.schema || '.' || o.name || '.' || a.attname
	  from ours o
	  join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
	 where o.kind in ('r', 'p')
	   and not o.relispartition
	   and col_description(o.oid, a.attnum) is null$$,
	'every column has a comment');

select is_empty($$select schema || '.' || proname from our_functions
	where (prosecdef or schema = 'sec') and prorettype <> 'trigger'::regtype and obj_description(oid, 'pg_proc') is null$$,
	'every function of sec, and every definer function that is no trigger, has a comment');

-- PostgreSQL's own names are <table>_<column>…_{pkey,key,fkey,check,excl}: ours begin with the table
-- too, so an unnamed one shows by a column list or a number at its end.
select is_empty($$
	select o.schema || '.' || o.name || ' ' || c.conname
	  from pg_constraint c
	  join ours o on o.oid = c.conrelid
	 where c.contype in ('c', 'f', 'u', 'p', 'x')
	   and c.conislocal
	   and not o.relispartition
	   and (c.conname !~ ('^' || regexp_replace(o.name, '[^a-z0-9_]', '', 'g') || '_') or c.conname ~ '_(check|fkey|key|excl)[0-9]+$'
	       or c.conname = o.name || '_check')$$,
	'every constraint carries a name of its table''s');

select is_empty($$
	select r.rolname || ' ' || g.rolname
	  from pg_auth_members m
	  join pg_roles r on r.oid = m.member
	  join pg_roles g on g.oid = m.roleid
	 where r.rolname like 'yl\_%'$$,
	'our roles are members of nothing');

select is_empty($$select rolname from pg_roles where rolname like 'yl\_%'
	and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)$$,
	'our roles have no attribute that passes by the rules');

select is_empty($$
	select o.schema || '.' || o.name || '.' || a.attname
	  from ours o
	  join pg_attribute a on a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped
	  join pg_type t on t.oid = a.atttypid
	 where o.kind in ('r', 'p')
	   and t.typname in ('timestamp', 'timetz', 'money', 'float4', 'float8', 'bpchar', 'varchar', 'json')$$,
	'no column of a type we do not use (timestamp without zone, float, varchar, json …)');

select is_empty($$
	select o.schema || '.' || o.name || ' ' || r.rolname
	  from ours o
	  join pg_class c on c.oid = o.oid
	  cross join lateral aclexplode(c.relacl) a
	  join pg_roles r on r.oid = a.grantee
	 where r.rolname in ('yl_web', 'yl_auth', 'yl_job', 'yl_admin')
	   and (a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') or a.is_grantable)$$,
	'no program may truncate, refer to, or put triggers on a table, or pass its rights on');

select * from finish();
rollback;
