-- 0025_alliance_action.sql - making and changing alliances, their members, and pairings.
--
-- What the API calls. Raises UX errors: message Chinese, detail English, hint the wrong value.

set local role yl_owner;

-- Locks the alliance for a change, or raises: absent 404, not the caller's 403, ended 409, stale 412.
create function biz.alliance_hold(a_id int, a_version int)
returns biz.alliance
language plpgsql
set search_path = ''
as $$
declare
	held biz.alliance;
begin
	select a.* into held from biz.alliance a where a.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个医联体', detail = 'There is no such alliance';
	end if;
	if sec.permission() <> 'alliance.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi()
		or held.id = any (sec.alliances()), false) then
		raise exception using errcode = 'UX403',
			message = '该医联体不在您的管辖范围内', detail = 'The alliance is outside your scope';
	end if;
	select a.* into held from biz.alliance a where a.id = a_id for update;
	if held.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该医联体已被他人修改，请刷新后重试',
			detail = 'Someone changed the alliance meanwhile; reload it and try again';
	end if;
	if held.ended_on <= current_date then
		raise exception using errcode = 'UX409',
			message = '该医联体已结束，不能再更改', detail = 'The alliance has ended and changes no more';
	end if;
	return held;
end;
$$;

comment on function biz.alliance_hold(int, int) is
	'Locks an alliance the caller may change at this version; raises UX404, 403, 412, 409.';

create function biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat int,
	a_charter text, a_pinyin text, a_initials text, a_started date)
returns int
language plpgsql
set search_path = ''
as $$
declare
	made int;
	region int;
