-- 0007_context.sql - identity in the database: begin_request, the signed context, its readers.
--
-- The context is the setting yilian.ctx, local to the transaction:
--   key|pid|transaction time|account|permission|reach|region_lo|region_hi|home_org|session|request|ip|alliances|orgs|signature
-- Anyone can set it; only functions of yl_sec can sign it. Each reader checks the signature, the
-- process and the transaction time, so a context forged, or kept from an earlier transaction, is
-- refused (28000). Without a context every reader raises: policies fail closed.
--
-- Readers run some twenty times a request, so the key they check with is not read from a table: each
-- server process draws a key of its own, 128 bits made from sec.context_key and fresh randomness, and
-- keeps it as its currval of two sequences. That is memory of this process alone which only
-- functions of yl_sec can set (setval) or read (currval, of sequences nobody else has a right on),
-- and a rolled back transaction leaves it.
set local role yl_sec;

create unlogged sequence sec.process_key_high minvalue -9223372036854775808 start 0;
create unlogged sequence sec.process_key_low minvalue -9223372036854775808 start 0;
comment on sequence sec.process_key_high is 'currval: one half of the key with which this process signs contexts. Never granted.';
comment on sequence sec.process_key_low is 'currval: the other half. Never granted.';

create function sec.refuse_context()
	returns text
	language plpgsql
	stable
as $$
begin
	if coalesce(current_setting('yilian.ctx', true), '') = '' then
		raise exception using errcode = '28000', message = 'no request context';
	end if;
	raise exception using errcode = '28000', message = 'bad or stale request context';
end
$$;
comment on function sec.refuse_context() is 'Says why a context does not count; never returns.';

create function sec.new_process_key(key_id int)
	returns bytea
	language plpgsql
	volatile
as $$
declare
	made bytea;
