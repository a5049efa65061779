-- How many good rows there are, and up to which line. $1 job
select count(*) as rows, coalesce(max(line), 0) as last
  from job.import_row
 where job_id = $1::uuid
   and outcome = 'good'
