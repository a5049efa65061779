-- Stages rows that read well. $1 job, $2 array of {line, last_line, further, identity, data}
insert into job.import_row (job_id, line, last_line, further, identity, data)
select $1::uuid, x.line, x.last_line, x.further, x.identity, x.data
  from jsonb_to_recordset($2::jsonb) as x (line int, last_line int, further jsonb, identity text, data jsonb)
