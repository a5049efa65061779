-- One referral with everything about it. $1 id
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.first_contact, r.urgency,
       r.care, r.state, r.version,
       biz.changed_since(s.version, s.at, r.version) as changed,
       p.id as "patient.id", p.name as _patient_name, p.sex as "patient.sex",
       p.birth_date as "patient.birth_date",
       extract(year from age(coalesce(r.sent_at, now()), p.birth_date))::int as "patient.age",
       r.from_org_id = any ((select sec.orgs())::int[])
       	or p.org_id = any ((select sec.orgs())::int[])
       	or biz.concerns_receiver(r.state) as "patient.revealable",
       p.id_number_enc as _id_number_enc, p.phone_enc as _phone_enc, p.address_enc as _address_enc,
       f.id as "from.id", f.name as "from.name", r.from_department as "from.department",
       r.from_doctor as "from.doctor",
       t.id as "to.id", t.name as "to.name", r.to_department as "to.department",
       r.to_doctor as "to.doctor",
       r.diagnosis, r.diagnosis_code, r.reason_code, r.reason, r.summary, r.recovery_plan,
       r.medicines, r.follow_up, r.consent,
       r.contact_name, r.contact_phone_enc as _contact_phone_enc,
       r.answer, r.bed, r.treatment, r.feedback_diagnosis, r.feedback, r.advice,
       r.end_reason_code, r.end_reason,
       d.id as "redirect_to.id", d.name as "redirect_to.name",
       r.previous_id, r.next_id, r.origin, r.register_number,
       r.created_at, r.updated_at, r.sent_at, r.received_at, r.answered_at, r.booked_at,
       r.booked_for, r.arrived_at, r.arrived_on, r.treated_at, r.feedback_at, r.closed_at,
       r.due_at, coalesce(r.due_at < now(), false) as overdue,
       (select json_agg(json_build_object('id', k.id, 'number', k.number, 'state', k.state,
       		'sent_at', k.sent_at, 'to', json_build_object('id', o.id, 'name', o.name))
       		order by k.listed_at desc)
          from biz.referral k
          join biz.organisation o on o.id = k.to_org_id
         where k.patient_id = r.patient_id
           and k.ended_at is null
           and k.id <> r.id) as open_referrals,
       m.at_one as _from_permissions, m.at_other as _to_permissions
  from biz.referral r
  join biz.organisation f on f.id = r.from_org_id
  join biz.organisation t on t.id = r.to_org_id
  left join biz.organisation d on d.id = r.redirect_to_id
  left join biz.patient p on p.id = r.patient_id
  left join biz.referral_seen s on s.referral_id = r.id and s.account_id = (select sec.account_id())
 cross join lateral sec.permissions_of(r.from_org_id, r.to_org_id) m
 where r.id = $1::uuid
