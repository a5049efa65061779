-- 0316_figure_held.sql - what is held in a period that still runs is what is held today.
--
-- On the last day of a year that is not over everything ends that was agreed until then: nobody asks
-- for that number. A period wholly to come keeps its last day.

set local role yl_owner;

create function fig.held_on(first date, last date) returns date
language sql stable
as $$
	select case when $1 <= current_date then least($2, current_date) else $2 end
$$;

comment on function fig.held_on is 'The day on which what a period holds is looked at: its last, or today while it runs.';

create or replace function fig.stock_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
declare
	since constant date := '1949-10-01';
	held constant text := case $4 when 'now' then 'now' else 'last' end;
	until constant date := fig.held_on($5, $6);
begin
	if $7 <> 'month' then
		return query select * from fig.flow_leaves($1, $2, $3, held, since, until, $7, $8);
		return;
	end if;
	return query
	with before as (
		select * from fig.flow_leaves($1, $2, $3, held, since, ($5 - 1), 'total', $8)
	), within as (
		select * from fig.flow_leaves($1, $2, $3, held, $5, until, 'month', $8)
	), month as (
		select d.code, to_char(t, 'YYYY-MM') as key
		  from unnest($1) d
		 cross join generate_series(date_trunc('month', $5::timestamp), until::timestamp, '1 month') t
	), known as (
		select m.code, m.key, b.counted is not null as before, w.counted is not null as within,
		       coalesce(b.counted, 0) + coalesce(sum(w.counted) over (partition by m.code order by m.key), 0) as counted,
		       bool_or(w.counted is not null) over (partition by m.code order by m.key) as begun
		  from month m
		  left join before b on b.code = m.code
		  left join within w on w.code = m.code and w.key = m.key
	)
	select k.code, k.key, k.counted
	  from known k
	 where k.before
	    or k.begun;
end
$$;

create or replace function fig.rows(code text, part text, kind text, id text, structure text, first date, last date,
	unit int, county int, of_kind text, cursor text, most int, out row_of fig.row_behind, out value numeric)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	before_at constant timestamptz := biz.cursor_time($11, 'infinity');
	before_id constant uuid := biz.cursor_id($11, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
	whole fig.definition;
	wanted text[];
	d fig.definition;
begin
	select x.* into whole from fig.definitions(array[$1], $7) x where x.code = coalesce($2, $1);
	if whole.code is null then
		perform sec.refuse('UX404', '没有这个指标', 'There is no such figure', case when $2 is null then '{code}' else '?part' end);
	end if;
	if whole.kind = 'ratio' then
		select x.* into whole from fig.definitions(array[whole.numerator], $7) x where x.code = whole.numerator;
	end if;
	wanted := case whole.kind when 'derived' then whole.plus || coalesce(whole.minus, '{}') else array[whole.code] end;
	for d in select x.* from fig.definitions(wanted, $7) x where x.code = any (wanted)
	loop
		if d.measure like 'referral.%' then
			return query
			select r, r.n::numeric
			  from fig.referral_rows(split_part(d.measure, '.', 2), $3, $4, $5, $6, $7, $8, $9, d.unit_side,
			       before_at, before_id, $12) r;
		elsif d.measure is not null then
			return query
			select r, case when d.kind in ('sum', 'stock_sum', 'reported') then r.amount else r.n end * d.times
			       * case when d.code = any (whole.minus) then -1 else 1 end
			  from fig.entry_rows(d, $3, $4, $5, $6,
			       case when d.kind in ('stock', 'stock_sum') then fig.held_on($6, $7) else $7 end,
			       $8, $9, $10, before_at, before_id, $12) r;
		end if;
	end loop;
end
$$;

grant execute on function fig.held_on(date, date) to yl_web, yl_job;
