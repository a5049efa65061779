-- 0012_session_any.sql - a security administrator sees and ends sessions.
set local role yl_sec;

create function sec.must_rule(who bigint)
	returns void
	language plpgsql
	stable
as $$
declare
	home int := (select a.home_org from sec.account a where a.id = who);
begin
	perform sec.must_hold(sec.must_be_here_for('session.any'), 'session.any', case
	    when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null)
	end);
end
$$;
comment on function sec.must_rule(bigint) is 'Refuses unless the request may manage this account''s sessions: permission session.any, in scope.';

create function sec.session_list(who bigint)
	returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, address inet,
	    agent text, auth_methods text[])
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	perform sec.must_rule(who);
	return query
	select s.id, s.created_at, s.last_seen_at, s.expires_at, s.address, s.agent, s.auth_methods
	  from sec.session s
	 where s.account_id = who
	   and s.ended_at is null
	   and s.expires_at > now()
	   and s.last_seen_at + s.idle_s * interval '1 second' > now()
	 order by s.last_seen_at desc, s.id;
end
$$;
comment on function sec.session_list(bigint) is 'Live sessions of an account, for a security administrator (permission session.any).';

create function sec.session_end(session uuid)
	returns uuid
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	owner bigint := (select s.account_id from sec.session s where s.id = session and s.ended_at is null for update);
begin
	if owner is null then
		perform sec.refuse('UX404', '没有这个会话', 'There is no such session');
	end if;
	perform sec.must_rule(owner);
	update sec.session s
	   set ended_at = clock_timestamp(),
	       end_reason = 'revoked'
	 where s.id = session;
	perform sec.audit('session.end', 'session', session::text, null, null, jsonb_build_object('account', owner));
	return session;
end
$$;
comment on function sec.session_end(uuid) is 'Ends anybody''s session, for a security administrator (permission session.any).';

grant execute on function sec.session_list(bigint), sec.session_end(uuid) to yl_web;
