-- 0131_referral_list.sql - lists of referrals without what no list shows.

set local role yl_owner;

-- In place of biz.referral_line, which workers of the release before still use. The hidden time is for
-- exports. What continues a list differs from one to the next: each query makes its own cursor.
create view biz.referral_brief with (security_invoker = true) as
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.urgency, r.state, r.version,
       biz.changed_since(s.version, s.at, r.version) as changed,
       p.name as _patient_name, p.sex as "patient.sex", p.birth_date as "patient.birth_date",
       f.id as "from.id", f.name as "from.name", r.from_department as "from.department",
       t.id as "to.id", t.name as "to.name", r.to_department as "to.department",
       r.diagnosis, r.sent_at, r.answered_at as _answered_at, r.booked_for, r.arrived_at, r.updated_at,
       r.due_at, coalesce(r.due_at < now(), false) as overdue
  from biz.referral r
  join biz.organisation f on f.id = r.from_org_id
  join biz.organisation t on t.id = r.to_org_id
  left join biz.patient p on p.id = r.patient_id
  left join biz.referral_seen s
       on s.referral_id = r.id and s.account_id = (select sec.account_id());

comment on view biz.referral_brief is
	'One line of a list, under the caller''s own policies. Join it to the few ids of a page.';
comment on view biz.referral_line is 'Not used any more: referral_brief.';
grant select on biz.referral_brief to yl_web, yl_job;

-- A call, not a condition in the lists themselves: its plan, with all the policies of patients, would
-- be set up each time, though nearly every list is asked for without a name.
create function biz.patient_begins(patient uuid, beginning text) returns boolean
language plpgsql stable
as $$
begin
	return exists (
		select
		  from biz.patient p
		 where p.id = patient
		   and p.name >= beginning
		   and p.name < beginning || chr(1114111));
end
$$;
comment on function biz.patient_begins(uuid, text) is
	'Whether the caller sees this patient and the name begins so.';
grant execute on function biz.patient_begins(uuid, text) to yl_web, yl_job;
