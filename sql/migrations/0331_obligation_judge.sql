-- 0331_obligation_judge.sql - judging an obligation as of a day: what was found of it, and its sentence.
--
-- One function for each kind of rule tells what it finds; a finding is kept, broken, ahead (will be
-- broken from .first on, as things stand), open (still running), excused, or now (how it stands).
-- fig.judge makes the verdict of them. What counts is what is confirmed, judged for the days up to
-- as_of; who is posted later is known from postings. Attendance may be entered and confirmed for a
-- week after the day: till then a day of a posting is taken as served.
set local role yl_owner;

create type fig.finding as (
	state       text,
	first       date,
	last        date,
	wanted      numeric,
	had         numeric,
	label       text,
	record_type text,
	record_id   uuid
);
comment on type fig.finding is 'One thing found of an obligation: days, a week, a period or a person, what was wanted and what there was.';

create type fig.obligation_day as (
	day     date,
	working boolean,
	asked   boolean,
	wanted  int,
	had     int,
	kept    boolean
);
comment on type fig.obligation_day is 'A day of an obligation: whether it is a working day, whether the rule asks for it, and how it stands.';

-- Days that attendance may still be entered and confirmed for, and how far ahead is looked.
create function fig.late_days() returns int language sql immutable return 7;
create function fig.days_ahead() returns int language sql immutable return 60;

-- Who is at the supported unit, day by day: posted that day and arrived, not on leave; for presence,
-- where attendance of a posting is kept at all, only days it shows. A person is one, however posted.
create function fig.obligation_days(o fig.obligation, first date, last date, as_of date) returns setof fig.obligation_day
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
declare
	n constant int := case when o.kind = 'team' then cardinality(string_to_array(o.parameters ->> 'pattern', '+'))
		else (o.parameters ->> 'n')::int end;
	lowest constant int := coalesce(biz.rank_order(o.parameters ->> 'rank_level'), -1);
begin
	return query
	with posting as materialized (
		select p.id, p.staff_id, p.specialty, greatest(p.starts_on, p.arrived_on) as first, coalesce(p.ended_on, p.ends_on) as last,
		       o.kind = 'presence' and exists (select from biz.attendance a where a.posting_id = p.id and a.state = 'confirmed') as shown
		  from biz.posting p
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.mode <> 'remote'
		   and p.starts_on <= $3
		   and coalesce(p.ended_on, p.ends_on) >= $2
		   and (lowest < 0 or biz.rank_order(p.rank_level) >= lowest)
	), seen as materialized (
		select a.posting_id, a.on_day, sum(a.half_days) > 0 as served, bool_or(a.kind = 'leave' and a.part = 'full') as away
		  from posting p
		  join biz.attendance a on a.posting_id = p.id and a.on_day between $2 and $3
		 where a.state = 'confirmed'
		 group by 1, 2
	), day as (
		select d::date as day, case when h.day is null then extract(isodow from d) < 6 else h.working end as working
		  from generate_series($2::timestamp, $3::timestamp, interval '1 day') d
		  left join biz.holiday h on h.day = d::date
	), present as materialized (
		select d.day, d.working, count(distinct p.staff_id)::int as had, array_agg(p.specialty order by p.specialty) as team
		  from day d
		  left join (posting p
		       cross join lateral generate_series(greatest(p.first, $2)::timestamp, least(p.last, $3)::timestamp, interval '1 day') k (at)
		       left join seen s on s.posting_id = p.id and s.on_day = k.at::date)
		    on k.at::date = d.day
		   and not coalesce(s.away, false)
		   and (not p.shown or d.day > $4 - fig.late_days() or coalesce(s.served, false))
		 group by d.day, d.working
	), team as (
		select t.team, fig.team_fills(o.parameters ->> 'pattern', array_remove(t.team, null)) as filled
		  from (select distinct r.team from present r where o.kind = 'team') t
	)
	select r.day, r.working, a.asked, n, r.had, case when o.kind = 'team' then t.filled else r.had >= n end
	  from present r
	  left join team t on t.team = r.team
	 cross join lateral (select r.day >= o.valid_from and (fig.last_day(o) is null or r.day <= fig.last_day(o))
	       and (o.kind <> 'presence' or o.parameters ->> 'every' = 'day' or r.working) as asked) a
	 order by r.day;
