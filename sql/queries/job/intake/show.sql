-- Notes what stands in the cells of errors. $1 job, $2 array of {sheet, line, position, value}
update job.import_error e
   set value = x.value
  from jsonb_to_recordset($2::jsonb) as x (sheet smallint, line int, position smallint, value text)
 where e.job_id = $1::uuid
   and (e.sheet, e.line, e.position) = (x.sheet, x.line, x.position)
