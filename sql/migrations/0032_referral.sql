-- 0032_referral.sql - two-way referrals, every step of them, and who saw which version.

set local role yl_owner;

create table biz.referral (
	id                 uuid        not null,
	number             text        not null,
	direction          text        not null,
	emergency          boolean     not null default false,
	green_channel      boolean     not null default false,
	first_contact      boolean     not null default false,
	urgency            text        not null default 'routine',
	care               text        not null default 'outpatient',
	patient_id         uuid        not null,
	patient_org_id     int         not null,
	person_key         bytea       not null,
	from_org_id        int         not null,
	from_region_id     int         not null,
	from_department    text,
	from_doctor        text,
	to_org_id          int         not null,
	to_region_id       int         not null,
	to_department      text,
	to_doctor          text,
	diagnosis          text,
	diagnosis_code     text,
	disease            text        not null generated always as (case
		when diagnosis_code ~ '^[A-Z][0-9]{2}' then left(diagnosis_code, 3)
		else 'unknown' end) stored,
	reason_code        text,
	reason             text,
	summary            text,
	recovery_plan      text,
	medicines          text,
	follow_up          text,
	consent            text,
	contact_name       text,
	contact_phone_enc  bytea,
	state              text        not null default 'draft',
	version            int         not null default 1,
	listed_at          timestamptz not null default now(),
	sent_at            timestamptz,
	received_at        timestamptz,
	answered_at        timestamptz,
	accepted_at        timestamptz,
	booked_at          timestamptz,
	booked_for         timestamptz,
	arrived_at         timestamptz,
	arrived_on         date,
	treated_at         timestamptz,
	feedback_at        timestamptz,
	closed_at          timestamptz,
	ended_at           timestamptz,
	due_at             timestamptz,
	answer             text,
	bed                text,
	redirect_to_id     int,
	treatment          text,
	feedback_diagnosis text,
	feedback           text,
	advice             text,
	end_reason_code    text,
	end_reason         text,
	previous_id        uuid,
	next_id            uuid,
	origin             text        not null default 'portal',
	import_org_id      int,
	register_number    text,
	import_job_id      uuid,
	created_by         bigint      not null,
	updated_by         bigint      not null,
	created_at         timestamptz not null default now(),
	updated_at         timestamptz not null default now(),
	constraint referral_pkey primary key (id),
	-- A referral can only name a patient together with the institution the patient belongs to; the
	-- policy below lets nobody name one of an institution that is not the writer's own (F11).
	constraint referral_patient_fkey foreign key (patient_id, patient_org_id)
		references biz.patient (id, org_id),
	constraint referral_from_org_fkey foreign key (from_org_id) references biz.organisation (id),
	constraint referral_to_org_fkey foreign key (to_org_id) references biz.organisation (id),
	constraint referral_redirect_fkey foreign key (redirect_to_id)
		references biz.organisation (id),
	constraint referral_import_org_fkey foreign key (import_org_id)
		references biz.organisation (id),
	constraint referral_previous_fkey foreign key (previous_id) references biz.referral (id),
	constraint referral_direction_check check (direction in ('up', 'down', 'same_level')),
	constraint referral_urgency_check check (urgency in ('routine', 'urgent', 'emergency')),
	constraint referral_emergency_check check (emergency = (urgency = 'emergency')),
	constraint referral_care_check check (care in ('outpatient', 'inpatient')),
	constraint referral_parties_check check (from_org_id <> to_org_id),
	constraint referral_diagnosis_code_check check (
		diagnosis_code ~ '^[A-Z][0-9]{2}[0-9A-Za-z.+*]{0,12}$'),
	constraint referral_state_check check (state in ('draft', 'sent', 'received', 'accepted',
		'rejected', 'returned', 'redirected', 'booked', 'arrived', 'no_show', 'treated', 'feedback',
		'closed', 'cancelled')),
	constraint referral_sent_check check (sent_at is not null or state in ('draft', 'cancelled')),
	constraint referral_arrived_check check ((arrived_at is null) = (arrived_on is null)
		and (arrived_on is not null or state not in ('arrived', 'treated', 'feedback', 'closed'))),
	constraint referral_ended_check check ((ended_at is not null)
		= (state in ('closed', 'rejected', 'redirected', 'cancelled'))),
	constraint referral_origin_check check (origin in ('portal', 'import')),
	constraint referral_import_check check ((origin = 'import') = (import_org_id is not null)),
	constraint referral_register_key unique (import_org_id, register_number),
	constraint referral_version_check check (version > 0)
);

