-- Notes in the audit log that someone was refused. After the answer.
-- $1 token hash, $2 permission, $3 request id, $4 address, $5 status, $6 path of the route
select sec.audit_refusal($1::bytea, $2::text, $3::text, $4::inet, $5::int, $6::text)