begin
	select sha256(k.outer_pad || sha256(k.inner_pad || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
	  into strict made
	  from sec.context_key k
	 where k.id = key_id;
	perform setval('sec.process_key_high', ('x' || encode(substr(made, 1, 8), 'hex'))::bit(64)::bigint),
	        setval('sec.process_key_low', ('x' || encode(substr(made, 9, 8), 'hex'))::bit(64)::bigint),
	        set_config('yilian.key', key_id::text, false);
	return substr(made, 1, 16);
end
$$;
comment on function sec.new_process_key(int) is
	'Draws the key of this server process: at its first request, and once sec.context_key was rotated. yilian.key says which it was made from; who falsifies it is refused.';

create function sec.process_key(key_id int)
	returns bytea
	language sql
	volatile
return case
	when current_setting('yilian.key', true) = key_id::text
	then int8send(currval('sec.process_key_high')) || int8send(currval('sec.process_key_low'))
	else sec.new_process_key(key_id)
end;
comment on function sec.process_key(int) is 'The key this process signs with, made if need be.';

-- The signature of a payload in this transaction. SHA-384 shows 384 bits of its 512 bits of state: no
-- longer text has a signature that follows from this one.
create function sec.signature(key bytea, payload bytea)
	returns text
	language sql
	stable
return encode(sha384(key || timestamptz_send(now()) || payload), 'hex');
comment on function sec.signature(bytea, bytea) is 'Signature of a context: keyed hash over transaction time and payload; 96 characters.';

-- In few expressions, because PL/pgSQL prepares each anew in every transaction, and on bytes, because
-- characters are counted from the beginning. The process stands in the key: its number is looked at
-- only to refuse what is plainly another's without an error about keys.
create function sec.verified()
	returns text
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	ctx text := coalesce(current_setting('yilian.ctx', true), '');
	bytes bytea := convert_to(ctx, 'UTF8');
begin
	if split_part(ctx, '|', 2) = pg_backend_pid()::text
	    and split_part(ctx, '|', 15) = encode(sha384(
	        int8send(currval('sec.process_key_high')) || int8send(currval('sec.process_key_low'))
	        || timestamptz_send(now()) || substr(bytes, 1, length(bytes) - 97)), 'hex') then
		return ctx;
	end if;
	return sec.refuse_context();
end
$$;
comment on function sec.verified() is 'The request context, once its signature, process and transaction are right; else raises 28000.';

create function sec.context()
	returns text[]
	language plpgsql
	stable
as $$
begin
	return string_to_array(sec.verified(), '|');
end
$$;
comment on function sec.context() is 'The fields of the request context, verified.';

create function sec.set_context(who bigint, permission text, reach text, region_lo int, region_hi int,
    home_org int, session text, request_id text, ip inet, alliances int[], orgs int[])
	returns void
	language plpgsql
	volatile
as $$
declare
	key_id int := (select k.id from sec.context_key k where k.retired_at is null);
	key bytea := sec.process_key(key_id);
	payload text;
begin
	-- What the worker hands over may not add fields.
	payload := concat(key_id, '|', pg_backend_pid(), '|', extract(epoch from now()), '|', who, '|', permission,
	    '|', reach, '|', region_lo, '|', region_hi, '|', home_org, '|', session,
	    '|', translate(left(request_id, 64), '|', ''), '|', host(ip), '|', alliances, '|', orgs);
	perform set_config('yilian.ctx', concat(payload, '|',
	    sec.signature(key, convert_to(payload, 'UTF8'))), true);
end
$$;
comment on function sec.set_context(bigint, text, text, int, int, int, text, text, inet, int[], int[]) is
	'Signs and sets the request context of this transaction.';

create function sec.refuse_session(end_reason text, expired boolean)
	returns void
	language plpgsql
	volatile
as $$
begin
	case
	when end_reason = 'displaced' then
		perform sec.refuse('UX401', '您的账号在别处登录过多,此会话已结束,请重新登录',
		    'Your account signed in elsewhere too often, so this session was ended; sign in again');
	when end_reason in ('directory', 'blocked') then
		perform sec.refuse('UX401', '账号已停用,请联系本单位信息科',
		    'The account was disabled; ask the IT office of your institution');
	when end_reason = 'outage' then
		perform sec.refuse('UX401', '本单位目录长时间不可用,会话已结束,请稍后重新登录',
		    'The directory of your institution did not answer for long, so the session was ended; sign in again later');
	when end_reason in ('rights', 'password', 'revoked') then
		perform sec.refuse('UX401', '权限、密码或会话已变更,请重新登录',
		    'Rights, password or session changed; sign in again');
	when expired then
		perform sec.refuse('UX401', '登录已过期,请重新登录', 'The session has expired; sign in again');
	else
		perform sec.refuse('UX401', '请先登录', 'Sign in first');
	end case;
end
$$;
comment on function sec.refuse_session(text, boolean) is 'Tells why a session no longer counts.';

create function sec.begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet)
	returns boolean
	language plpgsql
	volatile
as $$
declare
	s sec.account_scope;
	home int;
begin
	if not read_only then
		perform sec.refresh_scope(who);
	end if;
	select * into s from sec.current_scope(who) y where y.permission = begin_stale.permission;
	if not found then
		return false;
	end if;
	select a.home_org into home from sec.account a where a.id = who;
	perform sec.set_context(who, permission, s.reach, s.region_lo, s.region_hi, home,
	    left(encode(token, 'hex'), 8), request_id, ip, s.alliances, s.orgs);
	return true;
end
$$;
comment on function sec.begin_stale(bytea, bigint, text, boolean, text, inet) is
	'begin_request for an account whose stored scopes are out of date; false: it may not do this.';

-- One statement does it all, for speed: PL/pgSQL prepares each expression anew per transaction.
-- What the worker hands over (request id) may not add fields to the context.
create function sec.begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet,
    out account_id bigint, out display_name text, out home_org int, out language text)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	found_out text;
	why text;
