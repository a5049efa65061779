-- 0272_posting_access.sql - a posted person works at the receiving institution as long as the posting runs (DSP-19).
--
-- Nobody grants or withdraws anything: what an account may do (sec.scope_rows) is worked out from its
-- grants and from its postings that run today, and holds at most until the next midnight, when it is
-- worked out anew by the first request. So begin_request stays as it is, and nothing runs at midnight.
--
-- The link is biz.staff.login, name@suffix of the institution's directory, written by whoever holds
-- staff.link there: human resources, or the operator of a township hospital; never for the own account.
-- It counts while the account's home is that institution. A receiver's word must stand behind the
-- posting: draft, submitted, disputed, refused, void give nothing. A doctor becomes a dispatched_doctor,
-- other staff nurse_tech; a manager gets no patients' rows. Administrators' accounts get nothing.
set local role yl_sec;

insert into sec.permission (code, name_zh, name_en) values ('staff.link', '登记人员的登录账号', 'Link staff to accounts');
insert into sec.role_permission (role_code, permission) values ('hr', 'staff.link'), ('thc_operator', 'staff.link');

create function sec.logins_of(who bigint)
	returns setof text
	language sql
	stable
	security definer
	set search_path = ''
as $$
	select lower(a.login_name) || '@' || x.suffix
	  from sec.account a
	  join sec.realm_suffix x on x.realm_id = a.realm_id
	 where a.id = who
$$;
comment on function sec.logins_of(bigint) is 'All ways to write an account: name@suffix.';
grant execute on function sec.logins_of(bigint) to yl_owner;

create function sec.suffix_serves(login text, org int)
	returns boolean
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return exists (select
	                 from sec.realm_suffix x
	                 join sec.realm m on m.id = x.realm_id
	                where x.suffix = lower(substring(login from '@([^@]+)$'))
	                  and sec.org_within(m.scope_ceiling_org, org));
end
$$;
comment on function sec.suffix_serves(text, int) is 'Whether the directory of name@suffix speaks for this organisation; tells nothing of its accounts.';
grant execute on function sec.suffix_serves(text, int) to yl_owner;

set local role yl_owner;
create index staff_login_lower_idx on biz.staff (lower(login)) where login is not null;

create or replace function biz.staff_account(staff uuid) returns bigint
language sql stable security definer
set search_path = ''
as $$
	select a.account_id
	  from biz.staff s
	 cross join lateral sec.account_of_login(s.login) a
	 where s.id = staff_account.staff
	   and s.state = 'confirmed'
	   and s.left_on is null
	   and a.home_org in (s.org_id, biz.organisation_heir(s.org_id))
$$;
comment on function biz.staff_account(uuid) is 'The account of a member of staff who is still there, if it belongs to the same institution.';

create function biz.staff_link() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if biz.acting_account() = 0 or new.login is not distinct from (case when tg_op = 'UPDATE' then old.login end) then
		return new;
	end if;
	if not sec.may('staff.link', new.org_id) then
		perform sec.refuse('UX403', '登录账号由本单位人事科登记', 'Human resources of the institution enter the account', '/login');
	elsif new.login is not null and not sec.suffix_serves(new.login, new.org_id) then
		perform sec.refuse('UX422', '请填写本单位目录的账号，格式为 账号@后缀', 'Enter an account of your institution''s directory, name@suffix', '/login');
	elsif (select a.account_id from sec.account_of_login(new.login) a) = sec.account_id() then
		perform sec.refuse('UX403', '不能登记自己的账号，请由同事登记', 'Nobody links the own account: ask a colleague', '/login');
	end if;
	return new;
end
$$;
comment on function biz.staff_link() is 'Trigger: who may say whose account it is.';
create trigger staff_link before insert or update of login on biz.staff
	for each row execute function biz.staff_link();

-- Postings of an account that run today or are to come.
create function biz.posting_access(who bigint)
	returns table (org_id int, role_code text, first date, last date)
