-- Every name of every institution.
select id, code, name, region_id, tier, current
  from job.institution
