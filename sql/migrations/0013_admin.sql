-- 0013_admin.sql - what yilian-admin (yl_admin, the server's console) may do.
--
-- Realms are the system administrator's work on the console and are noted as the console's. Rights
-- are not: after admin_init every grant names two security administrators (actor: their accounts).
set local role yl_sec;

create function sec.org_by_code(org_code text, pointer text)
	returns int
	language plpgsql
	stable
as $$
declare
	found_id int := (select o.id from biz.organisation o where o.code = org_code);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有机构编码为 %s 的机构', org_code),
		    format('No organisation has the code %s', org_code), pointer);
	end if;
	return found_id;
end
$$;
comment on function sec.org_by_code(text, text) is 'Id of an organisation, or UX422.';

create function sec.realm_by_code(realm_code text)
	returns int
	language plpgsql
	stable
as $$
declare
	found_id int := (select m.id from sec.realm m where m.code = realm_code);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有目录域 %s', realm_code), format('There is no realm %s', realm_code), '/realm');
	end if;
	return found_id;
end
$$;
comment on function sec.realm_by_code(text) is 'Id of a realm, or UX422.';

create function sec.admin_realm_put(realm_code text, settings jsonb)
	returns int
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	known text[] := array['name', 'kind', 'ca_pem', 'min_tls', 'base_dn', 'user_filter', 'id_attr', 'name_attr',
	    'active_filter', 'group_mode', 'group_base_dn', 'service_dn', 'service_secret', 'krb_realm', 'scope_ceiling',
	    'connect_ms', 'total_ms', 'max_concurrent', 'queue', 'forward_fail_limit', 'recheck_s', 'outage_grace_s',
	    'enabled', 'suffixes', 'endpoints', 'org_rules'];
	strange text := (select string_agg(k, ', ') from jsonb_object_keys(settings) k where not k = any (known));
	old sec.realm;
	made sec.realm;
begin
	if strange is not null then
		perform sec.refuse('UX422', format('目录域没有这些设置:%s', strange), format('A realm has no such settings: %s', strange));
	end if;
	select * into old from sec.realm m where m.code = realm_code for update;
	made := jsonb_populate_record(old, settings - array['scope_ceiling', 'suffixes', 'endpoints', 'org_rules']);
	if settings ? 'scope_ceiling' then
		made.scope_ceiling_org := sec.org_by_code(settings ->> 'scope_ceiling', '/scope_ceiling');
	end if;
	if old.id is null then
		insert into sec.realm (code, name, kind, base_dn, user_filter, id_attr, group_mode, scope_ceiling_org)
		values (realm_code, coalesce(made.name, realm_code), made.kind, made.base_dn, made.user_filter, made.id_attr,
		    coalesce(made.group_mode, 'member_search'), made.scope_ceiling_org)
		returning * into old;
		made := jsonb_populate_record(old, settings - array['scope_ceiling', 'suffixes', 'endpoints', 'org_rules']);
	end if;
	update sec.realm m
	   set name = made.name, kind = made.kind, ca_pem = made.ca_pem, min_tls = made.min_tls, base_dn = made.base_dn,
	       user_filter = made.user_filter, id_attr = made.id_attr, name_attr = made.name_attr,
	       active_filter = made.active_filter, group_mode = made.group_mode, group_base_dn = made.group_base_dn,
	       service_dn = made.service_dn, service_secret = made.service_secret, krb_realm = made.krb_realm,
	       scope_ceiling_org = made.scope_ceiling_org, connect_ms = made.connect_ms, total_ms = made.total_ms,
	       max_concurrent = made.max_concurrent, queue = made.queue, forward_fail_limit = made.forward_fail_limit,
	       recheck_s = made.recheck_s, outage_grace_s = made.outage_grace_s, enabled = made.enabled
	 where m.id = old.id;
	if settings ? 'suffixes' then
		delete from sec.realm_suffix s where s.realm_id = old.id;
		insert into sec.realm_suffix (suffix, realm_id)
		select lower(x), old.id from jsonb_array_elements_text(settings -> 'suffixes') x;
	end if;
	if settings ? 'endpoints' then
		delete from sec.realm_endpoint e where e.realm_id = old.id;
		insert into sec.realm_endpoint (realm_id, priority, host, port, tls, server_name)
		select old.id, x.n, x.e ->> 'host', (x.e ->> 'port')::int, x.e ->> 'tls', x.e ->> 'server_name'
		  from jsonb_array_elements(settings -> 'endpoints') with ordinality x (e, n);
	end if;
	if settings ? 'org_rules' then
		delete from sec.realm_org_rule r where r.realm_id = old.id;
		insert into sec.realm_org_rule (realm_id, priority, kind, value, org_id)
		select old.id, x.n, x.r ->> 'kind', coalesce(x.r ->> 'value', ''), sec.org_by_code(x.r ->> 'organisation', '/org_rules')
		  from jsonb_array_elements(settings -> 'org_rules') with ordinality x (r, n);
	end if;
	perform sec.note(null, 'realm.put', 'realm', old.id::text, made.scope_ceiling_org, null, 'done', null,
	    (select jsonb_build_object('settings', jsonb_agg(k)) from jsonb_object_keys(settings) k));
	return old.id;
