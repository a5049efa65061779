-- roles.sql - database roles and what they may do at all. Run it as superuser in the portal's
-- database; it may run again at any time and then puts back what somebody changed.
-- No role has a password: local sockets with peer authentication (see docs of the instance).

do $$
declare
	name text;
begin
	foreach name in array array['yl_owner', 'yl_sec', 'yl_web', 'yl_auth', 'yl_job', 'yl_admin']
	loop
		if not exists (select from pg_catalog.pg_roles where rolname = name) then
			execute format('create role %I', name);
		end if;
	end loop;
end
$$;

-- Owners never log in; neither is a superuser nor passes by row-level security.
alter role yl_owner with nologin nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls;
alter role yl_sec with nologin nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls;

alter role yl_web with login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls connection limit 40;
alter role yl_auth with login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls connection limit 40;
alter role yl_job with login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls connection limit 10;
alter role yl_admin with login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls connection limit 4;

-- No role is a member of another: set role leads nowhere.
do $$
declare
	pair record;
begin
	for pair in
		select g.rolname as granted, m.rolname as member
		  from pg_catalog.pg_auth_members x
		  join pg_catalog.pg_roles g on g.oid = x.roleid
		  join pg_catalog.pg_roles m on m.oid = x.member
		 where m.rolname like 'yl\_%'
	loop
		execute format('revoke %I from %I', pair.granted, pair.member);
	end loop;
end
$$;

-- Where functions of yl_sec keep who asks (0130_context.sql): whoever else could set it could be anyone.
do $$
declare
	name text;
begin
	for name in
		select case x.grantee when 0 then 'public' else quote_ident(r.rolname) end
		  from pg_catalog.pg_parameter_acl p
		 cross join lateral aclexplode(p.paracl) x
		  left join pg_catalog.pg_roles r on r.oid = x.grantee
		 where p.parname = 'backtrace_functions'
		   and (r.rolname is null or not r.rolsuper and r.rolname <> 'yl_sec')
	loop
		execute 'revoke all on parameter backtrace_functions from ' || name;
	end loop;
end
$$;
grant set on parameter backtrace_functions to yl_sec;

alter role yl_owner set search_path = '';
alter role yl_sec set search_path = '';

alter role yl_web set search_path = '';
alter role yl_web set statement_timeout = '5s';
alter role yl_web set lock_timeout = '2s';
alter role yl_web set idle_in_transaction_session_timeout = '10s';
alter role yl_web set timezone = 'Asia/Shanghai';
-- The worker's statements are short and prepared: compiling them costs more than it saves.
alter role yl_web set jit = off;

alter role yl_auth set search_path = '';
alter role yl_auth set statement_timeout = '5s';
alter role yl_auth set lock_timeout = '2s';
alter role yl_auth set idle_in_transaction_session_timeout = '10s';
alter role yl_auth set timezone = 'Asia/Shanghai';
alter role yl_auth set jit = off;

-- Jobs load whole files and write reports.
alter role yl_job set search_path = '';
alter role yl_job set statement_timeout = '15min';
alter role yl_job set lock_timeout = '10s';
alter role yl_job set idle_in_transaction_session_timeout = '5min';
alter role yl_job set timezone = 'Asia/Shanghai';
alter role yl_job set jit = off;
-- Its statements are few and large, over ranges of lines: each is planned for its own values.
alter role yl_job set plan_cache_mode = force_custom_plan;

alter role yl_admin set search_path = '';
alter role yl_admin set statement_timeout = '60s';
alter role yl_admin set lock_timeout = '5s';
alter role yl_admin set idle_in_transaction_session_timeout = '60s';
alter role yl_admin set timezone = 'Asia/Shanghai';
alter role yl_admin set jit = off;

-- The database itself: nobody but our roles connects, nobody makes temporary tables.
do $$
declare
	db text := current_database();
begin
	execute format('revoke all on database %I from public', db);
	execute format('grant connect on database %I to yl_web, yl_auth, yl_job, yl_admin', db);
	execute format('revoke create, temporary on database %I from yl_owner, yl_sec, yl_web, yl_auth, yl_job, yl_admin', db);
	if exists (select from pg_catalog.pg_namespace where nspname = 'public') then
		execute 'revoke all on schema public from public';
	end if;
end
$$;
