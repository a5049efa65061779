-- 0004_account.sql - accounts and the roles they hold.
set local role yl_sec;

create function sec.region_low(code int)
	returns int
	language sql
	immutable
	strict
	parallel safe
return code;
comment on function sec.region_low(int) is 'Lowest region id below this division: the code itself.';

create function sec.region_high(code int)
	returns int
	language sql
	immutable
	strict
	parallel safe
return case
	when code % 10000 = 0 then code + 9999
	when code % 100 = 0 then code + 99
	else code
end;
comment on function sec.region_high(int) is 'Highest region id below this division: province xx9999, city xxyy99, county itself.';

create table sec.account (
	id bigint not null generated always as identity,
	realm_id int not null,
	dir_uid bytea not null,
	login_name text not null,
	display_name text not null,
	person_id bigint not null,
	home_org int,
	language text not null default 'zh',
	dir_state text not null default 'active',
	dir_state_at timestamptz not null default clock_timestamp(),
	blocked_at timestamptz,
	blocked_by bigint,
	block_reason text,
	scope_fresh_until timestamptz not null default '-infinity',
	first_sign_in_at timestamptz,
	last_sign_in_at timestamptz,
	created_at timestamptz not null default clock_timestamp(),
	constraint account_pkey primary key (id),
	constraint account_realm_dir_uid_key unique (realm_id, dir_uid),
	constraint account_id_person_key unique (id, person_id),
	constraint account_realm_fkey foreign key (realm_id) references sec.realm (id),
	constraint account_person_fkey foreign key (person_id) references sec.account (id),
	constraint account_blocked_by_fkey foreign key (blocked_by) references sec.account (id),
	constraint account_dir_uid_length check (length(dir_uid) between 8 and 64),
	constraint account_language_known check (language in ('zh', 'en')),
	constraint account_dir_state_known check (dir_state in ('active', 'disabled', 'gone')),
	constraint account_block_has_reason check (blocked_at is null or block_reason is not null)
);
comment on table sec.account is 'A person''s account in one directory; never deleted. The directory''s id makes it the same, never a name.';
comment on column sec.account.id is 'Key.';
comment on column sec.account.realm_id is 'Its directory.';
comment on column sec.account.dir_uid is 'Immutable id in the directory (entryUUID, objectGUID), as bytes.';
comment on column sec.account.login_name is 'Name typed at sign-in, folded; may change, may be used by another later.';
comment on column sec.account.display_name is 'Shown name.';
comment on column sec.account.person_id is 'First account of this person; its own id unless human resources linked two.';
comment on column sec.account.home_org is 'Organisation by the realm''s rules; null: none matched.';
comment on column sec.account.language is 'zh or en.';
comment on column sec.account.dir_state is 'What the directory says; written by the login worker only.';
comment on column sec.account.dir_state_at is 'Since when.';
comment on column sec.account.blocked_at is 'Blocked in the portal since; the directory never clears it.';
comment on column sec.account.blocked_by is 'Who blocked it.';
comment on column sec.account.block_reason is 'Why.';
comment on column sec.account.scope_fresh_until is 'Until when sec.account_scope holds for this account.';
comment on column sec.account.first_sign_in_at is 'First sign-in; null: granted before ever signing in.';
comment on column sec.account.last_sign_in_at is 'Last sign-in.';
comment on column sec.account.created_at is 'When the account was made.';
create index account_login_name_idx on sec.account (realm_id, login_name);
create index account_home_org_idx on sec.account (home_org);
create index account_person_idx on sec.account (person_id);
grant references (id) on sec.account to yl_owner;

create function sec.account_fill()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	new.person_id := coalesce(new.person_id, new.id);
	return new;
end
$$;
comment on function sec.account_fill() is 'A new account is a person of its own.';
create trigger account_fill before insert on sec.account for each row execute function sec.account_fill();

