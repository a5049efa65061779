-- 0010_login.sql - what the login worker (yl_auth) may do: accounts, directory grants, sessions.
set local role yl_sec;

create function sec.login_realms_version()
	returns bigint
	language sql
	stable
	security definer
	set search_path = ''
return (select coalesce(sum(row_version), 0) + count(*) * 1000000007 from sec.realm);
comment on function sec.login_realms_version() is 'Differs from the last answer when any realm changed: then read login_realms again.';

create function sec.login_realms(only_enabled boolean)
	returns table (id int, code text, name text, kind text, ca_pem text, min_tls text, base_dn text,
	    user_filter text, id_attr text, name_attr text, active_filter text, group_mode text,
	    group_base_dn text, service_dn text, service_secret text, krb_realm text, scope_ceiling_org int,
	    connect_ms int, total_ms int, max_concurrent int, queue int, forward_fail_limit int, recheck_s int,
	    outage_grace_s int, enabled boolean, row_version bigint, suffixes text[], endpoints jsonb, org_rules jsonb)
	language sql
	stable
	security definer
	set search_path = ''
begin atomic
	select r.id, r.code, r.name, r.kind, r.ca_pem, r.min_tls, r.base_dn, r.user_filter, r.id_attr, r.name_attr,
	       r.active_filter, r.group_mode, r.group_base_dn, r.service_dn, r.service_secret, r.krb_realm,
	       r.scope_ceiling_org, r.connect_ms, r.total_ms, r.max_concurrent, r.queue, r.forward_fail_limit,
	       r.recheck_s, r.outage_grace_s, r.enabled, r.row_version,
	       coalesce((select array_agg(s.suffix order by s.suffix) from sec.realm_suffix s where s.realm_id = r.id), '{}'),
	       coalesce((select jsonb_agg(jsonb_build_object('host', e.host, 'port', e.port, 'tls', e.tls,
	                            'server_name', e.server_name) order by e.priority)
	                   from sec.realm_endpoint e where e.realm_id = r.id), '[]'),
	       coalesce((select jsonb_agg(jsonb_build_object('kind', o.kind, 'value', o.value, 'org_id', o.org_id)
	                            order by o.priority)
	                   from sec.realm_org_rule o where o.realm_id = r.id), '[]')
	  from sec.realm r
	 where r.enabled or not only_enabled
	 order by r.code;
end;
comment on function sec.login_realms(boolean) is
	'All realms with endpoints ([{host, port, tls: ldaps|starttls, server_name}] in order) and org_rules ([{kind: dn_under|attr_equals|default, value, org_id}] in order).';

create function sec.org_within(ceiling int, org int)
	returns boolean
	language plpgsql
	stable
as $$
begin
	return exists (select
	                 from biz.org_closure c
	                where c.ancestor_id in (ceiling, biz.organisation_heir(ceiling))
	                  and c.descendant_id = org);
end
$$;
comment on function sec.org_within(int, int) is 'Whether an organisation is the other, or below it; a merged one reaches on in its successor.';

create function sec.login_account(realm_id int, dir_uid bytea, login_name text, display_name text, home_org int)
	returns table (account_id bigint, first boolean, blocked boolean)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	-- The realm's rules may still name what was merged meanwhile.
	home int := biz.organisation_heir(login_account.home_org);
	a sec.account;
begin
	if home is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = login_account.realm_id), home) then
		perform sec.note(null, 'auth.ceiling', 'realm', login_account.realm_id::text, home, null, 'refused',
		    'home organisation outside the realm''s ceiling', null);
		home := null;
	end if;
	insert into sec.account as t (realm_id, dir_uid, login_name, display_name, home_org)
	values (login_account.realm_id, login_account.dir_uid, login_account.login_name, login_account.display_name, home)
	on conflict on constraint account_realm_dir_uid_key do update
	   set login_name = excluded.login_name,
	       display_name = excluded.display_name,
	       home_org = excluded.home_org,
	       dir_state = 'active',
	       dir_state_at = case when t.dir_state = 'active' then t.dir_state_at else clock_timestamp() end
	returning * into a;
	return query select a.id, a.first_sign_in_at is null, a.blocked_at is not null;
end
$$;
comment on function sec.login_account(int, bytea, text, text, int) is
	'After a right password: the account of this immutable directory id, made at the first sign-in, with today''s names and home organisation (null: no rule matched, or outside the realm''s ceiling). blocked: tell the user that the account is disabled and make no session.';

