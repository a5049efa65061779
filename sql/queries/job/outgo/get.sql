-- What an export should hold. $1 job
select kind, permission, wishes
  from job.job
 where id = $1::uuid
