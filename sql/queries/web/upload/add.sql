-- Notes a file that came. $1 id, $2 name, $3 bytes, $4 files and $5 bytes that may wait to be used
select id, name, bytes, expires_at
  from job.add_upload($1::uuid, $2::text, $3::bigint, $4::int, $5::bigint)
