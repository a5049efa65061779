-- 0202_record_list.sql - record types: indexes for their lists, shown names, pointers of the parties.
set local role yl_owner;

create or replace function biz.record_before() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	two constant boolean := tg_argv[0] = '2';
	moved boolean := true;
begin
	if tg_op = 'UPDATE' then
		if old.state = 'void' then
			perform sec.refuse('UX409', '该记录已作废，不能再修改', 'This record is void and cannot be changed', '/state');
		end if;
		if two then
			moved := (new.from_org_id, new.to_org_id, new.entered_org_id)
				is distinct from (old.from_org_id, old.to_org_id, old.entered_org_id);
		else
			moved := new.org_id <> old.org_id;
		end if;
		if moved and old.state <> 'draft' then
			perform sec.refuse('UX409', '提交后不能更改双方机构；请作废后重新填报',
				'The institutions of a record never change after it was submitted: void it and enter it anew',
				case when two then '/from' else '/org' end);
		end if;
	end if;
	if moved and two then
		select o.region_id into new.from_region_id from biz.organisation o where o.id = new.from_org_id;
		select o.region_id into new.to_region_id from biz.organisation o where o.id = new.to_org_id;
	elsif moved then
		select o.region_id into new.region_id from biz.organisation o where o.id = new.org_id;
	end if;

	if tg_op = 'INSERT' then
		if me <> 0 then
			new.created_at := now();
			new.submitted_at := null;
			new.confirmed_at := null;
		end if;
		new.created_by := me;
		new.updated_by := me;
		new.updated_at := new.created_at;
		new.version := 1;
	else
		new.updated_by := me;
		new.updated_at := now();
		new.version := old.version + 1;
		if new.state is distinct from old.state and new.state_reason is not distinct from old.state_reason then
			new.state_reason := nullif(current_setting('yilian.record_reason', true), '');
		end if;
	end if;

	-- Whatever a type adds to the states comes after confirmation and goes on counting.
	if new.state = 'draft' or new.state = 'void' and new.submitted_at is null then
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state in ('submitted', 'disputed') then
		new.submitted_at := coalesce(new.submitted_at, now());
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state <> 'void' then
		new.submitted_at := coalesce(new.submitted_at, new.confirmed_at, now());
		if new.confirmed_at is null then
			new.confirmed_at := now();
			new.confirmed_by := me;
		end if;
		new.confirmed_by := coalesce(new.confirmed_by, me);
	end if;
	return new;
end
$$;

alter function biz.make_record(regclass, text, text, name, text, text, text) rename to make_record_base;
comment on function biz.make_record_base(regclass, text, text, name, text, text, text) is 'Part of biz.make_record: keys, checks, policies, grants, triggers.';

create function biz.make_record(target regclass, type text, module text, day name, title name default null,
	readers text default '', parents text default '', personal text default '')
returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	two constant boolean := sec.has_column(target, 'from_org_id');
	side text;
begin
	perform biz.make_record_base(target, type, module, day, readers, parents, personal);
	execute format('create index %I on %s (updated_at, id)', name || '_updated_idx', target);
	foreach side in array case when two then '{from_org,to_org,from_region,to_region}'::text[] else '{org,region}'::text[] end
	loop
		execute format('create index %I on %s (%I, updated_at, id)', name || '_' || side || '_updated_idx', target, side || '_id');
		-- What waits for a word, longest first.
		execute format('create index %I on %s (%I, submitted_at) where state in (''submitted'', ''disputed'')',
			name || '_' || side || '_waiting_idx', target, side || '_id');
	end loop;
	if two then
		execute format($f$comment on constraint %I on %s is
			'/to|双方不能是同一个机构|The two sides cannot be the same institution'$f$, name || '_sides_check', target);
	end if;
	if title is not null then
		perform biz.make_name(target, title);
	end if;
end
$$;
comment on function biz.make_record(regclass, text, text, name, name, text, text, text) is
$$Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. title: the column other types show where they point to it (biz.make_name); null: none does. readers: further modules, by comma, whose requests may see its rows (where they refer to them); figure, oversight, obligation and summary always may. parents: 'column>schema.table,..' of sec.protect. personal: columns whose values history does not keep.$$;

create function biz.make_name(target regclass, title name) returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format($f$
		create function biz.%1$I(uuid) returns text language sql stable security definer set search_path = ''
		return (select t.%2$I from %3$s t where t.id = $1);
		comment on function biz.%1$I(uuid) is
			'Shown name of a row: who sees a record sees the names of what it points to, whoever''s they are.';
		grant execute on function biz.%1$I(uuid) to yl_web, yl_job;
	$f$, name || '_name', title, target);
end
$$;
comment on function biz.make_name(regclass, name) is 'Makes biz.<table>_name(uuid), which references to this table are shown by.';

create policy attachment_write on biz.attachment as restrictive for insert to yl_web, yl_job
	with check ((select split_part(sec.permission(), '.', 2)) = any ('{write,confirm}'::text[]));
create policy attachment_remove on biz.attachment as restrictive for update to yl_web, yl_job
	using ((select split_part(sec.permission(), '.', 2)) = any ('{write,confirm}'::text[]));
