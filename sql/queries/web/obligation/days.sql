-- Days of an obligation, with holidays. $1 id, $2 first, $3 last, $4 as of, null: today
select d.day, d.working, h.name as holiday, d.asked, d.wanted, d.had, d.kept, d.day > coalesce($4::date, fig.today()) as ahead
  from fig.days_seen($1::uuid, $2::date, $3::date, coalesce($4::date, fig.today())) d
  left join biz.holiday h on h.day = d.day
 order by d.day