end
$$;
comment on function sec.admin_realm_put(text, jsonb) is
	'Adds a realm or changes the settings given: name, kind, ca_pem, base_dn, user_filter, id_attr, group_mode, group_base_dn, service_dn, service_secret, scope_ceiling (organisation code) …; suffixes [text], endpoints [{host, port, tls, server_name}] in order, org_rules [{kind, value, organisation (code)}] in order: these three are replaced whole. A realm is made disabled: enable it after its test.';

create function sec.admin_realm_enable(realm_code text, enabled boolean)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	realm int := sec.realm_by_code(realm_code);
begin
	if admin_realm_enable.enabled and not exists (select from sec.realm_endpoint e where e.realm_id = realm) then
		perform sec.refuse('UX422', '目录域没有服务器地址', 'The realm has no endpoint', '/endpoints');
	end if;
	update sec.realm m set enabled = admin_realm_enable.enabled where m.id = realm;
	perform sec.note(null, case when admin_realm_enable.enabled then 'realm.enable' else 'realm.disable' end, 'realm',
	    realm::text, null, null, 'done', null, null);
end
$$;
comment on function sec.admin_realm_enable(text, boolean) is 'Lets people of a realm sign in, or no longer.';

create function sec.admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org int)
	returns bigint
	language sql
	volatile
	security definer
	set search_path = ''
return (select x.account_id
          from sec.login_account(sec.realm_by_code(realm_code), dir_uid, login_name, display_name, home_org) x);
comment on function sec.admin_account_put(text, bytea, text, text, int) is
	'Account of somebody found in a directory, who need not have signed in yet: so grants can name her.';

create function sec.admin_account_find(realm_code text, login_name text)
	returns table (id bigint, dir_uid bytea, display_name text, home_org int, dir_state text, blocked boolean,
	    last_sign_in_at timestamptz)
	language sql
	stable
	security definer
	set search_path = ''
begin atomic
	select a.id, a.dir_uid, a.display_name, a.home_org, a.dir_state, a.blocked_at is not null, a.last_sign_in_at
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	 where m.code = admin_account_find.realm_code
	   and a.login_name = admin_account_find.login_name
	 order by a.dir_state = 'active' desc, a.id desc;
end;
comment on function sec.admin_account_find(text, text) is
	'Accounts that last signed in under this name, the one in use first; the directory''s id decides who is who.';

create function sec.admin_initialised()
	returns boolean
	language sql
	stable
	security definer
	set search_path = ''
return exists (select from sec.account_role where source = 'init');
comment on function sec.admin_initialised() is 'Whether the first administrators exist.';

create function sec.admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint default null)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	pair record;
begin
	perform pg_advisory_xact_lock(742018);
	if sec.admin_initialised() then
		perform sec.refuse('UX409', '首批管理员已经任命;其后的任命由两名安全管理员办理',
		    'The first administrators exist already; from now on two security administrators appoint');
	end if;
	for pair in
		select * from (values ('sys_admin', sys_admin), ('sec_admin', sec_admin), ('auditor', auditor),
		    ('sec_admin', second_sec_admin)) as x (role_code, account)
		 where x.account is not null or x.role_code <> 'sec_admin'
	loop
		insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, valid_from, reason, approved_at)
		values (pair.account, pair.account, pair.role_code, 'business', 'init', 'system', now(), 'yilian-admin init', now());
		perform sec.note(null, 'admin.init', 'account', pair.account::text, null, null, 'done', pair.role_code, null);
	end loop;
