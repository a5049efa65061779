-- Notes errors. $1 job, $2 array of {sheet, line, position, field, place, value, zh, en}
insert into job.import_error (job_id, sheet, line, position, field, place, value, zh, en)
select $1::uuid, x.sheet, x.line, x.position, x.field, x.place, x.value, x.zh, x.en
  from jsonb_to_recordset($2::jsonb) as x (sheet smallint, line int, position smallint, field text,
       place int, value text, zh text, en text)
