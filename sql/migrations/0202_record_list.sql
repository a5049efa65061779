-- 0202_record_list.sql - record types: indexes for their lists, shown names.
set local role yl_owner;

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
