-- 0395_rotation_days.sql - the calendar of a rotation says how many are posted each day.
set local role yl_owner;

create or replace function fig.days_seen(id uuid, first date, last date, as_of date) returns setof fig.obligation_day
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
	elsif o.kind = 'rotation' then
		-- As gaps are found: by the terms of postings, leave not taken off.
		return query
		select d.day, biz.is_workday(d.day), k.asked, case when k.asked then 1 end, k.had, case when k.asked then k.had > 0 end
		  from (select g::date as day from generate_series(first::timestamp, last::timestamp, interval '1 day') g) d
		 cross join lateral (
		       select d.day >= o.valid_from and (fig.last_day(o) is null or d.day <= fig.last_day(o)) as asked, count(distinct p.staff_id)::int as had
		         from fig.pair_postings(o) p
		        where d.day between p.starts_on and coalesce(p.ended_on, p.ends_on)) k;
	else
		return query
		select d::date, biz.is_workday(d::date), false, null::int, null::int, null::boolean
		  from generate_series(first::timestamp, last::timestamp, interval '1 day') d;
	end if;
end
$$;
