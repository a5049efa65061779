-- The history of a referral, oldest first. $1 id
select e.id, e.at, e.actor_name, e.org_id as organisation_id, o.name as organisation_name,
       e.action, e.from_state, e.to_state, e.reason_code,
       coalesce(c.name_zh, e.reason_code) as reason_name_zh,
       coalesce(c.name_en, e.reason_code) as reason_name_en,
       e.reason, e.changes, e.version
  from biz.referral_event e
  join biz.organisation o on o.id = e.org_id
  left join biz.code c on c.list = e.action || '_reason' and c.code = e.reason_code
 where e.referral_id = $1::uuid
 order by e.id
