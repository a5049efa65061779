-- 0008_audit.sql - who did what: appended in the transaction of the act, sealed later.
set local role yl_sec;

create table aud.event (
	id bigint not null generated always as identity,
	at timestamptz not null default clock_timestamp(),
	xid xid8 not null default pg_current_xact_id(),
	program text not null default session_user,
	account_id bigint,
	realm_id int,
	permission text,
	org_id int,
	region_id int,
	session8 text,
	request_id text,
	address inet,
	action text not null,
	object_type text not null,
	object_id text,
	result text not null default 'done',
	reason text,
	detail jsonb,
	constraint event_pkey primary key (at, id),
	constraint event_action_form check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
	constraint event_result_known check (result in ('done', 'refused', 'failed'))
) partition by range (at);
comment on table aud.event is 'Audit log, one partition a month. Rows are only added, by sec.audit and its like.';
comment on column aud.event.id is 'Grows.';
comment on column aud.event.at is 'When.';
comment on column aud.event.xid is 'Transaction, for the sealer.';
comment on column aud.event.program is 'Database role of the program.';
comment on column aud.event.account_id is 'Who; null: nobody known, or the console.';
comment on column aud.event.realm_id is 'Directory the event is about, at sign-in.';
comment on column aud.event.permission is 'Permission the request came with.';
comment on column aud.event.org_id is 'Organisation the object belongs to.';
comment on column aud.event.region_id is 'Region the object belongs to.';
comment on column aud.event.session8 is 'First eight hex digits of the session''s token hash.';
comment on column aud.event.request_id is 'Request, as in the log.';
comment on column aud.event.address is 'Address of the client.';
comment on column aud.event.action is 'object.verb, e.g. referral.accept, auth.login.';
comment on column aud.event.object_type is 'Kind of thing.';
comment on column aud.event.object_id is 'Which one.';
comment on column aud.event.result is 'done, refused, failed.';
comment on column aud.event.reason is 'Why it was refused, or the reason given.';
comment on column aud.event.detail is 'More, without personal data, secrets or clinical text.';
create index event_account_idx on aud.event (account_id, at);
create index event_object_idx on aud.event (object_type, object_id, at);
create index event_region_idx on aud.event (region_id, at);
create index event_xid_idx on aud.event (xid, id);
select sec.guard('aud.event');

create table aud.event_default partition of aud.event default;
comment on table aud.event_default is 'Events of months that have no partition: none, unless housekeeping stopped.';

create function aud.make_partitions(months int)
	returns int
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	this_month timestamp := date_trunc('month', now() at time zone 'Asia/Shanghai');
	month timestamp;
	name text;
	made int := 0;
begin
	for month in select generate_series(this_month, this_month + make_interval(months => months), interval '1 month')
	loop
		name := 'event_' || to_char(month, 'YYYYMM');
		continue when to_regclass('aud.' || name) is not null;
		execute format('create table aud.%I partition of aud.event for values from (%L) to (%L)', name,
		    month at time zone 'Asia/Shanghai', (month + interval '1 month') at time zone 'Asia/Shanghai');
		execute format('alter table aud.%I enable row level security', name);
		execute format('alter table aud.%I force row level security', name);
		execute format('comment on table aud.%I is %L', name, 'Audit events of ' || to_char(month, 'YYYY-MM') || '.');
		made := made + 1;
	end loop;
	return made;
end
$$;
comment on function aud.make_partitions(int) is 'Makes the partitions of this month and so many ahead.';
alter table aud.event_default enable row level security;
alter table aud.event_default force row level security;
select aud.make_partitions(3);

create function sec.audit(action text, object_type text, object_id text, region int, org int, detail jsonb)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	field text[] := sec.context();
begin
	insert into aud.event (account_id, permission, org_id, region_id, session8, request_id, address,
	    action, object_type, object_id, detail)
	values (field[4]::bigint, field[5], org, region, field[10], field[11], nullif(field[12], '')::inet,
	    action, object_type, object_id, detail);
end
$$;
comment on function sec.audit(text, text, text, int, int, jsonb) is
	'Writes the audit row of an act, in its transaction: without the row there is no act.';

create function sec.audit_refusal(token bytea, permission text, request_id text, ip inet, status int, path text)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	insert into aud.event (account_id, permission, session8, request_id, address, action, object_type,
	    object_id, result, reason)
	values ((select s.account_id from sec.session s where s.token_hash = token), permission,
	    left(encode(token, 'hex'), 8), left(request_id, 64), ip, 'request.refuse', 'route', left(path, 200),
	    'refused', status::text);
end
$$;
comment on function sec.audit_refusal(bytea, text, text, inet, int, text) is
	'Notes a refused request, in a transaction of its own: the request''s was rolled back.';

create function sec.note(actor bigint, action text, object_type text, object_id text, org int, region int,
    result text, reason text, detail jsonb)
	returns void
	language sql
	volatile
begin atomic
	insert into aud.event (account_id, action, object_type, object_id, org_id, region_id, result, reason, detail)
	values (actor, action, object_type, object_id, org, region, result, reason, detail);
end;
comment on function sec.note(bigint, text, text, text, int, int, text, text, jsonb) is
	'Audit row of an act outside a request: console, login worker. For functions of yl_sec.';

-- Auditors read: of the whole system, or of their region.
create policy event_auditor on aud.event for select to yl_web
	using ((select sec.permission()) = 'audit.read'
	    and ((select sec.is_system())
	        or region_id between (select sec.region_lo()) and (select sec.region_hi())));
grant select on aud.event to yl_web;

create function sec.housekeeping()
	returns table (what text, n bigint)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	count bigint;
begin
	what := 'audit partitions made';
	n := aud.make_partitions(3);
	return next;
	delete from sec.idempotency where created_at < now() - interval '7 days';
	get diagnostics count = row_count;
	what := 'idempotency keys forgotten';
	n := count;
	return next;
	delete from sec.session where expires_at < now() - interval '30 days';
	get diagnostics count = row_count;
	what := 'old sessions forgotten';
	n := count;
	return next;
end
$$;
comment on function sec.housekeeping() is 'Daily: audit partitions ahead, old keys and sessions away.';

grant execute on function sec.audit(text, text, text, int, int, jsonb) to yl_owner, yl_web, yl_job;
grant execute on function sec.audit_refusal(bytea, text, text, inet, int, text) to yl_web;
grant execute on function sec.housekeeping() to yl_job;
