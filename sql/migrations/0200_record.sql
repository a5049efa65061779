-- 0200_record.sql - what every record type has: head columns, life, history, policies, attachments.
--
-- A record type is one migration:
--   create table biz.donation (like biz.record_head_two including all, <its columns and constraints>);
--   comment on ... each own column;
--   select biz.make_record('biz.donation', 'donations', 'donation', 'donated_on');
--   create table biz.donation_item (like biz.record_line including all, <its columns>);
--   select biz.make_lines('biz.donation_item', 'biz.donation');
--   then its own rules: named constraints with a sentence, triggers named <table>_rules.
-- A sentence of a constraint is its comment, '/pointer|中文|English': see biz.constraint_word.
-- A draft may lack what is needed to submit, so own columns are nullable, but the day; what may not
-- be missing later stands in a constraint <table>_whole_check, which lets draft and void pass.

set local role yl_owner;

create table biz.record_head_two (
	id              uuid        not null,
	from_org_id     int         not null,
	from_region_id  int         not null,
	to_org_id       int         not null,
	to_region_id    int         not null,
	entered_org_id  int         not null,
	state           text        not null default 'draft',
	state_reason    text,
	origin          text        not null default 'portal',
	import_org_id   int,
	register_number text,
	import_job_id   uuid,
	note            text,
	submitted_at    timestamptz,
	confirmed_at    timestamptz,
	confirmed_by    bigint,
	created_by      bigint      not null,
	created_at      timestamptz not null default now(),
	updated_by      bigint      not null,
	updated_at      timestamptz not null default now(),
	version         int         not null default 1
);
comment on table biz.record_head_two is 'Pattern of records that concern two institutions; holds no rows.';
comment on column biz.record_head_two.from_org_id is 'The giving, sending or supporting side.';
comment on column biz.record_head_two.from_region_id is 'Its region, copied; filled by trigger.';
comment on column biz.record_head_two.to_org_id is 'The receiving side.';
comment on column biz.record_head_two.to_region_id is 'Its region, copied; filled by trigger.';
comment on column biz.record_head_two.entered_org_id is 'The side that entered it and may correct it.';

create table biz.record_head_one (
	id              uuid        not null,
	org_id          int         not null,
	region_id       int         not null,
	state           text        not null default 'draft',
	state_reason    text,
	origin          text        not null default 'portal',
	import_org_id   int,
	register_number text,
	import_job_id   uuid,
	note            text,
	submitted_at    timestamptz,
	confirmed_at    timestamptz,
	confirmed_by    bigint,
	created_by      bigint      not null,
	created_at      timestamptz not null default now(),
	updated_by      bigint      not null,
	updated_at      timestamptz not null default now(),
	version         int         not null default 1
);
comment on table biz.record_head_one is 'Pattern of records of one institution; holds no rows.';
comment on column biz.record_head_one.org_id is 'The institution whose record it is.';
comment on column biz.record_head_one.region_id is 'Its region, copied; filled by trigger.';

create table biz.record_line (
	record_id uuid     not null,
	line      smallint not null
);
comment on table biz.record_line is 'Pattern of the lines of a record; holds no rows.';
comment on column biz.record_line.record_id is 'The record.';
comment on column biz.record_line.line is 'Place among its lines, from 1.';

do $$
declare
	head text;
begin
	foreach head in array array['biz.record_head_two', 'biz.record_head_one']
	loop
		execute format($f$
			comment on column %1$s.id is 'UUIDv7.';
			comment on column %1$s.state is 'draft, submitted, confirmed, disputed, void, or what the type adds.';
			comment on column %1$s.state_reason is 'Why it is disputed or void, or what was said at the last change of state.';
			comment on column %1$s.origin is 'portal or import.';
			comment on column %1$s.import_org_id is 'Institution whose register it was imported from.';
			comment on column %1$s.register_number is 'Number in that register, unique there.';
			comment on column %1$s.import_job_id is 'The import that brought it.';
			comment on column %1$s.note is 'Remark.';
			comment on column %1$s.submitted_at is 'When it first left the house; null: only those who entered it see it.';
			comment on column %1$s.confirmed_at is 'When it came to count; null: it does not.';
			comment on column %1$s.confirmed_by is 'Account that confirmed it; 0: loaded without one.';
			comment on column %1$s.created_by is 'Account that entered it; 0: loaded without one.';
			comment on column %1$s.created_at is 'When it was entered.';
			comment on column %1$s.updated_by is 'Account that changed it last.';
			comment on column %1$s.updated_at is 'When it was last changed.';
			comment on column %1$s.version is 'Counts changes, for ETag and If-Match.';
		$f$, head);
	end loop;
