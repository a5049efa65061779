-- Who was posted along an obligation in these days, as far as the caller sees postings: confirmed days
-- of attendance (2: whole, 1: half) and leave. $1 obligation, $2 first, $3 last
select p.id, p.staff_name as name, p.specialty, p.rank_level, p.department, p.starts_on, coalesce(p.ended_on, p.ends_on) as ends_on,
       coalesce((select json_object_agg(k.on_day, k.half_days)
                   from (select a.on_day, least(sum(a.half_days), 2) as half_days
                           from biz.attendance a
                          where a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0 and a.on_day between $2::date and $3::date
                          group by a.on_day) k), '{}') as days,
       coalesce((select json_agg(a.on_day order by a.on_day)
                   from biz.attendance a
                  where a.posting_id = p.id and a.state = 'confirmed' and a.kind = 'leave' and a.on_day between $2::date and $3::date), '[]') as leave
  from fig.obligation o
  join biz.posting p on p.to_org_id = o.to_org_id
       and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
       and (o.posting_id is null or p.id = o.posting_id)
 where o.id = $1::uuid
   and o.kind not in ('quota_per_year', 'minimum_per_period')
   and p.state in ('confirmed', 'ended')
   and p.kind = 'support'
   and p.mode <> 'remote'
   and p.starts_on <= $3::date
   and coalesce(p.ended_on, p.ends_on) >= $2::date
 order by p.starts_on, p.staff_name, p.id
 limit 200
