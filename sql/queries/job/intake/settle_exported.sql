-- Rows that name a record there is none of. $1 job
select job.blame_strangers($1::uuid)
