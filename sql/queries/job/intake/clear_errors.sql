-- Before a check: errors of an earlier one. $1 job
delete from job.import_error
 where job_id = $1::uuid
