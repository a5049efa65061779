-- Columns and states as the caller wants them. $1 id, $2 mapping, $3 states
select job.map($1::uuid, $2::jsonb, $3::jsonb)
