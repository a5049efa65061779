-- One posting's days of a month: what is entered, holidays, and gaps: working days of the posting that
-- have come and of which nothing is entered. $1 posting, $2 a day of the month, $3 today
select p.id, p.staff_name, f.id as "from.id", f.name as "from.name", t.id as "to.id", t.name as "to.name",
       p.department, p.starts_on, coalesce(p.ended_on, p.ends_on) as ends_on, m.first as month,
       (select json_agg(json_build_object('day', d.day, 'workday', d.workday, 'holiday', d.holiday, 'within', d.within,
               'gap', d.within and d.workday and d.day <= $3::date and d.entries is null,
               'entries', coalesce(d.entries, '[]')) order by d.day)
          from (select g.day::date as day, biz.is_workday(g.day::date) as workday,
                       (select h.name from biz.holiday h where h.day = g.day::date and not h.working) as holiday,
                       g.day::date between p.starts_on and coalesce(p.ended_on, p.ends_on) as within,
                       (select json_agg(json_build_object('id', a.id, 'part', a.part, 'kind', a.kind, 'state', a.state,
                               'half_days', a.half_days) order by a.part)
                          from biz.attendance a
                         where a.posting_id = p.id and a.on_day = g.day::date and a.state <> 'void') as entries
                  from generate_series(m.first::timestamp, m.first + interval '1 month' - interval '1 day', interval '1 day') g (day)) d) as days
  from biz.posting p
  join biz.organisation f on f.id = p.from_org_id
  join biz.organisation t on t.id = p.to_org_id
 cross join lateral (select date_trunc('month', $2::date)::date as first) m
 where p.id = $1::uuid
