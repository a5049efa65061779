-- An organisation after it was changed. $1 id
select o.id, o.code, o.name, o.kind, o.level, o.grade, o.ownership, o.tier, o.division_code,
       o.region_id, o.parent_id, o.beds, o.population, o.area_km2, o.poverty, o.helpdesk_name,
       o.helpdesk_phone, o.valid_from, o.valid_to, o.successor_id, o.version
  from biz.organisation o
 where o.id = $1::int
