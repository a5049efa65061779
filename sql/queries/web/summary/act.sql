-- One step of the workflow, as include/workflow.h fixes the parameters; refused with UX409 where no
-- row of the table fits, so that nothing of the request stays, its Idempotency-Key included.
-- $1 id, $2 action, $3 from-states, $4 next states, $5 parties, $6 only_if columns, $7 version or null,
-- $8 reason code, $9 reason, $10 fields
with step as materialized (
	select new_state, new_version
	  from biz.act_on_summary($1::uuid, $2::text, $3::text[], $4::text[], $7::int, $9::text)
	 where coalesce(cardinality($5::text[]), cardinality($6::text[]), length($8::text), length($10::text)) is not null
)
select new_state as state, new_version as version
  from step
 union all
select case when sec.refuse('UX409', '当前状态不允许这样做', 'The present state does not allow it') is null
       then null end, null
 where not exists (select from step)