language sql stable security definer
set search_path = ''
as $$
	select p.to_org_id, case p.role when 'medical' then 'dispatched_doctor' else 'nurse_tech' end, p.starts_on,
	       coalesce(p.ended_on, p.ends_on)
	  from sec.logins_of(posting_access.who) l (login)
	  join biz.staff s on lower(s.login) = l.login
	  join biz.posting p on p.staff_id = s.id
	 where p.state in ('confirmed', 'ended')
	   and coalesce(p.ended_on, p.ends_on) >= (now() at time zone 'Asia/Shanghai')::date
	   and p.role in ('medical', 'nursing', 'technical', 'public_health')
	   and biz.staff_account(s.id) = posting_access.who
$$;
comment on function biz.posting_access(bigint) is 'Where an account is posted, as what, first and last day: confirmed postings that run or are to come.';
grant execute on function biz.posting_access(bigint) to yl_sec;

set local role yl_sec;

-- Grants by posting have no row: one number stands for each of the two roles.
create function sec.running_postings(who bigint)
	returns table (id bigint, role_code text, org_id int)
	language sql
	stable
as $$
	select case p.role_code when 'dispatched_doctor' then -1 else -2 end, p.role_code, p.org_id
	  from biz.posting_access(running_postings.who) p
	 where p.first <= (now() at time zone 'Asia/Shanghai')::date
	   and not exists (select from sec.account_role r
	                    where r.account_id = running_postings.who and sec.is_active(r) and r.class <> 'business')
$$;
comment on function sec.running_postings(bigint) is 'What the postings that run today give an account; nothing to administrators.';

create or replace function sec.role_orgs(who bigint)
	returns table (account_role_id bigint, org_id int)
	language plpgsql
	stable
as $$
begin
	return query
	with recursive held as (
		select r.id, r.source, r.scope_kind, r.scope_alliance, m.scope_ceiling_org,
		       case
		           when r.scope_kind in ('home_org', 'home_subtree') then a.home_org
		           else r.scope_org
		       end as root
		  from sec.account_role r
		  join sec.account a on a.id = r.account_id
		  join sec.realm m on m.id = a.realm_id
		 where r.account_id = who
		   and sec.is_active(r)
		union all
		select p.id, 'posting', 'org', null, null, p.org_id
		  from sec.running_postings(who) p
	), rooted as (
		-- What was merged goes on in its successor.
		select h.id, h.source, h.scope_kind, h.scope_ceiling_org, o.root
		  from held h
		 cross join lateral (values (h.root), (biz.organisation_heir(h.root))) as o (root)
	), reached as (
		select h.id, h.source, h.scope_ceiling_org, h.root as org
		  from rooted h
		 where h.scope_kind in ('home_org', 'org')
		   and h.root is not null
		union all
		select h.id, h.source, h.scope_ceiling_org, c.descendant_id
		  from rooted h
		  join biz.org_closure c on c.ancestor_id = h.root
		 where h.scope_kind in ('home_subtree', 'org_subtree')
		union all
		select h.id, h.source, h.scope_ceiling_org, m.organisation_id
		  from held h
		  join biz.alliance_member m on m.alliance_id = h.scope_alliance
		 where h.scope_kind = 'alliance'
		   and m.joined_on <= (now() at time zone 'Asia/Shanghai')::date
		   and (m.left_on is null or m.left_on > (now() at time zone 'Asia/Shanghai')::date)
	), kept as (
		select r.id, r.org
		  from reached r
		 where r.source <> 'directory'
		    or exists (select
		                 from biz.org_closure c
		                where c.ancestor_id in (r.scope_ceiling_org, biz.organisation_heir(r.scope_ceiling_org))
		                  and c.descendant_id = r.org)
	), line as (
		-- And what was merged into it, after the ceiling: it has no place in the tree of its own.
		select k.id, k.org
		  from kept k
		union
		select l.id, o.id
		  from line l
		  join biz.organisation o on o.successor_id = l.org
	)
	select l.id, l.org
	  from line l;
end
$$;
comment on function sec.role_orgs(bigint) is
	'Organisations each active grant of an account reaches, and its running postings (numbers below 0). What a directory gave never reaches past its ceiling, even after organisations moved; what was merged is reached in its successor too, and the successor''s people reach what was merged into it.';

create or replace function sec.scope_rows(who bigint)
	returns setof sec.account_scope
	language plpgsql
	stable
