-- 0034_referral_line.sql - what every list of referrals shows of one, by its id.

set local role yl_owner;

create view biz.referral_line with (security_invoker = true) as
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.urgency, r.care, r.state,
       r.version,
       coalesce(s.version < r.version,
       	r.ended_at is null and r.updated_by <> (select sec.account_id())) as changed,
       p.name as _patient_name, p.sex as "patient.sex", p.birth_date as "patient.birth_date",
       extract(year from age(coalesce(r.sent_at, now()), p.birth_date))::int as "patient.age",
       f.id as "from.id", f.name as "from.name", r.from_department as "from.department",
       t.id as "to.id", t.name as "to.name", r.to_department as "to.department",
       r.diagnosis, r.listed_at, r.sent_at, r.answered_at, r.booked_for, r.arrived_at,
       r.updated_at, r.due_at, coalesce(r.due_at < now(), false) as overdue,
       r.listed_at::text || ',' || r.id as _cursor
  from biz.referral r
  join biz.organisation f on f.id = r.from_org_id
  join biz.organisation t on t.id = r.to_org_id
  left join biz.patient p on p.id = r.patient_id
  left join biz.referral_seen s
       on s.referral_id = r.id and s.account_id = (select sec.account_id());

comment on view biz.referral_line is
	'One line of a list, under the caller''s own policies. Join it to the few ids of a page.';

-- The two halves of a cursor of the view, or what comes before the first page. Written with case:
-- under a policy PostgreSQL takes no condition with coalesce to an index.
create function biz.cursor_time(cursor text, otherwise timestamptz) returns timestamptz
language sql stable
begin atomic
	select case when cursor is null then otherwise else split_part(cursor, ',', 1)::timestamptz end;
end;

create function biz.cursor_id(cursor text, otherwise uuid) returns uuid
language sql immutable
begin atomic
	select case when cursor is null then otherwise else split_part(cursor, ',', 2)::uuid end;
end;

-- Midnight in Asia/Shanghai at which this day begins.
create function biz.day_start(day date) returns timestamptz
language sql immutable
begin atomic
	select day::timestamp at time zone 'Asia/Shanghai';
end;

-- The same for the first and after the last day of a filter; all time where there is none.
create function biz.since(day date) returns timestamptz
language sql immutable
begin atomic
	select case when day is null then '-infinity'::timestamptz
	       else day::timestamp at time zone 'Asia/Shanghai' end;
end;

create function biz.until(day date) returns timestamptz
language sql immutable
begin atomic
	select case when day is null then 'infinity'::timestamptz
	       else (day + 1)::timestamp at time zone 'Asia/Shanghai' end;
end;

grant select on biz.referral_line to yl_web, yl_job;
grant execute on function biz.cursor_time(text, timestamptz), biz.cursor_id(text, uuid),
	biz.day_start(date), biz.since(date), biz.until(date) to yl_web, yl_job;
