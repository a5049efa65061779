-- One person's ledger. $1 staff, $2 scheme or null, $3 rank or null, $4 day or null
select o.person as staff, o.scheme_of as scheme, o.rank as rank_level, o.day as as_of, o.result, o.days, o.reached_on,
       o.earliest_on, o.requirement, o.reasons, o.postings, o.weeks, o.stretches, o.gaps, o.may_issue, b.choices, b.versions,
       (select coalesce(json_agg(c), '[]') from biz.certificate_list($1::uuid) c) as certificates
  from biz.promotion_open($1::uuid, $2::uuid, $3::text, $4::date) o
 cross join lateral biz.promotion_basis($1::uuid, (o.scheme_of ->> 'id')::uuid, o.rank, o.day, (o.scheme_of ->> 'version')::int) b
