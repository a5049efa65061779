-- 0391_service_week.sql - weeks of service in one function: what is owed, and what promotion counts, cannot differ.
--
-- Until here obligations, the promotion ledger and fig.rule_weeks each had an arithmetic of their own. They
-- differed where somebody arrived late, changed the posting in mid-week, was there through a new version
-- of the scheme, or where the rule asked for half days. Decided, for both:
-- * Service begins on the day of arrival where that is later; arriving late is the deadline's matter.
-- * A posting is judged by the version in force on that day, to its end (R16, as the posting points to it).
-- * A week that two postings of one person share is one week: its days together keep the rule.
-- * Two halves make a day, a day counts once; what was served outside working days does not count; a broken
--   week asks for what was possible in it (domain.md section 10).
-- The ledger is strict about the day (a certificate rests on it); an obligation calls a week broken when it
-- cannot be made good any more (lost_on).
set local role yl_owner;

create type fig.week_span as (posting uuid, first_day date, last_day date, minimum numeric);
comment on type fig.week_span is 'A posting held to a week rule: its days, and the working days asked for in a week.';

create function fig.service_weeks(spans fig.week_span[], as_of date,
	out week text, out first_day date, out last_day date, out wanted numeric, out had numeric, out waiting numeric,
	out lost_on date, out days jsonb, out postings uuid[])
returns setof record
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
begin
	return query
	with covered as (
		select g::date as day, max(s.minimum) as minimum
		  from unnest(spans) s
		 cross join generate_series(s.first_day::timestamp, s.last_day::timestamp, interval '1 day') g
		 group by g
	), served as (
		select a.on_day, least(coalesce(sum(a.half_days) filter (where a.state = 'confirmed'), 0), 2) as halves,
		       least(coalesce(sum(a.half_days), 0), 2) - least(coalesce(sum(a.half_days) filter (where a.state = 'confirmed'), 0), 2) as waiting
		  from biz.attendance a
		 where a.posting_id = any (array(select s.posting from unnest(spans) s))
		   and a.state in ('submitted', 'confirmed', 'disputed')
		   and a.on_day <= as_of
		 group by a.on_day
	), day as (
		select c.day, date_trunc('week', c.day)::date as monday, c.minimum, k.works,
		       case when k.works then coalesce(s.halves, 0) else 0 end as halves,
		       case when k.works then coalesce(s.waiting, 0) else 0 end as waiting
		  from covered c
		  left join biz.holiday h on h.day = c.day
		  left join served s on s.on_day = c.day
		 cross join lateral (select case when h.day is not null then h.working else extract(isodow from c.day) < 6 end as works) k
	), placed as (
		select d.*, least(max(d.minimum) over w, count(*) filter (where d.works) over w) as wanted, sum(d.halves) over w as total,
		       sum(case when d.works then 2 - d.halves else 0 end) over (partition by d.monday order by d.day desc) as capacity
		  from day d
		window w as (partition by d.monday)
	)
	select to_char(p.monday, 'IYYY-"W"IW'), min(p.day), max(p.day), max(p.wanted), round(max(p.total) / 2.0, 1), round(sum(p.waiting) / 2.0, 1),
	       max(p.day) filter (where p.works and p.capacity >= 2 * p.wanted - p.total) + fig.late_days(),
	       jsonb_object_agg(p.day, p.halves) filter (where p.works),
	       array(select s.posting from unnest(spans) s where s.first_day <= max(p.day) and s.last_day >= min(p.day))
	  from placed p
	 group by p.monday
	having bool_or(p.works)
	 order by p.monday;
end
$$;
comment on function fig.service_weeks(fig.week_span[], date) is
	'Weeks of service of one person under a week rule (S1.r14): working days asked for (broken weeks: what was possible), served and confirmed, entered but not confirmed; the day from which what is missing cannot be made good; half days of each working day; whose.';
grant usage on type fig.week_span to yl_web, yl_job;
grant execute on function fig.service_weeks(fig.week_span[], date) to yl_web, yl_job;

create or replace function biz.promotion_weeks(postings biz.promotion_posting[], as_of date)
returns setof biz.promotion_week
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	select w.week, w.first_day, w.last_day, w.wanted, w.had, w.waiting, w.last_day > as_of,
	       w.last_day <= as_of and w.had + w.waiting < w.wanted, w.days, w.postings
	  from fig.service_weeks(array(
	       select (p.id, p.first_day, least(p.last_day, date_trunc('week', as_of)::date + 6), p.week_days)::fig.week_span
	         from unnest(postings) p
	        where p.counted
	          and p.week_days is not null), as_of) w;
end
$$;
comment on function biz.promotion_weeks(biz.promotion_posting[], date) is
	'Weeks of service under a week rule as fig.service_weeks tells them; short: over, and not enough even once the receiver confirms what waits.';

-- The weeks of a posting, with the other postings of the same person in the weeks where it begins and ends.
create or replace function fig.find_weeks(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	p constant biz.posting := (select x from biz.posting x where x.id = o.posting_id);
	n constant numeric := (o.parameters ->> 'n')::numeric;
	start constant date := greatest(p.starts_on, p.arrived_on);
	first constant date := greatest(o.valid_from, start);
	last constant date := least(fig.last_day(o), p.ended_on, p.ends_on, date_trunc('week', as_of)::date + 6);
begin
	if p.state not in ('confirmed', 'ended') or first > last then
		return;
	end if;
	return query
	with other as (
		select q.id, greatest(q.starts_on, q.arrived_on, case when first > start then first else date_trunc('week', first)::date end) as first,
		       least(q.ended_on, q.ends_on, case when last < coalesce(p.ended_on, p.ends_on) and fig.last_day(o) <= last then last
		           else date_trunc('week', last)::date + 6 end) as last
		  from biz.staff s
		  join biz.staff x on x.id = s.id or x.id_number_idx = s.id_number_idx and x.state <> 'void'
		  join biz.posting q on q.staff_id = x.id
		 where s.id = p.staff_id
		   and q.id <> p.id
		   and q.state in ('confirmed', 'ended')
		   and q.kind = 'support'
		   and q.mode <> 'remote'
	)
	select case when w.had >= w.wanted then 'kept' when w.lost_on <= as_of then 'broken' when w.last_day <= as_of then 'ahead' else 'open' end,
	       case when w.had < w.wanted and w.lost_on > as_of and w.last_day <= as_of then w.lost_on else w.first_day end,
	       w.last_day, w.wanted, w.had, w.week, 'postings', p.id
	  from fig.service_weeks(array(
	       select (k.id, k.first, k.last, n)::fig.week_span
	         from (select p.id, first, last
	                union all
	               select x.id, x.first, x.last from other x where x.first <= x.last) as k (id, first, last)), as_of) w
	 where p.id = any (w.postings)
	   and w.first_day <= as_of;
end
$$;

drop function fig.posting_weeks(uuid, date, date, int);
drop function fig.rule_weeks(date[], date, date, int);