end
$$;
select sec.protect('biz.record_head_two', 'two_sided');
select sec.protect('biz.record_head_one', 'one_sided');
alter table biz.record_line enable row level security;
alter table biz.record_line force row level security;
create policy record_line_none on biz.record_line for all to yl_web, yl_job using (false);

create table biz.record_type (
	name       text not null,
	table_name text not null,
	module     text not null,
	sides      int  not null,
	day_column text not null,
	constraint record_type_pkey primary key (name),
	constraint record_type_table_key unique (table_name),
	constraint record_type_sides_check check (sides in (1, 2))
);
comment on table biz.record_type is 'The record types there are; one row from each biz.make_record.';
comment on column biz.record_type.name is 'Plural, as in the API: donations.';
comment on column biz.record_type.table_name is 'Table in biz.';
comment on column biz.record_type.module is 'First part of the permissions: donation.read, .write, .confirm.';
comment on column biz.record_type.sides is 'Whether it concerns one institution or two.';
comment on column biz.record_type.day_column is 'The day it is listed and counted by.';
select sec.protect('biz.record_type', 'public_read');
grant select on biz.record_type to yl_web, yl_job;

create table biz.record_event (
	id             bigint      not null generated always as identity,
	record_type    text        not null,
	record_id      uuid        not null,
	module         text        not null,
	at             timestamptz not null default now(),
	account_id     bigint      not null,
	actor_name     text,
	org_id         int,
	from_org_id    int         not null,
	from_region_id int         not null,
	to_org_id      int         not null,
	to_region_id   int         not null,
	entered_org_id int         not null,
	action         text        not null,
	from_state     text,
	to_state       text        not null,
	reason         text,
	changes        jsonb,
	version        int         not null,
	constraint record_event_pkey primary key (id),
	constraint record_event_type_fkey foreign key (record_type) references biz.record_type (name)
);
comment on table biz.record_event is 'History of all records: one row for each thing done to one. Written by trigger alone.';
comment on column biz.record_event.id is 'Key, in the order of doing.';
comment on column biz.record_event.record_type is 'Plural name of the type.';
comment on column biz.record_event.record_id is 'The record.';
comment on column biz.record_event.module is 'Module of the type, for the policy.';
comment on column biz.record_event.at is 'When.';
comment on column biz.record_event.account_id is 'Who; 0: loaded without an account.';
comment on column biz.record_event.actor_name is 'Name at that time.';
comment on column biz.record_event.org_id is 'Home organisation of who did it.';
comment on column biz.record_event.from_org_id is 'Side of the record; for one-sided records both sides are its institution.';
comment on column biz.record_event.from_region_id is 'Region of that side.';
comment on column biz.record_event.to_org_id is 'Other side.';
comment on column biz.record_event.to_region_id is 'Region of the other side.';
comment on column biz.record_event.entered_org_id is 'Side that entered the record: only it sees events of drafts.';
comment on column biz.record_event.action is 'create, import, submit, confirm, dispute, correct, void, or an action of the type.';
comment on column biz.record_event.from_state is 'State before; null: it was made.';
comment on column biz.record_event.to_state is 'State after.';
comment on column biz.record_event.reason is 'The reason in words.';
comment on column biz.record_event.changes is '{column: [before, after]}; of personal columns only "changed"; lines under their table''s name.';
comment on column biz.record_event.version is 'Version of the record after it.';
create index record_event_record_idx on biz.record_event (record_id, id);
select sec.protect('biz.record_event', 'two_sided');
create policy record_event_purpose on biz.record_event as restrictive for all to yl_web, yl_job
	using (module = (select split_part(sec.permission(), '.', 1))
	    or (select split_part(sec.permission(), '.', 1)) = any ('{figure,oversight,obligation,summary}'::text[]));
create policy record_event_unsent on biz.record_event as restrictive for select to yl_web, yl_job
	using (to_state <> 'draft'
	    or entered_org_id = any ((select sec.orgs())::int[])
	    or account_id = (select sec.account_id()));