-- Lists of one institution, newest first, by either side.
create index referral_from_idx on biz.referral (from_org_id, listed_at, id);
create index referral_to_idx on biz.referral (to_org_id, listed_at, id);
create index referral_from_changed_idx on biz.referral (from_org_id, updated_at, id);
create index referral_to_changed_idx on biz.referral (to_org_id, updated_at, id);
-- Worklists: what is open is few, whatever history weighs.
create index referral_from_open_idx on biz.referral (from_org_id, state, listed_at, id)
	where ended_at is null;
create index referral_to_open_idx on biz.referral (to_org_id, state, listed_at, id)
	where ended_at is null;
create index referral_from_due_idx on biz.referral (from_org_id, due_at) where due_at is not null;
create index referral_to_due_idx on biz.referral (to_org_id, due_at) where due_at is not null;
create index referral_from_refused_idx on biz.referral (from_org_id, listed_at, id)
	where state in ('rejected', 'redirected', 'no_show') and next_id is null;
create index referral_to_booked_idx on biz.referral (to_org_id, booked_for)
	where state in ('accepted', 'booked') and booked_for is not null;
-- Rows behind the figures of a region.
create index referral_from_region_idx on biz.referral (from_region_id, listed_at, id);
create index referral_to_region_idx on biz.referral (to_region_id, listed_at, id);
create index referral_patient_idx on biz.referral (patient_id, listed_at);
create index referral_number_idx on biz.referral (number collate "C");
create index referral_import_job_idx on biz.referral (import_job_id) where import_job_id is not null;
create index referral_previous_idx on biz.referral (previous_id) where previous_id is not null;

comment on table biz.referral is 'One request to take over a patient, from draft to the closing of the case.';
comment on column biz.referral.id is 'UUIDv7 made by the worker.';
comment on column biz.referral.number is 'What people say on the telephone: day and eight letters and digits.';
comment on column biz.referral.direction is 'up (上转), down (下转) or same_level (同级转诊).';
comment on column biz.referral.emergency is 'Emergency transfer (急救转诊): the patient may arrive before an answer.';
comment on column biz.referral.green_channel is 'Green channel (绿色通道): before others, at one desk.';
comment on column biz.referral.first_contact is 'Whether the sender was the first contact (首诊).';
comment on column biz.referral.urgency is 'routine, urgent or emergency; sets the time to answer.';
comment on column biz.referral.care is 'outpatient (门急诊) or inpatient (住院).';
comment on column biz.referral.patient_id is 'The patient, as the institution of the next column registered it.';
comment on column biz.referral.patient_org_id is 'Whose entry the patient is: always one of the writer''s institutions.';
comment on column biz.referral.person_key is 'Copied from the patient; counts 人 apart from 人次.';
comment on column biz.referral.from_org_id is 'The institution that refers.';
comment on column biz.referral.from_region_id is 'Its county code; never changes.';
comment on column biz.referral.from_department is 'Department that refers.';
comment on column biz.referral.from_doctor is 'Doctor who refers.';
comment on column biz.referral.to_org_id is 'The institution that is asked to take over.';
comment on column biz.referral.to_region_id is 'Its county code; changes only with to_org_id, before sending.';
comment on column biz.referral.to_department is 'Department asked for, or given by the answer.';
comment on column biz.referral.to_doctor is 'Doctor given by the booking.';
comment on column biz.referral.diagnosis is 'Diagnosis of the sender, free text.';
comment on column biz.referral.diagnosis_code is 'ICD-10 code, where known.';
comment on column biz.referral.disease is 'Group of figures: letter and two digits of the ICD-10 code, or unknown.';
comment on column biz.referral.reason_code is 'Of code list referral_reason.';
comment on column biz.referral.reason is 'The reason in words.';
comment on column biz.referral.summary is 'Course, findings, treatment so far.';
comment on column biz.referral.recovery_plan is 'Of a down-referral: what the grassroots should do; required to send it.';
comment on column biz.referral.medicines is 'Of a down-referral: medicines to go on with.';
comment on column biz.referral.follow_up is 'Of a down-referral: visits and checks to come.';
comment on column biz.referral.consent is 'Of code list consent; required to send.';
comment on column biz.referral.contact_name is 'Whom to call about the patient.';
comment on column biz.referral.contact_phone_enc is 'That person''s telephone number, encrypted.';
comment on column biz.referral.state is 'Where it stands; the workflow of resource/referrals.c moves it.';
comment on column biz.referral.version is 'Counts changes, for ETag and If-Match.';
comment on column biz.referral.listed_at is 'Place in lists: when sent, and before that when entered.';
comment on column biz.referral.sent_at is 'Last sending. Null: nobody but the sender may see it.';
comment on column biz.referral.received_at is 'When the receiver opened it.';
comment on column biz.referral.answered_at is 'When the receiver accepted, rejected, returned or redirected it.';
comment on column biz.referral.accepted_at is 'When the receiver accepted it, by answer or by taking the patient in.';
comment on column biz.referral.booked_at is 'When the booking was made.';
comment on column biz.referral.booked_for is 'When the patient is expected.';
comment on column biz.referral.arrived_at is 'When the patient came.';
comment on column biz.referral.arrived_on is 'The same as a day in Asia/Shanghai: the day 人次 are counted on.';
comment on column biz.referral.treated_at is 'When treatment was recorded.';
comment on column biz.referral.feedback_at is 'When the receiver wrote back.';
comment on column biz.referral.closed_at is 'When the sender closed the case.';
comment on column biz.referral.ended_at is 'When nothing more was to come: closed, rejected, redirected or cancelled.';
comment on column biz.referral.due_at is 'By when the party whose turn it is must act; null: no limit runs.';
comment on column biz.referral.answer is 'What the receiver said.';
comment on column biz.referral.bed is 'Bed kept for the patient.';
comment on column biz.referral.redirect_to_id is 'Where the receiver suggests to refer instead.';
comment on column biz.referral.treatment is 'What was done.';
comment on column biz.referral.feedback_diagnosis is 'Diagnosis of the receiver.';
comment on column biz.referral.feedback is 'What the receiver reports back.';
comment on column biz.referral.advice is 'What the receiver advises for the time after.';
comment on column biz.referral.end_reason_code is 'Why it was rejected, returned, redirected, missed or cancelled: code of that action''s list.';
comment on column biz.referral.end_reason is 'The same in words.';
comment on column biz.referral.previous_id is 'The referral this one was sent again for.';
comment on column biz.referral.next_id is 'The referral that was sent again for this one.';
comment on column biz.referral.origin is 'portal, or import from a register.';
comment on column biz.referral.import_org_id is 'Whose register it came from.';
comment on column biz.referral.register_number is 'Its number in that register, or a hash of the row and its ordinal.';
comment on column biz.referral.import_job_id is 'The import that brought it.';
comment on column biz.referral.created_by is 'Account that entered it; 0: loaded without one.';
comment on column biz.referral.updated_by is 'Account of the last change.';
comment on column biz.referral.created_at is 'When it was entered.';
comment on column biz.referral.updated_at is 'When it last changed.';

