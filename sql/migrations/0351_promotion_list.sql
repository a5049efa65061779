-- 0351_promotion_list.sql - verdicts as pages show them: a unit's people, one person's ledger.
set local role yl_sec;
create function sec.my_logins() returns text[]
language sql stable security definer
set search_path = ''
as $$
	select array_agg(lower(a.login_name || '@' || x.suffix))
	  from sec.account a
	  join sec.realm_suffix x on x.realm_id = a.realm_id
	 where a.id = sec.account_id()
$$;
comment on function sec.my_logins() is 'What the account of this request signs in as: name@suffix, in small letters.';
grant execute on function sec.my_logins() to yl_owner;

set local role yl_owner;

create function biz.today() returns date
language sql stable
begin atomic
	select (now() at time zone 'Asia/Shanghai')::date;
end;
comment on function biz.today() is 'The calendar day in China.';
grant execute on function biz.today() to yl_web, yl_job;

create function biz.promotion_day(as_of date, pointer text) returns date
language plpgsql stable
set search_path = ''
as $$
begin
	if as_of > biz.today() then
		perform sec.refuse('UX422', '截至日期不能晚于今天：尚未登记的出勤无法判断', 'As of no later than today: attendance to come cannot be judged', pointer);
	end if;
	return coalesce(as_of, biz.today());
end
$$;

create function biz.promotion_target(rank_level text, target text) returns text
language sql immutable
return coalesce(target, case rank_level when 'mid' then 'deputy_senior' when 'deputy_senior' then 'senior'
	when 'senior' then 'senior' else 'mid' end);
comment on function biz.promotion_target(text, text) is 'Rank somebody is up for: as registered, else the next above.';

create function biz.promotion_scheme(person biz.staff, target text, as_of date) returns uuid
language sql stable
set search_path = ''
as $$
	select v.id
	  from biz.scheme v
	  join biz.organisation o on o.id = v.org_id
	 cross join lateral (
	       select exists (
	              select from biz.posting p
	                join biz.scheme x on x.id = p.scheme_id
	               where p.staff_id = person.id
	                 and p.state in ('confirmed', 'ended')
	                 and x.org_id = v.org_id
	                 and x.code = v.code) as served) s
	 where v.state = 'confirmed'
	   and v.valid_from <= as_of
	   and (v.valid_to is null or v.valid_to >= as_of)
	   and (s.served or v.org_id = person.org_id
	       or o.kind = 'commission' and person.region_id between sec.region_low(o.region_id) and sec.region_high(o.region_id))
	   and (select x.gated from biz.promotion_versions(v.id, target) x where x.id = v.id)
	 order by s.served desc, v.org_id = person.org_id desc,
	       sec.region_high(o.region_id) - o.region_id, v.valid_from desc, v.id
	 limit 1
$$;
comment on function biz.promotion_scheme(biz.staff, text, date) is
	'Scheme by which somebody is judged where none is named: of those that gate the rank and are in force, one served under, else one of the own institution, else of the nearest commission.';

create type biz.promotion_line as (
	staff_id uuid, name text, org_id int, org_name text, department text, title text, has_rank text, target text,
	target_year int, scheme_id uuid, scheme_name text, scheme_version int, verdict text, days int, reached_on date,
	earliest_on date, reasons jsonb, reason_zh text, mark text);

create function biz.promotion_line_of(s biz.staff, scheme uuid, day date) returns biz.promotion_line
language plpgsql stable
set search_path = ''
as $$
declare
	target constant text := biz.promotion_target(s.rank_level, s.promotion_target);
	wanted constant uuid := coalesce(scheme, biz.promotion_scheme(s, target, day));
	j record;
begin
	select * into j from biz.promotion_judge(s.id, wanted, target, day);
	if wanted is null then
		j.result := 'no_scheme';
		j.reasons := '[{"code": "no_scheme"}]';
	end if;
	return (s.id, s.name, s.org_id, (select o.name from biz.organisation o where o.id = s.org_id), s.department,
		s.professional_title, s.rank_level, target, s.promotion_year, wanted,
		(select v.name from biz.scheme v where v.id = wanted), j.version, j.result, j.days, j.reached_on, j.earliest_on,
		j.reasons, biz.promotion_reason_zh(j.reasons), jsonb_build_array(s.org_id, s.name, s.id)::text)::biz.promotion_line;
end
$$;