begin
	select p.account_id, p.display_name, p.home_org, p.language, p.found_out,
	       case
	           when p.found_out = 'in' then set_config('yilian.ctx', p.payload || '|' || sec.signature(p.key,
	               convert_to(p.payload, 'UTF8')), true)
	           else p.end_reason
	       end
	  into account_id, display_name, home_org, language, found_out, why
	  from (select x.account_id, a.display_name, a.home_org, a.language, sec.process_key(k.id) as key,
	               x.end_reason,
	               case
	                   when x.ended_at is not null
	                       or x.expires_at <= now()
	                       or x.last_seen_at + x.idle_s * interval '1 second' <= now() then 'ended'
	                   when a.blocked_at is not null or a.dir_state <> 'active' then 'blocked'
	                   when begin_request.permission = 'session' then 'in'
	                   when a.scope_fresh_until <= now() then 'stale'
	                   when c.reach is null then 'without'
	                   else 'in'
	               end as found_out,
	               concat(k.id, '|', pg_backend_pid(), '|', extract(epoch from now()), '|', x.account_id,
	                   '|', begin_request.permission, '|', coalesce(c.reach, '-'), '|', c.region_lo, '|', c.region_hi,
	                   '|', a.home_org, '|', left(encode(token, 'hex'), 8),
	                   '|', translate(left(request_id, 64), '|', ''), '|', host(ip),
	                   '|', coalesce(c.alliances, '{}'), '|', coalesce(c.orgs, '{}')) as payload
	          from sec.session x
	          join sec.account a on a.id = x.account_id
	          left join sec.account_scope c on c.account_id = x.account_id and c.permission = begin_request.permission
	          cross join sec.context_key k
	         where x.token_hash = token
	           and k.retired_at is null
	        offset 0) p;
	if found_out is distinct from 'in' then
		if found_out = 'stale' and sec.begin_stale(token, account_id, permission, read_only, request_id, ip) then
			found_out := 'in';
		elsif found_out in ('stale', 'without') then
			perform sec.refuse('UX403', '您没有此项权限', 'You may not do this');
		else
			perform sec.refuse_session(case when found_out = 'blocked' then found_out else why end, found_out = 'ended');
		end if;
	end if;
	if read_only then
		perform set_config('transaction_read_only', 'on', true);
	end if;
end
$$;
comment on function sec.begin_request(bytea, text, boolean, text, inet) is
	'First statement of every request: checks the session (sha256 of the cookie''s token), account and permission ("session": any account, without a scope), and sets the signed context for this transaction. UX401, UX403. read_only makes the transaction READ ONLY.';

create function sec.begin_job(job uuid, out account_id bigint, out display_name text, out home_org int,
    out language text)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	wanted record;
	a sec.account;
	s sec.account_scope;
begin
	select j.account_id, j.permission into wanted from job.job j where j.id = job;
	select * into a from sec.account x where x.id = wanted.account_id;
	if a.id is null or a.blocked_at is not null or a.dir_state <> 'active' then
		perform sec.refuse('UX403', '任务的提交者已停用', 'The owner of this job is no longer active');
	end if;
	if a.scope_fresh_until <= now() then
		perform sec.refresh_scope(a.id);
	end if;
	select * into s from sec.account_scope y where y.account_id = a.id and y.permission = wanted.permission;
	if s.reach is null then
		perform sec.refuse('UX403', '任务的提交者已无此项权限', 'The owner of this job may no longer do this');
	end if;
	perform sec.set_context(a.id, wanted.permission, s.reach, s.region_lo, s.region_hi, a.home_org,
	    'job', job::text, null, s.alliances, s.orgs);
	account_id := a.id;
	display_name := a.display_name;
	home_org := a.home_org;
	language := a.language;