create table biz.referral_event (
	id          bigint      not null generated always as identity,
	referral_id uuid        not null,
	at          timestamptz not null default now(),
	account_id  bigint      not null,
	actor_name  text        not null,
	org_id      int         not null,
	action      text        not null,
	from_state  text,
	to_state    text        not null,
	reason_code text,
	reason      text,
	changes     jsonb,
	version     int         not null,
	constraint referral_event_pkey primary key (id),
	constraint referral_event_referral_fkey foreign key (referral_id) references biz.referral (id)
);

create index referral_event_referral_idx on biz.referral_event (referral_id, id);

comment on table biz.referral_event is 'Every change of a referral: who, when, from which state to which, why.';
comment on column biz.referral_event.id is 'Order of events.';
comment on column biz.referral_event.referral_id is 'Of which referral.';
comment on column biz.referral_event.at is 'When.';
comment on column biz.referral_event.account_id is 'Account that acted.';
comment on column biz.referral_event.actor_name is 'Its name then; stays though the account goes.';
comment on column biz.referral_event.org_id is 'For which party it acted.';
comment on column biz.referral_event.action is 'create, change, import or an action of the workflow.';
comment on column biz.referral_event.from_state is 'State before; null: it did not exist.';
comment on column biz.referral_event.to_state is 'State after.';
comment on column biz.referral_event.reason_code is 'Code of the action''s list of reasons.';
comment on column biz.referral_event.reason is 'The reason in words.';
comment on column biz.referral_event.changes is 'Values the action brought, by field.';
comment on column biz.referral_event.version is 'Version of the referral after it.';

create table biz.referral_seen (
	account_id  bigint      not null,
	referral_id uuid        not null,
	version     int         not null,
	at          timestamptz not null default now(),
	constraint referral_seen_pkey primary key (account_id, referral_id),
	constraint referral_seen_referral_fkey foreign key (referral_id) references biz.referral (id)
);

create index referral_seen_at_idx on biz.referral_seen (account_id, at);

comment on table biz.referral_seen is 'The version of a referral that an account saw last: what is newer is marked.';
comment on column biz.referral_seen.account_id is 'Who looked.';
comment on column biz.referral_seen.referral_id is 'At what.';
comment on column biz.referral_seen.version is 'Version seen.';
comment on column biz.referral_seen.at is 'When.';

