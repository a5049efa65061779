-- What is wrong with a sheet, line by line. $1 job, $2 last line seen, $3 how many lines, $4 sheet
select e.line, string_agg(coalesce(f.heading || '：', '') || e.zh, '；' order by e.position) as zh,
       jsonb_agg(jsonb_build_object('position', e.position, 'field', e.field, 'place', e.place))
       filter (where e.value is null and e.place is not null) as unshown
  from job.import_error e
  join job.job j on j.id = e.job_id
 cross join lateral (
	select case when e.sheet = 1 then j.findings else j.findings -> 'further' -> (e.sheet - 2) end
	       -> 'headings' ->> e.place as heading) f
 where e.job_id = $1::uuid
   and e.sheet = $4::smallint
   and e.line > $2::int
 group by e.line
 order by e.line
 limit $3::int
