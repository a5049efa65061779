-- 0205_record_quiet.sql - computed columns change without a version; changed lines stand in history.
set local role yl_owner;

-- What the database works out from other rows (a first, a sum) is no change that anybody made: a
-- definer function puts it in between biz.record_quiet(true) and biz.record_quiet(false).
create function biz.record_quiet(quiet boolean) returns void
language sql volatile
begin atomic
	select set_config('yilian.record_quiet', case when quiet then 'on' else '' end, true);
end;
comment on function biz.record_quiet(boolean) is
	'For definer functions of yl_owner alone: their updates of records make no version and no event until it is set back.';

create or replace function biz.record_before() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	two constant boolean := tg_argv[0] = '2';
	moved boolean := true;
begin
	if tg_op = 'UPDATE' and current_user = 'yl_owner' and current_setting('yilian.record_quiet', true) = 'on' then
		return new;
	end if;
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

create or replace function biz.record_after() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	why constant text := nullif(current_setting('yilian.record_reason', true), '');
	personal constant text[] := string_to_array(tg_argv[3], ',');
	n constant jsonb := to_jsonb(new);
	o constant jsonb := to_jsonb(old);
	act text := nullif(current_setting('yilian.record_action', true), '');
	changes jsonb;
begin
	if new.version = old.version then
		return null;
	end if;
	select jsonb_object_agg(c.key, case when c.key ~ '_(enc|idx)$' or c.key = any (personal) then '"changed"'::jsonb
	           else jsonb_build_array(o -> c.key, c.value) end)
	  into changes
	  from jsonb_each(n) c
	 where c.value is distinct from o -> c.key
	   and c.key <> all ('{state,state_reason,from_region_id,to_region_id,region_id,submitted_at,confirmed_at,confirmed_by,updated_by,updated_at,version}'::text[]);
	if changes is null and new.state = old.state and act is null then
		return null;
	end if;
	act := coalesce(act, case when new.state = old.state then 'correct'
		else case new.state when 'submitted' then 'submit' when 'confirmed' then 'confirm'
			when 'disputed' then 'dispute' else new.state end end);
	insert into biz.record_event (record_type, record_id, module, account_id, actor_name, org_id,
	       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, from_state,
	       to_state, reason, changes, version)
	values (tg_argv[1], new.id, tg_argv[2], me, case when me <> 0 then sec.account_name() end,
	       case when me <> 0 then sec.home_org() end,
	       coalesce(n ->> 'from_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'to_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'to_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int,
	       act, old.state, new.state,
	       coalesce(why, case when new.state <> old.state then new.state_reason end), changes, new.version);
	if me <> 0 then
		perform sec.audit(tg_table_name || '.' || act, tg_table_name, new.id::text,
			coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
			coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int, null);
	end if;
	return null;
end
$$;

-- Its variables bear names that no column of a record has.
create or replace function biz.record_made() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	a_me constant bigint := biz.acting_account();
	a_act constant text := coalesce(nullif(current_setting('yilian.record_action', true), ''), 'create');
	a_why constant text := nullif(current_setting('yilian.record_reason', true), '');
	a_name constant text := case when a_me <> 0 then sec.account_name() end;
	a_home constant int := case when a_me <> 0 then sec.home_org() end;
	a_n bigint;
	a_one record;
begin
	if tg_argv[0] = '2' then
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.from_org_id, m.from_region_id, m.to_org_id, m.to_region_id, m.entered_org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.entered_org_id as org_id,
			       case when m.entered_org_id = m.to_org_id then m.to_region_id else m.from_region_id end as region_id
			  into a_one from made m;
		end if;
	else
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.org_id, m.region_id, m.org_id, m.region_id, m.org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.org_id, m.region_id into a_one from made m;
		end if;
	end if;
	if a_n = 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, a_one.id::text, a_one.region_id, a_one.org_id, null);
	elsif a_n > 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, null, null, null, jsonb_build_object('rows', a_n));
	end if;
	return null;
end
$$;

create function biz.lines_changed() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	update biz.record_event e
	   set changes = coalesce(e.changes, '{}') || jsonb_build_object(tg_table_name, jsonb_build_array(l.before, l.after))
	  from (select n.record_id, jsonb_agg(to_jsonb(o) - 'record_id' order by o.line) as before,
	               jsonb_agg(to_jsonb(n) - 'record_id' order by n.line) as after
	          from changed n
	          join former o using (record_id, line)
	         where n is distinct from o
	         group by n.record_id) l
	 where e.id = (select max(x.id) from biz.record_event x where x.record_id = l.record_id)
	   and e.at = now();
	return null;
end
$$;
comment on function biz.lines_changed() is 'Trigger of every table of lines: notes lines that an action changed with the event of that action.';

alter function biz.make_lines(regclass, regclass) rename to make_lines_base;
comment on function biz.make_lines_base(regclass, regclass) is 'Part of biz.make_lines: keys, policies, grants, triggers.';

create function biz.make_lines(child regclass, parent regclass) returns void
language plpgsql volatile
as $$
begin
	perform biz.make_lines_base(child, parent);
	perform biz.note_lines(child);
end
$$;
comment on function biz.make_lines(regclass, regclass) is
	'Makes a table that was created like biz.record_line the lines of a record table: seen with the record, written and deleted by who may write it.';

create function biz.note_lines(child regclass) returns void
language plpgsql volatile
as $$
begin
	execute format('create trigger %I after update on %s referencing old table as former new table as changed for each statement execute function biz.lines_changed()',
		(select c.relname from pg_catalog.pg_class c where c.oid = child) || '_lines_changed', child);
end
$$;
comment on function biz.note_lines(regclass) is 'Part of biz.make_lines: history of changed lines.';
select biz.note_lines('biz.donation_item');
