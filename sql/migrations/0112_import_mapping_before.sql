-- 0112_import_mapping_before.sql - the form of job.map that the release before 0110 prepares.
--
-- Workers of a former release must start over this schema (docs/operations.md, Upgrade), and a worker
-- prepares every statement at its start. A later release takes it away.

set local role yl_owner;

create function job.map(job uuid, mapping jsonb, states jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	update job.job j
	   set wishes = j.wishes
	               || case when mapping is null then '{}' else jsonb_build_object('mapping', mapping) end
	               || case when states is null then '{}' else jsonb_build_object('states', states) end,
	       findings = case
	               when mapping is null then j.findings
	               else j.findings || jsonb_build_object('places', jsonb_strip_nulls(mapping)) end,
	       state = 'mapping', updated_at = now(), version = j.version + 1
	 where j.id = $1
	   and j.state in ('mapping', 'checked');
	if not found then
		perform job.refuse($1);
	end if;
end
$$;

comment on function job.map(uuid, jsonb, jsonb) is
	'The former release''s: superseded by the form with kinds, which checks what it is told.';

grant execute on function job.map(uuid, jsonb, jsonb) to yl_web;