grant select on biz.record_event to yl_web, yl_job;

create table biz.attachment (
	id             uuid        not null,
	record_type    text        not null,
	record_id      uuid        not null,
	module         text        not null,
	from_org_id    int         not null,
	from_region_id int         not null,
	to_org_id      int         not null,
	to_region_id   int         not null,
	sha256         bytea       not null,
	name           text        not null,
	media_type     text        not null,
	bytes          int         not null,
	created_by     bigint      not null,
	created_at     timestamptz not null default now(),
	removed_at     timestamptz,
	removed_by     bigint,
	remove_reason  text,
	constraint attachment_pkey primary key (id),
	constraint attachment_type_fkey foreign key (record_type) references biz.record_type (name),
	constraint attachment_sha256_check check (length(sha256) = 32),
	constraint attachment_name_check check (length(name) between 1 and 200),
	constraint attachment_bytes_check check (bytes between 1 and 26214400),
	constraint attachment_media_check check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
	constraint attachment_removal_check check ((removed_at is null) = (removed_by is null)
	    and (removed_at is null) = (remove_reason is null))
);
comment on table biz.attachment is 'Files that belong to records; the bytes stand outside the database under their hash.';
comment on column biz.attachment.id is 'UUIDv7.';
comment on column biz.attachment.record_type is 'Plural name of the type.';
comment on column biz.attachment.record_id is 'The record.';
comment on column biz.attachment.module is 'Module of the type, for the policy.';
comment on column biz.attachment.from_org_id is 'Sides of the record, copied from it when the file came.';
comment on column biz.attachment.from_region_id is 'Region of that side.';
comment on column biz.attachment.to_org_id is 'Other side.';
comment on column biz.attachment.to_region_id is 'Region of the other side.';
comment on column biz.attachment.sha256 is 'Hash of the bytes: where they are stored.';
comment on column biz.attachment.name is 'Name it was given.';
comment on column biz.attachment.media_type is 'What the worker found it to be.';
comment on column biz.attachment.bytes is 'Size.';
comment on column biz.attachment.created_by is 'Account that put it there.';
comment on column biz.attachment.created_at is 'When.';
comment on column biz.attachment.removed_at is 'Taken away at; the row stays.';
comment on column biz.attachment.removed_by is 'By whom.';
comment on column biz.attachment.remove_reason is 'Why.';
create index attachment_record_idx on biz.attachment (record_id, id);
create index attachment_sha256_idx on biz.attachment (sha256);

-- Outside a request (demonstration, loads by the owner) there is no account.
create function biz.acting_account() returns bigint
language sql stable
return case when sec.has_context() then sec.account_id() else 0 end;
comment on function biz.acting_account() is 'Account of this request; 0 where nobody asked, which no policy lets through.';

create function biz.record_say(action text, reason text) returns void
language sql volatile
begin atomic
	select set_config('yilian.record_action', coalesce(action, ''), true),
	       set_config('yilian.record_reason', coalesce(reason, ''), true);
end;
comment on function biz.record_say(text, text) is
	'Before the statement that changes a record: what is done (submit, correct, …; null: told from the states) and why. Holds until said otherwise or the transaction ends.';

create function biz.record_before() returns trigger
language plpgsql volatile
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	two constant boolean := tg_argv[0] = '2';
	moved boolean := true;
