-- A new draft; nothing on a replay. With $5 it is sent again for one that came to nothing.
-- $1 id, $2 sender or null for the caller's own institution, $3 receiver, $4 patient, $5 previous
-- referral, $6 direction, $7 green channel, $8 first contact, $9 urgency, $10 care,
-- $11 from department, $12 from doctor, $13 to department, $14 diagnosis, $15 ICD-10 code,
-- $16 reason code, $17 reason, $18 summary, $19 recovery plan, $20 medicines, $21 follow-up,
-- $22 consent, $23 contact's name, $24 contact's telephone encrypted
with resent as (
	update biz.referral k
	   set next_id = $1::uuid
	 where k.id = $5::uuid
	   and k.patient_id = $4::uuid
	   and k.from_org_id = any ((select sec.orgs())::int[])
	   and k.state in ('rejected', 'redirected', 'no_show', 'cancelled')
	   and k.next_id is null
	   and not sec.replayed()
	returning k.id
), made as (
	insert into biz.referral (id, number, from_org_id, from_region_id, to_org_id, to_region_id,
	       patient_id, patient_org_id, person_key, previous_id, direction, emergency,
	       green_channel, first_contact, urgency, care, from_department, from_doctor,
	       to_department, diagnosis, diagnosis_code, reason_code, reason, summary, recovery_plan,
	       medicines, follow_up, consent, contact_name, contact_phone_enc, created_by, updated_by)
	select $1::uuid, biz.referral_number($1::uuid, now()),
	       biz.required(f.id, '/organisation_id', '您不能以这个单位的名义转诊，请选择本单位',
	       	'You cannot refer for this institution: choose your own'), f.region_id,
	       biz.required(t.id, '/to_organisation_id', '没有这个接收单位，请重新选择',
	       	'There is no such receiving institution: choose again'), t.region_id,
	       biz.required(p.id, '/patient_id', '本单位没有登记这位患者，请先登记',
	       	'Your institution has not registered this patient: register first'),
	       p.org_id, p.person_key,
	       case when $5::uuid is not null then
	       	biz.required((select id from resent), '/previous_id', '原转诊单不能再次发起',
	       		'The earlier referral cannot be sent again')
	       end,
	       $6::text, coalesce($9::text, 'routine') = 'emergency', coalesce($7::boolean, false),
	       coalesce($8::boolean, false), coalesce($9::text, 'routine'),
	       coalesce($10::text, 'outpatient'), $11::text, $12::text, $13::text, $14::text,
	       $15::text, $16::text, $17::text, $18::text, $19::text, $20::text, $21::text, $22::text,
	       $23::text, $24::bytea, sec.account_id(), sec.account_id()
	  from (values (true)) as one
	  left join biz.organisation f on f.id = coalesce($2::int, sec.home_org())
	       and f.id = any ((select sec.orgs())::int[])
	       and (f.valid_to is null or f.valid_to > current_date)
	  left join biz.organisation t on t.id = $3::int and t.id <> f.id
	       and (t.valid_to is null or t.valid_to > current_date)
	  left join biz.patient p on p.id = $4::uuid
	       and p.org_id = any ((select sec.orgs())::int[])
	 where not sec.replayed()
	returning *
)
select m.id, m.state, m.version,
       biz.note_referral(m.id, 'create', null, m.state, m.from_org_id, m.from_region_id,
       	null, null, null, m.version) as _noted
  from made m
