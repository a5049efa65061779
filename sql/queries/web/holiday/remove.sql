-- $1 day
select biz.holiday_remove($1::date)::text as _done
