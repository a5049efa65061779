-- Whether this Idempotency-Key is new to the account, and the id of what it makes.
-- $1 key, $2 hash of the request, $3 proposed id, $4 what is made
select id, replayed
  from sec.claim($1::text, $2::bytea, $3::uuid, $4::text)
