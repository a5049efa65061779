-- Stages rows that read well. $1 job, $2 array of {line, identity, data}
insert into job.import_row (job_id, line, identity, data)
select $1::uuid, x.line, x.identity, x.data
  from jsonb_to_recordset($2::jsonb) as x (line int, identity text, data jsonb)
