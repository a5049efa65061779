-- Versions of a summary, newest first. $1 id
select e.version, e.at, e.actor_name as actor, e.action, e.from_state, e.to_state, e.reason, e.title
  from biz.summary_event e
 where e.summary_id = $1::uuid
 order by e.id desc
 limit 500
