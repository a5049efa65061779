-- 0130_context.sql - the request's context in a setting that functions of yl_sec alone can set.
--
-- Until here the context stood in a setting of our own, which anyone can set, under a signature that
-- each of some twenty reads a request checked anew. PostgreSQL has settings that only a superuser may
-- set, or a role that holds SET on them (here yl_sec): what stands in one of these
-- needs no signature, and a read is an expression of built-in functions without a call. The setting
-- is backtrace_functions, a developer's: at an error, PostgreSQL logs a backtrace where the C function
-- that raised it stands in this list. None is called as our fields are, so it goes on doing nothing.
-- It takes letters, digits, underscores, commas and white space. The fields, each on a line:
--   yilian, account, permission (a space for the point), reach, region_lo, region_hi, home_org,
--   session, request (hex), address (hex), alliances, orgs
-- Set for the transaction, the context ends with it. Without one every reader raises: policies fail
-- closed. Pooled or forged contexts, keys and their rotation have no place any more.
-- roles.sql sees to it that it stays so.
grant set on parameter backtrace_functions to yl_sec;
set local role yl_sec;

create or replace function sec.refuse_context()
	returns text
	language plpgsql
	stable
as $$
begin
	raise exception using errcode = '28000', message = 'no request context';
end
$$;

create function sec.has_context()
	returns boolean
	language sql
	stable
return starts_with(current_setting('backtrace_functions'), E'yilian\n');
comment on function sec.has_context() is 'Whether this transaction is somebody''s request.';

create function sec.field(place int)
	returns text
	language sql
	stable
return case
	when sec.has_context() then split_part(current_setting('backtrace_functions'), E'\n', place)
	else sec.refuse_context()
end;
comment on function sec.field(int) is 'A field of the request context; 28000 without one.';
grant execute on function sec.refuse_context(), sec.has_context(), sec.field(int) to yl_owner, yl_web, yl_job;

create function sec.packed(who bigint, permission text, reach text, region_lo int, region_hi int,
    home_org int, session text, request_id text, ip inet, alliances int[], orgs int[])
	returns text
	language sql
	stable
return concat(E'yilian\n', who, E'\n', translate(permission, '.', ' '), E'\n', translate(reach, '-', '_'),
	E'\n', region_lo, E'\n', region_hi, E'\n', home_org, E'\n', session,
	E'\n', encode(convert_to(left(request_id, 64), 'UTF8'), 'hex'),
	E'\n', encode(convert_to(host(ip), 'UTF8'), 'hex'),
	E'\n', array_to_string(alliances, ','), E'\n', array_to_string(orgs, ','));
comment on function sec.packed(bigint, text, text, int, int, int, text, text, inet, int[], int[]) is
	'A request context as it is kept.';

create or replace function sec.set_context(who bigint, permission text, reach text, region_lo int,
    region_hi int, home_org int, session text, request_id text, ip inet, alliances int[], orgs int[])
	returns void
	language plpgsql
	volatile
as $$
begin
	perform set_config('backtrace_functions', sec.packed(who, permission, reach, region_lo, region_hi,
	    home_org, session, request_id, ip, alliances, orgs), true);
end
$$;
comment on function sec.set_context(bigint, text, text, int, int, int, text, text, inet, int[], int[]) is
	'Sets the request context of this transaction.';

-- One statement does it all, for speed: PL/pgSQL prepares each expression anew per transaction.
create or replace function sec.begin_request(token bytea, permission text, read_only boolean,
    request_id text, ip inet, out account_id bigint, out display_name text, out home_org int,
    out language text)
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
	           when p.found_out = 'in' then set_config('backtrace_functions', sec.packed(p.account_id,
	               begin_request.permission, coalesce(p.reach, '-'), p.region_lo, p.region_hi, p.home_org,
	               left(encode(token, 'hex'), 8), request_id, ip, p.alliances, p.orgs), true)
	           else p.end_reason
	       end
	  into account_id, display_name, home_org, language, found_out, why
	  from (select x.account_id, a.display_name, a.home_org, a.language, x.end_reason, c.reach,
	               c.region_lo, c.region_hi, c.alliances, c.orgs,
	               case
	                   when x.ended_at is not null
	                       or x.expires_at <= now()
	                       or x.last_seen_at + x.idle_s * interval '1 second' <= now() then 'ended'
	                   when a.blocked_at is not null or a.dir_state <> 'active' then 'blocked'
	                   when begin_request.permission = 'session' then 'in'
	                   when a.scope_fresh_until <= now() then 'stale'
	                   when c.reach is null then 'without'
	                   else 'in'
	               end as found_out
	          from sec.session x
	          join sec.account a on a.id = x.account_id
	          left join sec.account_scope c on c.account_id = x.account_id and c.permission = begin_request.permission
	         where x.token_hash = token
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

create or replace function sec.account_id() returns bigint
	language sql stable
return sec.field(2)::bigint;

create or replace function sec.permission() returns text
	language sql stable
return translate(sec.field(3), ' ', '.');

create or replace function sec.sees_all() returns boolean
	language sql stable
return sec.field(4) = 'a';

create or replace function sec.is_system() returns boolean
	language sql stable
return sec.field(4) = 's';

create or replace function sec.region_lo() returns int
	language sql stable
return nullif(sec.field(5), '')::int;

create or replace function sec.region_hi() returns int
	language sql stable
return nullif(sec.field(6), '')::int;

create or replace function sec.home_org() returns int
	language sql stable
return nullif(sec.field(7), '')::int;

create or replace function sec.account_name() returns text
	language plpgsql stable security definer set search_path = ''
as $$ begin return (select a.display_name from sec.account a where a.id = (select sec.account_id())); end $$;

create or replace function sec.alliances() returns int[]
	language sql stable
return ('{' || sec.field(11) || '}')::int[];

create or replace function sec.orgs() returns int[]
	language sql stable
return ('{' || sec.field(12) || '}')::int[];

create or replace function sec.last_sign_in(org int) returns timestamptz
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$ begin
	perform sec.account_id();
	return (select s.last_at from sec.org_sign_in s where s.org_id = org);
end $$;

create or replace function sec.my_sessions()
	returns table (id uuid, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz,
	    address inet, agent text, current boolean)
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select x.id, x.created_at, x.last_seen_at, x.expires_at, x.address, x.agent,
	       left(encode(x.token_hash, 'hex'), 8) = sec.field(8)
	  from sec.session x
	 where x.account_id = sec.account_id()
	   and x.ended_at is null
	   and x.expires_at > now()
	   and x.last_seen_at + x.idle_s * interval '1 second' > now()
	 order by x.last_seen_at desc, x.id
$$;

create or replace function sec.audit(action text, object_type text, object_id text, region int, org int,
    detail jsonb)
	returns void
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	insert into aud.event (account_id, permission, org_id, region_id, session8, request_id, address,
	    action, object_type, object_id, detail)
	values (sec.account_id(), sec.permission(), org, region, sec.field(8),
	    convert_from(decode(sec.field(9), 'hex'), 'UTF8'),
	    nullif(convert_from(decode(sec.field(10), 'hex'), 'UTF8'), '')::inet,
	    action, object_type, object_id, detail);
end
$$;

drop function sec.context();
drop function sec.verified();
drop function sec.signature(bytea, bytea);
drop function sec.process_key(int);
drop function sec.new_process_key(int);
drop function sec.admin_rotate_context_key();
drop function sec.new_context_key();
drop sequence sec.process_key_high, sec.process_key_low;
drop table sec.context_key;
