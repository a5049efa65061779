-- What this request, or the one it repeats, has made.
select o.id, o.code, o.name, o.kind, o.level, o.grade, o.ownership, o.tier, o.division_code,
       o.region_id, o.parent_id, o.beds, o.valid_from, o.valid_to, o.version
  from biz.organisation o
 where o.uid = sec.new_id()
