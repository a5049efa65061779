-- 0402_import_sheets.sql - lines of records in further sheets of a workbook, as an export writes them.
set local role yl_owner;

alter table job.import_error add column sheet smallint not null default 1,
	drop constraint import_error_pkey,
	add constraint import_error_pkey primary key (job_id, sheet, line, position);
comment on column job.import_error.sheet is 'Which of the sheets that are read, from 1: findings name the further ones.';
comment on column job.import_error.line is 'Row number in that sheet as Excel shows it.';
alter table job.import_row add column further jsonb,
	add constraint import_row_further_check check (jsonb_typeof(further) = 'array');
comment on column job.import_row.further is 'Its lines in further sheets, [[sheet, row], ...] in their order; null: none.';
grant insert (sheet) on job.import_error to yl_job;
grant insert (further) on job.import_row to yl_job;

-- A fault of lines is shown at the record's first line in its sheet, where it has any there.
create or replace function job.blame_rows(job uuid, faults jsonb) returns void
language sql volatile
begin atomic
	insert into job.import_error (job_id, sheet, line, position, field, place, zh, en)
	select $1, case when there.line is null then 1 else f.sheet end, coalesce(there.line, f.line), 200 + f.nth,
	       f.field, case when f.sheet = 1 or there.line is not null then f.place end, f.zh, f.en
	  from jsonb_to_recordset($2) as f (line int, nth int, sheet int, field text, place int, zh text, en text)
	  left join job.import_row r on r.job_id = $1 and r.line = f.line
	  left join lateral (
		select min((e ->> 1)::int) as line
		  from jsonb_array_elements(r.further) e
		 where (e ->> 0)::int = f.sheet) there on true
	on conflict do nothing;
	update job.import_row r
	   set outcome = 'bad'
	 where r.job_id = $1
	   and r.line in (select f.line from jsonb_to_recordset($2) as f (line int));
end;
comment on function job.blame_rows(uuid, jsonb) is
	'Takes staged rows out and notes why. faults: [{line, nth, sheet, field, place, zh, en}].';

create or replace function job.count_outcomes(job uuid) returns void
language sql volatile
set search_path = ''
as $$
	update job.job j
	   set good = r.good, known = r.known, updated_at = now(),
	       bad = (select count(distinct (e.sheet, e.line)) from job.import_error e where e.job_id = $1)
	  from (select count(*) filter (where outcome = 'good') as good,
	               count(*) filter (where outcome = 'known') as known
	          from job.import_row
	         where job_id = $1) r
	 where j.id = $1
$$;

create or replace function job.blame_record(job uuid) returns void
language sql volatile
begin atomic
	insert into job.import_error (job_id, sheet, line, position, field, zh, en)
	select r.job_id, n.sheet, n.line, 1, '', '与第 ' || r.line || ' 行同属一条记录，请一并改好后再导入',
	       'It belongs to the record of row ' || r.line || ': mend both together'
	  from job.import_row r
	 cross join lateral (
		select 1 as sheet, s.line from generate_series(r.line + 1, r.last_line) as s (line)
		 union all
		select (e ->> 0)::int, (e ->> 1)::int from jsonb_array_elements(r.further) e) n
	 where r.job_id = $1
	   and r.outcome = 'bad'
	   and not exists (select from job.import_error e where e.job_id = $1 and e.sheet = n.sheet and e.line = n.line);
	-- The fault itself may stand with a line of another sheet.
	insert into job.import_error (job_id, line, position, field, zh, en)
	select r.job_id, r.line, 1, '', '它的明细有错误，请一并改好后再导入', 'Its lines have an error: mend both together'
	  from job.import_row r
	 where r.job_id = $1
	   and r.outcome = 'bad'
	   and r.further is not null
	   and not exists (select from job.import_error e where e.job_id = $1 and e.sheet = 1 and e.line = r.line);
	select job.count_outcomes($1);
end;
