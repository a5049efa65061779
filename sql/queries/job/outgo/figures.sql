-- Figures of a scope and a period by something, as a table shows them: all rows, names first.
-- $1 kind of scope or null for the owner's own, $2 its number, $3 and $4 first and last day, $5 by,
-- $6 step of time
select case
       when $5::text = 'time' then f.key
       when $5::text = 'total' then s.name
       when $5::text in ('department', 'disease') and f.key in ('', 'unknown') then '未填写'
       else coalesce(d.name, o.name, t.name, f.key) end as name,
       case when $5::text = 'pair' then t.name end as to_name,
       f.up_visits, f.up_persons, f.down_visits, f.down_persons, f.down_inpatient_visits,
       f.down_outpatient_visits, f.same_level_visits, f.same_level_persons, f.emergency_visits,
       f.sent, f.received, f.answered, f.accepted, f.rejected, f.returned, f.redirected,
       f.cancelled, f.came, f.no_show, f.fed_back, f.closed, f.closed_by_sender,
       f.closable_by_sender, f.closed_by_receiver, f.closable_by_receiver, f.green_channel,
       f.emergencies, f.answers_timed, f.answer_seconds_average, f.answer_seconds_median
  from fig.scope($1::text, $2::int, least($4::date, current_date)) s
 cross join fig.referral_table($1::text, $2::int, $3::date, $4::date, $5::text, $6::text,
       least($4::date, current_date)) f
  left join biz.division d on $5::text = 'county' and d.code::text = f.key
  left join biz.organisation o on $5::text in ('pair', 'from')
       and o.id::text = split_part(f.key, ':', 1)
  left join biz.organisation t on $5::text in ('pair', 'to')
       and t.id::text = split_part(f.key, ':', case $5::text when 'pair' then 2 else 1 end)
 order by case $5::text when 'time' then f.key end,
       f.up_visits + f.down_visits + f.same_level_visits desc, f.sent desc, f.key
