-- 0050_job.sql - work that outlasts a request: imports, exports, what they read and what they found.
--
-- The worker (yilian-job) does a job's data under sec.begin_job, with its owner's present rights.
-- Book-keeping that must work although a right was withdrawn (which job is next, progress, failure)
-- is done by definer functions that touch nothing but job.job.

set local role yl_owner;

create table job.upload (
	id         uuid        not null,
	account_id bigint      not null,
	name       text        not null,
	bytes      bigint      not null,
	created_at timestamptz not null default now(),
	expires_at timestamptz not null default now() + interval '7 days',
	constraint upload_pkey primary key (id),
	constraint upload_name_check check (length(name) between 1 and 200),
	constraint upload_bytes_check check (bytes between 1 and 67108864)
);

create index upload_account_idx on job.upload (account_id, created_at);
create index upload_expires_idx on job.upload (expires_at);

comment on table job.upload is 'Files that people sent; the bytes lie in the upload folder under the id.';
comment on column job.upload.id is 'UUIDv7, and the name of the file.';
comment on column job.upload.account_id is 'Who sent it; nobody else sees it.';
comment on column job.upload.name is 'What its owner calls it.';
comment on column job.upload.bytes is 'Its size.';
comment on column job.upload.created_at is 'When it came.';
comment on column job.upload.expires_at is 'When it is deleted.';

create table job.job (
	id            uuid        not null,
	account_id    bigint      not null,
	permission    text        not null,
	kind          text        not null,
	acting_org_id int,
	state         text        not null default 'staged',
	stopping      boolean     not null default false,
	upload_id     uuid,
	file_name     text,
	wishes        jsonb       not null default '{}',
	findings      jsonb       not null default '{}',
	total         int         not null default 0,
	done          int         not null default 0,
	good          int         not null default 0,
	bad           int         not null default 0,
	known         int         not null default 0,
	written       int         not null default 0,
	attempts      smallint    not null default 0,
	problem_zh    text,
	problem_en    text,
	version       int         not null default 1,
	created_at    timestamptz not null default now(),
	queued_at     timestamptz not null default now(),
	updated_at    timestamptz not null default now(),
	ended_at      timestamptz,
	expires_at    timestamptz not null default now() + interval '7 days',
	constraint job_pkey primary key (id),
	constraint job_upload_fkey foreign key (upload_id) references job.upload (id),
	constraint job_org_fkey foreign key (acting_org_id) references biz.organisation (id),
	constraint job_kind_check check (kind ~ '^(import|export)\.[a-z_]+$'),
	constraint job_state_check check (state in ('staged', 'mapping', 'checking', 'checked',
		'running', 'done', 'failed', 'cancelled')),
	constraint job_ended_check check ((ended_at is not null)
		= (state in ('done', 'failed', 'cancelled')))
);

create index job_account_idx on job.job (account_id, created_at);
create index job_queue_idx on job.job (queued_at) where state in ('staged', 'checking', 'running');
create index job_expires_idx on job.job (expires_at);

comment on table job.job is 'One import or export: what is wanted, how far it is, what was found.';
comment on column job.job.id is 'UUIDv7.';
comment on column job.job.account_id is 'Its owner; the worker acts with this account''s present rights.';
comment on column job.job.permission is 'Under which permission it acts.';
comment on column job.job.kind is 'import.referrals, import.organisations, export.referrals, export.organisations, export.quiet, export.oversight.';
comment on column job.job.acting_org_id is 'The institution whose register is imported.';
comment on column job.job.state is
	'staged: to be read; mapping: its owner looks at the columns; checking; checked; running; done, failed or cancelled.';