end
$$;
comment on function sec.begin_job(uuid) is
	'First statement of every transaction of a background job: the context of the job''s owner (job.job.account_id) with the job''s permission (job.job.permission) as they are now, so that a withdrawn right stops a running job (UX403).';

-- Readers. Each verifies the context; null means the field is empty. Single expressions, which
-- PostgreSQL puts into the statements and policies that call them: only sec.verified() is a call.
create function sec.account_id() returns bigint
	language sql stable
return split_part(sec.verified(), '|', 4)::bigint;
comment on function sec.account_id() is 'Account of this request.';

create function sec.permission() returns text
	language sql stable
return split_part(sec.verified(), '|', 5);
comment on function sec.permission() is 'Permission this request was let in with.';

create function sec.sees_all() returns boolean
	language sql stable
return split_part(sec.verified(), '|', 6) = 'a';
comment on function sec.sees_all() is 'Whether this request sees all business rows. Administrators of the system do not.';

create function sec.is_system() returns boolean
	language sql stable
return split_part(sec.verified(), '|', 6) = 's';
comment on function sec.is_system() is 'Whether this request is an administrator''s for the whole system: realms, grants, audit, no business rows.';

create function sec.region_lo() returns int
	language sql stable
return nullif(split_part(sec.verified(), '|', 7), '')::int;
comment on function sec.region_lo() is 'First region id of this request''s scope, or null.';

create function sec.region_hi() returns int
	language sql stable
return nullif(split_part(sec.verified(), '|', 8), '')::int;
comment on function sec.region_hi() is 'Last region id of this request''s scope, or null.';

create function sec.home_org() returns int
	language sql stable
return nullif(split_part(sec.verified(), '|', 9), '')::int;
comment on function sec.home_org() is 'Home organisation of this request''s account, or null.';

create function sec.account_name() returns text
	language plpgsql stable security definer set search_path = ''
as $$ begin return (select a.display_name from sec.account a where a.id = (select split_part(sec.verified(), '|', 4)::bigint)); end $$;
comment on function sec.account_name() is 'Shown name of this request''s account.';

create function sec.alliances() returns int[]
	language sql stable
return split_part(sec.verified(), '|', 13)::int[];
comment on function sec.alliances() is 'Alliances whose office this request acts for.';

create function sec.orgs() returns int[]
	language sql stable
return split_part(sec.verified(), '|', 14)::int[];
comment on function sec.orgs() is 'Organisations of this request''s scope.';

create function sec.permissions_of(one int, other int, out at_one text[], out at_other text[])
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
declare
	me bigint := sec.account_id();
	fresh boolean := (select a.scope_fresh_until > now() from sec.account a where a.id = me);
begin
	-- Two statements: one plan for both cases would be made anew at each call.
	if fresh then
		select array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or one = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = one) between s.region_lo and s.region_hi),
		       array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or other = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = other) between s.region_lo and s.region_hi)
		  into at_one, at_other
		  from sec.account_scope s
		 where s.account_id = me;
	else
		select array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or one = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = one) between s.region_lo and s.region_hi),
		       array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or other = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = other) between s.region_lo and s.region_hi)
		  into at_one, at_other
		  from sec.scope_rows(me) s;
	end if;
	at_one := coalesce(at_one, '{}');
	at_other := coalesce(at_other, '{}');
end
$$;
comment on function sec.permissions_of(int, int) is 'All this request''s account may do at two organisations, whatever permission the request came with.';

create function sec.permissions_at(org int)
	returns text[]
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return (select p.at_one from sec.permissions_of(org, null) p);
end
$$;
comment on function sec.permissions_at(int) is 'The same at one organisation.';

create function sec.may(permission text, org int)
	returns boolean
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return permission = any (sec.permissions_at(org));
end
$$;
comment on function sec.may(text, int) is 'Whether this request''s account holds the permission at this organisation.';

create function sec.claim(key text, request_hash bytea, proposed_id uuid, object text)
	returns table (id uuid, replayed boolean)
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	me bigint := sec.account_id();
	old sec.idempotency;
	given uuid;
