-- 0024_organisation_action.sql - making, renaming, closing and merging organisations, with history.
--
-- What the API and the import call. Every function checks scope, version and days itself and raises
-- UX errors: message Chinese, detail English, hint the pointer of the wrong value.

set local role yl_owner;

-- Locks the organisation for a change, or raises: absent 404, other region 403, closed 409, stale 412.
create function biz.organisation_hold(a_id int, a_version int)
returns biz.organisation
language plpgsql
set search_path = ''
as $$
declare
	held biz.organisation;
begin
	select o.* into held from biz.organisation o where o.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个机构', detail = 'There is no such organisation';
	end if;
	if sec.permission() <> 'organisation.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX403',
			message = '该机构不在您的管辖范围内', detail = 'The organisation is outside your region';
	end if;
	select o.* into held from biz.organisation o where o.id = a_id for update;
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

comment on function biz.organisation_hold(int, int) is
	'Locks an organisation the caller may change at this version; raises UX404, 403, 412, 409.';

-- Makes one organisation; its region follows from its division. Idempotent by uid.
create function biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text,
	a_level int, a_grade text, a_ownership text, a_division int, a_parent int, a_beds int,
	a_population int, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text,
	a_helpdesk_name text, a_helpdesk_phone text, a_from date)
returns int
language plpgsql
set search_path = ''
as $$
declare
	region int := case when a_division > 999999 then a_division / 1000 else a_division end;
	made int;
begin
	select o.id into made from biz.organisation o where o.uid = a_uid;
	if found then
		return made;
	end if;
	if not exists (select from biz.division d where d.code = a_division) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '没有这个区划代码，请从区划列表中选择',
			detail = 'There is no division of this code; choose one from the list';
	end if;
	if not coalesce(sec.sees_all() or region between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '该区划不在您的管辖范围内', detail = 'This division is outside your region';
	end if;
	if exists (select from biz.organisation o where o.code = a_code) then
		raise exception using errcode = 'UX409', hint = '/code',
			message = '机构编码已被使用，请核对', detail = 'Another organisation has this code';
	end if;
	if a_parent is not null and not exists (select from biz.organisation o
		where o.id = a_parent and o.valid_to is null) then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '没有这个上级机构，或它已撤销',
			detail = 'There is no such parent organisation, or it was closed';
	end if;
	if a_grade is not null and a_level is null then
		raise exception using errcode = 'UX422', hint = '/level',
			message = '填写等次时须同时填写级别', detail = 'A grade needs a level';
	end if;
	insert into biz.organisation (uid, code, name, kind, level, grade, ownership, division_code,
		region_id, parent_id, beds, population, area_km2, poverty, pinyin, initials,
		helpdesk_name, helpdesk_phone, valid_from)
	values (a_uid, a_code, a_name, a_kind, a_level::smallint, a_grade,
		coalesce(a_ownership, 'public'), a_division, region, a_parent, a_beds, a_population,
		a_area, coalesce(a_poverty, false), a_pinyin, a_initials, a_helpdesk_name,
		a_helpdesk_phone, coalesce(a_from, current_date))
	returning id into made;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, detail)
	values (made, sec.account_id(), 'create', coalesce(a_from, current_date),
		jsonb_build_object('name', a_name, 'kind', a_kind));
	perform sec.audit('organisation.create', 'organisation', made::text, region, made, '{}');
	return made;
end;
$$;

comment on function biz.organisation_create(uuid, text, text, text, int, text, text, int, int, int,
	int, numeric, boolean, text, text, text, text, date) is
	'Makes an organisation and returns its id; the same uid again returns the same id.';

-- Changes what is no name: only the members of the patch, null empties.
create function biz.organisation_alter(a_id int, a_version int, a_patch jsonb, a_on date)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.organisation := biz.organisation_hold(a_id, a_version);
	wish biz.organisation := jsonb_populate_record(old, a_patch);