begin
	if tg_op = 'UPDATE' and current_user = 'yl_owner' and current_setting('yilian.record_quiet', true) = 'on' then
		return new;
	end if;
	if tg_op = 'UPDATE' then
		if old.state = 'void' then
			perform sec.refuse('UX409', '该记录已作废，不能再修改', 'This record is void and cannot be changed', '/state');
		end if;
		if two then
			moved := (new.from_org_id, new.to_org_id, new.entered_org_id)
				is distinct from (old.from_org_id, old.to_org_id, old.entered_org_id);
		else
			moved := new.org_id <> old.org_id;
		end if;
		if moved and old.state <> 'draft' then
			perform sec.refuse('UX409', '提交后不能更改双方机构；请作废后重新填报',
				'The institutions of a record never change after it was submitted: void it and enter it anew',
				case when two then '/from' else '/org' end);
		end if;
	end if;
	if moved and two then
		select o.region_id into new.from_region_id from biz.organisation o where o.id = new.from_org_id;
		select o.region_id into new.to_region_id from biz.organisation o where o.id = new.to_org_id;
	elsif moved then
		select o.region_id into new.region_id from biz.organisation o where o.id = new.org_id;
	end if;

	if tg_op = 'INSERT' then
		if me <> 0 then
			new.created_at := now();
			new.submitted_at := null;
			new.confirmed_at := null;
		end if;
		new.created_by := me;
		new.updated_by := me;
		new.updated_at := new.created_at;
		new.version := 1;
	else
		new.updated_by := me;
		new.updated_at := now();
		new.version := old.version + 1;
		if new.state is distinct from old.state and new.state_reason is not distinct from old.state_reason then
			new.state_reason := nullif(current_setting('yilian.record_reason', true), '');
		end if;
	end if;

	-- Whatever a type adds to the states comes after confirmation and goes on counting.
	if new.state = 'draft' or new.state = 'void' and new.submitted_at is null then
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state in ('submitted', 'disputed') then
		new.submitted_at := coalesce(new.submitted_at, now());
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state <> 'void' then
		new.submitted_at := coalesce(new.submitted_at, new.confirmed_at, now());
		if new.confirmed_at is null then
			new.confirmed_at := now();
			new.confirmed_by := me;
		end if;
		new.confirmed_by := coalesce(new.confirmed_by, me);
	end if;
	return new;
end
$$;
comment on function biz.record_before() is
	'Trigger of every record table (argument: sides): regions, times, version; parties stay after draft, void stays void.';

-- Its variables bear names that no column of a record has.
create function biz.record_made() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	a_me constant bigint := biz.acting_account();
	a_act constant text := coalesce(nullif(current_setting('yilian.record_action', true), ''), 'create');
	a_why constant text := nullif(current_setting('yilian.record_reason', true), '');
	a_name constant text := case when a_me <> 0 then sec.account_name() end;
	a_home constant int := case when a_me <> 0 then sec.home_org() end;
	a_n bigint;
	a_one record;
begin
	if tg_argv[0] = '2' then
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.from_org_id, m.from_region_id, m.to_org_id, m.to_region_id, m.entered_org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.entered_org_id as org_id,
			       case when m.entered_org_id = m.to_org_id then m.to_region_id else m.from_region_id end as region_id
			  into a_one from made m;
		end if;
	else
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.org_id, m.region_id, m.org_id, m.region_id, m.org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.org_id, m.region_id into a_one from made m;
		end if;
	end if;
	if a_n = 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, a_one.id::text, a_one.region_id, a_one.org_id, null);
	elsif a_n > 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, null, null, null, jsonb_build_object('rows', a_n));
	end if;
	return null;
end
$$;
comment on function biz.record_made() is
	'Trigger after insert of every record table (arguments: sides, type, module): events of new records, audit row.';

create function biz.record_after() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	why constant text := nullif(current_setting('yilian.record_reason', true), '');
	personal constant text[] := string_to_array(tg_argv[3], ',');
	n constant jsonb := to_jsonb(new);
	o constant jsonb := to_jsonb(old);
	act text := nullif(current_setting('yilian.record_action', true), '');
	changes jsonb;
