-- 0364_summary.sql - work summaries: written, reviewed, published and frozen.
--
-- A summary belongs to the institution that writes it: its drafts are that institution's alone, what is
-- published is seen by whoever oversees it too. Numbers in it are the database's: no text of a client
-- ever becomes one.

set local role yl_owner;

create table biz.summary (
	id               uuid        not null,
	org_id           int         not null,
	region_id        int         not null,
	template         text        not null,
	template_version int         not null,
	scope            text        not null,
	period           text        not null,
	first            date        not null,
	last             date        not null,
	as_of            timestamptz not null default now(),
	title            text        not null,
	state            text        not null default 'draft',
	state_reason     text,
	document         jsonb       not null,
	offered          jsonb       not null default '[]',
	hash             bytea,
	frozen_at        timestamptz,
	frozen_by        bigint,
	created_by       bigint      not null,
	created_at       timestamptz not null default now(),
	updated_by       bigint      not null,
	updated_at       timestamptz not null default now(),
	version          int         not null default 1,
	constraint summary_pkey primary key (id),
	constraint summary_org_fkey foreign key (org_id) references biz.organisation (id),
	constraint summary_region_fkey foreign key (region_id) references biz.division (code),
	constraint summary_template_fkey foreign key (template, template_version) references fig.template (code, version),
	constraint summary_state_check check (state in ('draft', 'review', 'published', 'withdrawn')),
	constraint summary_title_check check (length(title) between 1 and 120),
	constraint summary_days_check check (first <= last),
	constraint summary_document_check check (jsonb_typeof(document -> 'blocks') = 'array' and octet_length(document::text) <= 1048576),
	constraint summary_offered_check check (jsonb_typeof(offered) = 'array'),
	constraint summary_frozen_check check ((hash is null) = (frozen_at is null) and (hash is null) = (frozen_by is null)
		and (state <> 'published' or hash is not null) and length(hash) = 32),
	constraint summary_version_check check (version > 0)
);

comment on table biz.summary is 'Work summaries (工作总结).';
comment on column biz.summary.id is 'UUIDv7.';
comment on column biz.summary.org_id is 'The institution that writes it.';
comment on column biz.summary.region_id is 'Its region, copied.';
comment on column biz.summary.template is 'Template it was composed from.';
comment on column biz.summary.template_version is 'Version of that.';
comment on column biz.summary.scope is 'What it is about: alliance:3, pairing:4, region:630106 …';
comment on column biz.summary.period is 'Of when: year:2016 …';
comment on column biz.summary.first is 'First day of that.';
comment on column biz.summary.last is 'Last day of that.';
comment on column biz.summary.as_of is 'Moment at which its numbers were taken.';
comment on column biz.summary.title is 'Title.';
comment on column biz.summary.state is 'draft, review, published (frozen), withdrawn.';
comment on column biz.summary.state_reason is 'Why it was returned or withdrawn.';
comment on column biz.summary.document is 'Blocks of text and numbers (0362).';
comment on column biz.summary.offered is 'New sentences of the template that the writer may take: [{"after": id or null, "block"}].';
comment on column biz.summary.hash is 'SHA-256 of what was published as canonical JSON; null: never published.';
comment on column biz.summary.frozen_at is 'When it was published.';
comment on column biz.summary.frozen_by is 'Account that published it.';
comment on column biz.summary.created_by is 'Account that began it.';
comment on column biz.summary.created_at is 'When.';
comment on column biz.summary.updated_by is 'Account that changed it last.';
comment on column biz.summary.updated_at is 'When.';
comment on column biz.summary.version is 'Counts changes, for ETag and If-Match.';
create index summary_org_idx on biz.summary (org_id, updated_at desc, id desc);
create index summary_region_idx on biz.summary (region_id, updated_at desc, id desc);

create table biz.summary_event (
	id         bigint      not null generated always as identity,
	summary_id uuid        not null,
	version    int         not null,
	at         timestamptz not null default now(),
	account_id bigint      not null,
	actor_name text,
	action     text        not null,
	from_state text,
	to_state   text        not null,
	reason     text,
	title      text        not null,
	document   jsonb       not null,
	constraint summary_event_pkey primary key (id),
	constraint summary_event_version_key unique (summary_id, version),
	constraint summary_event_summary_fkey foreign key (summary_id) references biz.summary (id)
);

