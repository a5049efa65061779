-- As the list, with what was served, for the file of periodic assessment.
-- $1 institution, $2 verdict, $3 scheme, $4 rank, $5 day, $6 name, $7 cursor, $8 limit
select l.staff_id as "staff.id", l.name as "staff.name", l.org_id as "organisation.id",
       l.org_name as "organisation.name", l.department, l.title, l.has_rank, l.target as rank_level, l.target_year,
       l.scheme_id as "scheme.id", l.scheme_name as "scheme.name", l.scheme_version as "scheme.version",
       l.verdict as result, l.days, l.reached_on, l.earliest_on, l.reasons, l.reason_zh as _reason_zh,
       biz.promotion_services(l.staff_id, $5::date) as _services,
       l.mark as _cursor
  from biz.promotion_list($1::int, $2::text, $3::uuid, $4::text, $5::date, $6::text, $7::text, $8::int + 1) l