as $$
begin
	return query
	with held as materialized (
		select r.id, r.role_code, r.class, r.scope_kind, r.scope_alliance, r.region_lo, r.region_hi
		  from sec.account_role r
		 where r.account_id = who
		   and sec.is_active(r)
		union all
		select distinct p.id, p.role_code, 'business', 'org', null::int, null::int, null::int
		  from sec.running_postings(who) p
	), reach as materialized (
		select o.account_role_id, array_agg(o.org_id) as orgs
		  from sec.role_orgs(who) o
		 group by o.account_role_id
	)
	select who,
	       p.permission,
	       case
	           when bool_or(h.scope_kind = 'system' and h.class = 'business') then 'a'
	           when bool_or(h.scope_kind = 'system') then 's'
	           else '-'
	       end,
	       min(h.region_lo),
	       max(h.region_hi),
	       coalesce((select array_agg(distinct x.org order by x.org)
	                   from reach
	                   cross join unnest(reach.orgs) as x (org)
	                  where reach.account_role_id = any (array_agg(h.id))), '{}'),
	       coalesce(array_agg(distinct h.scope_alliance) filter (where h.scope_alliance is not null), '{}')
	  from held h
	  join sec.role_permission p on p.role_code = h.role_code
	 where not exists (select
	                     from sec.denial d
	                    where d.account_id = who
	                      and d.permission = p.permission)
	 group by p.permission;
end
$$;

create or replace function sec.refresh_scope(who bigint)
	returns void
	language plpgsql
	volatile
as $$
declare
	midnight constant timestamptz := date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' + interval '1 day';
	fresh timestamptz;
begin
	perform from sec.account where id = who for update;
	delete from sec.account_scope s where s.account_id = who;
	insert into sec.account_scope
	select * from sec.scope_rows(who);
	-- Good until the next grant begins or ends; members of alliances and postings change at midnight.
	select least(
	           min(r.valid_from) filter (where r.valid_from > now()),
	           min(r.valid_until) filter (where r.valid_until > now()),
	           min(midnight) filter (where r.scope_kind = 'alliance'))
	  into fresh
	  from sec.account_role r
	 where r.account_id = who
	   and r.approved_at is not null
	   and r.revoked_at is null;
	if exists (select from biz.posting_access(who)) then
		fresh := least(fresh, midnight);
	end if;
	update sec.account
	   set scope_fresh_until = coalesce(fresh, 'infinity')
	 where id = who;
end
$$;

create function sec.stale_logins()
	returns trigger
	language plpgsql
	volatile
	security definer
	set search_path = ''
as $$
begin
	if tg_table_name = 'staff' then
		update sec.account a
		   set scope_fresh_until = '-infinity'
		 where a.scope_fresh_until > '-infinity'
		   and a.id in (select k.account_id
		                  from (select n.login from new_rows n where n.login is not null
		                        union select o.login from old_rows o where o.login is not null) s
		                 cross join lateral sec.account_of_login(s.login) k);
	else
		update sec.account a
		   set scope_fresh_until = '-infinity'
		 where a.scope_fresh_until > '-infinity'
		   and a.id in (select k.account_id
		                  from biz.staff s
		                 cross join lateral sec.account_of_login(s.login) k
		                 where s.login is not null
		                   and s.id in (select n.staff_id from new_rows n));
	end if;
	return null;
end
$$;
comment on function sec.stale_logins() is 'Postings changed, or whose account it is: what these accounts may do is worked out anew at the next request.';
revoke execute on function sec.stale_logins() from public;
grant execute on function sec.stale_logins() to yl_owner;

set local role yl_owner;
grant select on biz.staff, biz.posting to yl_sec;
create trigger posting_access_made after insert on biz.posting referencing new table as new_rows
	for each statement execute function sec.stale_logins();
create trigger posting_access_changed after update on biz.posting referencing new table as new_rows
	for each statement execute function sec.stale_logins();
create trigger staff_access_changed after update on biz.staff referencing old table as old_rows new table as new_rows
	for each statement execute function sec.stale_logins();

-- Postings that run already count from here on.
set local role yl_sec;
update sec.account set scope_fresh_until = '-infinity';