create function sec.apply_groups(who bigint, group_uids bytea[])
	returns int
	language plpgsql
	volatile
as $$
declare
	a sec.account;
	held int;
begin
	select * into a from sec.account where id = who for update;
	-- An administrator does no business: groups give nothing to the three, nor to one to be.
	if exists (select
	             from sec.account_role r
	            where r.person_id = a.person_id
	              and r.class <> 'business'
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and (r.valid_until is null or r.valid_until > now())) then
		group_uids := '{}';
	end if;
	update sec.account_role r
	   set revoked_at = clock_timestamp(),
	       revoke_reason = 'no longer in the group'
	 where r.account_id = who
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and not exists (select
	                     from sec.group_map m
	                    where m.realm_id = a.realm_id
	                      and m.group_uid = any (group_uids)
	                      and m.approved_at is not null
	                      and m.retired_at is null
	                      and m.role_code = r.role_code
	                      and m.scope_kind = r.scope_kind
	                      and m.scope_org is not distinct from r.scope_org);
	update sec.account_role r
	   set valid_until = now() + make_interval(days => d.max_days)
	  from (select m.role_code, m.scope_kind, m.scope_org, max(m.max_days) as max_days
	          from sec.group_map m
	         where m.realm_id = a.realm_id
	           and m.group_uid = any (group_uids)
	           and m.approved_at is not null
	           and m.retired_at is null
	         group by m.role_code, m.scope_kind, m.scope_org
	        having count(m.max_days) = count(*)) d
	 where r.account_id = who
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and r.role_code = d.role_code
	   and r.scope_kind = d.scope_kind
	   and r.scope_org is not distinct from d.scope_org;
	insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, scope_org,
	    valid_from, valid_until, reason, approved_at)
	select who, a.person_id, m.role_code, 'business', 'directory', m.scope_kind, m.scope_org, now(),
	       case when count(m.max_days) = count(*) then now() + make_interval(days => max(m.max_days)) end,
	       left(string_agg(m.group_dn, '; ' order by m.group_dn), 500), now()
	  from sec.group_map m
	 where m.realm_id = a.realm_id
	   and m.group_uid = any (group_uids)
	   and m.approved_at is not null
	   and m.retired_at is null
	   and not exists (select
	                     from sec.account_role r
	                    where r.account_id = who
	                      and r.source = 'directory'
	                      and r.revoked_at is null
	                      and r.role_code = m.role_code
	                      and r.scope_kind = m.scope_kind
	                      and r.scope_org is not distinct from m.scope_org)
	 group by m.role_code, m.scope_kind, m.scope_org;
	perform sec.refresh_scope(who);
	select count(*)
	  into held
	  from sec.account_role r
	 where r.account_id = who
	   and r.source = 'directory'
	   and sec.is_active(r);
	return held;
end
$$;
comment on function sec.apply_groups(bigint, bytea[]) is 'Makes the directory''s grants of an account those its groups give; changes only what differs.';

create function sec.login_groups(account_id bigint, group_uids bytea[])
	returns int
	language sql
	volatile
	security definer
	set search_path = ''
return sec.apply_groups(account_id, group_uids);
comment on function sec.login_groups(bigint, bytea[]) is
	'Replaces the roles the directory gives an account by those of its groups (immutable ids, nested ones included). Answers how many it now has. At sign-in after login_account, and at every re-check.';

create function sec.end_sessions(who bigint, why text)
	returns int
	language sql
	volatile
begin atomic
	with ended as (
		update sec.session
		   set ended_at = clock_timestamp(),
		       end_reason = why
		 where account_id = who
		   and ended_at is null
		   and expires_at > now()
		returning 1)
	select count(*)::int from ended;
end;
comment on function sec.end_sessions(bigint, text) is 'Ends all sessions of an account.';

create function sec.login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text,
    old_token_hash bytea, request_id text)
	returns table (session_id uuid, idle_s int, expires_at timestamptz, displaced int, pending boolean,
	    display_name text, login_name text, realm text, home_org int, home_org_name text)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
#variable_conflict use_column
declare
	a sec.account;
	short boolean;
	single boolean;
	gone int;
	made sec.session;
