-- One export; total is null until it is known. $1 id, or null for the one this request made
select j.id, substr(j.kind, 8) as kind, j.state,
       case when j.state = 'done' then j.total else nullif(j.total, 0) end as total, j.done,
       j.problem_zh as _problem_zh, j.problem_en as _problem_en, j.created_at, j.ended_at, j.expires_at,
       j.version
  from job.job j
 where j.id = coalesce($1::uuid, (select sec.new_id()))
   and j.account_id = (select sec.account_id())
   and j.kind like 'export.%'
