-- One step of the workflow, as include/workflow.h fixes the parameters. $1 id, $2 action,
-- $3 from-states, $4 next states, $5 parties, $6 only_if columns, $7 version or null,
-- $8 reason code, $9 reason, $10 fields
select new_state as state, new_version as version
  from biz.act_on_referral($1::uuid, $2::text, $3::text[], $4::text[], $5::text[], $6::text[],
       $7::int, $8::text, $9::text, $10::jsonb)
