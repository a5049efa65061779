-- 60_reports.sql - what the institutions around 湟中 reported by month, for the demonstration; invented.
--
-- Twenty-two months up to the last: the older ones accepted up to the province, the month before last by
-- the city, of the last some wait for the county, one was sent back, two are missing; some were late. The
-- same rows for the same day. Run as superuser after 40_records.sql; a second run changes nothing.

select exists (select from biz.reported_value) as loaded \gset
\if :loaded
\else

begin;
set local timezone = 'Asia/Shanghai';
set local client_min_messages = warning;
set local jit = off;

create function pg_temp.pick(i bigint, salt int, n int) returns int
language sql immutable
return ((hashint8extended(i, salt) & 9007199254740991) % n)::int;

create temporary table unit as
select o.id, o.kind, row_number() over (order by o.code) as n,
       case o.kind when 'general_hospital' then 860 when 'tcm_hospital' then 240 when 'maternal_child' then 130
       else 24 + pg_temp.pick(hashtext(o.code), 81, 30) end as patients
  from biz.organisation o
 where o.region_id = (select h.region_id from biz.organisation h where h.code = 'HZH')
   and o.valid_to is null;

insert into biz.reported_value (id, org_id, region_id, state, month, item, amount, source, submitted_at, confirmed_at, state_reason)
select md5('demo report ' || u.id || i.code || m.ago)::uuid, u.id, 0,
       case when m.ago > 2 then 'province' when m.ago = 2 then 'city' when u.n = 5 then 'disputed' when u.n % 4 = 3 then 'submitted'
       else 'confirmed' end,
       m.month, i.code,
       case i.code when 'inpatients' then p.n when 'discharges' then p.n - pg_temp.pick(p.n, 82, 3)
       when 'outpatients' then p.n * 14 + pg_temp.pick(p.n, 83, 200) when 'operations' then p.n / 5 when 'bed_days' then p.n * 7 + pg_temp.pick(p.n, 84, 9)
       when 'deliveries' then p.n / 16 when 'home_visits' then 180 + pg_temp.pick(p.n, 85, 120) else p.n * 6200 end,
       '医院信息系统', day.day + time '10:30', case when m.ago > 1 or u.n <> 5 and u.n % 4 <> 3 then day.day + 2 + time '09:00' end,
       case when m.ago = 1 and u.n = 5 then '与信息系统数不一致，请核对后重报' end
  from unit u
  join biz.report_item i on u.kind = any (i.kinds)
 cross join lateral (select k as ago, (date_trunc('month', current_date) - make_interval(months => k))::date as month
                       from generate_series(1, 22) k) m
 cross join lateral (select hashtext(u.id || '/' || m.ago) as seed) s
 cross join lateral (select u.patients * (88 + pg_temp.pick(s.seed, 86, 24)) / 100 + (22 - m.ago) * u.patients / 200 as n) p
 cross join lateral (select (m.month + interval '1 month')::date
	+ case when pg_temp.pick(s.seed, 87, 14) = 0 then 6 + pg_temp.pick(s.seed, 88, 6) else pg_temp.pick(s.seed, 89, 5) end as day) day
 where day.day < current_date
   and not (m.ago = 1 and u.n in (9, 14));
commit;

\endif
