-- 0026_department_action.sql - entering and changing the departments of an institution.

set local role yl_owner;

create function biz.department_save(a_organisation int, a_version int, a_department int,
	a_patch jsonb)
returns int
language plpgsql
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
	owner := biz.organisation_hold(a_organisation, a_version);
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
	'Adds a department (a_department null) or changes one by the members of the patch; returns the organisation''s new version.';

grant execute on function biz.department_save(int, int, int, jsonb) to yl_web, yl_job;