end
$$;
comment on function sec.admin_init(bigint, bigint, bigint, bigint) is
	'The first system administrator, security administrator and auditor: accounts of three people found in a directory (admin_account_put). A second security administrator is wise: without one nobody can approve. Once only.';

create function sec.admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org int,
    scope_alliance int, scope_region int, valid_from timestamptz, valid_until timestamptz, reason text)
	returns bigint
	language sql volatile security definer set search_path = ''
return sec.propose_role(actor, who, role_code, scope_kind, scope_org, scope_alliance, scope_region, valid_from,
	valid_until, reason);
comment on function sec.admin_grant_propose(bigint, bigint, text, text, int, int, int, timestamptz, timestamptz, text) is
	'A security administrator (actor, who has just proved herself by her directory''s password) proposes a grant.';

create function sec.admin_grant_approve(actor bigint, grant_id bigint)
	returns void
	language sql volatile security definer set search_path = ''
return sec.approve_role(actor, grant_id);
comment on function sec.admin_grant_approve(bigint, bigint) is 'Another security administrator approves it.';

create function sec.admin_grant_revoke(actor bigint, grant_id bigint, reason text)
	returns void
	language sql volatile security definer set search_path = ''
return sec.revoke_role(actor, grant_id, reason);
comment on function sec.admin_grant_revoke(bigint, bigint, text) is 'A security administrator takes a grant back.';

create function sec.admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text,
    role_code text, scope_kind text, scope_org int, max_days int)
	returns bigint
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
#variable_conflict use_column
declare
	made bigint;
	realm sec.realm;
begin
	select * into realm from sec.realm m where m.id = sec.realm_by_code(admin_group_map_propose.realm_code);
	if not exists (select from sec.role o where o.code = admin_group_map_propose.role_code and o.dir_mappable) then
		perform sec.refuse('UX422', '此角色不能由目录授予', 'No directory can give this role', '/role');
	end if;
	perform sec.must_hold(admin_group_map_propose.actor, 'grant.propose', sec.scope_span('org',
	    coalesce(admin_group_map_propose.scope_org, realm.scope_ceiling_org), null, null, null));
	insert into sec.group_map (realm_id, group_uid, group_dn, role_code, scope_kind, scope_org, max_days, proposed_by)
	values (realm.id, admin_group_map_propose.group_uid, admin_group_map_propose.group_dn,
	    admin_group_map_propose.role_code, admin_group_map_propose.scope_kind, admin_group_map_propose.scope_org,
	    admin_group_map_propose.max_days, admin_group_map_propose.actor)
	returning id into made;
	perform sec.note(admin_group_map_propose.actor, 'group_map.propose', 'group_map', made::text, null, null, 'done',
	    admin_group_map_propose.role_code, null);
	return made;
end
$$;
comment on function sec.admin_group_map_propose(bigint, text, bytea, text, text, text, int, int) is
	'Proposes that a group of a directory (immutable id; the DN is for display) gives a role at home_org, home_subtree, org or org_subtree.';

create function sec.admin_group_map_approve(actor bigint, map_id bigint)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	m sec.group_map;
begin
	select * into m from sec.group_map x where x.id = map_id for update;
	if m.id is null then
		perform sec.refuse('UX404', '没有这项组映射', 'There is no such group mapping');
	end if;
	if m.approved_at is not null or m.retired_at is not null then
		perform sec.refuse('UX409', '这项组映射已经处理过', 'This group mapping was decided already');
	end if;
	perform sec.must_be_other(actor, m.proposed_by);
	perform sec.must_hold(actor, 'grant.approve', sec.scope_span('org', coalesce(m.scope_org,
	    (select r.scope_ceiling_org from sec.realm r where r.id = m.realm_id)), null, null, null));
	update sec.group_map x
	   set approved_by = actor, approved_at = clock_timestamp()
	 where x.id = map_id;
	perform sec.note(actor, 'group_map.approve', 'group_map', map_id::text, null, null, 'done', m.role_code, null);
