-- 0110_import_mapping.sql - what an owner says about columns and states is checked, field by field.
--
-- Which fields a kind has, and which states a row may land in, stands in C (import_kinds.c) and comes
-- with the call. A file whose column of states becomes another is read again, for its texts are others.

set local role yl_owner;

drop function job.map(uuid, jsonb, jsonb);

create function job.refuse_mapping(pointer text, key text, zh text, en text) returns void
language plpgsql immutable
set search_path = ''
as $$
begin
	raise exception using errcode = 'UX422', message = zh, detail = en,
		hint = pointer || coalesce('/' || replace(replace(key, '~', '~0'), '/', '~1'), '');
end
$$;

comment on function job.refuse_mapping(text, text, text, text) is
	'Refuses one member of a mapping by its JSON pointer.';

-- fields, states: what the kind has; headings: of the file.
create function job.check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb) returns void
language plpgsql immutable
set search_path = ''
as $$
declare
	k text;
	v jsonb;
begin
	if jsonb_typeof(mapping) <> 'object' then
		perform job.refuse_mapping('/mapping', null, '应为 {字段: 列号} 的对象',
			'It must be an object of {field: column}');
	end if;
	if jsonb_typeof(states) <> 'object' then
		perform job.refuse_mapping('/states', null, '应为 {文字: 状态} 的对象',
			'It must be an object of {text: state}');
	end if;
	for k, v in select * from jsonb_each(mapping) loop
		if not kind -> 'fields' ? k then
			perform job.refuse_mapping('/mapping', k, '没有这个字段，请去掉',
				'There is no such field: leave it out');
		end if;
		if jsonb_typeof(v) <> 'null'
		   and (jsonb_typeof(v) <> 'number' or v::text !~ '^\d{1,4}$'
		        or v::int >= jsonb_array_length(headings)) then
			perform job.refuse_mapping('/mapping', k, '文件没有这一列，请填列号（从 0 起）或 null',
				'The file has no such column: give its number from 0, or null');
		end if;
	end loop;
	for k, v in select * from jsonb_each(states) loop
		if jsonb_typeof(v) <> 'string' or not kind -> 'states' ? (v #>> '{}') then
			perform job.refuse_mapping('/states', k, '没有这种状态，请改为列出的状态之一',
				'There is no such state: choose one of those that are offered');
		end if;
	end loop;
end
$$;

comment on function job.check_mapping(jsonb, jsonb, jsonb, jsonb) is
	'Refuses fields, columns and states that do not exist. kind: {"fields": [...], "states": [...]}.';

create function job.map(job uuid, mapping jsonb, states jsonb, kinds jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	j job.job;
	anew boolean;
begin
	select k.* into j
	  from job.job k
	 where k.id = $1
	   and k.account_id = (select sec.account_id())
	   and k.kind like 'import.%'
	   and k.state in ('mapping', 'checked')
	   for update;
	if not found then
		perform job.refuse($1);
	end if;
	perform job.check_mapping(mapping, states, kinds -> substr(j.kind, 8),
		coalesce(j.findings -> 'headings', '[]'));
	anew := mapping is not null
	    and mapping ->> 'state' is distinct from j.findings -> 'places' ->> 'state';
	update job.job k
	   set wishes = k.wishes
	               || case when mapping is null then '{}' else jsonb_build_object('mapping', mapping) end
	               || case when states is null then '{}' else jsonb_build_object('states', states) end,
	       findings = case
	               when mapping is null then k.findings
	               else k.findings || jsonb_build_object('places', jsonb_strip_nulls(mapping)) end,
	       state = case when anew then 'staged' else 'mapping' end,
	       queued_at = case when anew then now() else k.queued_at end,
	       attempts = case when anew then 0 else k.attempts end,
	       updated_at = now(), version = k.version + 1
	 where k.id = $1;
end
$$;

comment on function job.map(uuid, jsonb, jsonb, jsonb) is
	'Columns and states as the owner wants them. kinds: what each kind of import has.';

grant execute on function job.refuse_mapping(text, text, text, text),
	job.check_mapping(jsonb, jsonb, jsonb, jsonb), job.map(uuid, jsonb, jsonb, jsonb) to yl_web;