-- Day and eight characters of the id's random part: short enough for the telephone.
create function biz.referral_number(id uuid, at timestamptz) returns text
language sql immutable
begin atomic
	select to_char(at at time zone 'Asia/Shanghai', 'YYMMDD') || '-'
	       || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
	              get_byte(uuid_send(id), 8 + i) % 32 + 1, 1), '' order by i)
	  from generate_series(0, 7) i;
end;

-- By when the party whose turn it is must act, counted from since; null where no limit runs.
create function biz.referral_due(state text, urgency text, since timestamptz) returns timestamptz
language sql stable
begin atomic
	select since + s.value * interval '1 minute'
	  from biz.setting s
	 where s.name = case
	       when state in ('sent', 'received') then 'referral.answer.' || urgency
	       when state = 'accepted' then 'referral.book'
	       when state = 'booked' then 'referral.arrive'
	       when state in ('arrived', 'treated') then 'referral.feedback'
	       when state = 'feedback' then 'referral.close'
	       end;
end;

select sec.protect('biz.referral', 'two_sided');
select sec.protect('biz.referral_event', 'parent:biz.referral.referral_id');
select sec.protect('biz.referral_seen', 'own');

-- What was never sent is the sender's alone, or the importer's: not the receiver's, no overseer's.
create policy referral_unsent on biz.referral as restrictive for select to yl_web, yl_job using (
	sent_at is not null
	or from_org_id = any ((select sec.orgs())::int[])
	or import_org_id = any ((select sec.orgs())::int[]));

-- No referral may name a patient of an institution that is not the writer's own (F11).
create policy referral_own_patient on biz.referral as restrictive for insert to yl_web, yl_job
	with check (patient_org_id = any ((select sec.orgs())::int[]));

-- Patients: by institution only, never by region and never because someone sees all. Not written
-- with exists, which PostgreSQL would at times turn into a scan of all the institution's referrals.
select sec.protect('biz.patient', 'org_only');
drop policy patient_select on biz.patient;
create policy patient_select on biz.patient for select to yl_web, yl_job using (
	org_id = any ((select sec.orgs())::int[])
	or (
		select true
		  from biz.referral r
		 where r.patient_id = patient.id
		   and (r.from_org_id = any ((select sec.orgs())::int[])
		        or r.to_org_id = any ((select sec.orgs())::int[]))
		 limit 1));

grant select on biz.patient, biz.referral, biz.referral_event, biz.referral_seen
	to yl_web, yl_job;
grant insert (id, org_id, region_id, name, sex, birth_date, id_number_enc, id_number_idx, phone_enc,
	phone_idx, address_enc, person_key, created_by) on biz.patient to yl_web, yl_job;
grant update (name, sex, birth_date, id_number_enc, id_number_idx, phone_enc, phone_idx,
	address_enc, person_key, version, updated_at) on biz.patient to yl_web, yl_job;
grant insert (id, number, direction, emergency, green_channel, first_contact, urgency, care,
	patient_id, patient_org_id, person_key, from_org_id, from_region_id, from_department,
	from_doctor, to_org_id, to_region_id, to_department, diagnosis, diagnosis_code, reason_code,
	reason, summary, recovery_plan, medicines, follow_up, consent, contact_name,
	contact_phone_enc, previous_id, created_by, updated_by) on biz.referral to yl_web;
grant insert on biz.referral to yl_job;
grant update (direction, emergency, green_channel, first_contact, urgency, care, person_key,
	to_org_id, to_region_id, from_department, from_doctor, to_department, to_doctor, diagnosis,
	diagnosis_code, reason_code, reason, summary, recovery_plan, medicines, follow_up, consent,
	contact_name, contact_phone_enc, state, version, listed_at, sent_at, received_at, answered_at,
	accepted_at, booked_at, booked_for, arrived_at, arrived_on, treated_at, feedback_at, closed_at,
	ended_at, due_at, answer, bed, redirect_to_id, treatment, feedback_diagnosis, feedback, advice,
	end_reason_code, end_reason, next_id, updated_by, updated_at) on biz.referral to yl_web;
grant insert (referral_id, account_id, actor_name, org_id, action, from_state, to_state,
	reason_code, reason, changes, version) on biz.referral_event to yl_web, yl_job;
grant insert (at) on biz.referral_event to yl_job;
grant insert (account_id, referral_id, version, at), update (version, at)
	on biz.referral_seen to yl_web;
grant execute on function biz.referral_number(uuid, timestamptz) to yl_web, yl_job;
grant execute on function biz.referral_due(text, text, timestamptz) to yl_web, yl_job;