begin
	if new.version = old.version then
		return null;
	end if;
	select jsonb_object_agg(c.key, case when c.key ~ '_(enc|idx)$' or c.key = any (personal) then '"changed"'::jsonb
	           else jsonb_build_array(o -> c.key, c.value) end)
	  into changes
	  from jsonb_each(n) c
	 where c.value is distinct from o -> c.key
	   and c.key <> all ('{state,state_reason,from_region_id,to_region_id,region_id,submitted_at,confirmed_at,confirmed_by,updated_by,updated_at,version}'::text[]);
	if changes is null and new.state = old.state and act is null then
		return null;
	end if;
	act := coalesce(act, case when new.state = old.state then 'correct'
		else case new.state when 'submitted' then 'submit' when 'confirmed' then 'confirm'
			when 'disputed' then 'dispute' else new.state end end);
	insert into biz.record_event (record_type, record_id, module, account_id, actor_name, org_id,
	       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, from_state,
	       to_state, reason, changes, version)
	values (tg_argv[1], new.id, tg_argv[2], me, case when me <> 0 then sec.account_name() end,
	       case when me <> 0 then sec.home_org() end,
	       coalesce(n ->> 'from_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'to_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'to_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int,
	       act, old.state, new.state,
	       coalesce(why, case when new.state <> old.state then new.state_reason end), changes, new.version);
	if me <> 0 then
		perform sec.audit(tg_table_name || '.' || act, tg_table_name, new.id::text,
			coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
			coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int, null);
	end if;
	return null;
end
$$;
comment on function biz.record_after() is
	'Trigger after update of every record table (arguments: sides, type, module, personal columns): event with what changed, audit row.';

-- Lines are replaced as a whole beside a change of their record: they go into that change's event.
create function biz.lines_after() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	side constant int := case tg_op when 'INSERT' then 1 else 0 end;
begin
	update biz.record_event e
	   set changes = jsonb_set(
	           case when e.changes ? tg_table_name then e.changes
	                else coalesce(e.changes, '{}') || jsonb_build_object(tg_table_name, '[[], []]'::jsonb) end,
	           array[tg_table_name, side::text], l.lines)
	  from (select t.record_id, jsonb_agg(to_jsonb(t) - 'record_id' order by t.line) as lines
	          from touched t
	         group by t.record_id) l
	 where e.id = (select max(x.id) from biz.record_event x where x.record_id = l.record_id)
	   and e.at = now()
	   and e.action not in ('create', 'import');
	return null;
end
$$;
comment on function biz.lines_after() is 'Trigger of every table of lines: notes lines taken out and put in with the change of their record.';

create function biz.make_checks(target regclass) returns void
language plpgsql volatile
as $$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	field text;
begin
	for field in
		select a.attname
		  from pg_catalog.pg_attribute a
		 where a.attrelid = target
		   and a.attnum > 0
		   and not a.attisdropped
		   and a.attname like '%\_exactness'
	loop
		execute format('alter table %s add constraint %I check (%I in (''exact'', ''near'', ''over'', ''about'', ''at_least''))',
			target, name || '_' || field || '_check', field);
	end loop;
end
$$;
comment on function biz.make_checks(regclass) is 'Checks that follow from the names of columns: <quantity>_exactness.';

create function biz.make_record(target regclass, type text, module text, day name, readers text default '',
	parents text default '', personal text default '')
returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	two constant boolean := sec.has_column(target, 'from_org_id');
	sides constant text := case when two then '2' else '1' end;
	writes constant text := format('%s.write,%s.confirm', module, module);
	kept constant text[] := '{id,created_by,created_at,updated_by,updated_at,version,submitted_at,confirmed_at,confirmed_by}';
	side text;
	fields text;
begin
	if not (select a.attnotnull from pg_catalog.pg_attribute a where a.attrelid = target and a.attname = day) then
		raise exception 'biz.make_record: % must be not null, lists go by it', day;
	end if;
	insert into biz.record_type (name, table_name, module, sides, day_column)
	values (type, name, module, sides::int, day);
	perform biz.make_checks(target);

	execute format($f$
		alter table %1$s add constraint %2$s_pkey primary key (id),
			add constraint %2$s_import_org_fkey foreign key (import_org_id) references biz.organisation (id),
			add constraint %2$s_register_key unique (import_org_id, register_number),
			add constraint %2$s_reason_check check (state not in ('disputed', 'void') or state_reason is not null),
			add constraint %2$s_origin_check check (origin = 'portal' or origin = 'import' and import_org_id is not null),
			add constraint %2$s_confirmed_check check ((confirmed_at is null) = (confirmed_by is null)),
			add constraint %2$s_note_check check (length(note) <= 4000),
			add constraint %2$s_version_check check (version > 0);
		comment on constraint %2$s_register_key on %1$s is
			'/register_number|本单位登记簿中的这个编号已经导入过|This number of your register was imported already';
		comment on constraint %2$s_reason_check on %1$s is '/reason|请填写原因|Give the reason';
		comment on constraint %2$s_note_check on %1$s is '/note|备注最多4000字|A note has at most 4000 characters';
		create index %2$s_day_idx on %1$s (%3$I, id);
		create index %2$s_import_job_idx on %1$s (import_job_id) where import_job_id is not null;
	$f$, target, name, day);
	if not exists (select from pg_catalog.pg_constraint c where c.conrelid = target and c.conname = name || '_state_check') then
		execute format($f$alter table %s add constraint %s_state_check
			check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void'))$f$, target, name);
	end if;
	foreach side in array case when two then '{from_,to_}'::text[] else '{""}'::text[] end
	loop
		execute format($f$
			alter table %1$s
				add constraint %2$s_%3$sorg_fkey foreign key (%3$sorg_id) references biz.organisation (id),
				add constraint %2$s_%3$sregion_fkey foreign key (%3$sregion_id) references biz.division (code);
			create index %2$s_%3$sorg_idx on %1$s (%3$sorg_id, %4$I, id);
			create index %2$s_%3$sregion_idx on %1$s (%3$sregion_id, %4$I, id);
		$f$, target, name, side, day);
	end loop;
	if two then
		execute format($f$
			alter table %1$s
				add constraint %2$s_sides_check check (from_org_id <> to_org_id),
				add constraint %2$s_entered_check check (entered_org_id in (from_org_id, to_org_id));
			comment on constraint %2$s_sides_check on %1$s is
				'/to_organisation_id|双方不能是同一个机构|The two sides cannot be the same institution';
		$f$, target, name);
	end if;

	perform sec.protect(target, case when two then 'two_sided:' else 'one_sided:' end || writes, parents);
	execute format('create policy %I on %s as restrictive for select to yl_web, yl_job using (submitted_at is not null or %s = any ((select sec.orgs())::int[]) or created_by = (select sec.account_id()))',
		name || '_unsent', target, case when two then 'entered_org_id' else 'org_id' end);
	execute format('create policy %I on %s as restrictive for select to yl_web, yl_job using ((select split_part(sec.permission(), ''.'', 1)) = any (%L::text[]))',
		name || '_purpose', target, array[module, 'figure', 'oversight', 'obligation', 'summary']
		|| string_to_array(nullif(readers, ''), ','));
	execute format('create policy %I on %s as restrictive for insert to yl_web, yl_job with check ((select sec.permission()) = any (%L::text[])%s)',
		name || '_purpose_insert', target, string_to_array(writes, ','),
		-- Nobody enters in the name of the other side.
		case when two then ' and (entered_org_id = any ((select sec.orgs())::int[]) or case when entered_org_id = from_org_id then from_region_id else to_region_id end between (select sec.region_lo()) and (select sec.region_hi()))' else '' end);
	execute format('create policy %I on %s as restrictive for update to yl_web, yl_job using ((select sec.permission()) = any (%L::text[]))',
		name || '_purpose_update', target, string_to_array(writes, ','));

	execute format('grant select on %s to yl_web, yl_job', target);
	select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into fields
	  from pg_catalog.pg_attribute a
	 where a.attrelid = target and a.attnum > 0 and not a.attisdropped
	   and a.attname <> all (kept[2:] || '{state_reason}'::text[]);
	execute format('grant insert (%s) on %s to yl_job', fields, target);
	execute format('grant insert (%s) on %s to yl_web', (
		select string_agg(f, ', ') from regexp_split_to_table(fields, ', ') f
		 where f <> all ('{origin,import_org_id,register_number,import_job_id}'::text[])), target);
	execute format('grant update (%s) on %s to yl_web, yl_job', (
		select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
		  from pg_catalog.pg_attribute a
		 where a.attrelid = target and a.attnum > 0 and not a.attisdropped
		   and a.attname <> all (kept || '{origin,import_org_id,register_number,import_job_id}'::text[])), target);

	execute format($f$
		create trigger %2$s_record_before before insert or update on %1$s
			for each row execute function biz.record_before(%3$L);
		create trigger %2$s_record_made after insert on %1$s referencing new table as made
			for each statement execute function biz.record_made(%3$L, %4$L, %5$L);
		create trigger %2$s_record_after after update on %1$s
			for each row execute function biz.record_after(%3$L, %4$L, %5$L, %6$L);
	$f$, target, name, sides, type, module, personal);
end
$$;
comment on function biz.make_record(regclass, text, text, name, text, text, text) is
$$Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. readers: further modules, by comma, whose requests may see its rows (where they refer to them); figure, oversight, obligation and summary always may. parents: 'column>schema.table,..' of sec.protect. personal: columns whose values history does not keep.$$;

create function biz.make_lines(child regclass, parent regclass) returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = child);
	module constant text := (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent));
	writes text;
	fields text;
	command text;