create function biz.promotion_list(organisation int, result text, scheme uuid, rank_level text, as_of date, q text,
	after text, lim int)
returns setof biz.promotion_line
language plpgsql stable security definer
set search_path = ''
as $$
declare
	day constant date := biz.promotion_day(as_of, '?as_of');
	orgs constant int[] := sec.orgs();
	lo constant int := sec.region_lo();
	hi constant int := sec.region_hi();
	all_seen constant boolean := sec.sees_all();
	s biz.staff;
	line biz.promotion_line;
begin
	if sec.permission() is distinct from 'promotion.read' then
		return;
	end if;
	for s in
		select x.*
		  from biz.staff x
		 where x.state = 'confirmed'
		   and x.joined_on <= day
		   and (x.left_on is null or x.left_on >= day)
		   and (x.org_id = any (orgs) or x.region_id between lo and hi or all_seen)
		   and (organisation is null or x.org_id in (
		       select c.descendant_id from biz.org_closure c where c.ancestor_id = organisation))
		   and (promotion_list.rank_level is null
		       or biz.promotion_target(x.rank_level, x.promotion_target) = promotion_list.rank_level)
		   and (q is null or strpos(x.name, q) > 0)
		   and (x.promotion_target is not null or exists (select from biz.posting p where p.staff_id = x.id and p.state <> 'void'))
		   and (after is null or (x.org_id, x.name, x.id)
		       > ((after::jsonb ->> 0)::int, (after::jsonb ->> 1) collate "C", (after::jsonb ->> 2)::uuid))
		 order by x.org_id, x.name, x.id
	loop
		-- The web worker's statements end after five seconds: say in time what to do.
		if clock_timestamp() - statement_timestamp() > interval '4 seconds' and session_user = 'yl_web' then
			perform sec.refuse('UX422', '范围内人员太多，请先选择单位', 'Too many people to judge at once: choose an institution first', '?organisation');
		end if;
		line := biz.promotion_line_of(s, scheme, day);
		continue when line.verdict <> promotion_list.result;
		return next line;
		lim := lim - 1;
		exit when lim <= 0;
	end loop;
end
$$;
comment on function biz.promotion_list(int, text, uuid, text, date, text, text, int) is
	'Verdicts on staff in the request''s scope who are up for a rank or were posted, by institution and name; at most lim.';

create function biz.promotion_mine() returns setof biz.promotion_line
language plpgsql stable security definer
set search_path = ''
as $$
declare
	s biz.staff;
begin
	for s in
		select x.*
		  from biz.staff x
		 where lower(x.login) = any (sec.my_logins())
		   and biz.staff_account(x.id) = sec.account_id()
		 order by x.id
	loop
		return next biz.promotion_line_of(s, null, biz.today());
	end loop;
end
$$;
comment on function biz.promotion_mine() is 'Verdicts on the request''s own person, one for each register it stands in.';
grant execute on function biz.promotion_list(int, text, uuid, text, date, text, text, int), biz.promotion_mine() to yl_web, yl_job;

create function biz.promotion_person(staff uuid) returns biz.staff
language plpgsql stable
set search_path = ''
as $$
declare
	s biz.staff;
begin
	select * into s from biz.staff x where x.id = staff and x.state in ('confirmed', 'submitted', 'disputed');
	if s.id is null or not (coalesce(sec.may('promotion.read', s.org_id), false)
	    or coalesce(biz.staff_account(s.id) = sec.account_id(), false)) then
		return null;
	end if;
	return s;
end
$$;
comment on function biz.promotion_person(uuid) is 'A member of staff whose ledger this account may open: the own, or one where it reads promotion; else null.';

create function biz.promotion_is_me(staff uuid) returns boolean
language sql stable
set search_path = ''
as $$
	select exists (
		select from biz.staff s
		  join biz.staff o on o.id = s.id or o.id_number_idx = s.id_number_idx
		 cross join lateral sec.account_of_login(o.login) a
		 where s.id = promotion_is_me.staff
		   and a.account_id = sec.account_id())
$$;
comment on function biz.promotion_is_me(uuid) is 'Whether the person is the account itself, in whichever register and at whichever home.';

create function biz.promotion_facts(j record, as_of date,
	out postings jsonb, out weeks jsonb, out stretches jsonb, out gaps jsonb)
language plpgsql stable
set search_path = ''
as $$
declare
	spans constant daterange[] := biz.promotion_spans(j.postings, null, null, 'all', '{}', as_of);
