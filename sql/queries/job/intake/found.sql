-- Notes what reading a file found. $1 job, $2 findings, $3 number of rows
update job.job
   set findings = $2::jsonb, total = $3::int, done = 0, good = 0, bad = 0, known = 0,
       updated_at = now()
 where id = $1::uuid
