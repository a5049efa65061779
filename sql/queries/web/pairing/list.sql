-- Pairings the caller may see, newest term first.
-- $1 an organisation on either side, $2 division on either side, $3 programme, $4 status, $5 the
-- day, $6 cursor, $7 limit
select p.id, p.from_org_id as "from.id", f.name as "from.name", p.from_region_id as "from.region_id",
       p.to_org_id as "to.id", t.name as "to.name", p.to_region_id as "to.region_id",
       p.programme, p.purpose, p.specialties, p.starts_on, p.ends_on, p.agreed_until, p.end_reason,
       biz.pairing_status(p.starts_on, p.ends_on, p.end_reason is not null, day.d) as status,
       p.version, p.starts_on || ',' || p.id as _cursor
  from biz.pairing p
 cross join (select coalesce($5::date, current_date)) as day (d)
  join biz.organisation f on f.id = p.from_org_id
  join biz.organisation t on t.id = p.to_org_id
 where ($1::int is null or $1::int in (p.from_org_id, p.to_org_id))
   and ($2::int is null
   	or p.from_region_id between $2::int and $2::int + case
   		when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end
   	or p.to_region_id between $2::int and $2::int + case
   		when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end)
   and ($3::text is null or p.programme = $3::text)
   and ($4::text is null
   	or biz.pairing_status(p.starts_on, p.ends_on, p.end_reason is not null, day.d) = $4::text)
   and ($6::text is null or (p.starts_on, p.id) < (split_part($6::text, ',', 1)::date,
       split_part($6::text, ',', 2)::int))
 order by p.starts_on desc, p.id desc
 limit $7::int + 1
