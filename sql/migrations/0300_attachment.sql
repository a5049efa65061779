-- 0300_attachment.sql - files of records: who sees, adds and removes them, and what becomes of the bytes.
set local role yl_owner;

alter table biz.attachment
	add column added_org_id int,
	add column actor_name   text,
	add constraint attachment_reason_check check (length(remove_reason) between 1 and 400),
	-- A partial unique index has no sentence of its own; this has.
	add constraint attachment_once_excl exclude using btree (record_id with =, sha256 with =) where (removed_at is null);
comment on column biz.attachment.added_org_id is 'Institution of the account that put it there, which alone may remove it.';
comment on column biz.attachment.actor_name is 'Name of that account then.';
comment on constraint attachment_once_excl on biz.attachment is
	'/upload_id|这条记录已经有内容相同的附件|The record has a file of this very content already';
comment on constraint attachment_reason_check on biz.attachment is
	'/reason|请用不超过400字写明删除原因|Say in at most 400 characters why it is removed';
create index attachment_removed_idx on biz.attachment (removed_at) where removed_at is not null;

-- A paper that somebody photographed shows what its fields hide: of types with personal columns, files
-- are for the institutions of the record alone, and who sees by region sees the rest.
create function biz.has_personal(type text) returns boolean
language sql stable security definer
set search_path = ''
return exists (
	select
	  from biz.record_type t
	  join pg_catalog.pg_class c on c.relname = t.table_name and c.relnamespace = 'biz'::regnamespace
	 where t.name = type
	   and (exists (select from pg_catalog.pg_trigger g
	                 where g.tgrelid = c.oid and g.tgname = t.table_name || '_record_after'
	                   and split_part(encode(g.tgargs, 'escape'), '\000', 4) <> '')
	        or exists (select from pg_catalog.pg_attribute a
	                    where a.attrelid = c.oid and not a.attisdropped and a.attname like '%\_enc')));
comment on function biz.has_personal(text) is 'Whether records of this type hold personal values: those that history does not keep, or that are sealed.';

create policy attachment_personal on biz.attachment as restrictive for select to yl_web, yl_job
	using (from_org_id = any ((select sec.orgs())::int[])
	    or to_org_id = any ((select sec.orgs())::int[])
	    or created_by = (select sec.account_id())
	    or record_type = 'agreements' and biz.is_agreement_party(record_id, (select sec.orgs()))
	    or not biz.has_personal(record_type));
create policy attachment_added on biz.attachment as restrictive for update to yl_web, yl_job
	using (added_org_id = (select sec.home_org()));

-- Further parties of an agreement see it, and so its papers.
do $$
begin
	drop policy attachment_select on biz.attachment;
	execute format('create policy attachment_select on biz.attachment for select to yl_web, yl_job using (%s or (select sec.sees_all()) or record_type = ''agreements'' and biz.is_agreement_party(record_id, (select sec.orgs())))',
		sec.scope_test('biz.attachment', true, true));
end
$$;
drop policy attachment_unsent on biz.attachment;
create policy attachment_unsent on biz.attachment as restrictive for select to yl_web, yl_job
	using (created_by = (select sec.account_id())
	    or exists (select from biz.record_event e where e.record_id = attachment.record_id)
	    or record_type = 'agreements' and biz.is_agreement_party(record_id, (select sec.orgs()))
	       and exists (select from biz.agreement g where g.id = attachment.record_id));

create function biz.last_event(record uuid, type text) returns biz.record_event
language sql stable
set search_path = ''
return (select e from biz.record_event e where e.record_id = record and e.record_type = type order by e.id desc limit 1);
comment on function biz.last_event(uuid, text) is 'For definer functions: what was done last to a record, and so its sides and state.';

create function biz.attachment_before() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	last biz.record_event;
begin
	if tg_op = 'UPDATE' then
		if new.removed_at is null or old.removed_at is not null then
			perform sec.refuse('UX409', '附件已经删除', 'The file was removed already', '');
		end if;
		new.removed_at := now();
		new.removed_by := biz.acting_account();
		return new;
	end if;
	last := biz.last_event(new.record_id, new.record_type);
	if last.id is null then
		perform sec.refuse('UX404', '没有这条记录', 'There is no such record', '');
	end if;
	if last.to_state = 'void' then
		perform sec.refuse('UX409', '记录已作废，不能再添加附件', 'The record is void: no files are added to it', '/record_id');
	end if;
	new.module := last.module;
	new.from_org_id := last.from_org_id;
	new.from_region_id := last.from_region_id;
	new.to_org_id := last.to_org_id;
	new.to_region_id := last.to_region_id;
	new.created_by := biz.acting_account();
	new.created_at := now();
	if new.created_by <> 0 then
		new.added_org_id := sec.home_org();
		new.actor_name := sec.account_name();
	end if;
	return new;
