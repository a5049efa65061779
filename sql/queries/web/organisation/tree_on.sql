-- One level of the tree as it was on a day. $1 the one above, $2 the day
select o.id, o.code, s.name, s.kind, o.tier, o.region_id, s.parent_id,
       (select count(*) from biz.organisations_on($2::date) c where c.parent_id = o.id) as children,
       (select count(*) - 1 from biz.organisations_below(o.id, $2::date)) as below
  from biz.organisations_on($2::date) s
  join biz.organisation o on o.id = s.id
 where s.parent_id is not distinct from $1::int
 order by s.kind <> 'commission', o.tier desc, o.region_id, s.pinyin
