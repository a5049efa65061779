-- 0400_import_faults.sql - rows that the database refused are noted some hundreds at a time.
--
-- A call for each, in a transaction of its own, took longer than the rows. job.blame_row stays for the
-- workers of the release before.
set local role yl_owner;

create function job.blame_rows(job uuid, faults jsonb) returns void
language sql volatile
begin atomic
	insert into job.import_error (job_id, line, position, field, place, zh, en)
	select $1, f.line, 200 + f.nth, f.field, f.place, f.zh, f.en
	  from jsonb_to_recordset($2) as f (line int, nth int, field text, place int, zh text, en text)
	on conflict do nothing;
	update job.import_row r
	   set outcome = 'bad'
	 where r.job_id = $1
	   and r.line in (select f.line from jsonb_to_recordset($2) as f (line int));
end;
comment on function job.blame_rows(uuid, jsonb) is
	'Takes staged rows out and notes why. faults: [{line, nth, field, place, zh, en}].';
comment on function job.blame_row(uuid, int, jsonb) is
	'The former release''s: superseded by job.blame_rows, which takes the faults of many rows.';

grant execute on function job.blame_rows(uuid, jsonb) to yl_job;