create table sec.account_role (
	id bigint not null generated always as identity,
	account_id bigint not null,
	person_id bigint not null,
	role_code text not null,
	class text not null,
	source text not null,
	scope_kind text not null,
	scope_org int,
	scope_alliance int,
	scope_region int,
	region_lo int generated always as (sec.region_low(scope_region)) stored,
	region_hi int generated always as (sec.region_high(scope_region)) stored,
	valid_from timestamptz not null default clock_timestamp(),
	valid_until timestamptz,
	reason text not null,
	proposed_by bigint,
	proposed_at timestamptz not null default clock_timestamp(),
	approved_by bigint,
	approved_at timestamptz,
	revoked_by bigint,
	revoked_at timestamptz,
	revoke_reason text,
	constraint account_role_pkey primary key (id),
	constraint account_role_account_fkey foreign key (account_id, person_id)
	    references sec.account (id, person_id) on update cascade,
	constraint account_role_role_fkey foreign key (role_code, class) references sec.role (code, class),
	constraint account_role_proposed_by_fkey foreign key (proposed_by) references sec.account (id),
	constraint account_role_approved_by_fkey foreign key (approved_by) references sec.account (id),
	constraint account_role_revoked_by_fkey foreign key (revoked_by) references sec.account (id),
	constraint account_role_source_known check (source in ('directory', 'portal', 'init')),
	constraint account_role_scope_kind_known check (scope_kind in ('home_org', 'home_subtree', 'org',
	    'org_subtree', 'alliance', 'region', 'system')),
	constraint account_role_scope_org_given check ((scope_kind in ('org', 'org_subtree')) = (scope_org is not null)),
	constraint account_role_scope_alliance_given check ((scope_kind = 'alliance') = (scope_alliance is not null)),
	constraint account_role_scope_region_given check ((scope_kind = 'region') = (scope_region is not null)),
	constraint account_role_scope_region_form check (scope_region between 110000 and 829999),
	constraint account_role_two_people check (source <> 'portal' or (proposed_by is not null
	    and proposed_by <> account_id and approved_by is distinct from account_id
	    and (approved_by is null or approved_by <> proposed_by))),
	constraint account_role_approval_whole check (source <> 'portal' or (approved_by is null) = (approved_at is null)),
	constraint account_role_valid check (valid_until is null or valid_until > valid_from),
	-- One person is of one class: 三员分立, and none of the three does business.
	constraint account_role_separation exclude using gist (
	    person_id with =,
	    class with <>,
	    tstzrange(valid_from, valid_until) with &&)
	    where (approved_at is not null and revoked_at is null)
);
comment on table sec.account_role is 'Grants: an account holds a role at a scope for a time. Given by the directory''s groups, or by two people in the portal.';
comment on column sec.account_role.id is 'Key.';
comment on column sec.account_role.account_id is 'Who.';
comment on column sec.account_role.person_id is 'The person behind the account, for the separation of administrators.';
comment on column sec.account_role.role_code is 'Which role.';
comment on column sec.account_role.class is 'The role''s class, for the separation of administrators.';
comment on column sec.account_role.source is 'directory (rebuilt at every sign-in and re-check), portal, init (the first administrators).';
comment on column sec.account_role.scope_kind is 'Where: home_org, home_subtree, org, org_subtree, alliance, region, system.';
comment on column sec.account_role.scope_org is 'Organisation of org and org_subtree.';
comment on column sec.account_role.scope_alliance is 'Alliance of alliance.';
comment on column sec.account_role.scope_region is 'Division code of region: province, city or county.';
comment on column sec.account_role.region_lo is 'First region id of the scope.';
comment on column sec.account_role.region_hi is 'Last region id of the scope.';
comment on column sec.account_role.valid_from is 'Holds from.';
comment on column sec.account_role.valid_until is 'Holds until before this; null: no end.';
comment on column sec.account_role.reason is 'Why it was given; for the directory the group.';
comment on column sec.account_role.proposed_by is 'Who proposed it.';
comment on column sec.account_role.proposed_at is 'When.';
comment on column sec.account_role.approved_by is 'Who approved it: another person.';
comment on column sec.account_role.approved_at is 'When; null: only proposed.';
comment on column sec.account_role.revoked_by is 'Who took it back; null with revoked_at: the directory.';
comment on column sec.account_role.revoked_at is 'When it was taken back.';
comment on column sec.account_role.revoke_reason is 'Why.';
create index account_role_account_idx on sec.account_role (account_id) where revoked_at is null;
create index account_role_role_idx on sec.account_role (role_code) where revoked_at is null;

create table sec.denial (
	account_id bigint not null,
	permission text not null,
	reason text not null,
	denied_by bigint not null,
	denied_at timestamptz not null default clock_timestamp(),
	constraint denial_pkey primary key (account_id, permission),
	constraint denial_account_fkey foreign key (account_id) references sec.account (id),
	constraint denial_permission_fkey foreign key (permission) references sec.permission (code),
	constraint denial_denied_by_fkey foreign key (denied_by) references sec.account (id)
);
comment on table sec.denial is 'Permissions taken from an account, whatever its roles give.';
comment on column sec.denial.account_id is 'Who.';
comment on column sec.denial.permission is 'What.';
comment on column sec.denial.reason is 'Why.';
comment on column sec.denial.denied_by is 'By whom.';
comment on column sec.denial.denied_at is 'When.';

