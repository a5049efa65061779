-- Asks for an export. $1 kind, $2 filter
select job.create_export($1::text, $2::jsonb) as _id
