-- Before a check: rows of an earlier one. $1 job
delete from job.import_row
 where job_id = $1::uuid
