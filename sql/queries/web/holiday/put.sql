-- $1 day, $2 whether it is worked, $3 what for
select $1::date as day, $2::boolean as working, $3::text as name, biz.holiday_put($1::date, $2::boolean, $3::text)::text as _done