end
$$;
comment on function sec.admin_group_map_approve(bigint, bigint) is 'Another security administrator approves it; it gives the role from each member''s next sign-in or re-check.';

create function sec.admin_group_map_retire(actor bigint, map_id bigint)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	perform sec.must_hold(actor, 'grant.propose', sec.scope_span('org', (select coalesce(m.scope_org, r.scope_ceiling_org)
	    from sec.group_map m join sec.realm r on r.id = m.realm_id where m.id = map_id), null, null, null));
	update sec.group_map m set retired_at = clock_timestamp() where m.id = map_id and m.retired_at is null;
	-- What only this mapping gave ends at once.
	update sec.account_role r
	   set revoked_at = clock_timestamp(), revoke_reason = 'group mapping retired'
	  from sec.group_map m, sec.account a
	 where m.id = map_id
	   and a.id = r.account_id
	   and a.realm_id = m.realm_id
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and r.role_code = m.role_code
	   and r.scope_kind = m.scope_kind
	   and r.scope_org is not distinct from m.scope_org
	   and not exists (select from sec.group_map o where o.realm_id = m.realm_id and o.id <> m.id
	                       and o.retired_at is null and o.approved_at is not null and o.role_code = m.role_code
	                       and o.scope_kind = m.scope_kind and o.scope_org is not distinct from m.scope_org);
	perform sec.note(actor, 'group_map.retire', 'group_map', map_id::text, null, null, 'done', null, null);
end
$$;
comment on function sec.admin_group_map_retire(bigint, bigint) is 'Takes a group mapping out of use, and the roles that came by it alone.';

create function sec.admin_group_maps(realm_code text)
	returns table (id bigint, realm text, group_dn text, group_uid bytea, role_code text, scope_kind text, scope_org text,
	    proposed_by text, approved_by text, approved_at timestamptz)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return query
	select m.id, r.code, m.group_dn, m.group_uid, m.role_code, m.scope_kind,
	       (select o.code from biz.organisation o where o.id = m.scope_org), p.login_name, q.login_name, m.approved_at
	  from sec.group_map m
	  join sec.realm r on r.id = m.realm_id
	  join sec.account p on p.id = m.proposed_by
	  left join sec.account q on q.id = m.approved_by
	 where m.retired_at is null
	   and (realm_code is null or r.code = realm_code)
	 order by r.code, m.group_dn, m.role_code;
end
$$;
comment on function sec.admin_group_maps(text) is 'Group mappings of a realm, or of all (null).';

create function sec.admin_block(actor bigint, who bigint, reason text)
	returns int
	language sql volatile security definer set search_path = ''
return sec.block_account(actor, who, reason);
comment on function sec.admin_block(bigint, bigint, text) is 'sec.block_account.';

create function sec.admin_unblock(actor bigint, who bigint)
	returns void
	language sql volatile security definer set search_path = ''
return sec.unblock_account(actor, who);
comment on function sec.admin_unblock(bigint, bigint) is 'sec.unblock_account.';

create function sec.admin_deny(actor bigint, who bigint, permission text, reason text)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
#variable_conflict use_column
begin
	perform sec.must_be_other(admin_deny.actor, admin_deny.who);
	perform sec.must_hold(admin_deny.actor, 'grant.propose', int4range(null, null));
	insert into sec.denial (account_id, permission, reason, denied_by)
	values (admin_deny.who, admin_deny.permission, admin_deny.reason, admin_deny.actor)
	on conflict on constraint denial_pkey do nothing;
	perform sec.note(admin_deny.actor, 'grant.deny', 'account', admin_deny.who::text, null, null, 'done',
	    admin_deny.reason, jsonb_build_object('permission', admin_deny.permission));
end
$$;
comment on function sec.admin_deny(bigint, bigint, text, text) is 'Takes one permission from an account, whatever its roles give.';

create function sec.admin_undeny(actor bigint, who bigint, permission text)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'grant.propose', int4range(null, null));
	delete from sec.denial d where d.account_id = who and d.permission = admin_undeny.permission;
	perform sec.note(actor, 'grant.undeny', 'account', who::text, null, null, 'done', null,
	    jsonb_build_object('permission', admin_undeny.permission));
