-- 0111_upload_limit.sql - who may leave files with us, how many, and for how long.

set local role yl_owner;

-- A file is taken in by an import within minutes. What nothing took in goes after a day.
alter table job.upload alter column expires_at set default now() + interval '1 day';
comment on column job.upload.expires_at is 'When it is deleted, unless an import that is still there took it in.';

create index job_upload_idx on job.job (upload_id) where upload_id is not null;

create function job.add_upload(id uuid, name text, bytes bigint, files_max int, bytes_max bigint)
returns setof job.upload
language plpgsql volatile
set search_path = ''
as $$
declare
	me constant bigint := sec.account_id();
	files int;
	total bigint;
	next timestamptz;
begin
	if not exists (
		select
		  from sec.my_permissions() p
		 where p.permission in (job.permission_of('import.referrals'),
		       job.permission_of('import.organisations'))) then
		perform sec.refuse('UX403', '您没有导入的权限，不能上传文件',
			'You may import nothing, so no file of yours is taken');
	end if;
	-- One after the other, or two at once would both be the last.
	perform pg_advisory_xact_lock(hashtextextended('job.upload', me));
	select count(*), coalesce(sum(u.bytes), 0), min(u.expires_at)
	  into files, total, next
	  from job.upload u
	 where u.account_id = me
	   and u.expires_at > now()
	   and not exists (select from job.job j where j.upload_id = u.id);
	if files >= files_max or total + bytes > bytes_max then
		perform sec.refuse('UX429',
			format('您上传的文件中有 %s 个（%s MB）还没有用来导入，上限为 %s 个、%s MB：请先导入它们，或等待自动删除（上传满一天）后再试',
				files, total / 1048576, files_max, bytes_max / 1048576),
			format('%s of your files (%s MB) wait to be imported, and %s or %s MB may: import them, or try again when they are deleted, a day after they came',
				files, total / 1048576, files_max, bytes_max / 1048576),
			greatest(1, ceil(extract(epoch from next - now())))::int::text);
	end if;
	return query
	insert into job.upload as u (id, account_id, name, bytes)
	values ($1, me, $2, $3)
	returning u.*;
end
$$;

comment on function job.add_upload(uuid, text, bigint, int, bigint) is
	'Notes a file that came; refuses who may import nothing (UX403) and whose files wait already (UX429).';

create function job.unknown_files(names jsonb) returns setof text
language sql stable security definer
set search_path = ''
as $$
	select n.name
	  from jsonb_array_elements_text(names) n (name)
	 where not exists (select from job.upload u where u.id::text = n.name)
$$;

comment on function job.unknown_files(jsonb) is
	'Which of these files of the upload folder belong to no row: their request failed, or they were never finished.';

grant execute on function job.add_upload(uuid, text, bigint, int, bigint) to yl_web;
grant execute on function job.unknown_files(jsonb) to yl_job;
