-- plain.sql - what the province's dashboard shows of the year that runs, by plain aggregation of the rows.
--
-- psql -f plain.sql, as superuser, in a database filled by fill.sql and people.sql: no policy is asked
-- and everything is read once for each part of the page, as somebody would write it without counters.
-- Prints the numbers by which the two are compared, one a line: code and value.
\set ON_ERROR_STOP on
set timezone = 'Asia/Shanghai';
set work_mem = '64MB';
select date_trunc('year', current_date)::date as first, current_date as last,
       (date_trunc('year', current_date) - interval '1 year')::date as before_first,
       (current_date - interval '1 year')::date as before_last \gset

-- Totals of this year and the same days of the last.
select k.code || ' ' || k.n
  from (
	select count(*) filter (where direction = 'up') as up, count(distinct person_key) filter (where direction = 'up') as up_persons,
	       count(*) filter (where direction = 'down') as down, count(distinct person_key) filter (where direction = 'down') as down_persons
	  from biz.referral
	 where arrived_on between :'first' and :'last'
	   and (from_region_id between 630000 and 639999 or to_region_id between 630000 and 639999)) r
 cross join lateral (values ('up_visits', up), ('up_persons', up_persons), ('down_visits', down), ('down_persons', down_persons)) k (code, n);
select count(*), count(distinct person_key) from biz.referral
 where arrived_on between :'before_first' and :'before_last' and from_region_id between 630000 and 639999 \g /dev/null
select k.code || ' ' || k.n
  from (
	select sum(half_days) filter (where state = 'confirmed') / 2.0 as days, count(distinct staff_id) filter (where state = 'confirmed') as persons,
	       count(distinct to_org_id) filter (where state = 'confirmed') as places, sum(half_days) filter (where state = 'submitted') / 2.0 as waiting
	  from biz.attendance
	 where on_day between :'first' and :'last'
	   and (from_region_id between 630000 and 639999 or to_region_id between 630000 and 639999)) a
 cross join lateral (values ('person_days', days), ('attendance_receivers', places)) k (code, n);
select sum(half_days), count(distinct staff_id), count(distinct to_org_id) from biz.attendance
 where state = 'confirmed' and on_day between :'before_first' and :'before_last' and to_region_id between 630000 and 639999 \g /dev/null
select k.code || ' ' || k.n
  from (
	select count(*) filter (where starts_on >= :'first') as begun, count(distinct staff_id) filter (where starts_on >= :'first') as persons,
	       count(*) filter (where starts_on <= :'last' and coalesce(ended_on, ends_on) >= :'last') as live
	  from biz.posting
	 where state = 'confirmed' and kind = 'support' and starts_on <= make_date(extract(year from current_date)::int, 12, 31)
	   and (from_region_id between 630000 and 639999 or to_region_id between 630000 and 639999)) p
 cross join lateral (values ('postings', begun), ('posted_persons', persons), ('postings_live', live)) k (code, n);
select 'further_studies ' || count(*) from biz.further_study where state = 'confirmed' and starts_on between :'first' and :'last' and to_region_id between 630000 and 639999;
select 'mentorships ' || count(*) from biz.mentorship where state = 'confirmed' and starts_on between :'first' and :'last' and to_region_id between 630000 and 639999;
select 'donation_value ' || sum(total_fen) / 100.0 from biz.donation where state = 'confirmed' and donated_on between :'first' and :'last' and to_region_id between 630000 and 639999;
-- By month of two years, by city.
select to_char(arrived_on, 'YYYY-MM'), direction, count(*) from biz.referral
 where arrived_on between :'before_first' and :'last' and from_region_id between 630000 and 639999 group by 1, 2 \g /dev/null
select to_char(on_day, 'YYYY-MM'), sum(half_days) from biz.attendance
 where state = 'confirmed' and on_day between :'before_first' and :'last' and to_region_id between 630000 and 639999 group by 1 \g /dev/null
select from_region_id / 100, direction, count(*) from biz.referral
 where arrived_on between :'first' and :'last' and from_region_id between 630000 and 639999 group by 1, 2 \g /dev/null
select to_region_id / 100, sum(half_days) from biz.attendance
 where state = 'confirmed' and on_day between :'first' and :'last' and to_region_id between 630000 and 639999 group by 1 \g /dev/null
select to_region_id / 100, count(*) from biz.posting
 where state = 'confirmed' and starts_on between :'first' and :'last' and to_region_id between 630000 and 639999 group by 1 \g /dev/null
