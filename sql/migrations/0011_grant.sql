-- 0011_grant.sql - rules every grant obeys, and giving a right by two people.
set local role yl_sec;

create function sec.account_role_guard()
	returns trigger
	language plpgsql
	volatile
as $$
declare
	kind sec.role;
begin
	select * into kind from sec.role where code = new.role_code;
	if kind.code is null then
		perform sec.refuse('UX422', '没有这个角色', 'There is no such role', '/role');
	end if;
	-- One at a time per person: what follows looks at the person's other grants.
	select a.person_id into new.person_id from sec.account a where a.id = new.account_id for update;
	new.class := kind.class;
	if not new.scope_kind = any (kind.scope_kinds) then
		perform sec.refuse('UX422', '此角色不能授予这种范围', 'This role cannot have a scope of this kind', '/scope_kind');
	end if;
	if new.source = 'directory' and not kind.dir_mappable then
		perform sec.refuse('UX422', '此角色不能由目录授予', 'No directory can give this role', '/role');
	end if;
	if new.scope_kind = 'region' and new.role_code = any (array['prov_overseer', 'city_overseer', 'county_overseer'])
	    and new.role_code <> (case
	        when new.scope_region % 10000 = 0 then 'prov_overseer'
	        when new.scope_region % 100 = 0 then 'city_overseer'
	        else 'county_overseer'
	    end) then
		perform sec.refuse('UX422', '监管范围与角色级别不符', 'The region is not of this overseer''s level', '/scope_region');
	end if;
	if new.approved_at is null or new.revoked_at is not null then
		return new;
	end if;
	if exists (select
	             from sec.account_role r
	            where r.person_id = new.person_id
	              and r.id <> new.id
	              and r.class <> new.class
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and tstzrange(r.valid_from, r.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
		perform sec.refuse('UX409', '三员分立:系统管理员、安全管理员、审计员与业务角色不能由同一人担任',
		    'System administrator, security administrator, auditor and business roles cannot belong to one person', '/role');
	end if;
	-- A context carries one range: two ranges of an account must lie one in the other.
	if new.scope_kind = 'region' and exists (select
	             from sec.account_role r
	            where r.account_id = new.account_id
	              and r.id <> new.id
	              and r.scope_kind = 'region'
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and tstzrange(r.valid_from, r.valid_until) && tstzrange(new.valid_from, new.valid_until)
	              and not int4range(r.region_lo, r.region_hi, '[]')
	                  @> int4range(sec.region_low(new.scope_region), sec.region_high(new.scope_region), '[]')
	              and not int4range(r.region_lo, r.region_hi, '[]')
	                  <@ int4range(sec.region_low(new.scope_region), sec.region_high(new.scope_region), '[]')) then
		perform sec.refuse('UX409', '同一账号的监管范围必须逐级包含,不能并列两个地区',
		    'Regions of one account must contain one another; two side by side need two accounts', '/scope_region');
	end if;
	return new;
end
$$;
comment on function sec.account_role_guard() is
	'What a grant must be: scope fit for the role, no role from a directory that may not give it, separation of administrators per person, nested regions per account.';
create trigger account_role_guard before insert or update on sec.account_role
	for each row execute function sec.account_role_guard();

create function sec.is_last_administrator(held sec.account_role)
	returns boolean
	language plpgsql
	volatile
as $$
begin
	if (held).class = 'business' or (held).scope_kind <> 'system' or (held).valid_until is not null
	    or not sec.is_active(held) then
		return false;
	end if;
	-- Two removed at once: the second waits here, then sees that the first is gone.
	perform pg_advisory_xact_lock(742017, hashtext((held).role_code));
	return not exists (select
	                     from sec.account_role r
	                     join sec.account a on a.id = r.account_id
	                    where r.role_code = (held).role_code
	                      and r.account_id <> (held).account_id
	                      and r.scope_kind = 'system'
	                      and r.valid_until is null
	                      and sec.is_active(r)
	                      and a.blocked_at is null
	                      and a.dir_state = 'active');
end
$$;
comment on function sec.is_last_administrator(sec.account_role) is
	'Whether no other active account holds this administrator''s role for the whole system without an end.';

create function sec.account_role_last()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if tg_op = 'DELETE' or not sec.is_active(new) or new.valid_until is not null
	    or new.role_code <> old.role_code or new.scope_kind <> 'system' or new.account_id <> old.account_id then
		if sec.is_last_administrator(old) then
			perform sec.refuse('UX409', '最后一名此类管理员不能撤销,请先任命另一人',
			    'The last administrator of a kind cannot be removed; appoint another first');
		end if;
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end
$$;
comment on function sec.account_role_last() is 'The last administrator of a kind stays.';
create trigger account_role_last before update or delete on sec.account_role
	for each row execute function sec.account_role_last();

create function sec.account_last()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if old.blocked_at is null and new.blocked_at is not null and exists (
	    select
	      from sec.account_role r
	     where r.account_id = new.id
	       and sec.is_last_administrator(r)) then
		perform sec.refuse('UX409', '最后一名此类管理员不能停用,请先任命另一人',
		    'The last administrator of a kind cannot be blocked; appoint another first');
	end if;
	return new;
end
$$;
comment on function sec.account_last() is 'The last administrator of a kind is not blocked.';
create trigger account_last before update of blocked_at on sec.account
	for each row execute function sec.account_last();

create function sec.group_map_guard()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if new.scope_org is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = new.realm_id), new.scope_org) then
		perform sec.refuse('UX422', '范围超出此目录域的上限', 'The scope reaches beyond the ceiling of this realm', '/scope_org');
	end if;
	if not exists (select from sec.role r where r.code = new.role_code and new.scope_kind = any (r.scope_kinds)) then
		perform sec.refuse('UX422', '此角色不能授予这种范围', 'This role cannot have a scope of this kind', '/scope_kind');
	end if;
	return new;