end
$$;
comment on function biz.attachment_before() is 'Trigger: the sides of the record, who and when; a removal is for ever.';
create trigger attachment_before before insert or update of removed_at, removed_by, remove_reason on biz.attachment
	for each row execute function biz.attachment_before();

create function biz.attachment_after() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	gone constant boolean := tg_op = 'UPDATE';
	last constant biz.record_event := biz.last_event(new.record_id, new.record_type);
begin
	insert into biz.record_event (record_type, record_id, module, account_id, actor_name, org_id,
	       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, from_state,
	       to_state, reason, changes, version)
	values (new.record_type, new.record_id, new.module, me, case when me <> 0 then sec.account_name() end,
	       case when me <> 0 then sec.home_org() end,
	       last.from_org_id, last.from_region_id, last.to_org_id, last.to_region_id, last.entered_org_id,
	       case when gone then 'detach' else 'attach' end, last.to_state, last.to_state, new.remove_reason,
	       jsonb_build_object('attachment', case when gone then jsonb_build_array(new.name, null)
	           else jsonb_build_array(null, new.name) end), last.version);
	if me <> 0 then
		perform sec.audit(case when gone then 'attachment.remove' else 'attachment.add' end, 'attachment',
			new.id::text, new.from_region_id, new.added_org_id, null);
	end if;
	return null;
end
$$;
comment on function biz.attachment_after() is 'Trigger: the file in the history of its record, and the audit row.';
create trigger attachment_added after insert on biz.attachment
	for each row execute function biz.attachment_after();
create trigger attachment_removed after update of removed_at, removed_by, remove_reason on biz.attachment
	for each row execute function biz.attachment_after();

-- The sides of a draft may change; its files go with it.
create function biz.attachment_moved() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	update biz.attachment a
	   set from_org_id = new.from_org_id, from_region_id = new.from_region_id,
	       to_org_id = new.to_org_id, to_region_id = new.to_region_id
	 where a.record_id = new.record_id
	   and (a.from_org_id, a.to_org_id) is distinct from (new.from_org_id, new.to_org_id);
	return null;
end
$$;
comment on function biz.attachment_moved() is 'Trigger of events: files of a draft follow it to its new sides.';
create trigger record_event_moved after insert on biz.record_event
	for each row when (new.from_state = 'draft' and new.action in ('correct', 'submit'))
	execute function biz.attachment_moved();

-- The columns that the trigger fills are nobody's to give.
revoke insert (module, from_org_id, from_region_id, to_org_id, to_region_id, created_by),
	update (removed_by) on biz.attachment from yl_web;

create function biz.read_attachment(attachment uuid) returns void
language sql volatile
begin atomic
	select sec.audit('attachment.read', 'attachment', a.id::text, a.from_region_id, a.added_org_id, null)
	  from biz.attachment a
	 where a.id = attachment and a.removed_at is null;
end;
comment on function biz.read_attachment(uuid) is 'Notes in the audit that a file was asked for.';

-- --- the bytes ---
create function job.take_upload(upload uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	delete from job.upload u
	 where u.id = upload
	   and u.account_id = sec.account_id()
	   and not exists (select from job.job j where j.upload_id = u.id);
	if not found then
		perform sec.refuse('UX422', '上传的文件已不存在，请重新上传', 'The file you sent is gone: send it again', '/upload_id');
	end if;
end
$$;
comment on function job.take_upload(uuid) is 'A record takes a file that this account sent: it waits no longer. Refuses what is not theirs.';

create function job.unknown_contents(hashes jsonb) returns setof text
language sql stable security definer
set search_path = ''
as $$
	select h.hash
	  from jsonb_array_elements_text(hashes) h (hash)
	 where not exists (select from biz.attachment a
	                    where a.sha256 = decode(h.hash, 'hex')
	                      and (a.removed_at is null or a.removed_at > now() - interval '30 days'))
$$;
comment on function job.unknown_contents(jsonb) is
	'Which of these contents no record needs: never taken, or removed from every record for thirty days.';

-- What may be sent: files to import, and files for records.
create or replace function job.add_upload(id uuid, name text, bytes bigint, files_max int, bytes_max bigint)
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
		 where p.permission in (job.permission_of('import.referrals'), job.permission_of('import.organisations'))
		    or p.permission in (select t.module || '.write' from biz.record_type t)) then
		perform sec.refuse('UX403', '您没有导入数据或填报记录的权限，不能上传文件',
			'You may neither import data nor enter records, so no file of yours is taken');
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
			format('您上传的文件中有 %s 个（%s MB）还没有用来导入或作附件，上限为 %s 个、%s MB：请先导入它们，或等待自动删除（上传满一天）后再试',
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
	'Notes a file that came; refuses who may neither import nor enter records (UX403) and whose files wait already (UX429).';

grant select on biz.attachment to yl_job;
grant execute on function biz.has_personal(text), biz.read_attachment(uuid), job.take_upload(uuid) to yl_web;
grant execute on function biz.has_personal(text), job.unknown_contents(jsonb) to yl_job;
