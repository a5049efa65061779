-- Notes a file that came. $1 id, $2 name, $3 bytes
insert into job.upload (id, account_id, name, bytes)
select $1::uuid, sec.account_id(), $2::text, $3::bigint
returning id, name, bytes, expires_at
