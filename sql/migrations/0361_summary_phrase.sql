-- 0361_summary_phrase.sql - how a number is said in Chinese prose (domain.md §5).
--
-- What is shown never lies on another side of a threshold (0, 100 %, a goal) than the value. In
-- PL/pgSQL, for an SQL function inside another is planned anew at each call.

set local role yl_owner;

-- Rounded to so many digits, or as many more as it takes.
create function fig.exact_number(value numeric, decimals int, thresholds numeric[]) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select trim_scale(coalesce((
			select round($1, d)
			  from generate_series($2, $2 + 6) as d
			 where not exists (select from unnest($3) as t (t) where sign(round($1, d) - t) <> sign($1 - t))
			 order by d
			 limit 1), $1))::text);
end
$$;

comment on function fig.exact_number is 'A number to so many digits, more where it would otherwise cross a threshold.';

-- The round number that a style says instead, or null where none is near enough: for 近 at most a
-- tenth above, for 余 and 以上 at most a fifth below (of percent: the whole ones), for 约 at most a
-- twentieth off; coarse before fine.
create function fig.round_number(value numeric, unit text, style text, thresholds numeric[]) returns numeric
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select r.n
		  from generate_series(floor(log(greatest($1, 1)))::int, case when $1 = trunc($1) then 1 else 0 end, -1) as k
		 cross join lateral (select case $3
		       when 'nearly' then ceil($1 / 10::numeric ^ k) * 10::numeric ^ k
		       when 'about' then round($1 / 10::numeric ^ k) * 10::numeric ^ k
		       else floor($1 / 10::numeric ^ k) * 10::numeric ^ k end) as r (n)
		 where $1 > 1
		   and r.n <> $1
		   and (k = 0 or $2 <> '%' or $3 not in ('over', 'above'))
		   and case $3
		       when 'nearly' then r.n - $1 <= r.n * 0.1
		       when 'about' then abs(r.n - $1) <= $1 * 0.05
		       when 'over' then r.n > 0 and $1 - r.n <= $1 * 0.2
		       when 'above' then r.n > 0 and $1 - r.n <= $1 * 0.2
		       else false end
		   and not exists (select from unnest($4) as t (t) where sign(r.n - t) <> sign($1 - t))
		 order by k desc
		 limit 1);
end
$$;

comment on function fig.round_number is 'The round number for 近, 余, 以上, 约; null: say it exactly.';

create function fig.number_word(value numeric, decimals int, unit text, style text, thresholds numeric[]) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select case
		       when $1 is null then '暂无数据'
		       when $4 = 'wan' then trim_scale(round($1, $2 + 2) / 10000)::text || '万' || $3
		       when r.n is null then fig.exact_number($1, $2, t.t) || $3
		       when $4 = 'nearly' then '近' || trim_scale(r.n) || $3
		       when $4 = 'about' then '约' || trim_scale(r.n) || $3
		       when $4 = 'over' and $3 = '%' then trim_scale(r.n) || $3 || '以上'
		       when $4 = 'over' then trim_scale(r.n) || '余' || $3
		       else trim_scale(r.n) || $3 || '以上' end
		  from (select $5 || 0::numeric || case when $3 = '%' then 100::numeric end) as t (t)
		 cross join lateral (select case when $4 in ('nearly', 'over', 'above', 'about') then fig.round_number($1, $3, $4, t.t) end) as r (n));
end
$$;

comment on function fig.number_word is 'A number with its unit as a style says it; no number: 暂无数据.';

-- Both values, whichever way it went: "由66%提高到91.4%".
create function fig.change_word(value numeric, base numeric, decimals int, unit text, thresholds numeric[]) returns text
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select case
		       when $1 is null then '暂无数据'
		       when $2 is null then '为' || w.now || '（上年同期暂无数据）'
		       when $1 = $2 then '与上年同期持平，均为' || w.now
		       else '由' || w.before
		       || case when $1 > $2 and $4 = '%' then '提高到' when $1 > $2 then '增加到'
		          when $4 = '%' then '降低到' else '减少到' end
		       || w.now end
		  from (select fig.number_word($1, $3, $4, 'exact', $5 || $2) as now,
		               fig.number_word($2, $3, $4, 'exact', $5 || $1) as before) w);
end
$$;

comment on function fig.change_word is 'From what to what a number went since last year, with both.';

