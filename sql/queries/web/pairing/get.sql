-- One pairing. $1 id, $2 the day its status is told for, or null
select p.id, p.from_org_id as "from.id", f.name as "from.name", p.from_region_id as "from.region_id",
       p.to_org_id as "to.id", t.name as "to.name", p.to_region_id as "to.region_id",
       p.programme, p.purpose, p.specialties, p.starts_on, p.ends_on, p.agreed_until, p.end_reason,
       biz.pairing_status(p.starts_on, p.ends_on, p.end_reason is not null,
       	coalesce($2::date, current_date)) as status, p.created_at, p.version,
       coalesce(sec.may('pairing.write', p.from_org_id) or sec.may('pairing.write', p.to_org_id),
       	false) as editable
  from biz.pairing p
  join biz.organisation f on f.id = p.from_org_id
  join biz.organisation t on t.id = p.to_org_id
 where p.id = $1::int
