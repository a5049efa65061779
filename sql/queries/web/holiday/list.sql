-- Exceptions of a year. $1 year
select h.day, h.working, h.name
  from biz.holiday h
 where h.day between make_date($1::int, 1, 1) and make_date($1::int, 12, 31)
 order by h.day