end
$$;
comment on function sec.admin_undeny(bigint, bigint, text) is 'Takes a denial away.';

create function sec.admin_link_person(actor bigint, who bigint, same_as bigint)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	perform sec.must_be_other(actor, who);
	perform sec.must_be_other(actor, same_as);
	perform sec.must_hold(actor, 'grant.propose', int4range(null, null));
	update sec.account a
	   set person_id = (select b.person_id from sec.account b where b.id = same_as)
	 where a.id = who;
	perform sec.note(actor, 'account.link', 'account', who::text, null, null, 'done', null,
	    jsonb_build_object('same_as', same_as));
end
$$;
comment on function sec.admin_link_person(bigint, bigint, bigint) is
	'Notes that two accounts are one person''s. Merges no rights; refused (23P01) where the person would hold roles that must be apart.';

create function sec.admin_who_may(realm_code text, role text, permission text)
	returns table (account_id bigint, realm text, login_name text, display_name text, home_org text, dir_state text,
	    blocked boolean, grant_id bigint, role_code text, source text, scope_kind text, scope text,
	    valid_from timestamptz, valid_until timestamptz, approved boolean, permissions text[])
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return query
	select a.id, m.code, a.login_name, a.display_name, h.code, a.dir_state, a.blocked_at is not null, r.id, r.role_code,
	       r.source, r.scope_kind,
	       coalesce((select o.code from biz.organisation o where o.id = r.scope_org),
	           (select x.name from biz.alliance x where x.id = r.scope_alliance), r.scope_region::text),
	       r.valid_from, r.valid_until, r.approved_at is not null,
	       (select array_agg(p.permission order by p.permission) from sec.role_permission p where p.role_code = r.role_code)
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	  left join biz.organisation h on h.id = a.home_org
	  left join sec.account_role r on r.account_id = a.id
	       and r.revoked_at is null
	       and (r.valid_until is null or r.valid_until > now())
	 where (admin_who_may.realm_code is null or m.code = admin_who_may.realm_code)
	   and (admin_who_may.role is null or r.role_code = admin_who_may.role)
	   and (admin_who_may.permission is null or exists (select from sec.role_permission p
	       where p.role_code = r.role_code and p.permission = admin_who_may.permission))
	 order by m.code, a.login_name, r.role_code, r.id;
end
$$;
comment on function sec.admin_who_may(text, text, text) is
	'Who may do what: accounts with their grants, proposed ones too (approved false); filters by realm, role, permission; null: all.';

create function sec.admin_rotate_context_key()
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	perform sec.new_context_key();
	perform sec.note(null, 'context_key.rotate', 'context_key', null, null, null, 'done', null, null);
end
$$;
comment on function sec.admin_rotate_context_key() is 'Makes a new key for request contexts; running requests end with the old one.';

create function sec.admin_note(action text, object_type text, object_id text, result text, reason text)
	returns void
	language sql
	volatile
	security definer
	set search_path = ''
return sec.note(null, action, object_type, object_id, null, null, result, reason, null);
comment on function sec.admin_note(text, text, text, text, text) is 'Audit row of an act on the console (realm.test …).';

-- The console also reads the names that grants speak of.
create function sec.admin_org(org_code text)
	returns int
	language sql
	stable
	security definer
	set search_path = ''
return sec.org_by_code(org_code, '/organisation');
comment on function sec.admin_org(text) is 'Id of the organisation with this code, or UX422.';

create function sec.admin_alliance(alliance_name text)
	returns int
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	found_id int := (select x.id from biz.alliance x where x.name = alliance_name);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有名为 %s 的医联体', alliance_name),
		    format('There is no alliance named %s', alliance_name), '/alliance');
	end if;
	return found_id;
end
$$;
comment on function sec.admin_alliance(text) is 'Id of the alliance with this name, or UX422.';

do $$
declare
	name text;
begin
	for name in
		select p.oid::regprocedure::text
		  from pg_catalog.pg_proc p
		 where p.pronamespace = 'sec'::regnamespace
		   and p.proname like 'admin\_%'
	loop
		execute format('grant execute on function %s to yl_admin', name);
	end loop;
end
$$;
