-- One organisation as it is, or as it was on a day, with its history and ties.
-- $1 id, $2 the day or null
with day (d) as (
	select coalesce($2::date, current_date)
)
select o.id, o.code, coalesce(n.name, o.name) as name, coalesce(s.kind, o.kind) as kind,
       case when s.kind is null then o.level else s.level end as level,
       case when s.kind is null then o.grade else s.grade end as grade,
       o.ownership, o.tier, o.division_code as "division.code", d.name as "division.name",
       biz.division_path(o.division_code) as "division.path",
       o.region_id, o.beds, o.population, o.area_km2, o.poverty, o.helpdesk_name, o.helpdesk_phone,
       o.valid_from, o.valid_to, o.successor_id, o.version, day.d as as_of,
       (select json_build_object('id', p.id, 'name', p.name)
          from biz.organisation p
         where p.id = case when s.kind is null then o.parent_id else s.parent_id end) as parent,
       (select json_build_object('id', x.id, 'name', x.name)
          from biz.organisation x
         where x.id = o.successor_id) as successor,
       (select json_agg(json_build_object('id', a.id, 'name', a.name) order by c.depth desc)
          from biz.org_closure c
          join biz.organisation a on a.id = c.ancestor_id
         where c.descendant_id = o.id
           and c.depth > 0) as above,
       (select count(*)
          from biz.organisation c
         where c.parent_id = o.id
           and c.valid_to is null) as children,
       (select json_agg(json_build_object('name', h.name, 'valid_from', h.valid_from,
       		'valid_to', h.valid_to) order by h.valid_from desc)
          from biz.organisation_name h
         where h.organisation_id = o.id) as names,
       (select json_agg(json_build_object('kind', h.kind, 'level', h.level, 'grade', h.grade,
       		'parent_id', h.parent_id, 'parent_name', p.name, 'valid_from', h.valid_from,
       		'valid_to', h.valid_to) order by h.valid_from desc)
          from biz.organisation_standing h
          left join biz.organisation p on p.id = h.parent_id
         where h.organisation_id = o.id) as standings,
       (select coalesce(json_agg(json_build_object('at', h.at, 'action', h.action,
       		'effective_on', h.effective_on, 'reason', h.reason, 'detail', h.detail)
       		order by h.id desc), '[]')
          from biz.organisation_change h
         where h.organisation_id = o.id) as history,
       (select coalesce(json_agg(json_build_object('id', m.id, 'name', m.name, 'pinyin', m.pinyin,
       		'phone', m.phone, 'accepts_referrals', m.accepts_referrals)
       		order by m.position, m.pinyin), '[]')
          from biz.department m
         where m.organisation_id = o.id
           and m.valid_from <= day.d
           and (m.valid_to is null or m.valid_to > day.d)) as departments,
       (select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'kind', a.kind,
       		'role', m.role, 'joined_on', m.joined_on, 'left_on', m.left_on)
       		order by m.joined_on, a.id), '[]')
          from biz.alliance_member m
          join biz.alliance a on a.id = m.alliance_id
         where m.organisation_id = o.id) as alliances,
       (select coalesce(json_agg(json_build_object('id', p.id,
       		'side', case when p.from_org_id = o.id then 'supports' else 'supported' end,
       		'organisation_id', other.id, 'organisation_name', other.name,
       		'programme', p.programme, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
       		'status', biz.pairing_status(p.starts_on, p.ends_on, p.end_reason is not null, day.d))
       		order by p.starts_on desc, p.id), '[]')
          from biz.pairing p
          join biz.organisation other
            on other.id = case when p.from_org_id = o.id then p.to_org_id else p.from_org_id end
         where o.id in (p.from_org_id, p.to_org_id)) as pairings,
       sec.may('organisation.write', o.id) as editable,
       sec.may('department.write', o.id) as departments_editable
  from biz.organisation o
 cross join day
  join biz.division d on d.code = o.division_code
  left join biz.organisation_name n on n.organisation_id = o.id
   and n.valid_from <= day.d
   and (n.valid_to is null or n.valid_to > day.d)
  left join biz.organisation_standing s on s.organisation_id = o.id
   and s.valid_from <= day.d
   and (s.valid_to is null or s.valid_to > day.d)
 where o.id = $1::int
