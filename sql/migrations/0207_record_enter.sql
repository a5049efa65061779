-- 0207_record_enter.sql - to enter a record, or to change its lines, takes .write; .confirm is a word on it.
set local role yl_owner;

create function biz.make_entering(target regclass, module text) returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	command text;
begin
	foreach command in array case when sec.has_column(target, 'record_id') then '{insert,update,delete}'::text[]
		else '{insert}'::text[] end
	loop
		execute format('create policy %I on %s as restrictive for %s to yl_web, yl_job %s ((select sec.permission()) = %L)',
			name || '_enter_' || command, target, command,
			case when command = 'insert' then 'with check' else 'using' end, module || '.write');
	end loop;
end
$$;
comment on function biz.make_entering(regclass, text) is 'Part of biz.make_record and biz.make_lines: entering is for .write alone.';
select biz.make_entering('biz.donation', 'donation');
select biz.make_entering('biz.donation_item', 'donation');
select biz.make_entering('biz.staff', 'staff');

create or replace function biz.make_lines(child regclass, parent regclass) returns void
language plpgsql volatile
as $$
begin
	perform biz.make_lines_base(child, parent);
	perform biz.note_lines(child);
	perform biz.make_entering(child, (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent)));
end
$$;

create or replace function biz.make_record(target regclass, type text, module text, day name, title name default null,
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
	perform biz.make_entering(target, module);
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
