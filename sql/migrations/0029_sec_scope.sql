-- 0029_sec_scope.sql - where rights meet organisations: references, and scopes that follow.

grant select, references on biz.organisation, biz.alliance, biz.division to yl_sec;
grant select on biz.org_closure, biz.alliance_member to yl_sec;
grant execute on function biz.organisation_heir(int) to yl_sec;

set local role yl_sec;

alter table sec.realm add constraint realm_scope_ceiling_org_fkey
	foreign key (scope_ceiling_org) references biz.organisation (id);
alter table sec.realm_org_rule add constraint realm_org_rule_org_fkey
	foreign key (org_id) references biz.organisation (id);
alter table sec.account add constraint account_home_org_fkey
	foreign key (home_org) references biz.organisation (id);
alter table sec.account_role add constraint account_role_scope_org_fkey
	foreign key (scope_org) references biz.organisation (id);
alter table sec.account_role add constraint account_role_scope_alliance_fkey
	foreign key (scope_alliance) references biz.alliance (id);
alter table sec.account_role add constraint account_role_scope_region_fkey
	foreign key (scope_region) references biz.division (code);
alter table sec.group_map add constraint group_map_scope_org_fkey
	foreign key (scope_org) references biz.organisation (id);
alter table sec.org_sign_in add constraint org_sign_in_org_fkey
	foreign key (org_id) references biz.organisation (id);

create function sec.org_tree_changed()
	returns trigger
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and exists (select
	                 from sec.account_role r
	                where r.account_id = a.id
	                  and r.revoked_at is null
	                  and (r.scope_kind in ('home_subtree', 'org_subtree')
	                      or tg_op <> 'INSERT' and r.source = 'directory'));
	return null;
end
$$;
comment on function sec.org_tree_changed() is 'Scopes that go down the tree, or end at a ceiling, are made anew after the tree changed.';
revoke execute on function sec.org_tree_changed() from public;
grant execute on function sec.org_tree_changed() to yl_owner;

create function sec.org_merged()
	returns trigger
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	-- Where the successor is beyond a realm's ceiling, its people stay behind.
	update sec.account a
	   set home_org = new.successor_id
	 where a.home_org = new.id
	   and sec.org_within((select m.scope_ceiling_org from sec.realm m where m.id = a.realm_id), new.successor_id);
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.id in (
		with recursive merged (id) as (
			select new.id
			 union
			select o.id
			  from merged
			  join biz.organisation o on o.successor_id = merged.id
		)
		select r.account_id
		  from merged
		  join sec.account_role r on r.scope_org = merged.id and r.revoked_at is null
		 union all
		select k.id
		  from merged
		  join sec.realm m on m.scope_ceiling_org = merged.id
		  join sec.account k on k.realm_id = m.id);
	return null;
end
$$;
comment on function sec.org_merged() is 'People of a merged organisation belong to its successor; scopes that named it are made anew.';
revoke execute on function sec.org_merged() from public;
grant execute on function sec.org_merged() to yl_owner;

create function sec.alliance_changed()
	returns trigger
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and exists (select
	                 from sec.account_role r
	                where r.account_id = a.id
	                  and r.revoked_at is null
	                  and r.scope_kind = 'alliance');
	return null;
end
$$;
comment on function sec.alliance_changed() is 'Scopes by alliance are made anew after members changed.';
revoke execute on function sec.alliance_changed() from public;
grant execute on function sec.alliance_changed() to yl_owner;

set local role yl_owner;
create trigger org_closure_changed after insert or update or delete on biz.org_closure
	for each statement execute function sec.org_tree_changed();
create trigger alliance_member_changed after insert or update or delete on biz.alliance_member
	for each statement execute function sec.alliance_changed();
create trigger organisation_merged after update of successor_id on biz.organisation
	for each row when (new.successor_id is not null)
	execute function sec.org_merged();
