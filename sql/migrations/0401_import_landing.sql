-- 0401_import_landing.sql - records that come in as drafts, to be looked through and submitted by hand.
set local role yl_owner;

comment on column job.job.wishes is 'What the owner chose: {"mapping": {field: column}, "states": {text: state}, "landing": submit or draft}, or a filter.';

create function job.land(job uuid, landing text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	of_kind constant text := (select j.kind from job.job j where j.id = $1);
begin
	if of_kind is not null and not exists (select from biz.record_type t where 'import.' || t.name = of_kind) then
		perform sec.refuse('UX422', '这种导入不能存为草稿，请去掉此项',
			'What is imported here has no drafts: leave it out', '/landing');
	end if;
	update job.job j
	   set wishes = j.wishes || jsonb_build_object('landing', landing),
	       state = 'mapping', updated_at = now(), version = j.version + 1
	 where j.id = $1
	   and j.account_id = (select sec.account_id())
	   and j.state in ('mapping', 'checked');
	if not found then
		perform job.refuse($1);
	end if;
end
$$;
comment on function job.land(uuid, text) is
	'Whether the records of an import come in as submit would make them, or as drafts. Looked at anew by the next check.';
grant execute on function job.land(uuid, text) to yl_web;
