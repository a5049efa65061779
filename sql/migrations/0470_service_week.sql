-- 0470_service_week.sql - the ledger's weeks from the one function again, with what waits for confirmation.
--
-- 0410 wrote biz.promotion_weeks anew beside 0391, with the arithmetic of its own that 0391 had taken away.
-- What it changed stays: what waits of a day is what would be added to it, and a week that is enough once
-- the receiver confirms is not short. It stands here because it must come after 0410.
set local role yl_owner;

create or replace function fig.service_weeks(spans fig.week_span[], as_of date,
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
