-- 0005_session.sql - sessions, idempotency keys, keys of the request context.
set local role yl_sec;

create table sec.session (
	token_hash bytea not null,
	id uuid not null default gen_random_uuid(),
	account_id bigint not null,
	auth_methods text[] not null,
	created_at timestamptz not null default clock_timestamp(),
	last_seen_at timestamptz not null default clock_timestamp(),
	idle_s int not null,
	expires_at timestamptz not null,
	dir_checked_at timestamptz not null default clock_timestamp(),
	address inet,
	agent text,
	ended_at timestamptz,
	end_reason text,
	constraint session_pkey primary key (token_hash),
	constraint session_id_key unique (id),
	constraint session_account_fkey foreign key (account_id) references sec.account (id),
	constraint session_token_is_sha256 check (length(token_hash) = 32),
	constraint session_idle_positive check (idle_s > 0),
	constraint session_agent_length check (length(agent) <= 200),
	constraint session_end_has_reason check ((ended_at is null) = (end_reason is null)),
	constraint session_end_reason_known check (end_reason in ('logout', 'displaced', 'replaced', 'revoked',
	    'directory', 'outage', 'rights', 'blocked', 'password'))
);
comment on table sec.session is 'Signed-in browsers. The token itself is nowhere in the database.';
comment on column sec.session.token_hash is 'SHA-256 of the token in the cookie.';
comment on column sec.session.id is 'Name of the session that may be shown.';
comment on column sec.session.account_id is 'Whose.';
comment on column sec.session.auth_methods is 'How the person signed in: password, kerberos, totp.';
comment on column sec.session.created_at is 'Signed in at.';
comment on column sec.session.last_seen_at is 'Last request, to the minute.';
comment on column sec.session.idle_s is 'Ends after so many seconds without a request.';
comment on column sec.session.expires_at is 'Ends at the latest.';
comment on column sec.session.dir_checked_at is 'When the directory last said that the account is in use.';
comment on column sec.session.address is 'Address at sign-in.';
comment on column sec.session.agent is 'Browser at sign-in.';
comment on column sec.session.ended_at is 'Ended before its time.';
comment on column sec.session.end_reason is 'Why: logout, displaced (too many), replaced (signed in again), revoked, directory (account disabled), outage, rights (role changed), blocked, password.';
create index session_account_idx on sec.session (account_id) where ended_at is null;
create index session_expires_idx on sec.session (expires_at);

create table sec.idempotency (
	account_id bigint not null,
	key text not null,
	request_hash bytea not null,
	object text not null,
	object_id uuid not null,
	created_at timestamptz not null default now(),
	constraint idempotency_pkey primary key (account_id, key),
	constraint idempotency_account_fkey foreign key (account_id) references sec.account (id),
	constraint idempotency_key_length check (length(key) between 8 and 128)
);
comment on table sec.idempotency is 'Requests already carried out, so that a retry does nothing twice; kept 7 days.';
comment on column sec.idempotency.account_id is 'Whose request.';
comment on column sec.idempotency.key is 'The Idempotency-Key header.';
comment on column sec.idempotency.request_hash is 'Hash of method, path and body.';
comment on column sec.idempotency.object is 'What kind of thing it was about.';
comment on column sec.idempotency.object_id is 'Id the first try gave.';
comment on column sec.idempotency.created_at is 'Now of the transaction of the first try, and so of all it wrote.';
create index idempotency_created_idx on sec.idempotency (created_at);

create table sec.context_key (
	id int not null generated always as identity,
	inner_pad bytea not null,
	outer_pad bytea not null,
	created_at timestamptz not null default clock_timestamp(),
	retired_at timestamptz,
	constraint context_key_pkey primary key (id),
	constraint context_key_pads_are_blocks check (length(inner_pad) = 64 and length(outer_pad) = 64)
);
comment on table sec.context_key is 'Keys that sign request contexts. Readable by functions of yl_sec alone.';
comment on column sec.context_key.id is 'Key number, named in the context.';
comment on column sec.context_key.inner_pad is 'HMAC inner block: key xor 0x36.';
comment on column sec.context_key.outer_pad is 'HMAC outer block: key xor 0x5c.';
comment on column sec.context_key.created_at is 'When it was made.';
comment on column sec.context_key.retired_at is 'No new context since; those signed live on until their transaction ends, an hour at most.';
create unique index context_key_current_idx on sec.context_key ((true)) where retired_at is null;

select sec.guard('sec.session');
select sec.guard('sec.idempotency');
select sec.guard('sec.context_key');

create function sec.new_context_key()
	returns void
	language plpgsql
	volatile
as $$
declare
	inner_pad bytea := '\x';
	outer_pad bytea := '\x';
	key bytea;
	i int;
begin
	-- 32 bytes from the server's strong random source, spread over four version-4 uuids.
	key := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
	    || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
	inner_pad := key || decode(repeat('00', 32), 'hex');
	outer_pad := inner_pad;
	for i in 0..63 loop
		inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # 54);
		outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # 92);
	end loop;
	update sec.context_key set retired_at = clock_timestamp() where retired_at is null;
	insert into sec.context_key (inner_pad, outer_pad) values (inner_pad, outer_pad);
	delete from sec.context_key where retired_at < clock_timestamp() - interval '1 hour';
end
$$;
comment on function sec.new_context_key() is 'Retires the key that signs contexts and makes another.';
select sec.new_context_key();