create function fig.names_word(names text[], at_most int) returns text
language sql immutable
return case
	when names is null then '暂无数据'
	when cardinality(names) = 0 then '无'
	when cardinality(names) <= at_most then array_to_string(names, '、')
	else array_to_string(names[1:at_most], '、') || '等' || cardinality(names) || '家单位' end;

comment on function fig.names_word is 'Names one after another; more than so many collapse.';

-- First and last day that a period names, as period.h; nulls where it is none.
create function fig.period_days(period text, out first date, out last date)
language plpgsql immutable
as $$
declare
	kind constant text := split_part($1, ':', 1);
	rest constant text := substr($1, length(split_part($1, ':', 1)) + 2);
	step interval;
begin
	if kind = 'range' and rest ~ '^\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d$' then
		first := left(rest, 10)::date;
		last := right(rest, 10)::date;
	elsif kind = 'until' and rest ~ '^\d{4}-\d\d-\d\d$' then
		first := '1949-10-01';
		last := rest::date;
	elsif kind = 'day' and rest ~ '^\d{4}-\d\d-\d\d$' then
		first := rest::date;
		last := first;
	elsif kind = 'week' and rest ~ '^\d{4}-W\d\d$' then
		first := to_date(rest, 'IYYY-"W"IW');
		last := first + 6;
		if to_char(first, 'IYYY-"W"IW') <> rest then
			first := null;
		end if;
	else
		if kind = 'year' and rest ~ '^\d{4}$' then
			first := make_date(rest::int, 1, 1);
			step := '1 year';
		elsif kind = 'half' and rest ~ '^\d{4}-[12]$' then
			first := make_date(left(rest, 4)::int, right(rest, 1)::int * 6 - 5, 1);
			step := '6 months';
		elsif kind = 'quarter' and rest ~ '^\d{4}-[1-4]$' then
			first := make_date(left(rest, 4)::int, right(rest, 1)::int * 3 - 2, 1);
			step := '3 months';
		elsif kind = 'month' and rest ~ '^\d{4}-\d\d$' then
			first := make_date(left(rest, 4)::int, right(rest, 2)::int, 1);
			step := '1 month';
		end if;
		last := (first + step)::date - 1;
	end if;
	if first is null or last is null or last < first or kind <> 'until' and last > first + interval '20 years'
		or last not between '1949-10-01' and '2999-12-31' then
		first := null;
		last := null;
	end if;
exception
	when datetime_field_overflow or invalid_datetime_format then
		first := null;
		last := null;
end
$$;

comment on function fig.period_days is 'The days of a period as addresses name it; nulls where it is none.';

create function fig.day_word(day date) returns text
language sql immutable
return extract(year from day) || '年' || extract(month from day) || '月' || extract(day from day) || '日';

create function fig.period_word(period text) returns text
language sql immutable
as $$
	select case split_part($1, ':', 1)
	       when 'year' then y || '年'
	       when 'half' then y || '年' || case right($1, 1) when '1' then '上半年' else '下半年' end
	       when 'quarter' then y || '年第' || substr('一二三四', right($1, 1)::int, 1) || '季度'
	       when 'month' then y || '年' || extract(month from d.first) || '月'
	       when 'day' then fig.day_word(d.first)
	       when 'until' then '截至' || fig.day_word(d.last)
	       when 'week' then fig.day_word(d.first) || '至' || fig.day_word(d.last)
	       when 'range' then case
	       	when extract(day from d.first) = 1 and extract(day from d.last + 1) = 1 and extract(year from d.last) = y
	       		then y || '年' || extract(month from d.first) || '月至' || extract(month from d.last) || '月'
	       	when extract(year from d.last) = y
	       		then fig.day_word(d.first) || '至' || extract(month from d.last) || '月' || extract(day from d.last) || '日'
	       	else fig.day_word(d.first) || '至' || fig.day_word(d.last) end
	       end
	  from fig.period_days($1) d
	 cross join lateral (select extract(year from d.first)) as k (y)
$$;

comment on function fig.period_word is 'A period as prose names it: 2016年上半年.';

grant execute on function fig.exact_number(numeric, int, numeric[]), fig.round_number(numeric, text, text, numeric[]),
	fig.number_word(numeric, int, text, text, numeric[]), fig.change_word(numeric, numeric, int, text, numeric[]),
	fig.names_word(text[], int), fig.period_days(text), fig.day_word(date), fig.period_word(text)
	to yl_web, yl_job;
