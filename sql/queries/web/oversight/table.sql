-- Figures of a scope and a period by something, those with most visits first; time in its order.
-- $1 kind of scope (region, org, alliance) or null for the caller's own, $2 its number, $3 and $4
-- first and last day, $5 by (pair, from, to, department, disease, county, time, total), $6 step of
-- time (day, week, month, year), $7 compare with the same days of last year, $8 rows at most
with figures as (
	select *
	  from fig.referral_table($1::text, $2::int, $3::date, $4::date, $5::text, $6::text,
	       least($4::date, current_date))
), before as (
	select b.*
	  from fig.referral_table($1::text, $2::int, ($3::date - interval '1 year')::date,
	       (least($4::date, greatest($3::date, current_date)) - interval '1 year')::date, $5::text,
	       $6::text, least($4::date, current_date)) b
	 where $7::boolean
)
select f.key, coalesce(d.name, o.name, t.name) as name,
       o.id as "from.id", o.name as "from.name", t.id as "to.id", t.name as "to.name",
       f.up_visits, f.up_persons, f.down_visits, f.down_persons, f.down_inpatient_visits,
       f.down_outpatient_visits, f.same_level_visits, f.same_level_persons, f.emergency_visits,
       f.sent, f.received, f.answered, f.accepted, f.rejected, f.returned, f.redirected,
       f.cancelled, f.came, f.no_show, f.fed_back, f.closed, f.closed_by_sender,
       f.closable_by_sender, f.closed_by_receiver, f.closable_by_receiver, f.green_channel,
       f.emergencies, f.answers_timed, f.answer_seconds_average, f.answer_seconds_median,
       case when b.key is not null then jsonb_build_object(
       	'up_visits', b.up_visits, 'up_persons', b.up_persons, 'down_visits', b.down_visits,
       	'down_persons', b.down_persons, 'same_level_visits', b.same_level_visits,
       	'same_level_persons', b.same_level_persons, 'sent', b.sent, 'accepted', b.accepted,
       	'came', b.came, 'closed', b.closed) end as last_year
  from figures f
  left join biz.division d on $5::text = 'county' and d.code::text = f.key
  left join biz.organisation o on $5::text in ('pair', 'from')
       and o.id::text = split_part(f.key, ':', 1)
  left join biz.organisation t on $5::text in ('pair', 'to')
       and t.id::text = split_part(f.key, ':', case $5::text when 'pair' then 2 else 1 end)
  left join before b on b.key = case $5::text
       when 'time' then (f.key::date - interval '1 year')::date::text
       else f.key end
 order by case $5::text when 'time' then f.key end,
       f.up_visits + f.down_visits + f.same_level_visits desc, f.sent desc, f.key
 limit $8::int
