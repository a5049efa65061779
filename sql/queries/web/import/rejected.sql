-- The table of rows to mend. $1 id
select j.id as _id, j.file_name as _name,
       j.bad > 0 and j.state in ('checked', 'running', 'done') as _some
  from job.job j
 where j.id = $1::uuid
   and j.account_id = (select sec.account_id())
   and j.kind like 'import.%'