begin
	if key is null or length(key) not between 8 and 128 then
		perform sec.refuse('UX422', '请求缺少 Idempotency-Key,或其长度不在 8 到 128 之间',
		    'Idempotency-Key is missing or not 8 to 128 characters long', 'Idempotency-Key');
	end if;
	delete from sec.idempotency i
	 where i.account_id = me
	   and i.key = claim.key
	   and i.created_at < now() - interval '7 days';
	-- Waits for a first try still running: afterwards it is there, or was undone.
	insert into sec.idempotency (account_id, key, request_hash, object, object_id)
	values (me, claim.key, claim.request_hash, claim.object, claim.proposed_id)
	on conflict on constraint idempotency_pkey do nothing
	returning object_id into given;
	if given is null then
		select * into old from sec.idempotency i where i.account_id = me and i.key = claim.key;
		if old.request_hash <> claim.request_hash or old.object <> claim.object then
			perform sec.refuse('UX422', '同一个 Idempotency-Key 用于了不同的请求',
			    'The same Idempotency-Key was used for another request', 'Idempotency-Key');
		end if;
	end if;
	perform set_config('yilian.claim', concat(extract(epoch from now()), '|', coalesce(given, old.object_id), '|', given is null), true);
	return query select coalesce(given, old.object_id), given is null;
end
$$;
comment on function sec.claim(text, bytea, uuid, text) is
	'Second statement of every POST that changes something: notes the Idempotency-Key, or finds that it was carried out (replayed, with the id of the first try). Another request under the same key: UX422.';

create function sec.replayed()
	returns boolean
	language plpgsql
	stable
as $$
declare
	claimed text[] := string_to_array(current_setting('yilian.claim', true), '|');
begin
	return coalesce(claimed[1] = extract(epoch from now())::text and claimed[3] = 't', false);
end
$$;
comment on function sec.replayed() is 'Whether this request was carried out before: then writes do nothing.';

create function sec.new_id()
	returns uuid
	language plpgsql
	stable
as $$
declare
	claimed text[] := string_to_array(current_setting('yilian.claim', true), '|');
begin
	if claimed[1] is distinct from extract(epoch from now())::text then
		raise exception using errcode = '28000', message = 'no claim in this transaction';
	end if;
	return claimed[2]::uuid;
end
$$;
comment on function sec.new_id() is 'Id of the thing this request creates: the one the worker proposed, on a replay that of the first try.';

create function sec.touch(token bytea)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
declare
	owner bigint;
begin
	-- A clock set back never makes a session younger.
	update sec.session x
	   set last_seen_at = now()
	 where x.token_hash = token
	   and x.ended_at is null
	   and x.last_seen_at < now() - interval '1 minute'
	returning x.account_id into owner;
	select a.id
	  into owner
	  from sec.session x
	  join sec.account a on a.id = x.account_id
	 where x.token_hash = token
	   and a.scope_fresh_until <= now();
	if owner is not null then
		perform sec.refresh_scope(owner);
	end if;
end
$$;
comment on function sec.touch(bytea) is
	'After the answer, a statement of its own: notes that the session is in use (once a minute) and stores scopes that grew stale.';

grant execute on function sec.begin_request(bytea, text, boolean, text, inet), sec.claim(text, bytea, uuid, text),
	sec.touch(bytea) to yl_web;
grant execute on function sec.begin_job(uuid) to yl_job;
grant execute on function sec.verified(), sec.account_id(), sec.account_name(), sec.permission(), sec.sees_all(), sec.is_system(), sec.region_lo(),
	sec.region_hi(), sec.home_org(), sec.alliances(), sec.orgs(), sec.permissions_of(int, int), sec.permissions_at(int),
	sec.may(text, int),
	sec.replayed(), sec.new_id() to yl_owner, yl_web, yl_job;