comment on table biz.summary_event is 'Versions of summaries: who did what, and how it read then. Written by trigger alone.';
comment on column biz.summary_event.id is 'Key, in the order of doing.';
comment on column biz.summary_event.summary_id is 'The summary.';
comment on column biz.summary_event.version is 'Version after it.';
comment on column biz.summary_event.at is 'When.';
comment on column biz.summary_event.account_id is 'Who; 0: loaded without an account.';
comment on column biz.summary_event.actor_name is 'Name at that time.';
comment on column biz.summary_event.action is 'create, edit, regenerate, submit, return, publish, withdraw.';
comment on column biz.summary_event.from_state is 'State before.';
comment on column biz.summary_event.to_state is 'State after.';
comment on column biz.summary_event.reason is 'Reason given.';
comment on column biz.summary_event.title is 'Title then.';
comment on column biz.summary_event.document is 'Document then.';

-- Institutions as which this request writes summaries. Who acts for an alliance or a region does not
-- write in its members' names, but in that of their own house.
create function biz.summary_orgs() returns int[]
language sql stable
return case
	when cardinality(coalesce(sec.alliances(), '{}')) > 0 then array[sec.home_org()]
	when sec.region_lo() is not null or sec.sees_all() then array_append(coalesce(sec.orgs(), '{}'), sec.home_org())
	else sec.orgs() end;

comment on function biz.summary_orgs() is 'Institutions as which this request writes summaries.';

select sec.protect('biz.summary', 'one_sided');
select sec.protect('biz.summary_event', 'parent:biz.summary.summary_id');
drop policy summary_select on biz.summary;
create policy summary_select on biz.summary for select to yl_web, yl_job using (
	org_id = any ((select biz.summary_orgs())::int[])
	or state = 'published' and (org_id = any ((select sec.orgs())::int[])
	   or region_id between (select sec.region_lo()) and (select sec.region_hi())
	   or (select sec.sees_all())));
drop policy summary_insert on biz.summary;
create policy summary_insert on biz.summary for insert to yl_web, yl_job
	with check (org_id = any ((select biz.summary_orgs())::int[]) and (select sec.permission()) = 'summary.write'
	    and state = 'draft');
drop policy summary_update on biz.summary;
create policy summary_update on biz.summary for update to yl_web, yl_job
	using (org_id = any ((select biz.summary_orgs())::int[]) and (select sec.permission()) in ('summary.write', 'summary.publish'))
	with check (org_id = any ((select biz.summary_orgs())::int[]) and (select sec.permission()) in ('summary.write', 'summary.publish'));
create policy summary_purpose on biz.summary as restrictive for all to yl_web, yl_job
	using (split_part((select sec.permission()), '.', 1) = 'summary');
-- Every version is the writers' own; others see what stands published.
create policy summary_event_own on biz.summary_event as restrictive for select to yl_web, yl_job
	using (exists (select from biz.summary s where s.id = summary_id and s.org_id = any ((select biz.summary_orgs())::int[])));
grant select, insert on biz.summary to yl_web;
grant update (as_of, title, state, state_reason, document, offered, hash, frozen_at, frozen_by) on biz.summary to yl_web;
grant select on biz.summary_event to yl_web;

create function biz.summary_before() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
	if tg_op = 'INSERT' then
		select o.region_id into new.region_id from biz.organisation o where o.id = new.org_id;
		new.created_by := biz.acting_account();
		new.created_at := now();
		new.version := 1;
	else
		if old.hash is not null and (new.document, new.title, new.hash, new.frozen_at, new.as_of)
			is distinct from (old.document, old.title, old.hash, old.frozen_at, old.as_of) then
			perform sec.refuse('UX409', '已发布的总结不能再改动', 'What was published does not change', '/state');
		end if;
		new.version := old.version + 1;
	end if;
	new.updated_by := biz.acting_account();
	new.updated_at := now();
	return new;
end
$$;

comment on function biz.summary_before() is 'Trigger: region, times, version; what was published stays as it is.';

-- Typing is saved every few seconds: of one writer's edits in a row within ten minutes the last is kept.
create function biz.summary_after() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
	act constant text := coalesce(nullif(current_setting('yilian.summary_action', true), ''),
		case tg_op when 'INSERT' then 'create' else 'edit' end);
