-- $1 year, $2 its exceptions
select $1::int as year, biz.holiday_year($1::int, $2::jsonb) as days
