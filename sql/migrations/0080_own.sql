-- 0080_own.sql - what an account may see and do of its own: roles, sessions, drafts.
set local role yl_sec;

create function sec.permission_codes()
	returns text[]
	language sql
	stable
	security definer
	set search_path = ''
as $$ select array_agg(p.code order by p.code) from sec.permission p $$;
comment on function sec.permission_codes() is 'Every permission there is: a worker does not start with a route that names another.';

create function sec.my_account()
	returns table (id bigint, login_name text, display_name text, realm text, home_org int, language text)
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select a.id, a.login_name, a.display_name, r.code, a.home_org, a.language
	  from sec.account a
	  join sec.realm r on r.id = a.realm_id
	 where a.id = sec.account_id()
$$;
comment on function sec.my_account() is 'The account of this request.';

create function sec.my_roles()
	returns table (code text, name_zh text, name_en text, scope_kind text, scope_org int,
	    scope_alliance int, scope_region int, valid_until timestamptz)
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select r.code, r.name_zh, r.name_en, g.scope_kind,
	       case when g.scope_kind in ('home_org', 'home_subtree') then sec.home_org() else g.scope_org end,
	       g.scope_alliance, g.scope_region, g.valid_until
	  from sec.account_role g
	  join sec.role r on r.code = g.role_code
	 where g.account_id = sec.account_id()
	   and g.approved_at is not null
	   and g.revoked_at is null
	   and g.valid_from <= now()
	   and (g.valid_until is null or g.valid_until > now())
	 order by r.code, g.id
$$;
comment on function sec.my_roles() is 'The roles the account of this request holds now, and where.';

create function sec.my_permissions()
	returns table (permission text, reach text, region_lo int, region_hi int, orgs int[])
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select s.permission, s.reach, s.region_lo, s.region_hi, s.orgs
	  from sec.current_scope(sec.account_id()) s
	 order by s.permission
$$;
comment on function sec.my_permissions() is 'What the account of this request may do, and where.';

create function sec.my_sessions()
	returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
	    address inet, agent text, current boolean)
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select x.id, x.created_at, x.last_seen_at, x.expires_at, x.address, x.agent,
	       left(encode(x.token_hash, 'hex'), 8) = (sec.context())[10]
	  from sec.session x
	 where x.account_id = sec.account_id()
	   and x.ended_at is null
	   and x.expires_at > now()
	   and x.last_seen_at + x.idle_s * interval '1 second' > now()
	 order by x.last_seen_at desc, x.id
$$;
comment on function sec.my_sessions() is 'The live sessions of the account of this request.';

create function sec.end_my_session(session uuid)
	returns uuid
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	ended uuid;
begin
	update sec.session x
	   set ended_at = now(),
	       end_reason = 'revoked'
	 where x.id = session
	   and x.account_id = sec.account_id()
	   and x.ended_at is null
	returning x.id into ended;
	if ended is null then
		perform sec.refuse('UX404', '没有这个会话', 'There is no such session');
	end if;
	perform sec.audit('session.end', 'session', ended::text, null, null, null);
	return ended;
end
$$;
comment on function sec.end_my_session(uuid) is 'Ends one session of the account of this request.';

create function sec.claimed_at()
	returns timestamptz
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select i.created_at
	  from sec.idempotency i
	 where i.account_id = sec.account_id()
	   and i.object_id = sec.new_id()
$$;
comment on function sec.claimed_at() is
	'When this request was first carried out: what it wrote bears that time as its now.';

create function sec.reveal(object_type text, object_id text, region int, org int, field text, reason text)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	hourly constant int := 60;
	me constant bigint := sec.account_id();
	first timestamptz;
	n int;
begin
	-- One after the other, or two at once would both be the sixtieth.
	perform pg_advisory_xact_lock(hashtextextended('sec.reveal', me));
	select count(*), min(e.at)
	  into n, first
	  from aud.event e
	 where e.account_id = me
	   and e.action = 'patient.reveal'
	   and e.at > now() - interval '1 hour';
	if n >= hourly then
		perform sec.refuse('UX429', '每小时最多查看 60 项被遮盖的内容，请稍后再试',
		    'At most 60 masked values are shown in an hour: try again later',
		    ceil(extract(epoch from first + interval '1 hour' - now()))::int::text);
	end if;
	perform sec.audit('patient.reveal', object_type, object_id, region, org,
	    jsonb_build_object('field', field, 'reason', reason));
end
$$;
comment on function sec.reveal(text, text, int, int, text, text) is
	'Audit row of showing one masked value; refuses the 61st of an account in an hour (UX429, hint: seconds to wait).';

grant execute on function sec.claimed_at(), sec.reveal(text, text, int, int, text, text) to yl_web;
grant execute on function sec.permission_codes(), sec.my_account(), sec.my_roles(), sec.my_permissions(),
	sec.my_sessions(), sec.end_my_session(uuid) to yl_web;

set local role yl_owner;

create table biz.draft (
	account_id bigint not null,
	form       text not null,
	content    bytea not null,
	updated_at timestamptz not null default now(),
	constraint draft_pkey primary key (account_id, form),
	constraint draft_account_fkey foreign key (account_id) references sec.account (id),
	constraint draft_form_check check (form ~ '^[a-z][a-z0-9_.:-]{0,79}$'),
	constraint draft_content_check check (length(content) <= 131072)
);
comment on table biz.draft is 'What someone has typed and not yet sent; survives a time-out and a lost line.';
comment on column biz.draft.account_id is 'Whose.';
comment on column biz.draft.form is 'Which form, with the id of what it changes: referral, referral:<id>.';
comment on column biz.draft.content is 'JSON as the front end gave it, encrypted: it may name patients.';
comment on column biz.draft.updated_at is 'Last kept.';

select sec.protect('biz.draft', 'own');
grant select, insert (account_id, form, content), update (content, updated_at), delete on biz.draft to yl_web;