begin
	if tg_op = 'UPDATE' and act = 'edit' then
		delete from biz.summary_event e
		 where e.summary_id = new.id
		   and e.version = old.version
		   and e.action = 'edit'
		   and e.account_id = me
		   and e.at > now() - interval '10 minutes';
	end if;
	insert into biz.summary_event (summary_id, version, account_id, actor_name, action, from_state, to_state, reason, title, document)
	values (new.id, new.version, me, case when me <> 0 then sec.account_name() end, act,
	       case when tg_op = 'UPDATE' then old.state end, new.state, new.state_reason, new.title, new.document);
	if me <> 0 then
		perform sec.audit('summary.' || act, 'summary', new.id::text, new.region_id, new.org_id, null);
	end if;
	return null;
end
$$;

comment on function biz.summary_after() is 'Trigger: a version for each change, an audit row.';

create trigger summary_before before insert or update on biz.summary for each row execute function biz.summary_before();
create trigger summary_after after insert or update on biz.summary for each row execute function biz.summary_after();

-- What the caller may do with the summaries of an institution.
create function biz.summary_permissions(org int) returns text[]
language sql stable
as $$
	select case when $1 = any (biz.summary_orgs()) then array(
		select p.code
		  from unnest('{summary.read,summary.write,summary.publish}'::text[]) as p (code)
		 cross join lateral sec.scope_of(p.code) s
		 where s.reach is not null) else '{}' end
$$;

comment on function biz.summary_permissions(int) is 'Permissions of the caller over the summaries of an institution.';