comment on column job.job.stopping is 'Its owner asked to stop; the worker notices.';
comment on column job.job.upload_id is 'The file of an import.';
comment on column job.job.file_name is 'What the file is called.';
comment on column job.job.wishes is 'What the owner chose: {"mapping": {field: column}, "states": {text: state}}, or a filter.';
comment on column job.job.findings is 'What the worker found: columns, guessed mapping, texts of states.';
comment on column job.job.total is 'Rows there are.';
comment on column job.job.done is 'Rows treated in the present step.';
comment on column job.job.good is 'Rows without error that are not known yet.';
comment on column job.job.bad is 'Rows with an error.';
comment on column job.job.known is 'Rows that an earlier import, or the other side, brought already.';
comment on column job.job.written is 'Rows that the import added.';
comment on column job.job.attempts is 'How often the present step was begun: a step that kills the worker ends.';
comment on column job.job.problem_zh is 'Why it failed, in Chinese.';
comment on column job.job.problem_en is 'The same in English.';
comment on column job.job.version is 'Counts what its owner and the worker''s steps changed.';
comment on column job.job.created_at is 'When it was asked for.';
comment on column job.job.queued_at is 'Since when the worker should take it up.';
comment on column job.job.updated_at is 'Last sign of life.';
comment on column job.job.ended_at is 'When it was done, failed or was cancelled.';
comment on column job.job.expires_at is 'When its files and rows are deleted.';

create table job.import_row (
	job_id   uuid  not null,
	line     int   not null,
	identity text  not null,
	data     jsonb not null,
	outcome  text  not null default 'good',
	constraint import_row_pkey primary key (job_id, line),
	constraint import_row_job_fkey foreign key (job_id) references job.job (id) on delete cascade,
	constraint import_row_outcome_check check (outcome in ('good', 'bad', 'known'))
);

comment on table job.import_row is 'Rows of a file that read well, waiting to be written; ID numbers and telephones encrypted.';
comment on column job.import_row.job_id is 'Of which import.';
comment on column job.import_row.line is 'Row number as Excel shows it.';
comment on column job.import_row.identity is
	'By which the row is known again: its number in the register, else "row:", a keyed hash of its content and its ordinal among equal rows.';
comment on column job.import_row.data is 'Values by field, as the target function of the kind takes them.';
comment on column job.import_row.outcome is 'good: to be written; bad: an error was found later; known: it is there already.';

create index import_row_identity_idx on job.import_row (job_id, identity);

create table job.import_error (
	job_id   uuid     not null,
	line     int      not null,
	position smallint not null,
	field    text     not null,
	place    int,
	value    text,
	zh       text     not null,
	en       text     not null,
	constraint import_error_pkey primary key (job_id, line, position),
	constraint import_error_job_fkey foreign key (job_id) references job.job (id) on delete cascade
);

comment on table job.import_error is 'What is wrong with a file, by row and column.';
comment on column job.import_error.job_id is 'Of which import.';
comment on column job.import_error.line is 'Row number as Excel shows it.';
comment on column job.import_error.position is 'Order within the row.';
comment on column job.import_error.field is 'Field of the kind.';
comment on column job.import_error.place is 'Column of the file, from 0; null: the file has none for the field.';
comment on column job.import_error.value is 'What stands there; ID numbers and telephones masked.';
comment on column job.import_error.zh is 'What is wrong and how to mend it, in Chinese.';
comment on column job.import_error.en is 'The same in English.';

-- How people name institutions in their registers, whenever those names held; with what decides
-- between namesakes. Read by the worker at the start of a check.
create view job.institution with (security_invoker = true) as
select o.id, o.code, n.name, o.region_id, o.tier,
       n.valid_to is null and o.valid_to is null as current
  from biz.organisation o
  join biz.organisation_name n on n.organisation_id = o.id;

comment on view job.institution is 'Every name of every institution.';

select sec.protect('job.upload', 'own');
select sec.protect('job.job', 'own');
select sec.protect('job.import_row', 'parent:job.job.job_id');
select sec.protect('job.import_error', 'parent:job.job.job_id');