begin
	if wish.parent_id = a_id then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '上级机构不能是本机构或其下级机构',
			detail = 'An organisation cannot belong to itself or to one below it';
	end if;
	if wish.parent_id is distinct from old.parent_id and wish.parent_id is not null
		and not exists (select from biz.organisation o
			where o.id = wish.parent_id and o.valid_to is null) then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '没有这个上级机构，或它已撤销',
			detail = 'There is no such parent organisation, or it was closed';
	end if;
	if wish.division_code <> old.division_code and (wish.division_code <> old.region_id
			and wish.division_code / 1000 <> old.region_id
		or not exists (select from biz.division d where d.code = wish.division_code)) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '只能改为本县（区）内的区划',
			detail = 'An organisation moves only within its own region';
	end if;
	if wish.grade is not null and wish.level is null then
		raise exception using errcode = 'UX422', hint = '/level',
			message = '填写等次时须同时填写级别', detail = 'A grade needs a level';
	end if;
	perform set_config('yilian.effective_on', coalesce(a_on, current_date)::text, true);
	update biz.organisation o
	   set kind = wish.kind, level = wish.level, grade = wish.grade, ownership = wish.ownership,
	       division_code = wish.division_code, parent_id = wish.parent_id, beds = wish.beds,
	       population = wish.population, area_km2 = wish.area_km2, poverty = wish.poverty,
	       helpdesk_name = wish.helpdesk_name, helpdesk_phone = wish.helpdesk_phone,
	       version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, detail)
	values (a_id, sec.account_id(), 'alter', coalesce(a_on, current_date), (
		select coalesce(jsonb_object_agg(key, jsonb_build_array(to_jsonb(old) -> key, value)), '{}')
		  from jsonb_each(to_jsonb(wish)) where value <> to_jsonb(old) -> key));
	perform sec.audit('organisation.alter', 'organisation', a_id::text, old.region_id, a_id,
		a_patch);
	return old.version + 1;
end;
$$;

comment on function biz.organisation_alter(int, int, jsonb, date) is
	'Changes attributes of an organisation from a day on and returns its new version.';

create function biz.organisation_rename(a_id int, a_version int, a_name text, a_pinyin text,
	a_initials text, a_on date, a_reason text)
returns int
language plpgsql
set search_path = ''
as $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if a_name = old.name then
		raise exception using errcode = 'UX422', hint = '/name',
			message = '新名称与现名称相同', detail = 'The new name is the present one';
	end if;
	if day > current_date then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '生效日期不能晚于今天', detail = 'The day may not lie in the future';
	end if;
	perform set_config('yilian.effective_on', day::text, true);
	update biz.organisation o
	   set name = a_name, pinyin = a_pinyin, initials = a_initials, version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason,
		detail)
	values (a_id, sec.account_id(), 'rename', day, a_reason,
		jsonb_build_object('name', jsonb_build_array(old.name, a_name)));
	perform sec.audit('organisation.rename', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('name', jsonb_build_array(old.name, a_name)));
	return old.version + 1;
end;
$$;

comment on function biz.organisation_rename(int, int, text, text, text, date, text) is
	'Gives an organisation a new name from a day on and returns its new version; the old name stays in the history.';

-- Ends everything that hangs on an organisation on a day. What was to begin later never does.
create function biz.organisation_end_ties(a_id int, a_day date, a_reason text)
returns void
language plpgsql
set search_path = ''
as $$
begin
	update biz.alliance a
	   set version = a.version + 1
	  from biz.alliance_member m
	 where m.alliance_id = a.id and m.organisation_id = a_id
	   and (m.left_on is null or m.left_on > a_day);
	update biz.alliance_member m
	   set left_on = greatest(m.joined_on, a_day), reason = a_reason
	 where m.organisation_id = a_id and (m.left_on is null or m.left_on > a_day);
	update biz.pairing p
	   set agreed_until = p.ends_on, ends_on = greatest(p.starts_on, a_day) - 1,
	       end_reason = a_reason, version = p.version + 1
	 where a_id in (p.from_org_id, p.to_org_id) and (p.ends_on is null or p.ends_on >= a_day);
end;
$$;

comment on function biz.organisation_end_ties(int, date, text) is
	'Ends memberships and pairings of an organisation on a day. For close and merge only.';

-- What the merged one had, its successor has from that day on, unless it had it already.
create function biz.organisation_take_over(a_id int, a_into int, a_day date)
returns void
language plpgsql
set search_path = ''
as $$
begin
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	select m.alliance_id, a_into, m.role, greatest(m.joined_on, a_day)
	  from biz.alliance_member m
	 where m.organisation_id = a_id and (m.left_on is null or m.left_on > a_day)
	   and not exists (select from biz.alliance_member had
			where had.alliance_id = m.alliance_id and had.organisation_id = a_into
			  and (had.left_on is null or had.left_on > a_day));
	update biz.alliance a set org_id = a_into where a.org_id = a_id;
	insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on,
		ends_on)
	select case p.from_org_id when a_id then a_into else p.from_org_id end,
	       case p.to_org_id when a_id then a_into else p.to_org_id end,
	       p.programme, p.purpose, p.specialties, greatest(p.starts_on, a_day), p.ends_on
	  from biz.pairing p
	 where a_id in (p.from_org_id, p.to_org_id) and a_into not in (p.from_org_id, p.to_org_id)
	   and (p.ends_on is null or p.ends_on >= a_day)
	   and not exists (select from biz.pairing had
			where had.programme = p.programme
			  and had.from_org_id = case p.from_org_id when a_id then a_into else p.from_org_id end
			  and had.to_org_id = case p.to_org_id when a_id then a_into else p.to_org_id end
			  and daterange(had.starts_on, had.ends_on + 1)
				&& daterange(greatest(p.starts_on, a_day), p.ends_on + 1));
