-- A summary as it read at a version. $1 id, $2 version
select e.version, e.at, e.actor_name as actor, e.action, e.to_state as state, e.title, e.document
  from biz.summary_event e
 where e.summary_id = $1::uuid
   and e.version = $2::int
