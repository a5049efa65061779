-- Leads and members of an alliance on a day, leads first. $1 alliance, $2 the day or null for today
select x.code, n.name, x.kind, m.role, biz.division_path(x.division_code) as division, m.joined_on,
       m.left_on
  from (select coalesce($2::date, current_date)) as day (d)
  join biz.alliance_member m on m.alliance_id = $1::int
       and m.joined_on <= day.d
       and (m.left_on is null or m.left_on > day.d)
  join biz.organisation x on x.id = m.organisation_id
  join biz.organisation_name n on n.organisation_id = x.id
       and n.valid_from <= day.d
       and (n.valid_to is null or n.valid_to > day.d)
 order by m.role, x.tier desc, x.pinyin, x.id