begin
	perform biz.make_checks(child);
	execute format($f$
		alter table %1$s add constraint %2$s_pkey primary key (record_id, line),
			add constraint %2$s_record_fkey foreign key (record_id) references %3$s (id),
			add constraint %2$s_line_check check (line between 1 and 1000);
	$f$, child, name, parent);
	perform sec.protect(child, format('parent:%s.record_id', parent));
	writes := format('(select sec.permission()) = any (%L::text[]) and exists (select from %s p where p.id = %I.record_id and p.state <> ''void'' and (%s or %s))',
		array[module || '.write', module || '.confirm'], parent, name,
		sec.scope_test(parent, true, false, 'p.'), sec.scope_test(parent, false, true, 'p.'));
	foreach command in array array['insert', 'update', 'delete']
	loop
		execute format('drop policy %I on %s', name || '_' || command, child);
		execute format('create policy %I on %s for %s to yl_web, yl_job %s (%s)', name || '_' || command, child, command,
			case when command = 'insert' then 'with check' else 'using' end, writes);
	end loop;
	select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into fields
	  from pg_catalog.pg_attribute a
	 where a.attrelid = child and a.attnum > 0 and not a.attisdropped;
	execute format('grant select, insert (%2$s), delete on %1$s to yl_web, yl_job', child, fields);
	execute format('grant update (%2$s) on %1$s to yl_web, yl_job', child, (
		select string_agg(f, ', ') from regexp_split_to_table(fields, ', ') f where f not in ('record_id', 'line')));
	execute format($f$
		create trigger %2$s_lines_put after insert on %1$s referencing new table as touched
			for each statement execute function biz.lines_after();
		create trigger %2$s_lines_taken after delete on %1$s referencing old table as touched
			for each statement execute function biz.lines_after();
	$f$, child, name);
