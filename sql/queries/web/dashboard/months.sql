-- Figures of a dashboard by month, beside those a year before. $1 code, $2 kind of scope, $3 its id,
-- $4 structure, $5 last day
select m.code, m.key, m.value, m.before
  from fig.dashboard_months($1::text, $2::text, $3::text, $4::text, $5::date) m
 order by m.code, m.key
