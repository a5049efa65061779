-- What this request, or the one it repeats, has made.
select p.id, p.from_org_id, p.to_org_id, p.programme, p.purpose, p.specialties, p.starts_on,
       p.ends_on, p.version
  from biz.pairing p
 where p.uid = sec.new_id()