end
$$;
comment on function fig.obligation_days(fig.obligation, date, date, date) is
	'How an obligation about days (presence, minimum_at_once, team) stands on each day of a range, as of a day.';

-- R10, R14, R15: runs of days asked for on which too few, or not the right ones, were there.
create function fig.find_days(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
begin
	return query
	with day as materialized (
		select * from fig.obligation_days($1, o.valid_from, least(fig.last_day(o), as_of + fig.days_ahead()), as_of) d
	), asked as (
		select d.*, d.day > as_of as ahead, row_number() over (order by d.day) as place from day d where d.asked
	), failing as (
		select a.*, a.place - row_number() over (partition by a.ahead order by a.day) as run from asked a where not a.kept
	)
	select case when f.ahead then 'ahead' else 'broken' end, min(f.day), max(f.day), max(f.wanted)::numeric, min(f.had)::numeric,
	       count(*)::text, null::text, null::uuid
	  from failing f
	 group by f.ahead, f.run
	 union all
	select 'now', d.day, d.day, d.wanted::numeric, d.had::numeric, null, null, null
	  from day d
	 where d.day = as_of;
end
$$;

-- Weeks of a posting, with half days: two halves make one day. What is missing may be shown for some
-- days yet: a week is lost on the day after which no more of it can be shown than is still wanted.
create function fig.posting_weeks(posting uuid, first date, last date, minimum int,
	out week text, out week_first date, out week_last date, out wanted int, out had numeric, out lost_on date)
returns setof record
language sql stable
set search_path = ''
as $$
	with served as (
		select a.on_day, least(sum(a.half_days), 2) as halves
		  from biz.attendance a
		 where a.posting_id = $1
		   and a.on_day between $2 and $3
		   and a.state = 'confirmed'
		 group by a.on_day
	), day as (
		select d::date as day, date_trunc('week', d)::date as monday, coalesce(s.halves, 0) as halves
		  from biz.workdays($2, $3) d
		  left join served s on s.on_day = d
	), week as (
		select w.monday, least($4, count(*))::int as wanted, sum(w.halves) as halves
		  from day w
		 group by w.monday
	), open as (
		select d.monday, d.day, sum(2 - d.halves) over (partition by d.monday order by d.day desc) as capacity from day d
	)
	select to_char(w.monday, 'IYYY-"W"IW'), greatest(w.monday, $2), least(w.monday + 6, $3), w.wanted, w.halves / 2.0,
	       (select max(o.day) + fig.late_days() from open o where o.monday = w.monday and o.capacity >= 2 * w.wanted - w.halves)
	  from week w
	 order by w.monday
$$;
comment on function fig.posting_weeks(uuid, date, date, int) is
	'Weeks of a posting: working days wanted (broken weeks: what was possible) and served, and the day from which what is missing cannot be made good.';

create function fig.find_weeks(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	p constant biz.posting := (select x from biz.posting x where x.id = o.posting_id);
begin
	return query
	select case when w.had >= w.wanted then 'kept' when w.lost_on <= as_of then 'broken' when w.week_last <= as_of then 'ahead' else 'open' end,
	       case when w.had < w.wanted and w.lost_on > as_of and w.week_last <= as_of then w.lost_on else w.week_first end,
	       w.week_last, w.wanted::numeric, w.had, w.week, 'postings', p.id
	  from fig.posting_weeks(p.id, greatest(o.valid_from, p.starts_on), least(fig.last_day(o), p.ended_on, p.ends_on),
	       (o.parameters ->> 'n')::int) w
	 where w.week_first <= as_of
	   and p.state in ('confirmed', 'ended');
end
$$;

-- R11: days without anybody between batches; a gap that the rule allows is none.
create function fig.find_gaps(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	allowed constant int := coalesce((o.parameters ->> 'gap')::int, 0);
	horizon constant date := least(fig.last_day(o), as_of + fig.days_ahead());
	spans constant daterange[] := (
		select array_agg(daterange(p.starts_on, coalesce(p.ended_on, p.ends_on), '[]'))
		  from biz.posting p
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.mode <> 'remote'
		   and coalesce(p.ended_on, p.ends_on) >= o.valid_from
		   and p.starts_on <= horizon);
begin
	return query
	select case when g.gap_first + allowed > as_of then 'ahead' else 'broken' end,
	       case when g.gap_first + allowed > as_of then g.gap_first + allowed else g.gap_first end,
	       case when g.gap_first + allowed > as_of then g.gap_last else least(g.gap_last, as_of) end,
	       allowed::numeric, (case when g.gap_first + allowed > as_of then g.gap_last else least(g.gap_last, as_of) end - g.gap_first + 1)::numeric,
	       null::text, null::text, null::uuid
	  from fig.rule_gaps(spans, horizon) g
	 where g.days > allowed
	   and g.gap_last >= o.valid_from;
	return query
	select 'now', as_of, max(coalesce(p.ended_on, p.ends_on)), null::numeric, count(*)::numeric, null::text, null::text, null::uuid
	  from biz.posting p
	 where p.to_org_id = o.to_org_id
	   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
	   and p.state in ('confirmed', 'ended')
	   and p.kind = 'support'
	   and p.mode <> 'remote'
	   and as_of between p.starts_on and coalesce(p.ended_on, p.ends_on);
end
$$;

-- Two sides as a scope of figures of its own: pair:FROM>TO, without a row of biz.pairing. For figures
-- that are told from within: fig.scope_name lets nobody ask for it.
alter function fig.parts(text, text, text, date, date, timestamptz) rename to parts_of;
create function fig.parts(kind text, id text, structure text, first date, last date, as_of timestamptz default null)
returns setof fig.part
language plpgsql stable
as $$
declare
	pair constant int[] := case $1 when 'pair' then string_to_array($2, '>')::int[] end;
begin
	if $1 = 'pair' then
		return query
		select $4, $5, null::smallint, null::int, null::int, null::int[], true, array[pair[1]], array[pair[2]], $6;
	else
		return query select p.* from fig.parts_of($1, $2, $3, $4, $5, $6) p;
	end if;
end
$$;
comment on function fig.parts is
	'A scope in a period as parts in which it does not change; also pair:FROM>TO. fig.scope_name must have let the caller in.';
grant execute on function fig.parts(text, text, text, date, date, timestamptz) to yl_web, yl_job;

-- Where a figure is told, for an obligation.
create function fig.obligation_scope(o fig.obligation, out kind text, out id text)
language sql stable
as $$
	select case when t.kind = 'commission' then 'region' when (o).from_org_id = (o).to_org_id then 'org' else 'pair' end,
	       case when t.kind = 'commission' then (o).to_region_id::text when (o).from_org_id = (o).to_org_id then (o).to_org_id::text
	            else (o).from_org_id || '>' || (o).to_org_id end
	  from biz.organisation t
	 where t.id = (o).to_org_id
$$;

-- What there was of something counted: different people posted, people sent to study free of charge
-- (they go the other way), or a figure between the two sides, of a region, or of one institution.
create function fig.obligation_value(o fig.obligation, first date, last date) returns numeric
language plpgsql stable
set search_path = ''
as $$
declare
	what constant text := o.parameters ->> 'what';
begin
	if what = 'posted' then
		return (select count(distinct p.staff_id)
		          from biz.posting p
		         where p.to_org_id = o.to_org_id
		           and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		           and p.state in ('confirmed', 'ended')
		           and p.kind = 'support'
		           and p.mode <> 'remote'
		           and p.starts_on <= $3
		           and coalesce(p.ended_on, p.ends_on) >= $2);
	elsif what = 'study' then
		return (select count(*)
		          from biz.further_study s
		         where s.from_org_id = o.to_org_id
		           and (s.to_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		           and s.state in ('confirmed', 'finished')
		           and s.kind <> 'short'
		           and s.free is not false
		           and s.starts_on between $2 and $3);
	end if;
	return (select f.value
	          from fig.obligation_scope(o) k
	         cross join lateral fig.figures(array[o.parameters ->> 'figure'], k.kind, k.id, 'then', $2, $3) f);
end
$$;

-- The values of a figure that adds up, month by month, at one go: periods of months are sums of them.
create function fig.obligation_months(o fig.obligation, first date, last date) returns jsonb
language sql stable
as $$
	select jsonb_object_agg(f.key, f.value)
	  from fig.obligation_scope(o) s
	 cross join lateral fig.figures(array[(o).parameters ->> 'figure'], s.kind, s.id, 'then', $2, $3, 'month') f
	 where f.value is not null
$$;

create function fig.period_step(grain text) returns interval
language sql immutable
return case $1 when 'week' then interval '7 days' when 'month' then interval '1 month' when 'quarter' then interval '3 months'
	when 'half' then interval '6 months' when 'year' then interval '1 year' end;

-- First day of the calendar's period that a day lies in.
create function fig.period_first(day date, grain text) returns date
language sql immutable
return case $2 when 'half' then make_date(extract(year from $1)::int, case when extract(month from $1) < 7 then 1 else 7 end, 1)
	else date_trunc($2, $1::timestamp)::date end;

-- R12, R13: each period of the calendar; one that the term cuts is asked for its part, rounded down.
-- A running one that lags behind its days is told ahead.
create function fig.find_periods(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	grain constant text := case o.kind when 'quota_per_year' then 'year' else o.parameters ->> 'grain' end;
	n constant numeric := (o.parameters ->> 'n')::numeric;
	months jsonb;
	summed constant boolean := grain in ('month', 'quarter', 'half', 'year') and exists (
		select from fig.definition d where d.code = o.parameters ->> 'figure' and d.kind in ('count', 'sum')
		   and d.measure not like 'referral.%');
begin
	if summed then
		months := coalesce(fig.obligation_months(o, o.valid_from, least(as_of, fig.last_day(o))), '{}');
	end if;
	return query
	with period as (
		select o.valid_from as first, coalesce(fig.last_day(o), 'infinity'::date) as last, o.valid_from as whole_first,
		       coalesce(fig.last_day(o), 'infinity'::date) as whole_last
		 where grain = 'total'
		 union all
		select greatest(s::date, o.valid_from), least((s + fig.period_step(grain))::date - 1, fig.last_day(o)), s::date,
		       (s + fig.period_step(grain))::date - 1
		  from generate_series(fig.period_first(o.valid_from, grain)::timestamp, least(as_of, fig.last_day(o))::timestamp,
		       fig.period_step(grain)) s
		 where grain <> 'total'
	), told as (
		select p.*, case when p.first = p.whole_first and p.last = p.whole_last then n
		       else floor(n * (p.last - p.first + 1) / (p.whole_last - p.whole_first + 1)) end as wanted
		  from period p
	)
	select case when coalesce(v.had, 0) >= t.wanted then 'kept' when t.last < as_of then 'broken'
	       when t.last < 'infinity' and coalesce(v.had, 0) < t.wanted * (as_of - t.first + 1) / (t.last - t.first + 1) then 'ahead'
	       else 'open' end,
	       case when coalesce(v.had, 0) < t.wanted and t.last >= as_of and t.last < 'infinity'
	             and coalesce(v.had, 0) < t.wanted * (as_of - t.first + 1) / (t.last - t.first + 1) then t.last + 1 else t.first end,
	       nullif(t.last, 'infinity'), t.wanted, v.had,
	       case grain when 'total' then '' when 'week' then to_char(t.first, 'IYYY"年第"IW"周"') when 'month' then to_char(t.first, 'YYYY"年"FMMM"月"')
	            when 'quarter' then to_char(t.first, 'YYYY"年第"Q"季度"')
	            when 'half' then to_char(t.first, 'YYYY"年"') || case when extract(month from t.whole_first) = 1 then '上半年' else '下半年' end
	            else to_char(t.first, 'YYYY"年"') end
	       || case when t.first > t.whole_first or t.last < t.whole_last then '（按期限折算）' else '' end, null::text, null::uuid
	  from told t
	 cross join lateral (select case when not summed then fig.obligation_value(o, t.first, least(t.last, as_of))
	       else (select sum(m.value::numeric) from jsonb_each_text(months) m
	              where m.key between to_char(t.first, 'YYYY-MM') and to_char(t.last, 'YYYY-MM')) end as had) v
	 where t.wanted > 0
	   and t.first <= as_of;
end
$$;

-- A goal with a day: reached, missed, or still running; arrivals: everybody due is there.
create function fig.find_deadline(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	due constant date := fig.last_day(o);
	down constant boolean := exists (select from fig.definition d where d.code = o.parameters ->> 'figure' and d.direction = 'down');
	wanted numeric := (o.parameters ->> 'target')::numeric;
	had numeric;
	reached boolean;
begin
	if o.parameters ->> 'what' = 'arrival' then
		select greatest(count(*), 1), count(*) filter (where least(p.arrived_on, (select min(a.on_day) from biz.attendance a
		       where a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0)) <= least(due, as_of))
		  into wanted, had
		  from biz.posting p
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.starts_on <= due
		   and coalesce(p.ended_on, p.ends_on) >= due;
	else
		had := fig.obligation_value(o, o.valid_from, least(due, as_of));
	end if;
	reached := coalesce(case when down then had <= wanted else had >= wanted end, false);
	return query
	select case when reached and (not down or as_of >= due) then 'kept' when as_of > due then 'broken'
	       when not reached and (due - as_of <= 30 or not down
	            and coalesce(had, 0) < wanted * (as_of - o.valid_from + 1) / (due - o.valid_from + 1)) then 'ahead' else 'open' end,
	       case when as_of > due then due else due + 1 end, due, wanted, had, null::text, null::text, null::uuid;
end
$$;

-- R17: people below the rank the rule asks for. Who was let through with a reason is excused.
create function fig.find_ranks(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	wanted constant int := biz.rank_order(o.parameters ->> 'rank_level');
	years constant int := coalesce((o.parameters ->> 'rank_years')::int, 0);
begin
	return query
	with person as (
		select p.starts_on as day, p.staff_id as who, p.staff_name as name, p.rank_level, p.overridden, 'postings' as record_type, p.id as record_id
		  from biz.posting p
		 where o.parameters ->> 'of' = 'posting'
		   and p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		 union all
		select m.starts_on, m.mentor_id, m.mentor_name, m.mentor_rank, m.overridden, 'mentorships', m.id
		  from biz.mentorship m
		 where o.parameters ->> 'of' = 'mentorship'
		   and m.to_org_id = o.to_org_id
		   and (m.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and m.state = 'confirmed'
	)
	select case when k.fits then 'kept' when p.overridden then 'excused' when p.day > as_of then 'ahead' else 'broken' end,
	       p.day, p.day, wanted::numeric, biz.rank_order(p.rank_level)::numeric, p.name || '（' || coalesce(biz.rank_zh(p.rank_level), '未填级别') || '）',
	       p.record_type, p.record_id
	  from person p
	  left join biz.staff s on s.id = p.who
	 cross join lateral (select coalesce(biz.rank_order(p.rank_level) > wanted
	       or biz.rank_order(p.rank_level) = wanted and (years = 0 or s.rank_since <= p.day - make_interval(years => years)), false) as fits) k
	 where p.day >= o.valid_from
	   and (fig.last_day(o) is null or p.day <= fig.last_day(o));
end
$$;

create function fig.findings(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
begin
	if as_of < o.valid_from then
		return;
	end if;
	case o.kind
	when 'presence', 'minimum_at_once', 'team' then
		return query select * from fig.find_days(o, as_of);
	when 'days_per_week' then
		return query select * from fig.find_weeks(o, as_of);
	when 'rotation' then
		return query select * from fig.find_gaps(o, as_of);
	when 'deadline' then
		return query select * from fig.find_deadline(o, as_of);
	when 'rank' then
		return query select * from fig.find_ranks(o, as_of);
	else
		return query select * from fig.find_periods(o, as_of);
	end case;
end
$$;
comment on function fig.findings(fig.obligation, date) is 'What is found of an obligation as of a day.';

create type fig.verdict as (
	result    text,
	broken_on date,
	breaks_on date,
	breaches  int,
	wanted    numeric,
	had       numeric,
	words     jsonb,
	findings  jsonb
);
comment on type fig.verdict is
	'Result (broken, due, kept), last day broken, day it will be broken, number of breaches, how it stands, the sentence, the findings.';

-- 3, 2.5: without needless zeros.
create function fig.plain(n numeric) returns text
language sql immutable
return trim_scale(n)::text;

-- What an official would sign. f: the finding it is said of, total: how many such.
create function fig.breach_words(o fig.obligation, f fig.finding, breaches bigint, days bigint) returns jsonb
language sql stable
as $$
	select jsonb_build_object('zh', case
		when (o).kind in ('presence', 'minimum_at_once') then
			case when days = 1 then fig.zh_day(f.first) || '在岗' || fig.plain(f.had) || '人，应不少于' || fig.plain(f.wanted) || '人'
			else '共' || days || '天在岗不足' || fig.plain(f.wanted) || '人，最近一次为' || k.span_zh end
		when (o).kind = 'team' then '共' || days || '天队伍组成不符合要求，最近一次为' || k.span_zh
		when (o).kind = 'days_per_week' then case when breaches > 1 then '共' || breaches || '周出勤不足，最近为' else '' end
			|| k.week_zh || '出勤' || fig.plain(f.had) || '天，应不少于' || fig.plain(f.wanted) || '天'
		when (o).kind = 'rotation' then case when breaches > 1 then '轮换断档' || breaches || '次，最近一次为' else '轮换断档：' end
			|| k.span_zh || '无人派驻，共' || fig.plain(f.had) || '天'
		when (o).kind = 'rank' then case when breaches > 1 then '共' || breaches || '人级别不足，最近为' else '' end || f.label || '，低于' || biz.rank_zh((o).parameters ->> 'rank_level')
		when (o).kind = 'deadline' then '至' || fig.zh_day(f.last) || '应达到' || fig.plain(f.wanted) || '，' || coalesce('实际为' || fig.plain(f.had), '暂无数据')
		else case when breaches > 1 then '共' || breaches || '期未完成，最近为' else '' end || coalesce(nullif(f.label, ''), '期内') || '应不少于' || fig.plain(f.wanted) || '，'
			|| coalesce('实际' || fig.plain(f.had), '暂无数据') || '，缺' || fig.plain(f.wanted - coalesce(f.had, 0)) end,
	       'en', case
		when (o).kind in ('presence', 'minimum_at_once') then days || ' day(s) with fewer than ' || fig.plain(f.wanted) || ' present, last ' || k.span_en
		when (o).kind = 'team' then days || ' day(s) without the whole team, last ' || k.span_en
		when (o).kind = 'days_per_week' then breaches || ' week(s) short, last ' || f.label || ': ' || fig.plain(f.had) || ' of ' || fig.plain(f.wanted) || ' days'
		when (o).kind = 'rotation' then breaches || ' gap(s), last ' || k.span_en || ', ' || fig.plain(f.had) || ' day(s)'
		when (o).kind = 'rank' then breaches || ' below the rank, last ' || f.first
		else 'By ' || f.last || ': ' || coalesce(fig.plain(f.had), 'no data') || ' of ' || fig.plain(f.wanted) end)
	  from (select fig.zh_day(f.first) || case when f.last > f.first then '至' || fig.zh_day(f.last) else '' end as span_zh,
	               f.first || case when f.last > f.first then ' to ' || f.last else '' end as span_en,
	               replace(replace(f.label, '-W0', '-W'), '-W', '年第') || '周' as week_zh) k
$$;

create function fig.ahead_words(o fig.obligation, f fig.finding) returns jsonb
language sql stable
as $$
	select jsonb_build_object('zh', case
		when (o).kind in ('presence', 'minimum_at_once') then '自' || fig.zh_day(f.first) || '起将违反：届时在岗' || fig.plain(f.had) || '人，应不少于'
			|| fig.plain(f.wanted) || '人，尚无接续派驻'
		when (o).kind = 'team' then '自' || fig.zh_day(f.first) || '起将违反：届时队伍组成不符合要求'
		when (o).kind = 'days_per_week' then replace(replace(f.label, '-W0', '-W'), '-W', '年第') || '周已确认出勤' || fig.plain(f.had) || '天，应不少于' || fig.plain(f.wanted)
			|| '天；' || fig.zh_day(f.first) || '前未补登确认的，将违反'
		when (o).kind = 'rotation' then '自' || fig.zh_day(f.first) || '起将违反：现有派驻期满后尚无下一批'
		when (o).kind = 'rank' then f.label || '将于' || fig.zh_day(f.first) || '派出，级别不足'
		else case when (o).kind = 'deadline' then '至' || fig.zh_day(f.last) || '应达到' else coalesce(nullif(f.label, ''), '期内') || '应不少于' end || fig.plain(f.wanted)
			|| '，' || coalesce('现为' || fig.plain(f.had), '暂无数据') || coalesce('，还差' || fig.plain(nullif(greatest(f.wanted - coalesce(f.had, 0), 0), 0)), '')
			|| '；' || fig.zh_day(f.last) || '前未完成的，将违反' end,
	       'en', case
		when (o).kind in ('presence', 'minimum_at_once', 'team') then 'Will be broken from ' || f.first || ': ' || fig.plain(f.had) || ' of ' || fig.plain(f.wanted) || ' present then'
		when (o).kind = 'rotation' then 'Will be broken on ' || f.first || ': no next batch'
		else 'Will be broken on ' || f.first || ': ' || coalesce(fig.plain(f.had), 'no data') || ' of ' || fig.plain(f.wanted) || ' so far' end)
$$;

create function fig.judge(o fig.obligation, as_of date) returns fig.verdict
language plpgsql stable
set search_path = ''
as $$
declare
	v fig.verdict;
	all_of constant fig.finding[] := array(select f from fig.findings(o, as_of) f order by f.first, f.label);
	last_broken constant fig.finding := (select f from unnest(all_of) f where f.state = 'broken' order by f.first desc limit 1);
	next_ahead constant fig.finding := (select f from unnest(all_of) f where f.state = 'ahead' order by f.first limit 1);
	standing constant fig.finding := (select f from unnest(all_of) f where f.state <> 'excused'
		order by f.state = 'now' desc, f.state = 'broken' desc, f.state in ('ahead', 'open') desc, f.first desc limit 1);
	over constant boolean := coalesce(fig.last_day(o) < as_of, false) or o.kind = 'deadline' and standing.state = 'kept';
begin
	v.breaches := (select count(*) from unnest(all_of) f where f.state = 'broken');
	v.broken_on := least(last_broken.last, case when v.breaches > 0 then as_of end);
	v.breaks_on := next_ahead.first;
	v.wanted := standing.wanted;
	v.had := standing.had;
	v.result := case when v.breaches > 0 then 'broken' when over and v.breaks_on is null then 'kept' else 'due' end;
	v.words := case
		when v.breaches > 0 then fig.breach_words(o, last_broken, v.breaches, (select sum(case when o.kind in ('presence', 'minimum_at_once', 'team')
			then f.label::int else 1 end) from unnest(all_of) f where f.state = 'broken'))
		when v.breaks_on is not null then fig.ahead_words(o, next_ahead)
		when as_of < o.valid_from then jsonb_build_object('zh', '自' || fig.zh_day(o.valid_from) || '起执行', 'en', 'Begins on ' || o.valid_from)
		when v.result = 'kept' then '{"zh": "已履行", "en": "Kept"}'
		else '{"zh": "履行中，未发现违反", "en": "Running, nothing broken"}' end;
	if v.breaches > 0 and v.breaks_on is not null then
		v.words := (select jsonb_build_object('zh', v.words ->> 'zh' || '；' || (k.more ->> 'zh'), 'en', v.words ->> 'en' || '; ' || (k.more ->> 'en'))
		              from (select fig.ahead_words(o, next_ahead) as more) k);
	end if;
	v.findings := coalesce((select jsonb_agg(to_jsonb(f) order by f.state = 'broken' desc, f.state = 'ahead' desc, f.first desc)
		from (select (x).* from unnest(all_of) x order by (x).state = 'broken' desc, (x).state = 'ahead' desc, (x).first desc limit 400) f), '[]');
	return v;
end
$$;
comment on function fig.judge(fig.obligation, date) is
	'Judges an obligation as of a day, for whoever stands for the portal: others ask fig.judge_seen.';
revoke execute on function fig.judge(fig.obligation, date) from public;

create function fig.judge_all(id uuid, as_of date) returns fig.verdict
language plpgsql stable security definer
set search_path = ''
as $$
begin
	return fig.judge((select o from fig.obligation o where o.id = judge_all.id), as_of);
end
$$;
comment on function fig.judge_all(uuid, date) is 'Part of sec.judge.';
revoke execute on function fig.judge_all(uuid, date) from public;
grant usage on type fig.verdict, fig.obligation_day to yl_sec, yl_web, yl_job;
grant execute on function fig.judge_all(uuid, date) to yl_sec;

set local role yl_sec;

-- Whether a rule is kept is one truth for all who may see it: it is judged from all records, not from
-- those the asker happens to see. For that one call the request stands for the portal, which sees all
-- (fields as in 0130); PostgreSQL puts the asker's own context back at its end, however it ends.
create function sec.judge(id uuid, as_of date) returns fig.verdict
language plpgsql stable security definer
set search_path = ''
set backtrace_functions = E'yilian\n0\nobligation read\na\n\n\n\nportal\n\n\n\n'
as $$
begin
	return fig.judge_all(id, as_of);
end
$$;
comment on function sec.judge(uuid, date) is 'Judges an obligation from all records. Who may know of it is its callers'' to check.';
revoke execute on function sec.judge(uuid, date) from public;
grant execute on function sec.judge(uuid, date) to yl_owner;

set local role yl_owner;

-- Whoever may see the obligation may know how it stands.
create function fig.sees(o fig.obligation) returns boolean
language sql stable
return (o).from_org_id = any (sec.orgs()) or (o).to_org_id = any (sec.orgs())
	or coalesce((o).from_region_id between sec.region_lo() and sec.region_hi(), false)
	or coalesce((o).to_region_id between sec.region_lo() and sec.region_hi(), false)
	or sec.sees_all();

create function fig.judge_seen(id uuid, as_of date) returns fig.verdict
language plpgsql stable security definer
set search_path = ''
as $$
declare
	o constant fig.obligation := (select x from fig.obligation x where x.id = judge_seen.id);
begin
	if o.id is null or not fig.sees(o) then
		return null;
	end if;
	return sec.judge(id, as_of);
end
$$;
comment on function fig.judge_seen(uuid, date) is 'Judges an obligation the caller may see, from all records; null: none such.';

create function fig.days_seen(id uuid, first date, last date, as_of date) returns setof fig.obligation_day
language plpgsql stable security definer
set search_path = ''
as $$
declare
	o constant fig.obligation := (select x from fig.obligation x where x.id = days_seen.id);
begin
	if o.id is null or not fig.sees(o) or last - first > 400 then
		return;
	elsif o.kind in ('presence', 'minimum_at_once', 'team') then
		return query select * from fig.obligation_days(o, first, last, as_of);
	else
		return query
		select d::date, biz.is_workday(d::date), false, null::int, null::int, null::boolean
		  from generate_series(first::timestamp, last::timestamp, interval '1 day') d;
	end if;
end
$$;
comment on function fig.days_seen(uuid, date, date, date) is 'Days of an obligation the caller may see, 400 at most.';

grant execute on function fig.judge_seen(uuid, date), fig.days_seen(uuid, date, date, date) to yl_web, yl_job;
