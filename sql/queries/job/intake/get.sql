-- What an import needs to know. $1 job
select j.kind, j.upload_id, j.acting_org_id, o.region_id, o.tier, j.wishes, j.findings, j.total,
       coalesce((select sec.orgs()), '{}') as orgs, coalesce((select sec.region_lo()), 1) as region_lo,
       coalesce((select sec.region_hi()), 0) as region_hi
  from job.job j
  join biz.organisation o on o.id = j.acting_org_id
 where j.id = $1::uuid
