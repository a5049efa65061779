-- Certificates, the newest first. $1 institution, $2 state, $3 rank, $4 issued from, $5 issued to,
-- $6 name or number, $7 cursor, $8 limit
select c.id, c.number, c.staff_id as "staff.id", c.name as "staff.name", c.org_id as "organisation.id",
       c.org_name as "organisation.name", c.rank_level, c.scheme_name as "scheme.name", c.scheme_version as "scheme.version",
       c.as_of, c.days, c.issued_at, c.issuer_name as issuer, case when c.valid then 'valid' else 'revoked' end as state,
       c.revoked_at, c.revoke_reason, c.mark as _cursor
  from biz.certificate_page($1::int, $2::text, $3::text, $4::date, $5::date, $6::text, $7::text, $8::int + 1) c
