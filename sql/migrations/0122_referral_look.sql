-- 0122_referral_look.sql - what counts as changed, and until when a receiver may see who it is.

set local role yl_owner;

-- Changed is what the reader has seen and somebody changed after that, for sixty days: the dots of
-- lists and the count of the worklist are this one rule. What the reader never opened is no change,
-- but work: it stands in the worklist that says what to do with it.
create function biz.changed_since(seen_version int, seen_at timestamptz, version int) returns boolean
language sql stable
begin atomic
	select seen_version is not null and version > seen_version
	       and seen_at > now() - interval '60 days';
end;

comment on function biz.changed_since(int, timestamptz, int) is
	'Whether a referral of this version is marked as changed for who saw that version then. Never null.';

create or replace view biz.referral_line with (security_invoker = true) as
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.urgency, r.care, r.state,
       r.version,
       biz.changed_since(s.version, s.at, r.version) as changed,
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

-- A receiver may unmask the patient from the sending on, and no longer once the case is none of its
-- own: cancelled by the sender, rejected or redirected by itself. Its history stays, masked.
create function biz.concerns_receiver(state text) returns boolean
language sql immutable
begin atomic
	select state not in ('draft', 'cancelled', 'rejected', 'redirected');
end;

comment on function biz.concerns_receiver(text) is
	'Whether the receiver of a referral in this state has a reason to see who the patient is.';

grant execute on function biz.changed_since(int, timestamptz, int) to yl_web, yl_job;
grant execute on function biz.concerns_receiver(text) to yl_web;
