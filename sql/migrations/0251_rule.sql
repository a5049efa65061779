-- 0251_rule.sql - the arithmetic of rules on presence and service, on days alone.
--
-- What these functions know are days, spans of days and numbers of people; which postings or
-- attendances they come from is their callers' business. All days are calendar days in
-- Asia/Shanghai; all ranges include both ends where they are written as two dates. Sources of the
-- rules: S1.r13, r14, r18 (half a year, three days in every week), S1.r15 and S2.r2 (somebody there
-- every day, every workday), S1.r5 (five at once), S1.r24 (rotation), S1.r25 (a year in all), S1.r12
-- (teams), decisions on broken weeks in domain.md section 10.
set local role yl_owner;

-- Each ISO week that a posting touches, with the days it asks for and those that were served. A
-- broken week asks for what was possible in it, and a week without a workday for nothing.
create function fig.rule_weeks(present date[], first date, last date, minimum int,
	out week text, out week_first date, out week_last date, out wanted int, out had int)
returns setof record
language sql stable
as $$
	with days as (
		select d::date as day, date_trunc('week', d)::date as monday, biz.is_workday(d::date) as works
		  from generate_series(first::timestamp, last::timestamp, interval '1 day') d
	)
	select to_char(monday, 'IYYY-"W"IW'), min(day), max(day),
	       least(minimum, count(*) filter (where works))::int,
	       count(*) filter (where works and day = any (present))::int
	  from days
	 group by monday
	having bool_or(works)
	 order by monday
$$;

comment on function fig.rule_weeks(date[], date, date, int) is
	'Weeks of a posting with the working days asked for (S1.r14; broken weeks: what was possible) and served. Days served outside the working days of the calendar do not count.';

-- Days of a range on which too few were there. spans: one for each person's presence; a person is
-- nobody twice, so spans that overlap must be different people's. every: day or workday.
create function fig.rule_absences(spans daterange[], first date, last date, minimum int, every text,
	out day date, out had int)
returns setof record
language sql stable
as $$
	with days as (
		select d::date as day
		  from generate_series(first::timestamp, last::timestamp, interval '1 day') d
		 where every = 'day' or biz.is_workday(d::date)
	), counted as (
		select days.day, count(s.span)::int as had
		  from days
		  left join unnest(spans) as s (span) on s.span @> days.day
		 group by days.day
	)
	select c.day, c.had
	  from counted c
	 where c.had < minimum
	 order by c.day
$$;

comment on function fig.rule_absences(daterange[], date, date, int, text) is
	'Days (every day, or every workday) on which fewer than minimum people were there (S1.r5, S1.r15, S2.r2).';

-- Days between the end of one batch and the start of the next. The gap after the last span is open:
-- it is told only where the last day asked about lies behind it.
create function fig.rule_gaps(spans daterange[], last date, out gap_first date, out gap_last date, out days int)
returns setof record
language sql immutable
as $$
	with covered as (
		select range_agg(s.span) as all_spans from unnest(spans) as s (span)
	), gaps as (
		select unnest(datemultirange(daterange(lower(all_spans), last + 1)) - all_spans) as gap
		  from covered
		 where lower(all_spans) <= last
	)
	select lower(gap), upper(gap) - 1, upper(gap) - lower(gap)
	  from gaps
	 order by 1
$$;

comment on function fig.rule_gaps(daterange[], date) is
	'Days without anybody between batches, up to last (S1.r24): a batch that ends 06-30 and one that starts 07-04 leave 3.';

-- Days of service: overlapping spans count once (R7).
create function fig.service_days(spans daterange[]) returns int
language sql immutable
as $$
	select coalesce(sum(upper(r) - lower(r)), 0)::int
	  from (select unnest(range_agg(s.span)) as r
	          from unnest(spans) as s (span)
	         where not isempty(s.span)) union_of
$$;

comment on function fig.service_days(daterange[]) is 'Calendar days covered by at least one of the spans.';

-- Days that a length asks for where it is added up over years (S1.r25: one year are 365 days).
create function fig.length_days(amount numeric, unit text) returns int
language sql immutable
begin atomic
	select ceil(case unit when 'year' then amount * 365 when 'month' then amount * 365 / 12
	       when 'week' then amount * 7 else amount end)::int;
