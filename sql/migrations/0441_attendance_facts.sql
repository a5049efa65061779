-- 0441_attendance_facts.sql - what a day of attendance counts for, said in a form that costs little.
--
-- Rows of a values list are prepared anew for each record; selects are prepared once. Attendance is the
-- table that grows most.

set local role yl_owner;

create or replace function fig.attendance_facts(r biz.attendance) returns setof fig.fact
language sql stable
as $$
	select case when r.state <> 'confirmed' then 'attendance.waiting' when r.half_days > 0 then 'attendance.days'
	       else 'attendance.absent' end,
	       r.on_day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.kind, fig.person_of(r.staff_id), 1,
	       case when r.half_days > 0 then r.half_days when r.part = 'full' then 2 else 1 end::bigint
	 where case when r.half_days > 0 then r.state in ('confirmed', 'submitted', 'disputed')
	       else r.state = 'confirmed' and r.kind in ('leave', 'travel') end
	 union all
	select 'attendance.work', r.on_day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, w.kind, null, 1,
	       w.amount
	  from biz.attendance_work w
	 where w.record_id = r.id
	   and r.state = 'confirmed'
$$;
