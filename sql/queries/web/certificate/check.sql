-- For anybody: one row, whatever is asked. $1 number, $2 code
select c.result, c.name, c.unit, c.rank_level, c.scheme, c.scheme_version, c.as_of, c.issuer, c.issued_on, c.revoked_on
  from biz.certificate_check(upper($1::text), upper(translate($2::text, 'oOiIlL -', '001111'))) c