begin
	select * into a from sec.account x where x.id = login_session.account_id for update;
	if a.id is null or a.blocked_at is not null or a.dir_state <> 'active' then
		perform sec.refuse_session('blocked', false);
	end if;
	select coalesce(bool_or(o.short_session), false), coalesce(bool_or(o.single_session), false)
	  into short, single
	  from sec.account_role r
	  join sec.role o on o.code = r.role_code
	 where r.account_id = a.id
	   and sec.is_active(r);
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'replaced'
	 where x.token_hash = login_session.old_token_hash
	   and x.ended_at is null;
	-- The oldest go, so that with the new one there are three, or one.
	with live as (
		select x.token_hash, row_number() over (order by x.created_at desc) as place
		  from sec.session x
		 where x.account_id = a.id
		   and x.ended_at is null
		   and x.expires_at > now()
		   and x.last_seen_at + make_interval(secs => x.idle_s) > now()
	)
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'displaced'
	  from live
	 where x.token_hash = live.token_hash
	   and live.place >= case when single then 1 else 3 end;
	get diagnostics gone = row_count;
	insert into sec.session (token_hash, account_id, auth_methods, idle_s, expires_at, address, agent)
	values (login_session.token_hash, a.id, login_session.auth_methods,
	    case when short then 900 else 1800 end,
	    clock_timestamp() + case when single then interval '8 hours' else interval '12 hours' end,
	    login_session.ip, left(login_session.agent, 200))
	returning * into made;
	update sec.account x
	   set first_sign_in_at = coalesce(x.first_sign_in_at, clock_timestamp()),
	       last_sign_in_at = clock_timestamp()
	 where x.id = a.id;
	if a.home_org is not null then
		insert into sec.org_sign_in as s (org_id, last_at)
		values (a.home_org, clock_timestamp())
		on conflict on constraint org_sign_in_pkey do update
		   set last_at = excluded.last_at
		 where s.last_at < excluded.last_at - interval '1 hour';
	end if;
	if a.scope_fresh_until <= now() then
		perform sec.refresh_scope(a.id);
	end if;
	insert into aud.event (account_id, realm_id, org_id, session8, request_id, address, action, object_type,
	    object_id, detail)
	values (a.id, a.realm_id, a.home_org, left(encode(login_session.token_hash, 'hex'), 8),
	    left(login_session.request_id, 64), login_session.ip, 'auth.login', 'session', made.id::text,
	    jsonb_build_object('methods', login_session.auth_methods, 'displaced', gone));
	return query
	select made.id, made.idle_s, made.expires_at, gone,
	       not exists (select from sec.account_scope s where s.account_id = a.id),
	       a.display_name, a.login_name, (select m.code from sec.realm m where m.id = a.realm_id),
	       a.home_org, (select o.name from biz.organisation o where o.id = a.home_org);
end
$$;
comment on function sec.login_session(bigint, bytea, text[], inet, text, bytea, text) is
	'Makes a session (token_hash: sha256 of 32 random bytes). Ends the browser''s old one, and the oldest beyond three (administrators: one). pending: the account has no rights yet. Writes auth.login.';

create function sec.login_end(token_hash bytea, ip inet, request_id text)
	returns boolean
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
#variable_conflict use_column
declare
	s sec.session;
begin
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'logout'
	 where x.token_hash = login_end.token_hash
	   and x.ended_at is null
	returning * into s;
	if s.id is null then
		return false;
	end if;
	insert into aud.event (account_id, session8, request_id, address, action, object_type, object_id)
	values (s.account_id, left(encode(s.token_hash, 'hex'), 8), left(login_end.request_id, 64), login_end.ip,
	    'auth.logout', 'session', s.id::text);
	return true;
end
$$;
comment on function sec.login_end(bytea, inet, text) is 'Signs out; false where there was no such session.';

create function sec.login_note(action text, realm_id int, account_id bigint, result text, reason text, ip inet,
    request_id text, detail jsonb)
	returns void
	language sql
	volatile
	security definer
	set search_path = ''
begin atomic
	insert into aud.event (account_id, realm_id, request_id, address, action, object_type, object_id, result, reason, detail)
	values (login_note.account_id, login_note.realm_id, left(login_note.request_id, 64), login_note.ip, login_note.action,
	    'realm', login_note.realm_id::text, login_note.result, login_note.reason, login_note.detail);
end;
comment on function sec.login_note(text, int, bigint, text, text, inet, text, jsonb) is
	'Audit row of a sign-in that failed, a breaker that opened, a realm that was tested. result: done, refused, failed. No login names, no passwords.';

