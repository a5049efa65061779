-- 0012_me.sql - what a signed-in person sees of herself: account, roles, sessions.
set local role yl_sec;

create function sec.me()
	returns table (id bigint, login_name text, display_name text, realm text, realm_name text, home_org int,
	    language text, pending boolean, permissions text[], region_lo int, region_hi int, roles jsonb)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	who bigint := sec.account_id();
begin
	return query
	select a.id, a.login_name, a.display_name, m.code, m.name, a.home_org, a.language,
	       not exists (select from sec.current_scope(who)),
	       coalesce((select array_agg(s.permission order by s.permission) from sec.current_scope(who) s), '{}'),
	       (select min(s.region_lo) from sec.current_scope(who) s),
	       (select max(s.region_hi) from sec.current_scope(who) s),
	       coalesce((select jsonb_agg(jsonb_build_object(
	                     'code', o.code, 'name_zh', o.name_zh, 'name_en', o.name_en,
	                     'scope_kind', r.scope_kind,
	                     'scope_name', case r.scope_kind
	                         when 'region' then (select d.name from biz.division d where d.code = r.scope_region)
	                         when 'alliance' then (select x.name from biz.alliance x where x.id = r.scope_alliance)
	                         when 'system' then null
	                         else (select g.name from biz.organisation g where g.id = coalesce(r.scope_org, a.home_org))
	                     end,
	                     'valid_until', r.valid_until) order by o.code, r.id)
	                   from sec.account_role r
	                   join sec.role o on o.code = r.role_code
	                  where r.account_id = who
	                    and sec.is_active(r)), '[]')
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	 where a.id = who;
end
$$;
comment on function sec.me() is
	'The request''s account with its roles and permissions; any permission will do. pending: no rights yet (待授权).';

create function sec.set_language(language text)
	returns void
	language sql
	volatile
	security definer
	set search_path = ''
begin atomic
	update sec.account a
	   set language = set_language.language
	 where a.id = sec.account_id();
end;
comment on function sec.set_language(text) is 'Keeps the language (zh, en) the request''s account chose.';

create function sec.session_list(who bigint default null)
	returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, address text,
	    agent text, auth_methods text[], current boolean)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	me bigint := sec.account_id();
	mine text := (sec.context())[10];
begin
	if who is not null and who <> me then
		perform sec.must_be_here_for('session.any');
		perform sec.must_hold(me, 'session.any', (select case when a.home_org is null then int4range(null, null)
		    else sec.scope_span('org', a.home_org, null, null, null) end from sec.account a where a.id = who));
	end if;
	return query
	select s.id, s.created_at, s.last_seen_at, s.expires_at, host(s.address), s.agent, s.auth_methods,
	       left(encode(s.token_hash, 'hex'), 8) = mine and s.account_id = me
	  from sec.session s
	 where s.account_id = coalesce(who, me)
	   and s.ended_at is null
	   and s.expires_at > now()
	   and s.last_seen_at + s.idle_s * interval '1 second' > now()
	 order by s.last_seen_at desc, s.id;
end
$$;
comment on function sec.session_list(bigint) is
	'Live sessions of the request''s account, or of another (permission session.any, in scope).';

create function sec.session_end(session_id uuid)
	returns boolean
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	me bigint := sec.account_id();
	owner bigint := (select s.account_id from sec.session s where s.id = session_id and s.ended_at is null);
begin
	if owner is null then
		return false;
	end if;
	if owner <> me then
		-- Somebody else's is not there, unless one may end any.
		if sec.permission() <> 'session.any' then
			return false;
		end if;
		perform sec.must_hold(me, 'session.any', (select case when a.home_org is null then int4range(null, null)
		    else sec.scope_span('org', a.home_org, null, null, null) end from sec.account a where a.id = owner));
	end if;
	update sec.session s
	   set ended_at = clock_timestamp(),
	       end_reason = case when owner = me then 'logout' else 'revoked' end
	 where s.id = session_id;
	perform sec.audit('session.end', 'session', session_id::text, null, null, jsonb_build_object('account', owner));
	return true;
end
$$;
comment on function sec.session_end(uuid) is
	'Ends a session of the request''s account, or any under permission session.any. False where there is none: answer 404.';

create function sec.org_sign_ins()
	returns table (org_id int, last_at timestamptz)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	lo int := sec.region_lo();
	hi int := sec.region_hi();
	mine int[] := sec.orgs();
	everywhere boolean := sec.sees_all();
begin
	return query
	select s.org_id, s.last_at
	  from sec.org_sign_in s
	  join biz.organisation o on o.id = s.org_id
	 where everywhere
	    or o.region_id between lo and hi
	    or o.id = any (mine);
end
$$;
comment on function sec.org_sign_ins() is 'When somebody last signed in, per organisation in the request''s scope (to the hour).';

grant execute on function sec.me(), sec.set_language(text), sec.session_list(bigint), sec.session_end(uuid),
	sec.org_sign_ins() to yl_web;
