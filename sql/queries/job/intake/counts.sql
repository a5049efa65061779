-- What a check found. $1 job
select total, good, bad, known
  from job.job
 where id = $1::uuid
