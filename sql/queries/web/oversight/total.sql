-- The whole of a scope and a period, with ratios as numerator and denominator. $1 kind of scope or
-- null for the caller's own, $2 its number, $3 and $4 first and last day, $5 compare with the same
-- days of last year
with figures as (
	select *
	  from fig.referral_table($1::text, $2::int, $3::date, $4::date, 'total', 'year',
	       least($4::date, current_date))
), before as (
	select b.*
	  from fig.referral_table($1::text, $2::int, ($3::date - interval '1 year')::date,
	       (least($4::date, greatest($3::date, current_date)) - interval '1 year')::date, 'total',
	       'year', least($4::date, current_date)) b
	 where $5::boolean
), whole as (
	select coalesce(f.up_visits, 0) as up_visits, coalesce(f.up_persons, 0) as up_persons,
	       coalesce(f.down_visits, 0) as down_visits,
	       coalesce(f.down_persons, 0) as down_persons,
	       coalesce(f.down_inpatient_visits, 0) as down_inpatient_visits,
	       coalesce(f.down_outpatient_visits, 0) as down_outpatient_visits,
	       coalesce(f.same_level_visits, 0) as same_level_visits,
	       coalesce(f.same_level_persons, 0) as same_level_persons,
	       coalesce(f.emergency_visits, 0) as emergency_visits, coalesce(f.sent, 0) as sent,
	       coalesce(f.received, 0) as received, coalesce(f.answered, 0) as answered,
	       coalesce(f.accepted, 0) as accepted, coalesce(f.rejected, 0) as rejected,
	       coalesce(f.returned, 0) as returned, coalesce(f.redirected, 0) as redirected,
	       coalesce(f.cancelled, 0) as cancelled, coalesce(f.came, 0) as came,
	       coalesce(f.no_show, 0) as no_show, coalesce(f.fed_back, 0) as fed_back,
	       coalesce(f.closed, 0) as closed, coalesce(f.closed_by_sender, 0) as closed_by_sender,
	       coalesce(f.closable_by_sender, 0) as closable_by_sender,
	       coalesce(f.closed_by_receiver, 0) as closed_by_receiver,
	       coalesce(f.closable_by_receiver, 0) as closable_by_receiver,
	       coalesce(f.green_channel, 0) as green_channel,
	       coalesce(f.emergencies, 0) as emergencies,
	       coalesce(f.answers_timed, 0) as answers_timed, f.answer_seconds_average,
	       f.answer_seconds_median
	  from (values (true)) one (one)
	  left join figures f on true
)
select w.up_visits, w.up_persons, w.down_visits, w.down_persons, w.down_inpatient_visits,
       w.down_outpatient_visits, w.same_level_visits, w.same_level_persons, w.emergency_visits,
       w.sent, w.received, w.answered, w.accepted, w.rejected, w.returned, w.redirected,
       w.cancelled, w.came, w.no_show, w.fed_back, w.closed, w.closed_by_sender,
       w.closable_by_sender, w.closed_by_receiver, w.closable_by_receiver, w.green_channel,
       w.emergencies, w.answers_timed, w.answer_seconds_average, w.answer_seconds_median,
       (select jsonb_agg(jsonb_build_object('code', code, 'numerator', n, 'denominator', d,
       		'value', round(n::numeric / nullif(d, 0), 4)) order by place)
          from (values
       	(1, 'down_per_up_visits', w.down_visits, w.up_visits),
       	(2, 'down_per_up_persons', w.down_persons, w.up_persons),
       	(3, 'answered', w.answered, w.sent),
       	(4, 'acceptance', w.accepted, w.answered),
       	(5, 'arrival', w.came, w.accepted),
       	(6, 'closure_by_sender', w.closed_by_sender, w.closable_by_sender),
       	(7, 'closure_by_receiver', w.closed_by_receiver, w.closable_by_receiver)
       	) as k (place, code, n, d)) as ratios,
       case when b.key is not null then jsonb_build_object(
       	'up_visits', b.up_visits, 'up_persons', b.up_persons, 'down_visits', b.down_visits,
       	'down_persons', b.down_persons, 'same_level_visits', b.same_level_visits,
       	'same_level_persons', b.same_level_persons, 'sent', b.sent, 'accepted', b.accepted,
       	'came', b.came, 'closed', b.closed) end as last_year
  from whole w
  left join before b on true
