-- What is wrong with a file, by sheet, row and column. $1 id, $2 cursor, $3 limit, $4 language
select case when jsonb_array_length(j.findings -> 'further') > 0 then s.sheet ->> 'name' end as sheet, e.line,
       e.field, coalesce(s.sheet -> 'headings' ->> e.place, '') as "column", e.value,
       case $4::text when 'en' then e.en else e.zh end as message,
       e.sheet || ',' || e.line || ',' || e.position as _cursor
  from job.import_error e
  join job.job j on j.id = e.job_id
 cross join lateral (
	select case when e.sheet = 1 then j.findings else j.findings -> 'further' -> (e.sheet - 2) end as sheet) s
 where e.job_id = $1::uuid
   and j.account_id = (select sec.account_id())
   and (e.sheet, e.line, e.position) > (coalesce(split_part($2::text, ',', 1)::int, 0),
       coalesce(split_part($2::text, ',', 2)::int, 0), coalesce(split_part($2::text, ',', 3)::int, 0))
 order by e.sheet, e.line, e.position
 limit $3::int + 1
