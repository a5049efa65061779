-- 0002_role.sql - permissions, roles and which role holds which permission (security.md 7.4).
set local role yl_sec;

create function sec.guard(target regclass)
	returns void
	language plpgsql
	volatile
as $$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format('alter table %s enable row level security', target);
	execute format('alter table %s force row level security', target);
	execute format('create policy %I on %s for all to yl_sec using (true) with check (true)',
	    name || '_sec', target);
end
$$;
comment on function sec.guard(regclass) is
	'For tables of sec and aud: row-level security, forced, open to functions of yl_sec alone.';

create function sec.refuse(code text, zh text, en text, pointer text default '')
	returns void
	language plpgsql
	volatile
as $$
begin
	raise exception using errcode = code, message = zh, detail = en, hint = pointer;
end
$$;
comment on function sec.refuse(text, text, text, text) is
	'Ends the transaction with an answer for the user: UX + status, Chinese, English, pointer of the wrong value.';
grant execute on function sec.refuse(text, text, text, text) to yl_owner, yl_web, yl_auth, yl_job, yl_admin;

create table sec.permission (
	code text not null,
	name_zh text not null,
	name_en text not null,
	constraint permission_pkey primary key (code),
	constraint permission_code_form check (code ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table sec.permission is 'What a route can ask for: object.action.';
comment on column sec.permission.code is 'object.action, as routes name it.';
comment on column sec.permission.name_zh is 'Shown name, Chinese.';
comment on column sec.permission.name_en is 'Shown name, English.';

create table sec.role (
	code text not null,
	name_zh text not null,
	name_en text not null,
	class text not null,
	dir_mappable boolean not null,
	scope_kinds text[] not null,
	second_factor boolean not null,
	short_session boolean not null,
	single_session boolean not null,
	constraint role_pkey primary key (code),
	constraint role_code_class_key unique (code, class),
	constraint role_code_dir_mappable_key unique (code, dir_mappable),
	constraint role_code_form check (code ~ '^[a-z_]+$'),
	constraint role_class_known check (class in ('business', 'system', 'security', 'audit')),
	constraint role_admin_not_from_directory check (class = 'business' or not dir_mappable),
	constraint role_scope_kinds_known check (scope_kinds <@ array['home_org', 'home_subtree', 'org',
	    'org_subtree', 'alliance', 'region', 'system'])
);
comment on table sec.role is 'Role catalogue.';
comment on column sec.role.code is 'Name used in mappings and grants.';
comment on column sec.role.name_zh is 'Shown name, Chinese.';
comment on column sec.role.name_en is 'Shown name, English.';
comment on column sec.role.class is 'business, or one of the three administrators: system, security, audit. One person holds roles of one class.';
comment on column sec.role.dir_mappable is 'Whether a group of a hospital''s directory can give it.';
comment on column sec.role.scope_kinds is 'Scopes a grant of this role can have; the first is the usual one.';
comment on column sec.role.second_factor is 'Whether it will need a second factor.';
comment on column sec.role.short_session is 'Idle limit 15 instead of 30 minutes.';
comment on column sec.role.single_session is 'One session at a time, 8 instead of 12 hours.';

create table sec.role_permission (
	role_code text not null,
	permission text not null,
	constraint role_permission_pkey primary key (role_code, permission),
	constraint role_permission_role_fkey foreign key (role_code) references sec.role (code),
	constraint role_permission_permission_fkey foreign key (permission) references sec.permission (code)
);
comment on table sec.role_permission is 'Which role holds which permission.';
comment on column sec.role_permission.role_code is 'The role.';
comment on column sec.role_permission.permission is 'The permission it holds.';

select sec.guard('sec.permission');
select sec.guard('sec.role');
select sec.guard('sec.role_permission');

insert into sec.permission (code, name_zh, name_en) values
	('organisation.read', '查看机构', 'Read organisations'),
	('organisation.write', '维护机构', 'Maintain organisations'),
	('alliance.read', '查看医联体', 'Read alliances'),
	('alliance.write', '维护医联体', 'Maintain alliances'),
	('pairing.read', '查看对口支援', 'Read pairings'),
	('pairing.write', '维护对口支援', 'Maintain pairings'),
	('code_list.read', '查看代码表', 'Read code lists'),
	('draft.own', '本人草稿', 'Own drafts'),
	('job.own', '本人任务', 'Own background jobs'),
	('referral.read', '查看转诊', 'Read referrals'),
	('referral.create', '新建转诊', 'Create referrals'),
	('referral.send', '发送转诊', 'Send referrals'),
	('referral.receive', '接收转诊', 'Receive referrals'),
	('referral.answer', '答复转诊', 'Answer referrals'),
	('referral.book', '预约', 'Book appointments'),
	('referral.treat', '诊疗与反馈', 'Treat and give feedback'),
	('referral.close', '确认结束', 'Close referrals'),
	('referral.cancel', '取消转诊', 'Cancel referrals'),
	('referral.import', '导入转诊登记', 'Import referral registers'),
	('referral.export', '导出转诊', 'Export referrals'),
	('patient.read', '查看患者', 'Read patients'),
	('patient.write', '维护患者', 'Maintain patients'),
	('patient.reveal', '显示证件号码等', 'Reveal identity fields'),
	('oversight.read', '查看监管统计', 'Read oversight figures'),
	('oversight.rows', '查看去标识明细', 'Read de-identified rows'),
	('oversight.export', '导出监管统计', 'Export oversight figures'),
	('session.any', '管理会话', 'Manage sessions of others'),
	('grant.read', '查看授权', 'Read grants'),
	('grant.propose', '提出授权', 'Propose grants'),
	('grant.approve', '批准授权', 'Approve grants'),
	('realm.read', '查看目录域', 'Read realms'),
	('realm.write', '维护目录域', 'Maintain realms'),
	('audit.read', '查看审计', 'Read the audit log');

insert into sec.role (code, name_zh, name_en, class, dir_mappable, scope_kinds, second_factor, short_session, single_session) values
	('prov_overseer', '省级监管', 'Provincial overseer', 'business', false, '{region}', true, true, false),
	('city_overseer', '市级监管', 'City overseer', 'business', false, '{region}', true, true, false),
	('county_overseer', '县级监管', 'County overseer', 'business', false, '{region}', true, true, false),
	('alliance_office', '医联体办公室', 'Alliance office', 'business', false, '{alliance}', true, false, false),
	('hosp_director', '院领导', 'Hospital director', 'business', true, '{home_org,org,org_subtree}', true, false, false),
	('med_affairs', '医务科', 'Medical affairs', 'business', true, '{home_org,org,org_subtree}', false, false, false),
	('sci_edu', '科教科', 'Science and education', 'business', true, '{home_org,org}', false, false, false),
	('hr', '人事科', 'Human resources', 'business', true, '{home_org,org}', true, false, false),
	('finance', '财务科', 'Finance', 'business', true, '{home_org,org}', true, true, false),
	('clinician', '临床医生', 'Clinician', 'business', true, '{home_org,org}', false, false, false),
	('dispatched_doctor', '派驻医生', 'Dispatched doctor', 'business', false, '{org}', false, false, false),
	('nurse_tech', '护理医技', 'Nurse or technician', 'business', true, '{home_org,org}', false, false, false),
	('thc_operator', '乡镇卫生院经办', 'Township hospital operator', 'business', true, '{home_subtree,home_org,org,org_subtree}', false, false, false),
	('station_operator', '村卫生室(社区站)经办', 'Station operator', 'business', true, '{home_org,org}', false, false, false),
	('quality_reader', '质控', 'Quality reader', 'business', false, '{alliance,org}', true, false, false),
	('integration', '接口账号', 'Integration', 'business', false, '{org}', false, false, false),
	('sys_admin', '系统管理员', 'System administrator', 'system', false, '{system}', true, true, true),
	('sec_admin', '安全管理员', 'Security administrator', 'security', false, '{system,region}', true, true, true),
	('auditor', '安全审计员', 'Security auditor', 'audit', false, '{system,region}', true, true, true);

-- Everyone with any grant.
insert into sec.role_permission (role_code, permission)
select r.code, p.code
  from sec.role r
  cross join sec.permission p
 where p.code in ('organisation.read', 'alliance.read', 'pairing.read', 'code_list.read', 'draft.own', 'job.own');

insert into sec.role_permission (role_code, permission)
select g.role_code, p.code
  from (values
	('clinician', '^(referral\.(read|create|send|answer|treat|close|cancel)|patient\..*)$'),
	('dispatched_doctor', '^(referral\.(read|create|send|answer|treat|close|cancel)|patient\..*)$'),
	('nurse_tech', '^(referral\.read|patient\.read)$'),
	('thc_operator', '^(referral\.(read|create|send|receive|book|treat|close|cancel|import|export)|patient\..*)$'),
	('station_operator', '^(referral\.(read|create|send|receive|book|treat|close|cancel|import|export)|patient\..*)$'),
	('med_affairs', '^(referral\..*|patient\..*|oversight\.(read|rows))$'),
	('hosp_director', '^(referral\.read|oversight\..*)$'),
	('prov_overseer', '^(oversight\..*|organisation\.write|alliance\.write|pairing\.write)$'),
	('city_overseer', '^(oversight\..*|organisation\.write|alliance\.write|pairing\.write)$'),
	('county_overseer', '^(oversight\..*|organisation\.write|alliance\.write|pairing\.write)$'),
	('alliance_office', '^(alliance\.write|oversight\..*)$'),
	('quality_reader', '^oversight\.read$'),
	('sys_admin', '^realm\..*$'),
	('sec_admin', '^(grant\..*|session\.any)$'),
	('auditor', '^audit\.read$')) as g (role_code, pattern)
  join sec.permission p on p.code ~ g.pattern;

-- Roles and permissions change by migration only.
revoke execute on function sec.guard(regclass) from public;
