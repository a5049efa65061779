-- How far a job is; whether its owner wants it to stop. $1 job, $2 total or null, $3 done, $4 good,
-- $5 bad
select job.progress($1::uuid, $2::int, $3::int, $4::int, $5::int) as stopping