create function biz.summary_content(s biz.summary) returns jsonb
language sql stable
return jsonb_build_object('id', (s).id, 'organisation', (s).org_id, 'template', (s).template,
	'template_version', (s).template_version, 'scope', (s).scope, 'period', (s).period,
	'as_of', to_char((s).as_of at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
	'frozen_at', to_char((s).frozen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
	'title', (s).title, 'document', (s).document);

comment on function biz.summary_content is 'What of a summary is frozen and hashed.';

create function biz.summary_hash(s biz.summary) returns bytea
language sql stable
return sha256(convert_to(biz.canonical_json(biz.summary_content(s)), 'UTF8'));

comment on function biz.summary_hash is 'SHA-256 of what is frozen.';

create function biz.summary_create(id uuid, template text, scope text, period text, title text) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
	mine constant int[] := biz.summary_orgs();
	t fig.template;
	days record;
	words jsonb;
begin
	select x.* into t from fig.template x where x.code = $2 and not x.withdrawn order by x.version desc limit 1;
	if t.code is null then
		perform sec.refuse('UX422', '没有这个模板', 'There is no such template', '/template');
	end if;
	if split_part($3, ':', 1) <> all (t.scopes) then
		perform sec.refuse('UX422', '这个模板不适用于这种统计范围', 'This template is not for scopes of this kind', '/scope');
	end if;
	if coalesce(mine[1], sec.home_org()) is null then
		perform sec.refuse('UX403', '您的账号不属于任何机构，不能撰写总结', 'Your account belongs to no institution');
	end if;
	select * into days from fig.period_days($4);
	perform fig.scope_name(split_part($3, ':', 1), substr($3, position(':' in $3) + 1), days.first, days.last);
	words := fig.compose_words($3, $4);
	insert into biz.summary (id, org_id, region_id, template, template_version, scope, period, first, last, title, document,
	       created_by, updated_by)
	values ($1, case when sec.home_org() = any (mine) then sec.home_org() else mine[1] end, 0, t.code, t.version, $3, $4,
	       days.first, days.last,
	       coalesce($5, left((words ->> 'scope') || (words ->> 'period') || t.title_zh, 120)),
	       fig.fill_document(fig.compose(t.code, t.version, $3, $4)), 0, 0);
	return $1;
end
$$;

comment on function biz.summary_create is 'Composes a summary as a draft of the caller''s institution.';

-- What makes two blocks the same to a reader: kind, text, and what their numbers ask for.
create function fig.block_says(block jsonb) returns jsonb
language sql immutable
as $$
	select jsonb_build_array($1 -> 'kind', $1 -> 'level',
	       (select jsonb_agg(case when r.run ? 'token' then (r.run -> 'token')
	               - '{id,version,name,unit,value,numerator,denominator,state,shown,base,names}'::text[]
	               || jsonb_build_object('structure', coalesce(r.run -> 'token' -> 'structure', '"then"'),
	                  'style', coalesce(r.run -> 'token' -> 'style', '"exact"')) else r.run end order by r.n)
	          from jsonb_path_query($1, '$.content[*]') with ordinality as r (run, n)),
	       (select jsonb_agg(case when r.run ? 'token' then (r.run -> 'token')
	               - '{id,version,name,unit,value,numerator,denominator,state,shown,base,names}'::text[]
	               || jsonb_build_object('structure', coalesce(r.run -> 'token' -> 'structure', '"then"'),
	                  'style', coalesce(r.run -> 'token' -> 'style', '"exact"')) else r.run end order by r.n)
	          from jsonb_path_query($1, '$.rows[*][*][*]') with ordinality as r (run, n)))
$$;

-- Where each block of a document that comes back comes from: generated while it reads as it was
-- composed, edited once it does not, own where no template wrote it.
create function fig.settle(document jsonb, before jsonb, offered jsonb) returns jsonb
language sql stable
as $$
	with known as (
		select b.block, b.block ->> 'id' as id from jsonb_array_elements($2 -> 'blocks') as b (block)
		 union all
		select o.offer -> 'block', o.offer -> 'block' ->> 'id' from jsonb_array_elements($3) as o (offer)
	)
	select $1 || jsonb_build_object('blocks', coalesce(jsonb_agg(
	       (b.block - 'part') || case
	       when k.block ->> 'part' is null then jsonb_build_object('part', null, 'origin', 'own')
	       else jsonb_build_object('part', k.block -> 'part', 'origin',
	       	case when k.block ->> 'origin' = 'generated' and fig.block_says(b.block) = fig.block_says(k.block)
	       		then 'generated' else 'edited' end) end order by b.n), '[]'))
	  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)
	  left join lateral (select x.block from known x where x.id = b.block ->> 'id' limit 1) k on true
$$;

comment on function fig.settle is 'A document that comes back from its writer, each block with where it comes from.';

create function fig.offers_left(offered jsonb, document jsonb) returns jsonb
language sql stable
as $$
	select coalesce(jsonb_agg(o.offer order by o.n), '[]')
	  from jsonb_array_elements($1) with ordinality as o (offer, n)
	 where not exists (select from jsonb_array_elements($2 -> 'blocks') as b (block)
	                    where b.block ->> 'id' = o.offer -> 'block' ->> 'id')
$$;

create function biz.summary_for_writing(id uuid, version int) returns biz.summary
language plpgsql volatile
set search_path = ''
as $$
declare
	s biz.summary;
begin
	select x.* into s from biz.summary x where x.id = $1 for update;
	if s.id is null then
		perform sec.refuse('UX404', '没有这份总结，或您无权修改', 'It does not exist, or you may not change it');
	end if;
	if s.state <> 'draft' then
		perform sec.refuse('UX409', '总结已提交，不能修改；需修改时请审核人退回',
			'The summary was submitted: it changes only after the reviewer returns it');
	end if;
	if s.version <> $2 then
		perform sec.refuse('UX412', '总结已被他人修改，请查看后再保存', 'Someone changed the summary meanwhile: look at it, then save again');
	end if;
	return s;
end
$$;

create function biz.summary_edit(id uuid, version int, title text, document jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	s constant biz.summary := biz.summary_for_writing($1, $2);
	filled jsonb := s.document;
begin
	if $4 is not null then
		filled := fig.fill_document(fig.settle($4, s.document, s.offered));
	end if;
	perform set_config('yilian.summary_action', 'edit', true);
	update biz.summary x
	   set title = coalesce($3, s.title),
	       document = filled,
	       offered = fig.offers_left(s.offered, filled),
	       as_of = case when $4 is null then s.as_of else now() end
	 where x.id = s.id;
end
$$;

comment on function biz.summary_edit is 'Takes a document back from its writer; every number in it is made anew.';

-- What was composed and left alone is composed anew, or goes where its condition no longer holds; what
-- somebody wrote stays where it stood, with its numbers renewed; sentences that are new are offered.
create function biz.summary_regenerate(s biz.summary, out document jsonb, out offered jsonb)
language plpgsql stable
set search_path = ''
as $$
declare
	fresh constant jsonb := fig.compose((s).template, (s).template_version, (s).scope, (s).period) -> 'blocks';
	kept jsonb;
	news jsonb;
	all_blocks jsonb;
begin
	kept := coalesce((
		select jsonb_agg(case b.block ->> 'origin' when 'generated' then f.block else b.block end order by b.n)
		  from jsonb_array_elements((s).document -> 'blocks') with ordinality as b (block, n)
		  left join lateral (select x from jsonb_array_elements(fresh) as x where x ->> 'id' = b.block ->> 'id') f (block) on true
		 where b.block ->> 'origin' <> 'generated'
		    or f.block is not null), '[]');
	news := coalesce((
		select jsonb_agg(jsonb_build_object('block', f.block, 'after', (
		           select o.block -> 'id'
		             from jsonb_array_elements(fresh) with ordinality as o (block, n)
		            where o.n < f.n
		              and exists (select from jsonb_array_elements(kept) as k where k ->> 'id' = o.block ->> 'id')
		            order by o.n desc
		            limit 1)) order by f.n)
		  from jsonb_array_elements(fresh) with ordinality as f (block, n)
		 where not exists (select from jsonb_array_elements(kept) as k where k ->> 'id' = f.block ->> 'id')), '[]');
	all_blocks := fig.fill_document(jsonb_build_object('blocks',
		kept || coalesce((select jsonb_agg(n.offer -> 'block' order by n.n) from jsonb_array_elements(news) with ordinality as n (offer, n)), '[]')))
		-> 'blocks';
	document := jsonb_build_object('blocks', coalesce((
		select jsonb_agg(b.block order by b.n)
		  from jsonb_array_elements(all_blocks) with ordinality as b (block, n)
		 where b.n <= jsonb_array_length(kept)), '[]'));
	offered := coalesce((
		select jsonb_agg(jsonb_build_object('after', n.offer -> 'after', 'block', all_blocks -> (jsonb_array_length(kept) + n.n::int - 1)) order by n.n)
		  from jsonb_array_elements(news) with ordinality as n (offer, n)), '[]');
end
$$;

comment on function biz.summary_regenerate is 'A summary''s document with renewed numbers and sentences, and what is new beside it.';

-- One step of the workflow, its parameters as include/workflow.h fixes them.
create function biz.act_on_summary(id uuid, action text, from_states text[], next_states text[], version int, reason text,
	out new_state text, out new_version int)
returns setof record
language plpgsql volatile
set search_path = ''
as $$
declare
	s biz.summary;
	again record;
	fault jsonb;
begin
	if not exists (select from biz.summary x where x.id = $1 and x.org_id = any (biz.summary_orgs())) then
		return;
	end if;
	select x.* into s from biz.summary x where x.id = $1 for update;
	new_state := next_states[array_position(from_states, s.state)];
	if new_state is null or $5 is not null and s.version <> $5 then
		return;
	end if;
	perform set_config('yilian.summary_action', $2, true);
	if $2 = 'regenerate' then
		select * into again from biz.summary_regenerate(s);
		update biz.summary x set document = again.document, offered = again.offered, as_of = now() where x.id = s.id;
	elsif $2 = 'publish' then
		fault := (select c from jsonb_array_elements(biz.summary_checks(s)) c where c ->> 'severity' = 'error' limit 1);
		if fault is not null then
			perform sec.refuse('UX422', '还有问题没有解决，不能发布：' || (fault -> 'message' ->> 'zh'),
				'It cannot be published yet: ' || (fault -> 'message' ->> 'en'), '/document');
		end if;
		s.frozen_at := now();
		update biz.summary x
		   set state = new_state, state_reason = null, offered = '[]', frozen_at = s.frozen_at,
		       frozen_by = biz.acting_account(), hash = biz.summary_hash(s)
		 where x.id = s.id;
	else
		update biz.summary x set state = new_state, state_reason = $6 where x.id = s.id;
	end if;
	new_version := s.version + 1;
	return next;
end
$$;

comment on function biz.act_on_summary is 'One step of a summary''s life; no row where it does not fit.';

-- Who may see a summary need not see its scope: then it goes by what it is called there.
create function biz.summary_scope_name(scope text, first date, last date) returns text
language plpgsql stable
set search_path = ''
as $$
begin
	return fig.scope_name(split_part($1, ':', 1), substr($1, position(':' in $1) + 1), $2, $3);
exception
	when sqlstate 'UX403' or sqlstate 'UX404' then
		return $1;
end
$$;

comment on function biz.summary_scope_name is 'Name of the scope of a summary, or its text where the caller may not see it.';
grant execute on function biz.summary_scope_name(text, date, date) to yl_web;
