-- Columns and states as the caller wants them. $1 id, $2 mapping, $3 states, $4 fields and states of
-- each kind
select job.map($1::uuid, $2::jsonb, $3::jsonb, $4::jsonb)
