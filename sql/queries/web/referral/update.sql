-- Changes a draft or one that was returned; a value not given stays, an empty text is taken away.
-- $1 id, $2 version or null, $3 receiver, $4 direction, $5 green channel, $6 first contact,
-- $7 urgency, $8 care, $9 from department, $10 from doctor, $11 to department, $12 diagnosis,
-- $13 ICD-10 code, $14 reason code, $15 reason, $16 summary, $17 recovery plan, $18 medicines,
-- $19 follow-up, $20 consent, $21 contact's name, $22 contact's telephone encrypted
with changed as (
	update biz.referral r
	   set to_org_id = case when r.state = 'returned' and t.id <> r.to_org_id
	       	then biz.required(nullif(t.id, t.id), '/to_organisation_id',
	       		'被退回的转诊单补充后只能再发给原接收单位；要转往别处，请先取消再重新发起',
	       		'What was returned goes back to the same receiver: to refer elsewhere, cancel it and send it again')
	       	else t.id end,
	       to_region_id = t.region_id,
	       direction = coalesce($4::text, r.direction),
	       green_channel = coalesce($5::boolean, r.green_channel),
	       first_contact = coalesce($6::boolean, r.first_contact),
	       urgency = coalesce($7::text, r.urgency),
	       emergency = coalesce($7::text, r.urgency) = 'emergency',
	       care = coalesce($8::text, r.care),
	       from_department = nullif(coalesce($9::text, r.from_department), ''),
	       from_doctor = nullif(coalesce($10::text, r.from_doctor), ''),
	       to_department = nullif(coalesce($11::text, r.to_department), ''),
	       diagnosis = nullif(coalesce($12::text, r.diagnosis), ''),
	       diagnosis_code = nullif(coalesce($13::text, r.diagnosis_code), ''),
	       reason_code = nullif(coalesce($14::text, r.reason_code), ''),
	       reason = nullif(coalesce($15::text, r.reason), ''),
	       summary = nullif(coalesce($16::text, r.summary), ''),
	       recovery_plan = nullif(coalesce($17::text, r.recovery_plan), ''),
	       medicines = nullif(coalesce($18::text, r.medicines), ''),
	       follow_up = nullif(coalesce($19::text, r.follow_up), ''),
	       consent = nullif(coalesce($20::text, r.consent), ''),
	       contact_name = nullif(coalesce($21::text, r.contact_name), ''),
	       contact_phone_enc = coalesce($22::bytea, r.contact_phone_enc),
	       version = r.version + 1,
	       updated_by = sec.account_id(),
	       updated_at = now()
	  from biz.organisation t
	 where r.id = $1::uuid
	   and t.id = coalesce($3::int, r.to_org_id)
	   and t.id <> r.from_org_id
	   and r.from_org_id = any ((select sec.orgs())::int[])
	   and r.state in ('draft', 'returned')
	   and ($2::int is null or r.version = $2::int)
	   and not sec.replayed()
	returning r.*
)
select c.id, c.state, c.version,
       biz.note_referral(c.id, 'change', c.state, c.state, c.from_org_id, c.from_region_id,
       	null, null, null, c.version) as _noted
  from changed c