create table sec.account_scope (
	account_id bigint not null,
	permission text not null,
	reach text not null,
	region_lo int,
	region_hi int,
	orgs int[] not null,
	alliances int[] not null,
	constraint account_scope_pkey primary key (account_id, permission),
	constraint account_scope_account_fkey foreign key (account_id) references sec.account (id),
	constraint account_scope_permission_fkey foreign key (permission) references sec.permission (code),
	constraint account_scope_reach_known check (reach in ('-', 'a', 's'))
);
comment on table sec.account_scope is 'What the grants of an account come to, per permission; made from them by sec.refresh_scope.';
comment on column sec.account_scope.account_id is 'Who.';
comment on column sec.account_scope.permission is 'May do what.';
comment on column sec.account_scope.reach is 'a: sees all business rows; s: an administrator of the whole system, who sees no business rows by it; -: the columns below.';
comment on column sec.account_scope.region_lo is 'First region id; null: none.';
comment on column sec.account_scope.region_hi is 'Last region id.';
comment on column sec.account_scope.orgs is 'Organisations.';
comment on column sec.account_scope.alliances is 'Alliances whose office this is.';

create table sec.group_map (
	id bigint not null generated always as identity,
	realm_id int not null,
	group_uid bytea not null,
	group_dn text not null,
	role_code text not null,
	dir_mappable boolean not null default true,
	scope_kind text not null,
	scope_org int,
	max_days int,
	proposed_by bigint not null,
	proposed_at timestamptz not null default clock_timestamp(),
	approved_by bigint,
	approved_at timestamptz,
	retired_at timestamptz,
	constraint group_map_pkey primary key (id),
	constraint group_map_realm_fkey foreign key (realm_id) references sec.realm (id),
	-- The pair lets only roles in that a directory may give.
	constraint group_map_role_fkey foreign key (role_code, dir_mappable) references sec.role (code, dir_mappable),
	constraint group_map_role_from_directory check (dir_mappable),
	constraint group_map_proposed_by_fkey foreign key (proposed_by) references sec.account (id),
	constraint group_map_approved_by_fkey foreign key (approved_by) references sec.account (id),
	constraint group_map_scope_kind_known check (scope_kind in ('home_org', 'home_subtree', 'org', 'org_subtree')),
	constraint group_map_scope_org_given check ((scope_kind in ('org', 'org_subtree')) = (scope_org is not null)),
	constraint group_map_max_days_positive check (max_days > 0),
	constraint group_map_two_people check (approved_by is null or approved_by <> proposed_by),
	constraint group_map_approval_whole check ((approved_by is null) = (approved_at is null)),
	constraint group_map_group_uid_length check (length(group_uid) between 8 and 64)
);
comment on table sec.group_map is 'A group of a directory gives a role.';
comment on column sec.group_map.id is 'Key.';
comment on column sec.group_map.realm_id is 'Its directory.';
comment on column sec.group_map.group_uid is 'Immutable id of the group, as bytes; a name never decides.';
comment on column sec.group_map.group_dn is 'Its name when it was mapped, for display.';
comment on column sec.group_map.role_code is 'The role it gives.';
comment on column sec.group_map.dir_mappable is 'Always true: holds the role to those a directory may give.';
comment on column sec.group_map.scope_kind is 'Where the role holds.';
comment on column sec.group_map.scope_org is 'Organisation of org and org_subtree.';
comment on column sec.group_map.max_days is 'The role ends so many days after the last sign-in; null: never.';
comment on column sec.group_map.proposed_by is 'Who proposed it.';
comment on column sec.group_map.proposed_at is 'When.';
comment on column sec.group_map.approved_by is 'Who approved it: another person.';
comment on column sec.group_map.approved_at is 'When it became active.';
comment on column sec.group_map.retired_at is 'When it was taken out of use.';
create unique index group_map_live_idx on sec.group_map (realm_id, group_uid, role_code, scope_kind, scope_org)
	nulls not distinct where retired_at is null;

create table sec.org_sign_in (
	org_id int not null,
	last_at timestamptz not null,
	constraint org_sign_in_pkey primary key (org_id)
);
comment on table sec.org_sign_in is 'When somebody of an organisation last signed in.';
comment on column sec.org_sign_in.org_id is 'Home organisation of the account.';
comment on column sec.org_sign_in.last_at is 'Last sign-in.';

select sec.guard('sec.account');
select sec.guard('sec.account_role');
select sec.guard('sec.denial');
select sec.guard('sec.account_scope');
select sec.guard('sec.group_map');
select sec.guard('sec.org_sign_in');
