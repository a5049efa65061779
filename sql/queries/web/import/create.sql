-- Asks for an import. $1 upload, $2 kind, $3 its permission, $4 institution or null for one's own
select job.create_import($1::uuid, $2::text, $3::text, $4::int) as _id
