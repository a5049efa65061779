-- 0003_realm.sql - the institutions' directories (security.md 3).
set local role yl_sec;

create table sec.realm (
	id int not null generated always as identity,
	code text not null,
	name text not null,
	kind text not null,
	ca_pem text not null default '',
	min_tls text not null default '1.2',
	base_dn text not null,
	user_filter text not null,
	id_attr text not null,
	name_attr text not null default 'cn',
	active_filter text not null default '',
	group_mode text not null,
	group_base_dn text not null default '',
	service_dn text not null default '',
	service_secret text not null default '',
	krb_realm text,
	scope_ceiling_org int not null,
	connect_ms int not null default 1500,
	total_ms int not null default 5000,
	max_concurrent int not null default 4,
	queue int not null default 16,
	forward_fail_limit int not null default 3,
	recheck_s int not null default 300,
	outage_grace_s int not null default 3600,
	enabled boolean not null default false,
	row_version bigint not null default 1,
	created_at timestamptz not null default clock_timestamp(),
	constraint realm_pkey primary key (id),
	constraint realm_code_key unique (code),
	constraint realm_krb_realm_key unique (krb_realm),
	constraint realm_code_form check (code ~ '^[a-z0-9-]{2,32}$'),
	constraint realm_kind_known check (kind in ('openldap', 'ad', 'hosted', 'oidc', 'cas')),
	constraint realm_min_tls_known check (min_tls in ('1.2', '1.3')),
	constraint realm_group_mode_known check (group_mode in ('member_search', 'memberof', 'ad_in_chain', 'ad_token_groups')),
	constraint realm_user_filter_one_place check (length(user_filter) - length(replace(user_filter, '%u', '')) = 2),
	constraint realm_id_attr_immutable check (id_attr in ('entryUUID', 'objectGUID')),
	constraint realm_secret_is_name check (service_secret ~ '^[A-Za-z0-9._-]*$'),
	constraint realm_limits_sane check (connect_ms between 100 and 10000 and total_ms between 200 and 30000
	    and max_concurrent between 1 and 64 and queue between 0 and 256 and forward_fail_limit between 1 and 20
	    and recheck_s between 10 and 86400 and outage_grace_s between 0 and 86400)
);
comment on table sec.realm is 'A directory in which people have their accounts.';
comment on column sec.realm.id is 'Key.';
comment on column sec.realm.code is 'Short name in addresses and logs.';
comment on column sec.realm.name is 'Shown name.';
comment on column sec.realm.kind is 'openldap, ad, hosted (kept by the portal), oidc, cas.';
comment on column sec.realm.ca_pem is 'The only certificate authorities trusted for this directory.';
comment on column sec.realm.min_tls is 'Lowest TLS version spoken.';
comment on column sec.realm.base_dn is 'Where people are searched.';
comment on column sec.realm.user_filter is 'Search filter with exactly one %u, which is escaped by us.';
comment on column sec.realm.id_attr is 'Attribute that never changes for a person: entryUUID or objectGUID.';
comment on column sec.realm.name_attr is 'Attribute with the shown name.';
comment on column sec.realm.active_filter is 'Filter that matches accounts in use; empty: all.';
comment on column sec.realm.group_mode is 'How groups of a person are read.';
comment on column sec.realm.group_base_dn is 'Where groups are searched; empty: base_dn.';
comment on column sec.realm.service_dn is 'Account the portal searches with.';
comment on column sec.realm.service_secret is 'Name of the file with its password in the secrets directory, never the password.';
comment on column sec.realm.krb_realm is 'Kerberos realm, for single sign-on.';
comment on column sec.realm.scope_ceiling_org is 'Nothing this directory says reaches outside this organisation and what is below it.';
comment on column sec.realm.connect_ms is 'Longest time for a connection.';
comment on column sec.realm.total_ms is 'Longest time for one question.';
comment on column sec.realm.max_concurrent is 'Questions at once.';
comment on column sec.realm.queue is 'Sign-ins that may wait.';
comment on column sec.realm.forward_fail_limit is 'Wrong passwords per account in 30 minutes that are forwarded.';
comment on column sec.realm.recheck_s is 'Interval of re-checks of accounts with a session.';
comment on column sec.realm.outage_grace_s is 'How long sessions outlive the last answer of the directory.';
comment on column sec.realm.enabled is 'Whether people can sign in.';
comment on column sec.realm.row_version is 'Grows with every change, of endpoints, suffixes and rules too.';
comment on column sec.realm.created_at is 'When it was added.';