end;

-- The day on which a service that begins on first has lasted a length, by the calendar: half a year
-- from 07-01 is done on 12-31.
create function fig.length_end(first date, amount numeric, unit text) returns date
language sql immutable
begin atomic
	select (first + case unit when 'year' then make_interval(months => (amount * 12)::int)
	       when 'month' then make_interval(months => amount::int)
	       when 'week' then make_interval(days => (amount * 7)::int)
	       else make_interval(days => amount::int) end)::date - 1;
end;

-- Whether service has the length that a scheme asks for, and since or from when. per posting: one
-- stretch without a break lasts that long by the calendar (R1, R3, R9); per total: the days of all
-- stretches together (R5, R6, R7).
create function fig.service_length(spans daterange[], amount numeric, unit text, per text,
	out days int, out wanted int, out reached_on date)
language plpgsql immutable
as $$
declare
	stretch daterange;
	missing int;
begin
	days := fig.service_days(spans);
	wanted := fig.length_days(amount, unit);
	missing := wanted;
	for stretch in
		select unnest(range_agg(s.span)) from unnest(spans) as s (span) where not isempty(s.span)
	loop
		if per <> 'total' then
			if fig.length_end(lower(stretch), amount, unit) < upper(stretch) then
				reached_on := fig.length_end(lower(stretch), amount, unit);
				return;
			end if;
		elsif upper(stretch) - lower(stretch) >= missing then
			reached_on := lower(stretch) + missing - 1;
			return;
		else
			missing := missing - (upper(stretch) - lower(stretch));
		end if;
	end loop;
end
$$;

comment on function fig.service_length(daterange[], numeric, text, text) is
	'Days served, days a total asks for, and the day on which the length was reached (null: not yet).';

-- The earliest day on which a length not reached yet can be, if service goes on from the day after
-- today or after its last day, whichever is later, without a break (PRO-09).
create function fig.service_earliest(spans daterange[], amount numeric, unit text, per text, today date)
returns date
language sql immutable
as $$
	with stretches as (
		select unnest(range_agg(s.span)) as r from unnest(spans) as s (span) where not isempty(s.span)
	), running as (
		-- A stretch that lasts beyond today goes on; service that ended begins anew tomorrow.
		select case when per = 'total' then null else (select lower(r) from stretches where upper(r) > today) end as since,
		       greatest(today, (select max(upper(r)) - 1 from stretches)) as last_day
	)
	select case when per = 'total'
	       then last_day + greatest(fig.length_days(amount, unit) - fig.service_days(spans), 0)
	       else fig.length_end(coalesce(since, last_day + 1), amount, unit) end
	  from running
$$;

comment on function fig.service_earliest(daterange[], numeric, text, text, date) is
	'Earliest day on which a length of service can be reached that is not reached yet.';

-- Whether people of these specialties fill a team: every place by another person. pattern as in
-- schemes: 内科+外科+妇产科|儿科|麻醉|护理.
create function fig.team_fills(pattern text, specialties text[]) returns boolean
language plpgsql immutable
as $$
declare
	place constant text := split_part(pattern, '+', 1);
	rest constant text := nullif(substr(pattern, length(place) + 2), '');
begin
	if pattern is null or pattern = '' then
		return true;
	end if;
	for i in 1 .. coalesce(cardinality(specialties), 0) loop
		if btrim(specialties[i]) = any (select btrim(c) from unnest(string_to_array(place, '|')) c)
		    and fig.team_fills(rest, specialties[:i - 1] || specialties[i + 1:]) then
			return true;
		end if;
	end loop;
	return false;
end
$$;

comment on function fig.team_fills(text, text[]) is
	'Whether each place of a team (S1.r12) can be taken by another person: 内科+外科+妇产科|儿科|麻醉|护理.';

grant execute on function fig.rule_weeks(date[], date, date, int),
	fig.rule_absences(daterange[], date, date, int, text), fig.rule_gaps(daterange[], date),
	fig.service_days(daterange[]), fig.length_days(numeric, text),
	fig.length_end(date, numeric, text), fig.service_length(daterange[], numeric, text, text),
	fig.service_earliest(daterange[], numeric, text, text, date), fig.team_fills(text, text[])
	to yl_web, yl_job;
