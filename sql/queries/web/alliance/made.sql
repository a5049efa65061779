-- What this request, or the one it repeats, has made.
select a.id, a.name, a.kind, a.region_id, a.org_id as seat_id, a.started_on, a.ended_on, a.version
  from biz.alliance a
 where a.uid = sec.new_id()
