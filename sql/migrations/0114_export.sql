-- 0114_export.sql - exports: which kinds there are, and under which permission, stands in C.
--
-- The table of kinds (export_kinds.c) is read by the worker of the API, which asks here, and by the job
-- worker, which refuses a job whose permission is not the kind's. The right itself is checked here and,
-- by sec.begin_job, at every page of the rows. The form without a permission stays for the release
-- before this one.

set local role yl_owner;

comment on column job.job.kind is
	'import. and a kind of import_kinds.c, or export. and a kind of export_kinds.c.';

create function job.create_export(kind text, permission text, filter jsonb) returns uuid
language plpgsql volatile
set search_path = ''
as $$
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	if not exists (select from sec.my_permissions() p where p.permission = $2) then
		perform sec.refuse('UX403', '您没有导出这份清单的权限', 'You may not export this list');
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, wishes)
	values (sec.new_id(), sec.account_id(), permission, 'export.' || kind, sec.home_org(),
		coalesce(filter, '{}'));
	return sec.new_id();
end
$$;

comment on function job.create_export(text, text, jsonb) is
	'Asks for an export of this kind, under the permission the kind needs.';

grant execute on function job.create_export(text, text, jsonb) to yl_web;
