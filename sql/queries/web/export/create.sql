-- Asks for an export. $1 kind, $2 the permission it needs, $3 filter
select job.create_export($1::text, $2::text, $3::jsonb) as _id