-- The next job that waits for the worker. A step that was begun three times and never ended killed
-- its worker each time: it fails instead of going round for ever.
create function job.next(out id uuid, out kind text, out state text, out attempts int)
returns setof record
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	update job.job j
	   set state = 'failed', ended_at = now(), updated_at = now(), version = j.version + 1,
	       problem_zh = '多次处理都没有完成，请把文件交给管理员检查',
	       problem_en = 'It was tried several times and never ended; show the file to an administrator'
	 where j.state in ('staged', 'checking', 'running')
	   and j.attempts >= 3;
	return query
	update job.job j
	   set attempts = j.attempts + 1, updated_at = now()
	 where j.id = (
		select k.id
		  from job.job k
		 where k.state in ('staged', 'checking', 'running')
		 order by k.queued_at
		 limit 1
		   for update skip locked)
	returning j.id, j.kind, j.state, j.attempts::int;
end
$$;

comment on function job.next() is 'The job that waits longest for the worker, and counts the attempt.';

create function job.progress(job uuid, total int, done int, good int, bad int) returns boolean
language sql volatile security definer
set search_path = ''
as $$
	update job.job j
	   set total = coalesce($2, j.total), done = $3, good = $4, bad = $5, updated_at = now()
	 where j.id = $1
	returning j.stopping
$$;

comment on function job.progress(uuid, int, int, int, int) is
	'Notes how far the worker is; true: the owner wants it to stop.';

-- The end of a step: another state, and why.
create function job.enter(job uuid, state text, zh text default null, en text default null)
returns void
language sql volatile security definer
set search_path = ''
as $$
	update job.job j
	   set state = case when j.stopping and $2 in ('mapping', 'checked') then 'cancelled' else $2 end,
	       attempts = 0,
	       queued_at = now(),
	       updated_at = now(),
	       version = j.version + 1,
	       problem_zh = $3,
	       problem_en = $4,
	       ended_at = case when $2 in ('done', 'failed', 'cancelled')
	               or j.stopping and $2 in ('mapping', 'checked') then now() end,
	       expires_at = now() + case when j.kind like 'export.%' then interval '1 day'
	               else interval '7 days' end
	 where j.id = $1
	   and j.state in ('staged', 'checking', 'running')
$$;

comment on function job.enter(uuid, text, text, text) is 'Ends the present step of a job.';

-- What ran out. The worker deletes the files of what this returns; rows go here.
create function job.expire(out folder text, out file text) returns setof record
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	return query
	with gone as (
		delete from job.job j
		 where j.expires_at < now()
		   and j.state not in ('checking', 'running')
		returning j.id)
	select 'spool'::text, gone.id::text || '.xlsx' from gone;
	return query
	with gone as (
		delete from job.upload u
		 where u.expires_at < now()
		   and not exists (select from job.job j where j.upload_id = u.id)
		returning u.id)
	select 'upload'::text, gone.id::text from gone;
	-- What was written stands in its own tables; the staged copy is of no more use.
	delete from job.import_row r
	 using job.job j
	 where j.id = r.job_id
	   and j.state in ('done', 'failed', 'cancelled');
end
$$;

comment on function job.expire() is 'Deletes what ran out, and names the files to delete.';

-- An import of this kind for this institution may be asked for by whom?
create function job.permission_of(kind text) returns text
language sql immutable
begin atomic
	select case kind
	       when 'import.referrals' then 'referral.import'
	       when 'import.organisations' then 'organisation.write'
	       when 'export.referrals' then 'referral.export'
	       when 'export.organisations' then 'organisation.read'
	       when 'export.quiet' then 'oversight.export'
	       when 'export.oversight' then 'oversight.export'
	       end;
end;

comment on function job.permission_of(text) is 'Under which permission a kind of job acts; null: there is no such kind.';