create table sec.realm_suffix (
	suffix text not null,
	realm_id int not null,
	constraint realm_suffix_pkey primary key (suffix),
	constraint realm_suffix_realm_fkey foreign key (realm_id) references sec.realm (id) on delete cascade,
	constraint realm_suffix_form check (suffix ~ '^[a-z0-9.-]{2,64}$')
);
comment on table sec.realm_suffix is 'What is typed after @ (or before the backslash); belongs to one realm.';
comment on column sec.realm_suffix.suffix is 'Lower case.';
comment on column sec.realm_suffix.realm_id is 'Its realm.';
create index realm_suffix_realm_idx on sec.realm_suffix (realm_id);

create table sec.realm_endpoint (
	realm_id int not null,
	priority int not null,
	host text not null,
	port int not null,
	tls text not null,
	server_name text,
	constraint realm_endpoint_pkey primary key (realm_id, priority),
	constraint realm_endpoint_realm_fkey foreign key (realm_id) references sec.realm (id) on delete cascade,
	constraint realm_endpoint_host_form check (host ~ '^[A-Za-z0-9.:-]{1,253}$'),
	constraint realm_endpoint_port_range check (port between 1 and 65535),
	constraint realm_endpoint_tls_known check (tls in ('ldaps', 'starttls'))
);
comment on table sec.realm_endpoint is 'Servers of a directory, tried in order.';
comment on column sec.realm_endpoint.realm_id is 'Its realm.';
comment on column sec.realm_endpoint.priority is 'Lowest first.';
comment on column sec.realm_endpoint.host is 'Name or address.';
comment on column sec.realm_endpoint.port is 'TCP port.';
comment on column sec.realm_endpoint.tls is 'ldaps or starttls; plain text does not exist.';
comment on column sec.realm_endpoint.server_name is 'Name the certificate must be for; null: host.';

create table sec.realm_org_rule (
	realm_id int not null,
	priority int not null,
	kind text not null,
	value text not null default '',
	org_id int not null,
	constraint realm_org_rule_pkey primary key (realm_id, priority),
	constraint realm_org_rule_realm_fkey foreign key (realm_id) references sec.realm (id) on delete cascade,
	constraint realm_org_rule_kind_known check (kind in ('dn_under', 'attr_equals', 'default')),
	constraint realm_org_rule_value_given check ((kind = 'default') = (value = ''))
);
comment on table sec.realm_org_rule is 'Which organisation a person of this directory belongs to; first match wins.';
comment on column sec.realm_org_rule.realm_id is 'Its realm.';
comment on column sec.realm_org_rule.priority is 'Lowest first.';
comment on column sec.realm_org_rule.kind is 'dn_under (entry below this DN), attr_equals (name=value), default.';
comment on column sec.realm_org_rule.value is 'The DN or name=value; empty for default.';
comment on column sec.realm_org_rule.org_id is 'Home organisation.';
create index realm_org_rule_org_idx on sec.realm_org_rule (org_id);

select sec.guard('sec.realm');
select sec.guard('sec.realm_suffix');
select sec.guard('sec.realm_endpoint');
select sec.guard('sec.realm_org_rule');

create function sec.realm_changed()
	returns trigger
	language plpgsql
	volatile
as $$
begin
	if tg_table_name = 'realm' then
		new.row_version := old.row_version + 1;
		return new;
	end if;
	if tg_op <> 'INSERT' then
		update sec.realm set row_version = row_version where id = old.realm_id;
	end if;
	if tg_op <> 'DELETE' then
		update sec.realm set row_version = row_version where id = new.realm_id;
	end if;
	return null;
end
$$;
comment on function sec.realm_changed() is 'Counts changes of a realm, so that the login worker reads it again.';
create trigger realm_changed before update on sec.realm for each row execute function sec.realm_changed();
create trigger realm_suffix_changed after insert or update or delete on sec.realm_suffix
	for each row execute function sec.realm_changed();
create trigger realm_endpoint_changed after insert or update or delete on sec.realm_endpoint
	for each row execute function sec.realm_changed();
create trigger realm_org_rule_changed after insert or update or delete on sec.realm_org_rule
	for each row execute function sec.realm_changed();