end
$$;
comment on function sec.group_map_guard() is 'A directory''s groups give nothing outside the realm''s ceiling.';
create trigger group_map_guard before insert or update on sec.group_map
	for each row execute function sec.group_map_guard();

create function sec.account_ceiling()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if new.home_org is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = new.realm_id), new.home_org) then
		perform sec.refuse('UX422', '机构超出此目录域的上限', 'The organisation is beyond the ceiling of this realm', '/home_org');
	end if;
	return new;
end
$$;
comment on function sec.account_ceiling() is 'Accounts of a realm belong to organisations below its ceiling.';
create trigger account_ceiling before insert or update of home_org on sec.account
	for each row execute function sec.account_ceiling();

create function sec.realm_ceiling()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if exists (select from sec.group_map m where m.realm_id = new.id and m.retired_at is null
	               and m.scope_org is not null and not sec.org_within(new.scope_ceiling_org, m.scope_org)) then
		perform sec.refuse('UX409', '有组映射超出新的上限,请先停用', 'Group mappings lie beyond the new ceiling; retire them first',
		    '/scope_ceiling');
	end if;
	update sec.account a
	   set home_org = null
	 where a.realm_id = new.id
	   and a.home_org is not null
	   and not sec.org_within(new.scope_ceiling_org, a.home_org);
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.realm_id = new.id;
	return null;
end
$$;
comment on function sec.realm_ceiling() is 'A lowered ceiling holds for what is there.';
create trigger realm_ceiling after update of scope_ceiling_org on sec.realm
	for each row when (old.scope_ceiling_org <> new.scope_ceiling_org) execute function sec.realm_ceiling();

-- Region range of what a grant reaches, to ask whether an administrator of a region may give it.
create function sec.scope_span(scope_kind text, scope_org int, scope_alliance int, scope_region int, home int)
	returns int4range
	language plpgsql
	stable
as $$
declare
	region int;
