-- 0405_import_record.sql - of a record of several rows each is told where the error stands.
set local role yl_owner;

create or replace function job.blame_record(job uuid) returns void
language sql volatile
begin atomic
	with of_record as materialized (
		select r.line as record, n.sheet, n.line
		  from job.import_row r
		 cross join lateral (
			select 1 as sheet, g.line from generate_series(r.line, coalesce(r.last_line, r.line)) as g (line)
			 union all
			select (e ->> 0)::int, (e ->> 1)::int from jsonb_array_elements(r.further) e) n
		 where r.job_id = $1
		   and r.outcome = 'bad'
	), stood as materialized (
		-- What the database blamed: a record's first row, or its first line in a further sheet.
		select distinct on (x.record) x.record, x.line,
		       case when j.findings -> 'further' -> 0 is null then ''
		            else coalesce(case when x.sheet = 1 then j.findings else j.findings -> 'further' -> (x.sheet - 2) end
		                 ->> 'name', '') end as name
		  from of_record x
		  join job.import_error e on e.job_id = $1 and e.sheet = x.sheet and e.line = x.line
		  join job.job j on j.id = $1
		 order by x.record, x.sheet desc, x.line
	)
	insert into job.import_error (job_id, sheet, line, position, field, zh, en)
	select $1, x.sheet, x.line, 1, '', '与' || case when s.name <> '' then '工作表“' || s.name || '”' else '' end
	       || '第 ' || s.line || ' 行同属一条记录，请一并改好后再导入',
	       'It belongs to the record of row ' || s.line || case when s.name <> '' then ' of sheet "' || s.name || '"' else '' end
	       || ': mend both together'
	  from of_record x
	  join stood s on s.record = x.record
	 where not exists (select from job.import_error e where e.job_id = $1 and e.sheet = x.sheet and e.line = x.line);
	select job.count_outcomes($1);
end;
