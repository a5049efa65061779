-- 0121_department_write.sql - a hospital keeps its own departments: a permission of their own.
--
-- Until now only the commission could change them (organisation.write). A department changes the
-- version of its organisation, which a hospital may not write: so the one function that saves acts
-- as the owner, checks the caller itself, and nobody writes the table past it.

set local role yl_sec;

insert into sec.permission (code, name_zh, name_en)
values ('department.write', '维护科室', 'Maintain departments');
insert into sec.role_permission (role_code, permission)
select r.code, 'department.write'
  from sec.role r
 where r.code in ('med_affairs', 'prov_overseer', 'city_overseer', 'county_overseer');

-- Stored scopes know nothing of a new permission.
update sec.account set scope_fresh_until = '-infinity';

set local role yl_owner;

-- Locks the organisation whose departments the caller may change, or raises as organisation_hold does.
create function biz.department_hold(a_organisation int, a_version int)
returns biz.organisation
language plpgsql
set search_path = ''
as $$
declare
	held biz.organisation;
begin
	select o.* into held from biz.organisation o where o.id = a_organisation;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个机构', detail = 'There is no such organisation';
	end if;
	if sec.permission() <> 'department.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi()
		or held.id = any (sec.orgs()), false) then
		raise exception using errcode = 'UX403',
			message = '您不能维护该机构的科室', detail = 'You may not maintain the departments of this organisation';
	end if;
	select o.* into held from biz.organisation o where o.id = a_organisation for update;
	if held.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该机构已被他人修改，请刷新后重试',
			detail = 'Someone changed the organisation meanwhile; reload it and try again';
	end if;
	if held.valid_to is not null then
		raise exception using errcode = 'UX409',
			message = '该机构已撤销或合并，不能再更改',
			detail = 'The organisation was closed or merged and changes no more';
	end if;
	return held;
end;
$$;

comment on function biz.department_hold(int, int) is
	'Locks an organisation whose departments the caller may change, at this version; raises UX404, 403, 412, 409. For department_save only.';
revoke execute on function biz.department_hold(int, int) from public;

-- As in 0026, but for its rights.
create or replace function biz.department_save(a_organisation int, a_version int, a_department int,
	a_patch jsonb)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
	owner biz.organisation;
	old biz.department;
	wish biz.department;
begin
	if sec.replayed() then
		return a_version;
	end if;
	owner := biz.department_hold(a_organisation, a_version);
	if a_department is not null then
		select d.* into old
		  from biz.department d
		 where d.id = a_department and d.organisation_id = a_organisation
		   for update;
		if not found then
			raise exception using errcode = 'UX404',
				message = '该机构没有这个科室', detail = 'The organisation has no such department';
		end if;
	end if;
	wish := jsonb_populate_record(old, a_patch);
	if exists (select from biz.department d
		where d.organisation_id = a_organisation and d.name = wish.name
		  and d.id is distinct from a_department) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '该机构已有同名科室', detail = 'The organisation has a department of this name';
	end if;
	if wish.valid_to < old.valid_from then
		raise exception using errcode = 'UX422', hint = '/valid_to',
			message = '停用日期不能早于启用日期', detail = 'It cannot end before it began';
	end if;
	if a_department is null then
		insert into biz.department (organisation_id, name, pinyin, initials, phone,
			accepts_referrals, position)
		values (a_organisation, wish.name, wish.pinyin, wish.initials, wish.phone,
			coalesce(wish.accepts_referrals, true), coalesce(wish.position, 0));
	else
		update biz.department d
		   set name = wish.name, pinyin = wish.pinyin, initials = wish.initials,
		       phone = wish.phone, accepts_referrals = wish.accepts_referrals,
		       position = wish.position, valid_to = wish.valid_to
		 where d.id = a_department;
	end if;
	update biz.organisation o set version = o.version + 1 where o.id = a_organisation;
	perform sec.audit('organisation.department', 'organisation', a_organisation::text,
		owner.region_id, a_organisation, jsonb_build_object('department', wish.name));
	return owner.version + 1;
end;
$$;

comment on function biz.department_save(int, int, int, jsonb) is
	'Adds a department (a_department null) or changes one by the members of the patch; returns the organisation''s new version. For those who may maintain departments there.';
revoke execute on function biz.department_save(int, int, int, jsonb) from public, yl_job;

drop policy department_add on biz.department;
drop policy department_alter on biz.department;
revoke insert, update on biz.department from yl_web, yl_job;