begin
	case scope_kind
	when 'region' then
		region := scope_region;
	when 'alliance' then
		select x.region_id into region from biz.alliance x where x.id = scope_alliance;
	when 'system' then
		return int4range(null, null);
	else
		select o.region_id into region from biz.organisation o where o.id = coalesce(scope_org, home);
	end case;
	if region is null then
		perform sec.refuse('UX422', '范围所指的机构、联体或地区不存在', 'The organisation, alliance or region of the scope does not exist', '/scope');
	end if;
	return int4range(sec.region_low(region), sec.region_high(region), '[]');
end
$$;
comment on function sec.scope_span(text, int, int, int, int) is 'Regions a scope lies in.';

create function sec.must_hold(actor bigint, permission text, span int4range)
	returns void
	language plpgsql
	stable
as $$
begin
	if not exists (
	    select
	      from sec.current_scope(actor) s
	      join sec.account a on a.id = actor
	     where s.permission = must_hold.permission
	       and (s.reach = 's' or int4range(s.region_lo, s.region_hi, '[]') @> span and s.region_lo is not null)
	       and a.blocked_at is null
	       and a.dir_state = 'active') then
		perform sec.refuse('UX403', '您没有此项权限,或超出您的管理范围', 'You may not do this, or not for this scope');
	end if;
end
$$;
comment on function sec.must_hold(bigint, text, int4range) is 'Refuses (UX403) unless this account holds the permission for these regions.';

create function sec.must_be_other(actor bigint, account bigint)
	returns void
	language plpgsql
	stable
as $$
begin
	if (select x.person_id = y.person_id from sec.account x, sec.account y where x.id = actor and y.id = must_be_other.account) then
		perform sec.refuse('UX403', '不能处理授予本人的权限', 'Nobody decides on rights of his own');
	end if;
end
$$;
comment on function sec.must_be_other(bigint, bigint) is 'Refuses (UX403) where both accounts are one person''s.';

create function sec.propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org int,
    scope_alliance int, scope_region int, valid_from timestamptz, valid_until timestamptz, reason text)
	returns bigint
	language plpgsql
	volatile
as $$
#variable_conflict use_column
declare
	a sec.account;
	made bigint;