create function sec.login_recheck_due(realm_id int, everyone boolean)
	returns table (account_id bigint, dir_uid bytea, login_name text)
	language sql
	stable
	security definer
	set search_path = ''
begin atomic
	select a.id, a.dir_uid, a.login_name
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	 where a.realm_id = login_recheck_due.realm_id
	   and a.dir_state = 'active'
	   and case
	           when everyone then exists (select
	                                        from sec.account_role r
	                                       where r.account_id = a.id
	                                         and sec.is_active(r))
	           else exists (select
	                          from sec.session s
	                         where s.account_id = a.id
	                           and s.ended_at is null
	                           and s.expires_at > now()
	                           and s.last_seen_at + make_interval(secs => s.idle_s) > now()
	                           and s.dir_checked_at < now() - make_interval(secs => m.recheck_s))
	       end
	 order by a.id;
end;
comment on function sec.login_recheck_due(int, boolean) is
	'Accounts to look up again in their directory: with a session not checked lately; everyone: all with rights (once a day).';

create function sec.login_recheck_active(account_ids bigint[])
	returns int
	language sql
	volatile
	security definer
	set search_path = ''
begin atomic
	with checked as (
		update sec.session
		   set dir_checked_at = now()
		 where account_id = any (account_ids)
		   and ended_at is null
		returning 1)
	select count(*)::int from checked;
end;
comment on function sec.login_recheck_active(bigint[]) is 'The directory said that these accounts are in use.';

create function sec.login_recheck_gone(account_ids bigint[], state text)
	returns int
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	who bigint;
	ended int := 0;
	n int;
begin
	foreach who in array account_ids
	loop
		update sec.account a
		   set dir_state = state,
		       dir_state_at = clock_timestamp()
		 where a.id = who;
		n := sec.end_sessions(who, 'directory');
		ended := ended + n;
		perform sec.apply_groups(who, '{}');
		perform sec.note(who, 'auth.gone', 'account', who::text, null, null, 'done', state,
		    jsonb_build_object('sessions', n));
	end loop;
	return ended;
end
$$;
comment on function sec.login_recheck_gone(bigint[], text) is
	'A search that succeeded said that these accounts are disabled or gone (state): ends their sessions and directory roles; names stay on old records. Never call it after an error or for a mass change.';

create function sec.login_password_changed(account_id bigint, changed_at timestamptz)
	returns int
	language sql
	volatile
	security definer
	set search_path = ''
begin atomic
	with ended as (
		update sec.session s
		   set ended_at = clock_timestamp(),
		       end_reason = 'password'
		 where s.account_id = login_password_changed.account_id
		   and s.ended_at is null
		   and s.created_at < changed_at
		returning 1)
	select count(*)::int from ended;
end;
comment on function sec.login_password_changed(bigint, timestamptz) is 'Ends sessions older than the password.';

create function sec.login_outage(realm_id int)
	returns int
	language sql
	volatile
	security definer
	set search_path = ''
begin atomic
	with ended as (
		update sec.session s
		   set ended_at = clock_timestamp(),
		       end_reason = 'outage'
		  from sec.account a
		  join sec.realm m on m.id = a.realm_id
		 where s.account_id = a.id
		   and m.id = login_outage.realm_id
		   and s.ended_at is null
		   and s.expires_at > now()
		   and s.dir_checked_at < now() - make_interval(secs => case
		           when s.idle_s < 1800 then least(900, m.outage_grace_s)
		           else m.outage_grace_s
		       end)
		returning 1)
	select count(*)::int from ended;
end;
comment on function sec.login_outage(int) is
	'The directory does not answer: ends sessions whose last check is older than the grace (administrators, overseers and finance: 15 minutes).';

grant execute on function sec.login_realms_version(), sec.login_realms(boolean) to yl_auth, yl_admin;
grant execute on function sec.login_account(int, bytea, text, text, int), sec.login_groups(bigint, bytea[]),
	sec.login_session(bigint, bytea, text[], inet, text, bytea, text), sec.login_end(bytea, inet, text),
	sec.login_note(text, int, bigint, text, text, inet, text, jsonb), sec.login_recheck_due(int, boolean),
	sec.login_recheck_active(bigint[]), sec.login_recheck_gone(bigint[], text),
	sec.login_password_changed(bigint, timestamptz), sec.login_outage(int) to yl_auth;
