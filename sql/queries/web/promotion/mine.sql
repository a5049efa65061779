-- Verdicts on the account's own person, once for each register it stands in.
select l.staff_id as "staff.id", l.name as "staff.name", l.org_id as "organisation.id",
       l.org_name as "organisation.name", l.department, l.title, l.has_rank, l.target as rank_level, l.target_year,
       l.scheme_id as "scheme.id", l.scheme_name as "scheme.name", l.scheme_version as "scheme.version",
       l.verdict as result, l.days, l.reached_on, l.earliest_on, l.reasons
  from biz.promotion_mine() l
