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