create function job.create_import(upload uuid, kind text, organisation int) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
	wanted constant text := job.permission_of('import.' || kind);
	file job.upload;
	org constant int := coalesce(organisation, sec.home_org());
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	select u.* into file from job.upload u where u.id = upload and u.expires_at > now();
	if not found then
		raise exception using errcode = 'UX422', hint = '/upload_id',
			message = '上传的文件已不在，请重新上传', detail = 'The uploaded file is gone; send it again';
	end if;
	if wanted is null then
		raise exception using errcode = 'UX422', hint = '/kind',
			message = '没有这种导入', detail = 'There is no import of this kind';
	end if;
	if org is null or not sec.may(wanted, org) then
		raise exception using errcode = 'UX403',
			message = '您不能为这个单位导入，请联系本单位授权管理员',
			detail = 'You may not import for this institution; ask its administrator';
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, upload_id, file_name)
	values (sec.new_id(), sec.account_id(), wanted, 'import.' || kind, org, upload, file.name);
	return sec.new_id();
end
$$;

create function job.create_export(kind text, filter jsonb) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
	wanted constant text := job.permission_of('export.' || kind);
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	if wanted is null then
		raise exception using errcode = 'UX422', hint = '/kind',
			message = '没有这种导出', detail = 'There is no export of this kind';
	end if;
	if not exists (select from sec.my_permissions() p where p.permission = wanted) then
		raise exception using errcode = 'UX403',
			message = '您没有导出的权限', detail = 'You may not export';
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, wishes)
	values (sec.new_id(), sec.account_id(), wanted, 'export.' || kind, sec.home_org(),
		coalesce(filter, '{}'));
	return sec.new_id();
end
$$;

-- Columns and states as the owner wants them.
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

-- Says why a step is not possible: absent, or in another state.
create function job.refuse(job uuid) returns void
language plpgsql stable
set search_path = ''
as $$
declare
	now_in text;
begin
	select j.state into now_in from job.job j where j.id = $1;
	if now_in is null then
		raise exception using errcode = 'UX404',
			message = '没有这个任务', detail = 'There is no such job';
	end if;
	raise exception using errcode = 'UX409',
		message = '任务现在的状态不允许这样做，请刷新后再试',
		detail = 'The present state of the job does not allow it: ' || now_in;
end
$$;

create function job.act(job uuid, action text) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	if sec.replayed() then
		return;
	end if;
	update job.job j
	   set state = case
	               when action = 'check' then 'checking'
	               when action = 'run' then 'running'
	               when j.state in ('mapping', 'checked') then 'cancelled'
	               else j.state end,
	       stopping = action = 'cancel',
	       ended_at = case when action = 'cancel' and j.state in ('mapping', 'checked')
	               then now() end,
	       queued_at = now(),
	       updated_at = now(),
	       attempts = 0,
	       done = case when action = 'cancel' then j.done else 0 end,
	       version = j.version + 1
	 where j.id = $1
	   and (action = 'check' and j.state in ('mapping', 'checked')
	        or action = 'run' and j.state = 'checked'
	        or action = 'cancel' and j.state in ('staged', 'mapping', 'checking', 'checked', 'running'));
	if not found then
		perform job.refuse($1);
	end if;
end
$$;

comment on function job.act(uuid, text) is 'check, run or cancel, where the state of the job allows it.';

grant select on job.job to yl_sec;
grant select on job.upload, job.job, job.import_error to yl_web, yl_job;
grant select on job.institution, job.import_row to yl_job;
grant insert (id, account_id, name, bytes) on job.upload to yl_web;
grant insert (id, account_id, permission, kind, acting_org_id, upload_id, file_name, wishes)
	on job.job to yl_web;
grant update (state, stopping, wishes, findings, version, queued_at, updated_at, ended_at, attempts, done)
	on job.job to yl_web;
grant update (findings, total, done, good, bad, known, written, updated_at) on job.job to yl_job;
grant insert (job_id, line, identity, data), update (identity, outcome), delete on job.import_row
	to yl_job;
grant insert (job_id, line, position, field, place, value, zh, en), delete on job.import_error
	to yl_job;
grant execute on function job.next(), job.progress(uuid, int, int, int, int),
	job.enter(uuid, text, text, text), job.expire() to yl_job;
grant execute on function job.permission_of(text), job.create_import(uuid, text, int),
	job.create_export(text, jsonb), job.map(uuid, jsonb, jsonb), job.refuse(uuid),
	job.act(uuid, text) to yl_web;
