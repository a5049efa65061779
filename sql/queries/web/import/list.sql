-- Imports of the caller, newest first. $1 cursor, $2 limit
select j.id, substr(j.kind, 8) as kind, j.file_name as name, j.state, j.total, j.done, j.good,
       j.bad, j.known, j.written, j.created_at, j.ended_at, j.expires_at,
       j.created_at::text || ',' || j.id as _cursor
  from job.job j
 where j.account_id = (select sec.account_id())
   and j.kind like 'import.%'
   and (j.created_at, j.id) < (biz.cursor_time($1::text, 'infinity'),
       biz.cursor_id($1::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by j.created_at desc, j.id desc
 limit $2::int + 1
