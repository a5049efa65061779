-- Makes the institutions of a range of lines. $1 job, $2 first line, $3 last line
select job.run_organisations($1::uuid, $2::int, $3::int) as written
