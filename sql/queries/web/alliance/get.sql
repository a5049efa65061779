-- One alliance with its leads and members on a day, and all who ever belonged to it.
-- $1 id, $2 the day or null
select a.id, a.name, a.kind, a.region_id, biz.division_path(a.region_id) as region_name, a.charter,
       a.org_id as "seat.id", o.name as "seat.name", a.started_on, a.ended_on, a.version,
       day.d as as_of,
       (select coalesce(json_agg(json_build_object('id', x.id, 'code', x.code,
       		'name', n.name, 'kind', x.kind, 'tier', x.tier, 'region_id', x.region_id,
       		'role', m.role, 'joined_on', m.joined_on) order by m.role, x.tier desc, x.pinyin), '[]')
          from biz.alliance_member m
          join biz.organisation x on x.id = m.organisation_id
          join biz.organisation_name n on n.organisation_id = x.id
           and n.valid_from <= day.d
           and (n.valid_to is null or n.valid_to > day.d)
         where m.alliance_id = a.id
           and m.joined_on <= day.d
           and (m.left_on is null or m.left_on > day.d)) as members,
       (select coalesce(json_agg(json_build_object('id', x.id, 'name', x.name, 'role', m.role,
       		'joined_on', m.joined_on, 'left_on', m.left_on, 'reason', m.reason)
       		order by m.left_on desc, x.id), '[]')
          from biz.alliance_member m
          join biz.organisation x on x.id = m.organisation_id
         where m.alliance_id = a.id
           and m.left_on <= day.d) as former,
       coalesce(sec.may('alliance.write', a.org_id), false) as editable
  from biz.alliance a
 cross join (select coalesce($2::date, current_date)) as day (d)
  join biz.organisation o on o.id = a.org_id
 where a.id = $1::int
