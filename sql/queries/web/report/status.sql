-- Who was to report an item of a month in the caller's scope, and who did. $1 item, $2 a day of the
-- month, or null: last month, $3 region or null
with day as materialized (
	select coalesce($2::date, (date_trunc('month', now() at time zone 'Asia/Shanghai') - interval '1 month')::date) as of
), told as materialized (
	select s.* from day d cross join lateral biz.report_status($1::text, d.of, $3::int) s
)
select i.code as item, i.unit_zh as "unit.zh", i.unit_en as "unit.en", date_trunc('month', d.of)::date as month,
       (date_trunc('month', d.of) + interval '1 month')::date + i.due_day - 1 as due_on,
       c.expected, c.reported, c.accepted, c.in_time, c.late, c.missing, c.returned, c.waiting,
       round(100.0 * c.reported / nullif(c.expected, 0), 1) as completeness,
       round(100.0 * c.in_time / nullif(c.expected - c.imported, 0), 1) as timeliness, c.total, c.items
  from day d
  join biz.report_item i on i.code = $1::text
 cross join lateral (
	select count(*) as expected, count(*) filter (where t.status in ('in_time', 'late', 'imported')) as reported,
	       count(*) filter (where t.state in ('confirmed', 'city', 'province')) as accepted,
	       count(*) filter (where t.status = 'in_time') as in_time, count(*) filter (where t.status = 'late') as late,
	       count(*) filter (where t.status = 'missing') as missing, count(*) filter (where t.status = 'returned') as returned,
	       count(*) filter (where t.status = 'waiting') as waiting, count(*) filter (where t.status = 'imported') as imported,
	       sum(t.amount) filter (where t.state in ('confirmed', 'city', 'province')) as total,
	       coalesce(json_agg(json_build_object('organisation', json_build_object('id', t.org_id, 'name', t.org_name),
	           'region', json_build_object('id', t.region_id, 'name', v.name), 'value_id', t.value_id, 'state', t.state,
	           'amount', t.amount, 'submitted_on', t.submitted_on, 'days_late', t.days_late, 'status', t.status)
	           order by array_position('{missing,returned,late,waiting,imported,in_time}'::text[], t.status), t.days_late desc,
	           t.region_id, t.org_name), '[]') as items
	  from told t
	  join biz.division v on v.code = t.region_id) c
