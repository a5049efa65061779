-- 0006_scope.sql - what the grants of an account come to.
-- These functions read biz.organisation, biz.org_closure and biz.alliance_member, which later
-- migrations make: plpgsql resolves names when it runs.
set local role yl_sec;

create function sec.is_active(held sec.account_role)
	returns boolean
	language sql
	stable
return (held).approved_at is not null
	and (held).revoked_at is null
	and (held).valid_from <= now()
	and ((held).valid_until is null or (held).valid_until > now());
comment on function sec.is_active(sec.account_role) is 'Whether a grant holds now.';

create function sec.role_orgs(who bigint)
	returns table (account_role_id bigint, org_id int)
	language plpgsql
	stable
as $$
begin
	return query
	with held as (
		select r.id, r.source, r.scope_kind, r.scope_alliance, m.scope_ceiling_org,
		       case
		           when r.scope_kind in ('home_org', 'home_subtree') then a.home_org
		           else r.scope_org
		       end as root
		  from sec.account_role r
		  join sec.account a on a.id = r.account_id
		  join sec.realm m on m.id = a.realm_id
		 where r.account_id = who
		   and sec.is_active(r)
	), rooted as (
		-- What was merged goes on in its successor.
		select h.id, h.source, h.scope_kind, h.scope_ceiling_org, o.root
		  from held h
		 cross join lateral (values (h.root), (biz.organisation_heir(h.root))) as o (root)
	), reached as (
		select h.id, h.source, h.scope_ceiling_org, h.root as org
		  from rooted h
		 where h.scope_kind in ('home_org', 'org')
		   and h.root is not null
		union all
		select h.id, h.source, h.scope_ceiling_org, c.descendant_id
		  from rooted h
		  join biz.org_closure c on c.ancestor_id = h.root
		 where h.scope_kind in ('home_subtree', 'org_subtree')
		union all
		select h.id, h.source, h.scope_ceiling_org, m.organisation_id
		  from held h
		  join biz.alliance_member m on m.alliance_id = h.scope_alliance
		 where h.scope_kind = 'alliance'
		   and m.joined_on <= (now() at time zone 'Asia/Shanghai')::date
		   and (m.left_on is null or m.left_on > (now() at time zone 'Asia/Shanghai')::date)
	)
	select r.id, r.org
	  from reached r
	 where r.source <> 'directory'
	    or exists (select
	                 from biz.org_closure c
	                where c.ancestor_id in (r.scope_ceiling_org, biz.organisation_heir(r.scope_ceiling_org))
	                  and c.descendant_id = r.org);
end
$$;
comment on function sec.role_orgs(bigint) is
	'Organisations each active grant of an account reaches. What a directory gave never reaches past its ceiling, even after organisations moved; what was merged is reached in its successor too.';

create function sec.scope_rows(who bigint)
	returns setof sec.account_scope
	language plpgsql
	stable
as $$
begin
	return query
	with held as materialized (
		select r.id, r.role_code, r.class, r.scope_kind, r.scope_alliance, r.region_lo, r.region_hi
		  from sec.account_role r
		 where r.account_id = who
		   and sec.is_active(r)
	), reach as materialized (
		select o.account_role_id, array_agg(o.org_id) as orgs
		  from sec.role_orgs(who) o
		 group by o.account_role_id
	)
	select who,
	       p.permission,
	       case
	           when bool_or(h.scope_kind = 'system' and h.class = 'business') then 'a'
	           when bool_or(h.scope_kind = 'system') then 's'
	           else '-'
	       end,
	       min(h.region_lo),
	       max(h.region_hi),
	       coalesce((select array_agg(distinct x.org order by x.org)
	                   from reach
	                   cross join unnest(reach.orgs) as x (org)
	                  where reach.account_role_id = any (array_agg(h.id))), '{}'),
	       coalesce(array_agg(distinct h.scope_alliance) filter (where h.scope_alliance is not null), '{}')
	  from held h
	  join sec.role_permission p on p.role_code = h.role_code
	 where not exists (select
	                     from sec.denial d
	                    where d.account_id = who
	                      and d.permission = p.permission)
	 group by p.permission;
end
$$;
comment on function sec.scope_rows(bigint) is
	'The rows of sec.account_scope as the grants give them now. Region ranges of one account are nested (sec.account_role_guard), so the widest is the union.';

create function sec.refresh_scope(who bigint)
	returns void
	language plpgsql
	volatile
as $$
declare
	fresh timestamptz;
begin
	perform from sec.account where id = who for update;
	delete from sec.account_scope s where s.account_id = who;
	insert into sec.account_scope
	select * from sec.scope_rows(who);
	-- Good until the next grant begins or ends; members of alliances change at midnight.
	select least(
	           min(r.valid_from) filter (where r.valid_from > now()),
	           min(r.valid_until) filter (where r.valid_until > now()),
	           min(date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' + interval '1 day')
	               filter (where r.scope_kind = 'alliance'))
	  into fresh
	  from sec.account_role r
	 where r.account_id = who
	   and r.approved_at is not null
	   and r.revoked_at is null;
	update sec.account
	   set scope_fresh_until = coalesce(fresh, 'infinity')
	 where id = who;
end
$$;
comment on function sec.refresh_scope(bigint) is 'Makes sec.account_scope of an account anew and notes how long it holds.';

create function sec.current_scope(who bigint)
	returns setof sec.account_scope
	language plpgsql
	stable
as $$
begin
	if (select a.scope_fresh_until > now() from sec.account a where a.id = who) then
		return query select s.* from sec.account_scope s where s.account_id = who;
	else
		return query select s.* from sec.scope_rows(who) s;
	end if;
end
$$;
comment on function sec.current_scope(bigint) is 'What an account may do now: the stored product where it is fresh, else made from the grants.';

create function sec.stale_scopes()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and a.id in (select coalesce(n.account_id, 0)
	                  from changed n);
	return null;
end
$$;
comment on function sec.stale_scopes() is 'Grants or denials changed: their accounts'' scopes are made anew at the next request.';
create trigger account_role_inserted after insert on sec.account_role
	referencing new table as changed for each statement execute function sec.stale_scopes();
create trigger account_role_updated after update on sec.account_role
	referencing new table as changed for each statement execute function sec.stale_scopes();
create trigger account_role_deleted after delete on sec.account_role
	referencing old table as changed for each statement execute function sec.stale_scopes();
create trigger denial_inserted after insert on sec.denial
	referencing new table as changed for each statement execute function sec.stale_scopes();
create trigger denial_deleted after delete on sec.denial
	referencing old table as changed for each statement execute function sec.stale_scopes();

create function sec.account_moved()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if new.home_org is distinct from old.home_org then
		new.scope_fresh_until := '-infinity';
	end if;
	return new;
end
$$;
comment on function sec.account_moved() is 'Scopes by home organisation follow it.';
create trigger account_moved before update of home_org on sec.account
	for each row execute function sec.account_moved();
