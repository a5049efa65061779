-- 0029_sec_scope.sql - where rights meet organisations: references, fresh scopes, the picker.

grant select, references on biz.organisation, biz.alliance, biz.division to yl_sec;
grant select on biz.org_closure, biz.alliance_member to yl_sec;

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

create function sec.login_institutions(q text, row_limit int)
	returns table (realm text, organisation_id int, code text, name text, county text, initials text, suffix text,
	    helpdesk_name text, helpdesk_phone text)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	wanted text := lower(btrim(coalesce(q, '')));
begin
	return query
	select m.code, o.id, o.code, o.name, d.name, o.initials,
	       (select min(s.suffix) from sec.realm_suffix s where s.realm_id = m.id),
	       o.helpdesk_name, o.helpdesk_phone
	  from biz.organisation o
	  join lateral (select r.realm_id
	                  from sec.realm_org_rule r
	                  join sec.realm e on e.id = r.realm_id and e.enabled
	                 where r.org_id = o.id
	                 order by r.kind = 'default', r.realm_id
	                 limit 1) x on true
	  join sec.realm m on m.id = x.realm_id
	  left join biz.division d on d.code = o.region_id
	 where (o.valid_to is null or o.valid_to > (now() at time zone 'Asia/Shanghai')::date)
	   and (wanted = ''
	       or strpos(lower(o.name), wanted) > 0
	       or lower(o.initials) like replace(replace(wanted, '\', ''), '%', '') || '%'
	       or lower(o.pinyin) like replace(replace(replace(wanted, ' ', ''), '\', ''), '%', '') || '%'
	       or lower(o.code) = wanted)
	 order by lower(o.code) = wanted desc, lower(o.initials) = wanted desc, o.name collate biz.zh, o.id
	 limit least(row_limit, 50);
end
$$;
comment on function sec.login_institutions(text, int) is
	'Institutions whose people can sign in, for the picker: by part of the name, beginning of pinyin or initials, or code. Those named in an organisation rule of an enabled realm.';
grant execute on function sec.login_institutions(text, int) to yl_auth;

create function sec.login_helpdesk(account_id bigint)
	returns table (organisation_id int, name text, helpdesk_name text, helpdesk_phone text)
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return query
	select o.id, o.name, o.helpdesk_name, o.helpdesk_phone
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	  join biz.organisation o on o.id = coalesce(a.home_org, m.scope_ceiling_org)
	 where a.id = login_helpdesk.account_id;
end
$$;
comment on function sec.login_helpdesk(bigint) is 'Whom the owner of an account asks about access.';
grant execute on function sec.login_helpdesk(bigint) to yl_auth;

set local role yl_owner;
create trigger org_closure_changed after insert or update or delete on biz.org_closure
	for each statement execute function sec.org_tree_changed();
create trigger alliance_member_changed after insert or update or delete on biz.alliance_member
	for each statement execute function sec.alliance_changed();