begin
	select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'from', f.name, 'to', t.name, 'first', x.first_day, 'last', x.last_day,
	           'days', case when x.counted then least(x.last_day, as_of) - x.first_day + 1 end,
	           'state', x.state, 'counted', x.counted, 'why_not', x.why_not, 'version', x.version, 'scheme', v.name,
	           'passed', x.passed, 'appraisal', p.appraisal, 'appraised_on', p.appraised_on, 'department', p.department,
	           'imported', p.origin = 'import', 'running', x.counted and x.last_day > as_of) order by x.first_day, x.id), '[]')
	  into postings
	  from unnest(j.postings) x
	  join biz.posting p on p.id = x.id
	  join biz.organisation f on f.id = p.from_org_id
	  join biz.organisation t on t.id = p.to_org_id
	  left join biz.scheme v on v.id = p.scheme_id;
	select coalesce(jsonb_agg(jsonb_build_object('week', w.week, 'first', w.first_day, 'last', w.last_day, 'wanted', w.wanted, 'had', w.had,
	           'waiting', w.waiting, 'running', w.running, 'short', w.short, 'days', w.days, 'postings', w.postings)
	           order by w.first_day), '[]')
	  into weeks
	  from unnest(j.weeks) w;
	select coalesce(jsonb_agg(jsonb_build_object('first', lower(r), 'last', upper(r) - 1, 'days', upper(r) - lower(r)) order by r), '[]')
	  into stretches
	  from (select unnest(range_agg(s)) as r from unnest(spans) s) x;
	select coalesce(jsonb_agg(jsonb_build_object('first', g.gap_first, 'last', g.gap_last, 'days', g.days) order by g.gap_first), '[]')
	  into gaps
	  from fig.rule_gaps(spans, (select max(upper(s)) - 1 from unnest(spans) s)) g;
end
$$;

create function biz.promotion_open(staff uuid, scheme uuid, rank_level text, as_of date)
returns table (person jsonb, scheme_of jsonb, rank text, day date, result text, days int, reached_on date,
	earliest_on date, reasons jsonb, requirement jsonb, postings jsonb, weeks jsonb, stretches jsonb, gaps jsonb,
	may_issue boolean)
language plpgsql stable security definer
set search_path = ''
as $$
declare
	s constant biz.staff := biz.promotion_person(staff);
	wanted uuid;
	j record;
begin
	if s.id is null then
		return;
	end if;
	day := biz.promotion_day(as_of, '?as_of');
	rank := coalesce(rank_level, biz.promotion_target(s.rank_level, s.promotion_target));
	wanted := coalesce(scheme, biz.promotion_scheme(s, rank, day));
	if scheme is not null and not exists (select from biz.scheme v where v.id = scheme and v.state = 'confirmed') then
		perform sec.refuse('UX422', '没有这个方案，或尚未发布', 'There is no such scheme, or it is not issued', '?scheme');
	end if;
	person := jsonb_build_object('id', s.id, 'name', s.name, 'org', (
		select jsonb_build_object('id', o.id, 'name', o.name) from biz.organisation o where o.id = s.org_id),
		'department', s.department, 'title', s.professional_title, 'rank_level', s.rank_level, 'promotion_target', s.promotion_target,
		'promotion_year', s.promotion_year);
	select * into j from biz.promotion_judge(s.id, wanted, rank, day);
	select jsonb_build_object('id', v.id, 'code', v.code, 'name', v.name, 'version', j.version) into scheme_of
	  from biz.scheme v where v.id = wanted;
	result := case when wanted is null then 'no_scheme' else j.result end;
	reasons := case when wanted is null then '[{"code": "no_scheme"}]' else j.reasons end;
	days := j.days;
	reached_on := j.reached_on;
	earliest_on := j.earliest_on;
	requirement := case when wanted is not null then j.requirement end;
	select f.* into postings, weeks, stretches, gaps from biz.promotion_facts(j, day) f;
	may_issue := coalesce(result = 'eligible' and sec.may('promotion.issue', s.org_id)
		and not biz.promotion_is_me(s.id), false);
	return next;
end
$$;
comment on function biz.promotion_open(uuid, uuid, text, date) is
	'The ledger of a person whom this account may see: verdict, and all it rests on down to the day. No row: none such.';
grant execute on function biz.promotion_open(uuid, uuid, text, date) to yl_web;
