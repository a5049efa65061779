-- 0430_lines_held.sql - lines of a two-sided record are written by the side that entered it.
--
-- The other side has its word on the record (confirm, dispute, an action); what stands in the lines is
-- not its own. So far only the engine's workflow said so. Actions on a line (a signature, a finding put
-- right) go through triggers of yl_owner, which this leaves alone.
set local role yl_owner;

create function biz.hold_lines(child regclass, parent regclass) returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = child);
	module constant text := (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent));
	command text;
begin
	foreach command in array array['insert', 'update', 'delete']
	loop
		execute format('drop policy %I on %s', name || '_' || command, child);
		execute format('create policy %I on %s for %s to yl_web, yl_job %s ((select sec.permission()) = %L and exists (select from %s p where p.id = %I.record_id and p.state <> ''void'' and (%s)))',
			name || '_' || command, child, command, case when command = 'insert' then 'with check' else 'using' end,
			module || '.write', parent, name,
			case when sec.has_column(parent, 'entered_org_id')
			then 'p.entered_org_id = any ((select sec.orgs())::int[]) or case when p.entered_org_id = p.from_org_id then p.from_region_id else p.to_region_id end between (select sec.region_lo()) and (select sec.region_hi())'
			else sec.scope_test(parent, true, true, 'p.') end);
	end loop;
end
$$;
comment on function biz.hold_lines(regclass, regclass) is
	'Part of biz.make_lines: lines are written by the side that entered the record.';

create or replace function biz.make_lines(child regclass, parent regclass) returns void
language plpgsql volatile
as $$
begin
	perform biz.make_lines_base(child, parent);
	perform biz.note_lines(child);
	perform biz.make_entering(child, (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent)));
	perform biz.hold_lines(child, parent);
end
$$;

select biz.hold_lines(k.conrelid, k.confrelid)
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_trigger g on g.tgrelid = k.conrelid and g.tgname like '%\_lines\_put'
  join pg_catalog.pg_class c on c.oid = k.conrelid and k.conname = c.relname || '_record_fkey';
