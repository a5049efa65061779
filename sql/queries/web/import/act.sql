-- check, run or cancel. $1 id, $2 action
select job.act($1::uuid, $2::text)