end
$$;
comment on function biz.make_lines(regclass, regclass) is
	'Makes a table that was created like biz.record_line the lines of a record table: seen with the record, written and deleted by who may write it.';

-- Only an institution of either side, or who writes the module by region, adds or removes files; a
-- draft's files are seen by who sees its events.
select sec.protect('biz.attachment', 'two_sided:agreement.write,agreement.confirm,fund.write,fund.confirm,supervision.write,supervision.confirm,report.write,report.confirm');
create policy attachment_purpose on biz.attachment as restrictive for all to yl_web, yl_job
	using (module = (select split_part(sec.permission(), '.', 1)));
create policy attachment_unsent on biz.attachment as restrictive for select to yl_web, yl_job
	using (created_by = (select sec.account_id())
	    or exists (select from biz.record_event e where e.record_id = attachment.record_id));
create policy attachment_own on biz.attachment as restrictive for insert to yl_web, yl_job
	with check (created_by = (select sec.account_id())
	    and exists (select from biz.record_event e where e.record_id = attachment.record_id
	                 and e.record_type = attachment.record_type));
grant select on biz.attachment to yl_web, yl_job;
grant insert (id, record_type, record_id, module, from_org_id, from_region_id, to_org_id, to_region_id, sha256,
	name, media_type, bytes, created_by), update (removed_at, removed_by, remove_reason) on biz.attachment to yl_web;

create view biz.constraint_word with (security_invoker = true) as
	select c.relname::text as table_name, k.conname::text as constraint_name,
	       split_part(d.description, '|', 1) as pointer,
	       split_part(d.description, '|', 2) as zh,
	       split_part(d.description, '|', 3) as en
	  from pg_catalog.pg_constraint k
	  join pg_catalog.pg_class c on c.oid = k.conrelid
	  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
	  join pg_catalog.pg_description d on d.objoid = k.oid and d.classoid = 'pg_catalog.pg_constraint'::regclass
	 where n.nspname = 'biz'
	   and d.description like '/%|%|%';
comment on view biz.constraint_word is
	'What users are told where a constraint refuses: pointer and sentences, from the comment on it, ''/pointer|中文|English''.';
grant select on biz.constraint_word to yl_web, yl_job;

grant execute on function biz.acting_account(), biz.record_say(text, text) to yl_web, yl_job;