begin
	select * into a from sec.account x where x.id = propose_role.who;
	if a.id is null then
		perform sec.refuse('UX422', '没有这个账号', 'There is no such account', '/account_id');
	end if;
	if length(coalesce(propose_role.reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	perform sec.must_be_other(propose_role.actor, a.id);
	perform sec.must_hold(propose_role.actor, 'grant.propose', sec.scope_span(propose_role.scope_kind,
	    propose_role.scope_org, propose_role.scope_alliance, propose_role.scope_region, a.home_org));
	insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, scope_org, scope_alliance,
	    scope_region, valid_from, valid_until, reason, proposed_by)
	values (a.id, a.person_id, propose_role.role_code, 'business', 'portal', propose_role.scope_kind, propose_role.scope_org,
	    propose_role.scope_alliance, propose_role.scope_region, coalesce(propose_role.valid_from, now()),
	    propose_role.valid_until, propose_role.reason, propose_role.actor)
	returning id into made;
	perform sec.note(propose_role.actor, 'grant.propose', 'account_role', made::text, a.home_org, null, 'done',
	    propose_role.reason, jsonb_build_object('account', a.id, 'role', propose_role.role_code, 'scope', propose_role.scope_kind));
	return made;
end
$$;
comment on function sec.propose_role(bigint, bigint, text, text, int, int, int, timestamptz, timestamptz, text) is
	'A security administrator proposes a grant; it holds when another one approves it.';

create function sec.approve_role(actor bigint, grant_id bigint)
	returns void
	language plpgsql
	volatile
as $$
declare
	r sec.account_role;
	home int;
begin
	select * into r from sec.account_role x where x.id = grant_id for update;
	if r.id is null then
		perform sec.refuse('UX404', '没有这项授权', 'There is no such grant');
	end if;
	if r.approved_at is not null or r.revoked_at is not null then
		perform sec.refuse('UX409', '这项授权已经处理过', 'This grant was decided already');
	end if;
	if r.proposed_by = actor then
		perform sec.refuse('UX403', '提出人与批准人不能是同一人', 'Who proposed it cannot approve it');
	end if;
	perform sec.must_be_other(actor, r.proposed_by);
	perform sec.must_be_other(actor, r.account_id);
	select a.home_org into home from sec.account a where a.id = r.account_id;
	perform sec.must_hold(actor, 'grant.approve', sec.scope_span(r.scope_kind, r.scope_org, r.scope_alliance, r.scope_region, home));
	if r.class <> 'business' then
		-- From now on an administrator: what the directory gave is no longer due.
		update sec.account_role x
		   set revoked_at = clock_timestamp(), revoked_by = actor, revoke_reason = 'became an administrator'
		 where x.account_id = r.account_id
		   and x.source = 'directory'
		   and x.revoked_at is null;
	end if;
	update sec.account_role x
	   set approved_by = actor, approved_at = clock_timestamp()
	 where x.id = grant_id;
	-- Sessions of the old rights had longer limits.
	if exists (select from sec.role o where o.code = r.role_code and (o.short_session or o.single_session)) then
		perform sec.end_sessions(r.account_id, 'rights');
	end if;
	perform sec.note(actor, 'grant.approve', 'account_role', grant_id::text, home, null, 'done', null,
	    jsonb_build_object('account', r.account_id, 'role', r.role_code));
end
$$;
comment on function sec.approve_role(bigint, bigint) is 'Another security administrator approves a grant: it holds from now, or from its first day.';

create function sec.revoke_role(actor bigint, grant_id bigint, reason text)
	returns void
	language plpgsql
	volatile
as $$
declare
	r sec.account_role;
	home int;
begin
	select * into r from sec.account_role x where x.id = grant_id for update;
	if r.id is null then
		perform sec.refuse('UX404', '没有这项授权', 'There is no such grant');
	end if;
	if r.revoked_at is not null then
		perform sec.refuse('UX409', '这项授权已经撤销', 'This grant was revoked already');
	end if;
	if length(coalesce(revoke_role.reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	select a.home_org into home from sec.account a where a.id = r.account_id;
	perform sec.must_hold(actor, 'grant.propose', sec.scope_span(r.scope_kind, r.scope_org, r.scope_alliance, r.scope_region, home));
	update sec.account_role x
	   set revoked_at = clock_timestamp(), revoked_by = actor, revoke_reason = revoke_role.reason
	 where x.id = grant_id;
	perform sec.note(actor, 'grant.revoke', 'account_role', grant_id::text, home, null, 'done', revoke_role.reason,
	    jsonb_build_object('account', r.account_id, 'role', r.role_code));
end
$$;
comment on function sec.revoke_role(bigint, bigint, text) is
	'Takes a grant back at once; one person suffices. What a directory gives comes back at the next sign-in unless the group is left or the permission denied.';

create function sec.block_account(actor bigint, who bigint, reason text)
	returns int
	language plpgsql
	volatile
as $$
declare
	home int;
	ended int;
begin
	select a.home_org into home from sec.account a where a.id = who for update;
	if not found then
		perform sec.refuse('UX404', '没有这个账号', 'There is no such account');
	end if;
	if length(coalesce(reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'session.any', case when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null) end);
	update sec.account a
	   set blocked_at = clock_timestamp(), blocked_by = actor, block_reason = reason
	 where a.id = who
	   and a.blocked_at is null;
	ended := sec.end_sessions(who, 'blocked');
	perform sec.note(actor, 'account.block', 'account', who::text, home, null, 'done', reason, null);
	return ended;
end
$$;
comment on function sec.block_account(bigint, bigint, text) is 'Blocks an account in the portal and ends its sessions; the directory never unblocks it.';

create function sec.unblock_account(actor bigint, who bigint)
	returns void
	language plpgsql
	volatile
as $$
declare
	home int;
begin
	select a.home_org into home from sec.account a where a.id = who for update;
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'session.any', case when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null) end);
	update sec.account a
	   set blocked_at = null, blocked_by = null, block_reason = null
	 where a.id = who;
	perform sec.note(actor, 'account.unblock', 'account', who::text, home, null, 'done', null, null);
end
$$;
comment on function sec.unblock_account(bigint, bigint) is 'Takes a block away.';

-- The same for pages of the web worker: the actor is the request's account, the route's permission must fit.
create function sec.must_be_here_for(permission text)
	returns bigint
	language plpgsql
	stable
as $$
begin
	if sec.permission() <> permission then
		raise exception using errcode = '42501', message = format('this needs the permission %s', permission);
	end if;
	return sec.account_id();
end
$$;
comment on function sec.must_be_here_for(text) is 'The request''s account, if the request came with this permission.';

create function sec.grant_propose(who bigint, role_code text, scope_kind text, scope_org int, scope_alliance int,
    scope_region int, valid_from timestamptz, valid_until timestamptz, reason text)
	returns bigint
	language sql volatile security definer set search_path = ''
return sec.propose_role(sec.must_be_here_for('grant.propose'), who, role_code, scope_kind, scope_org, scope_alliance,
	scope_region, valid_from, valid_until, reason);
comment on function sec.grant_propose(bigint, text, text, int, int, int, timestamptz, timestamptz, text) is
	'For the grants page (permission grant.propose): sec.propose_role by the request''s account.';

create function sec.grant_approve(grant_id bigint)
	returns void
	language sql volatile security definer set search_path = ''
return sec.approve_role(sec.must_be_here_for('grant.approve'), grant_id);
comment on function sec.grant_approve(bigint) is 'For the grants page (permission grant.approve).';

create function sec.grant_revoke(grant_id bigint, reason text)
	returns void
	language sql volatile security definer set search_path = ''
return sec.revoke_role(sec.must_be_here_for('grant.propose'), grant_id, reason);
comment on function sec.grant_revoke(bigint, text) is 'For the grants page (permission grant.propose).';

create function sec.grant_list(who bigint, only_proposed boolean, after bigint, row_limit int)
	returns table (id bigint, account_id bigint, realm text, login_name text, display_name text, role_code text,
	    name_zh text, name_en text, source text, scope_kind text, scope_org int, scope_alliance int, scope_region int,
	    valid_from timestamptz, valid_until timestamptz, reason text, proposed_by text, proposed_at timestamptz,
	    approved_by text, approved_at timestamptz)
	language plpgsql stable security definer set search_path = ''
as $$
declare
	me bigint := sec.must_be_here_for('grant.read');
	everywhere boolean := sec.is_system();
	span int4range := int4range(sec.region_lo(), sec.region_hi(), '[]');
begin
	return query
	select r.id, a.id, m.code, a.login_name, a.display_name, r.role_code, o.name_zh, o.name_en, r.source, r.scope_kind,
	       r.scope_org, r.scope_alliance, r.scope_region, r.valid_from, r.valid_until, r.reason,
	       p.display_name, r.proposed_at, q.display_name, r.approved_at
	  from sec.account_role r
	  join sec.account a on a.id = r.account_id
	  join sec.realm m on m.id = a.realm_id
	  join sec.role o on o.code = r.role_code
	  left join sec.account p on p.id = r.proposed_by
	  left join sec.account q on q.id = r.approved_by
	 where r.revoked_at is null
	   and (r.valid_until is null or r.valid_until > now())
	   and (who is null or r.account_id = who)
	   and (not only_proposed or r.approved_at is null)
	   and (after is null or r.id < after)
	   and (everywhere
	       or (select h.region_id from biz.organisation h where h.id = coalesce(r.scope_org, a.home_org)) <@ span
	       or r.scope_region <@ span)
	 order by r.id desc
	 limit row_limit;
end
$$;
comment on function sec.grant_list(bigint, boolean, bigint, int) is
	'For the grants page (permission grant.read): grants in force or proposed, newest first, within the region of a county''s administrator.';

grant execute on function sec.grant_propose(bigint, text, text, int, int, int, timestamptz, timestamptz, text),
	sec.grant_approve(bigint), sec.grant_revoke(bigint, text), sec.grant_list(bigint, boolean, bigint, int) to yl_web;