begin
	select a.id into made from biz.alliance a where a.uid = a_uid;
	if found then
		return made;
	end if;
	select o.region_id into region
	  from biz.organisation o where o.id = a_seat and o.valid_to is null;
	if not found then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '没有这个牵头机构，或它已撤销',
			detail = 'There is no such leading organisation, or it was closed';
	end if;
	if not coalesce(sec.sees_all() or region between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '牵头机构不在您的管辖范围内', detail = 'The leading organisation is outside your region';
	end if;
	if exists (select from biz.alliance a where a.name = a_name) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '已有同名的医联体', detail = 'Another alliance has this name';
	end if;
	insert into biz.alliance (uid, name, kind, org_id, region_id, charter, pinyin, initials,
		started_on)
	values (a_uid, a_name, a_kind, a_seat, region, a_charter, a_pinyin, a_initials,
		coalesce(a_started, current_date))
	returning id into made;
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	values (made, a_seat, 'lead', coalesce(a_started, current_date));
	perform sec.audit('alliance.create', 'alliance', made::text, region, a_seat,
		jsonb_build_object('name', a_name));
	return made;
end;
$$;

comment on function biz.alliance_create(uuid, text, text, int, text, text, text, date) is
	'Makes an alliance with its first lead, the seat, and returns its id; the same uid again returns the same id.';

create function biz.alliance_alter(a_id int, a_version int, a_patch jsonb)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.alliance := biz.alliance_hold(a_id, a_version);
	wish biz.alliance := jsonb_populate_record(old, a_patch);
begin
	if wish.org_id <> old.org_id and not exists (select from biz.alliance_member m
		where m.alliance_id = a_id and m.organisation_id = wish.org_id and m.role = 'lead'
		  and m.left_on is null) then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '办公室所在单位必须是牵头单位',
			detail = 'The seat must be one of the leading organisations';
	end if;
	if wish.name <> old.name and exists (select from biz.alliance a where a.name = wish.name) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '已有同名的医联体', detail = 'Another alliance has this name';
	end if;
	if wish.ended_on < old.started_on then
		raise exception using errcode = 'UX422', hint = '/ended_on',
			message = '结束日期不能早于成立日期', detail = 'It cannot end before it started';
	end if;
	update biz.alliance a
	   set name = wish.name, kind = wish.kind, org_id = wish.org_id, charter = wish.charter,
	       pinyin = wish.pinyin, initials = wish.initials, ended_on = wish.ended_on,
	       version = a.version + 1
	 where a.id = a_id;
	perform sec.audit('alliance.alter', 'alliance', a_id::text, old.region_id, old.org_id, a_patch);
	return old.version + 1;
end;
$$;

comment on function biz.alliance_alter(int, int, jsonb) is
	'Changes an alliance by the members of the patch and returns its new version.';

create function biz.alliance_join(a_id int, a_version int, a_organisation int, a_role text, a_on date)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.alliance;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.alliance_hold(a_id, a_version);
	if not exists (select from biz.organisation o
		where o.id = a_organisation and o.valid_from <= day
		  and (o.valid_to is null or o.valid_to > day)) then
		raise exception using errcode = 'UX422', hint = '/organisation_id',
			message = '该日期没有这个机构', detail = 'There is no such organisation on that day';
	end if;
	if day < old.started_on then
		raise exception using errcode = 'UX422', hint = '/joined_on',
			message = '加入日期不能早于医联体成立日期', detail = 'Nobody joins before the alliance started';
	end if;
	if exists (select from biz.alliance_member m
		where m.alliance_id = a_id and m.organisation_id = a_organisation
		  and daterange(m.joined_on, m.left_on) && daterange(day, null)) then
		raise exception using errcode = 'UX409', hint = '/organisation_id',
			message = '该机构已是成员', detail = 'The organisation is a member already';
	end if;
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	values (a_id, a_organisation, coalesce(a_role, 'member'), day);
	update biz.alliance a set version = a.version + 1 where a.id = a_id;
	perform sec.audit('alliance.join', 'alliance', a_id::text, old.region_id, a_organisation,
		jsonb_build_object('role', coalesce(a_role, 'member'), 'on', day));
	return old.version + 1;
end;
$$;

comment on function biz.alliance_join(int, int, int, text, date) is
	'Adds a member or a lead from a day on and returns the alliance''s new version.';

-- A null role is leaving; another role ends the present row and begins one in that role.
create function biz.alliance_leave(a_id int, a_version int, a_organisation int, a_role text,
	a_on date, a_reason text)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.alliance := biz.alliance_hold(a_id, a_version);
	member biz.alliance_member;
	day date := coalesce(a_on, current_date);
begin
	select m.* into member
	  from biz.alliance_member m
	 where m.alliance_id = a_id and m.organisation_id = a_organisation
	   and (m.left_on is null or m.left_on > day);
	if not found then
		raise exception using errcode = 'UX404',
			message = '该机构不是成员', detail = 'The organisation is no member';
	end if;
	if day < member.joined_on then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '日期不能早于加入日期', detail = 'The day lies before it joined';
	end if;
	if a_role = member.role then
		raise exception using errcode = 'UX422', hint = '/role',
			message = '该机构已是此角色', detail = 'The organisation has this role already';
	end if;
	if a_organisation = old.org_id and a_role is distinct from 'lead' then
		raise exception using errcode = 'UX409',
			message = '医联体办公室所在单位不能退出，请先变更办公室所在单位',
			detail = 'The seat of the alliance cannot leave; move the seat first';
	end if;
	update biz.alliance_member m
	   set left_on = day, reason = a_reason
	 where m.alliance_id = a_id and m.organisation_id = a_organisation
	   and m.joined_on = member.joined_on;
	if a_role is not null and day > member.joined_on then
		insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
		values (a_id, a_organisation, a_role, day);
	elsif a_role is not null then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '变更角色的日期须晚于加入日期', detail = 'A role changes after the day of joining';
	end if;
	update biz.alliance a set version = a.version + 1 where a.id = a_id;
	perform sec.audit('alliance.leave', 'alliance', a_id::text, old.region_id, a_organisation,
		jsonb_build_object('role', a_role, 'on', day));
	return old.version + 1;
end;
$$;

comment on function biz.alliance_leave(int, int, int, text, date, text) is
	'Ends a membership on a day, or changes its role from then on; returns the alliance''s new version.';

create function biz.pairing_create(a_uid uuid, a_from int, a_to int, a_programme text,
	a_purpose text, a_specialties text[], a_starts date, a_ends date)
returns int
language plpgsql
set search_path = ''
as $$
declare
	made int;
	sides int[];
	reach boolean;
begin
	select p.id into made from biz.pairing p where p.uid = a_uid;
	if found then
		return made;
	end if;
	if a_from = a_to then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '支援方和受援方不能是同一机构', detail = 'An organisation cannot support itself';
	end if;
	select array_agg(o.id), bool_or(coalesce(sec.sees_all()
		or o.region_id between sec.region_lo() and sec.region_hi(), false))
	  into sides, reach
	  from biz.organisation o
	 where o.id in (a_from, a_to) and (o.valid_to is null or o.valid_to > a_starts);
	if sides is null or not a_from = any (sides) then
		raise exception using errcode = 'UX422', hint = '/from_org_id',
			message = '没有这个支援机构，或它已撤销',
			detail = 'There is no such supporting organisation, or it was closed';
	end if;
	if not a_to = any (sides) then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '没有这个受援机构，或它已撤销',
			detail = 'There is no such supported organisation, or it was closed';
	end if;
	if not reach then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '至少一方须在您的管辖范围内', detail = 'One side at least must lie in your region';
	end if;
	if a_ends < a_starts then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '终止日期不能早于起始日期', detail = 'The term cannot end before it starts';
	end if;
	if exists (select from biz.pairing p
		where p.from_org_id = a_from and p.to_org_id = a_to and p.programme = a_programme
		  and daterange(p.starts_on, p.ends_on + 1) && daterange(a_starts, a_ends + 1)) then
		raise exception using errcode = 'UX409', hint = '/starts_on',
			message = '同一项目下这两个机构在该期间已有结对',
			detail = 'The two are paired under this programme in that term already';
	end if;
	insert into biz.pairing (uid, from_org_id, to_org_id, programme, purpose, specialties,
		starts_on, ends_on)
	values (a_uid, a_from, a_to, a_programme, a_purpose, coalesce(a_specialties, '{}'), a_starts,
		a_ends)
	returning id into made;
	perform sec.audit('pairing.create', 'pairing', made::text,
		(select p.to_region_id from biz.pairing p where p.id = made), a_to,
		jsonb_build_object('from', a_from, 'programme', a_programme));
	return made;
end;
$$;

comment on function biz.pairing_create(uuid, int, int, text, text, text[], date, date) is
	'Makes a pairing and returns its id; the same uid again returns the same id.';

-- Ending before the term needs a reason and keeps the day first agreed.
create function biz.pairing_alter(a_id int, a_version int, a_patch jsonb)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.pairing;
	wish biz.pairing;
begin
	select p.* into old from biz.pairing p where p.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个结对', detail = 'There is no such pairing';
	end if;
	if sec.permission() <> 'pairing.write' or not coalesce(sec.sees_all()
		or old.from_region_id between sec.region_lo() and sec.region_hi()
		or old.to_region_id between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX403',
			message = '该结对不在您的管辖范围内', detail = 'The pairing is outside your region';
	end if;
	select p.* into old from biz.pairing p where p.id = a_id for update;
	if old.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该结对已被他人修改，请刷新后重试',
			detail = 'Someone changed the pairing meanwhile; reload it and try again';
	end if;
	if old.end_reason is not null then
		raise exception using errcode = 'UX409',
			message = '该结对已终止，不能再更改', detail = 'The pairing was ended and changes no more';
	end if;
	wish := jsonb_populate_record(old, a_patch);
	if wish.ends_on < old.starts_on - 1 then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '终止日期不能早于起始日期', detail = 'The term cannot end before it starts';
	end if;
	if (wish.ends_on < old.ends_on or old.ends_on is null and wish.ends_on <= current_date)
		and wish.end_reason is null then
		raise exception using errcode = 'UX422', hint = '/end_reason',
			message = '提前终止须填写原因', detail = 'Ending before the term needs a reason';
	end if;
	if wish.end_reason is not null and wish.ends_on is null then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '填写终止原因时须同时填写终止日期', detail = 'A reason for ending needs the last day';
	end if;
	update biz.pairing p
	   set purpose = wish.purpose, specialties = wish.specialties, ends_on = wish.ends_on,
	       end_reason = wish.end_reason,
	       agreed_until = case when wish.end_reason is not null then old.ends_on end,
	       version = p.version + 1
	 where p.id = a_id;
	perform sec.audit('pairing.alter', 'pairing', a_id::text, old.to_region_id, old.to_org_id,
		a_patch);
	return old.version + 1;
end;
$$;

comment on function biz.pairing_alter(int, int, jsonb) is
	'Changes a pairing, or ends it with a reason, and returns its new version.';

grant execute on function biz.alliance_hold(int, int),
	biz.alliance_create(uuid, text, text, int, text, text, text, date),
	biz.alliance_alter(int, int, jsonb),
	biz.alliance_join(int, int, int, text, date),
	biz.alliance_leave(int, int, int, text, date, text),
	biz.pairing_create(uuid, int, int, text, text, text[], date, date),
	biz.pairing_alter(int, int, jsonb) to yl_web, yl_job;
