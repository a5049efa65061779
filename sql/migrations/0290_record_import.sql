-- 0290_record_import.sql - records by the sheet: staged rows of several lines, whose blame is whose.
--
-- The rows of a record type go in by one composed statement for a range of lines (fcgi/record/
-- import_text.c), under the owner's rights and with every trigger and constraint. The check does the same
-- and takes it back, so that it finds what the import would find.
set local role yl_owner;

alter table job.import_row add column last_line int,
	add constraint import_row_last_line_check check (last_line > line);
comment on column job.import_row.last_line is 'Last row of the file that belongs to it, where there are several; else null.';
grant insert (last_line) on job.import_row to yl_job;

-- The table of kinds stands in C and says under which permission each acts.
create function job.create_import(upload uuid, kind text, permission text, organisation int) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
	file job.upload;
	org constant int := coalesce(organisation, sec.home_org());
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	select u.* into file from job.upload u where u.id = upload and u.expires_at > now();
	if not found then
		perform sec.refuse('UX422', '上传的文件已不在，请重新上传', 'The uploaded file is gone; send it again', '/upload_id');
	end if;
	if org is null or not sec.may(permission, org) then
		perform sec.refuse('UX403', '您不能为这个单位导入，请联系本单位授权管理员',
			'You may not import for this institution; ask its administrator');
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, upload_id, file_name)
	values (sec.new_id(), sec.account_id(), permission, 'import.' || kind, org, upload, file.name);
	return sec.new_id();
end
$$;
comment on function job.create_import(uuid, text, text, int) is
	'Asks for an import of this kind, under the permission the kind needs.';
grant execute on function job.create_import(uuid, text, text, int) to yl_web;

create function job.settle_rows(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform job.own_job(job);
	analyze job.import_row;
	perform job.number_equal_rows(job);
	perform job.blame_doubles(job, 'register');
end
$$;
comment on function job.settle_rows(uuid) is
	'Tells equal rows without a number apart, and blames numbers that stand in the file twice. The caller''s own job only.';

-- What says that it came out of an export, but is none that its importer sees.
create function job.blame_strangers(job uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	lines int[];
	told text[];
begin
	select array_agg(r.line), array_agg(r.data ->> 'system_id')
	  into lines, told
	  from job.import_row r
	 where r.job_id = $1
	   and r.outcome = 'good'
	   and r.data ? 'system_id';
	if lines is not null then
		perform job.blame($1, lines, 'system_id', told, '没有系统编号为“%”的记录；作为新记录导入时请清空系统编号',
			'There is no record of the id "%": leave it empty to bring the row in as a new one');
	end if;
end
$$;
comment on function job.blame_strangers(uuid) is 'Blames rows whose system id is none of a record.';

-- What a constraint or a trigger said of one staged row.
create function job.blame_row(job uuid, line int, faults jsonb) returns void
language sql volatile
begin atomic
	insert into job.import_error (job_id, line, position, field, place, zh, en)
	select $1, $2, 200 + f.nth, f.fault ->> 'field', (f.fault ->> 'place')::int, f.fault ->> 'zh', f.fault ->> 'en'
	  from jsonb_array_elements($3) with ordinality as f (fault, nth)
	on conflict do nothing;
	update job.import_row r set outcome = 'bad' where r.job_id = $1 and r.line = $2;
end;
comment on function job.blame_row(uuid, int, jsonb) is
	'Takes a staged row out and notes why. faults: [{field, place, zh, en}].';

-- A record of several rows is mended and brought again as a whole.
create function job.blame_record(job uuid) returns void
language sql volatile
begin atomic
	insert into job.import_error (job_id, line, position, field, zh, en)
	select r.job_id, n.line, 1, '', '与第 ' || r.line || ' 行同属一条记录，请一并改好后再导入',
	       'It belongs to the record of row ' || r.line || ': mend both together'
	  from job.import_row r
	 cross join lateral generate_series(r.line + 1, r.last_line) as n (line)
	 where r.job_id = $1
	   and r.outcome = 'bad'
	   and not exists (select from job.import_error e where e.job_id = $1 and e.line = n.line);
	select job.count_outcomes($1);
end;
comment on function job.blame_record(uuid) is
	'Blames the further rows of records with an error, and counts good, bad and known ones.';

create or replace function job.finish_import(job uuid, written int) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	j job.job;
begin
	select k.* into j from job.job k where k.id = $1;
	update job.job k set written = $2, updated_at = now() where k.id = $1;
	perform sec.audit(split_part(j.permission, '.', 1) || '.import', 'job', $1::text,
		(select o.region_id from biz.organisation o where o.id = j.acting_org_id), j.acting_org_id,
		jsonb_build_object('rows', j.total, 'written', $2, 'bad', j.bad, 'known', j.known));
end
$$;

grant execute on function job.settle_rows(uuid), job.blame_row(uuid, int, jsonb), job.blame_record(uuid),
	job.blame_strangers(uuid) to yl_job;