end;
$$;

comment on function biz.organisation_take_over(int, int, date) is
	'Memberships and pairings of a merged organisation go on with its successor. For merge only.';

-- Close and merge act as the owner, because alliances and pairings may belong to other regions than
-- the organisation's commission; biz.organisation_hold checks the caller first.
create function biz.organisation_close(a_id int, a_version int, a_on date, a_reason text)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if day > current_date or day <= old.valid_from then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '撤销日期须晚于成立日期且不晚于今天',
			detail = 'The day must lie after the founding and not in the future';
	end if;
	if exists (select from biz.organisation o where o.parent_id = a_id and o.valid_to is null) then
		raise exception using errcode = 'UX409',
			message = '该机构还有下级机构，请先合并或调整下级机构的隶属',
			detail = 'Organisations still belong to it: merge it instead, or move them first';
	end if;
	if exists (select from biz.alliance a where a.org_id = a_id and a.ended_on is null) then
		raise exception using errcode = 'UX409',
			message = '该机构是医联体办公室所在单位，请先变更医联体的牵头单位',
			detail = 'It is the seat of an alliance: move the seat first';
	end if;
	perform biz.organisation_end_ties(a_id, day, a_reason);
	update biz.organisation o set valid_to = day, version = o.version + 1 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason)
	values (a_id, sec.account_id(), 'close', day, a_reason);
	perform sec.audit('organisation.close', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('on', day));
	return old.version + 1;
end;
$$;

comment on function biz.organisation_close(int, int, date, text) is
	'Closes an organisation on a day, with its memberships and pairings, and returns its new version; nothing is deleted.';

create function biz.organisation_merge(a_id int, a_version int, a_into int, a_on date,
	a_reason text)
returns int
language plpgsql
security definer
set search_path = ''
as $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if a_into = a_id or not exists (select from biz.organisation o
		where o.id = a_into and o.valid_to is null and o.valid_from <= day) or exists (
		select from biz.org_closure c where c.ancestor_id = a_id and c.descendant_id = a_into) then
		raise exception using errcode = 'UX422', hint = '/into',
			message = '请选择一个现存的、不属于本机构下级的接收机构',
			detail = 'Choose an existing organisation that is not below this one';
	end if;
	if day > current_date or day <= old.valid_from then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '合并日期须晚于成立日期且不晚于今天',
			detail = 'The day must lie after the founding and not in the future';
	end if;
	perform set_config('yilian.effective_on', day::text, true);
	update biz.organisation o
	   set parent_id = a_into, version = o.version + 1
	 where o.parent_id = a_id and o.valid_to is null;
	perform biz.organisation_take_over(a_id, a_into, day);
	perform biz.organisation_end_ties(a_id, day, a_reason);
	update biz.organisation o
	   set valid_to = day, successor_id = a_into, version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason,
		detail)
	values (a_id, sec.account_id(), 'merge', day, a_reason,
		jsonb_build_object('into', a_into));
	perform sec.audit('organisation.merge', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('into', a_into, 'on', day));
	return old.version + 1;
end;
$$;

comment on function biz.organisation_merge(int, int, int, date, text) is
	'Merges an organisation into another on a day: what belongs to it goes on there; returns its new version.';

-- The present successor of an organisation that was merged, perhaps several times; else itself.
create function biz.organisation_heir(a_id int)
returns int
language sql
stable
parallel safe
begin atomic
	with recursive heir (id, successor_id, n) as (
		select o.id, o.successor_id, 0 from biz.organisation o where o.id = a_id
		union all
		select o.id, o.successor_id, heir.n + 1
		  from heir
		  join biz.organisation o on o.id = heir.successor_id
		 where heir.n < 20
	)
	select id from heir order by n desc limit 1;
end;

comment on function biz.organisation_heir(int) is
	'Follows mergers to the organisation that carries on today.';

grant execute on function biz.organisation_hold(int, int),
	biz.organisation_create(uuid, text, text, text, int, text, text, int, int, int, int, numeric,
		boolean, text, text, text, text, date),
	biz.organisation_alter(int, int, jsonb, date),
	biz.organisation_rename(int, int, text, text, text, date, text),
	biz.organisation_close(int, int, date, text),
	biz.organisation_merge(int, int, int, date, text),
	biz.organisation_heir(int) to yl_web, yl_job;
