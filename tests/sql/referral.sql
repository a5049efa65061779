-- referral.sql - who sees and moves a referral: parties, states, versions, reasons, patients (F11).
\ir helper.psql
select plan(56);

select tap.org('RC', 650000, null, 'commission') as top \gset
select tap.org('RT1', 650101, :top) as t1, tap.org('RT2', 650101, :top) as t2,
       tap.org('RH', 650101, :top, 'general_hospital') as h,
       tap.org('RX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('referral-test', :top) as realm \gset
select tap.account('t1', :realm, :t1) as doctor, tap.account('t2', :realm, :t2) as other,
       tap.account('h', :realm, :h) as office, tap.account('x', :realm, :x) as stranger,
       tap.account('o', :realm, null) as overseer, tap.account('n', :realm, :t1) as nobody \gset
select tap.give(:doctor, 'thc_operator', 'home_org'), tap.give(:doctor, 'clinician', 'home_org'),
       tap.give(:other, 'thc_operator', 'home_org'), tap.give(:other, 'clinician', 'home_org'),
       tap.give(:office, 'med_affairs', 'home_org'), tap.give(:stranger, 'med_affairs', 'home_org'),
       tap.give(:overseer, 'county_overseer', 'region', null, null, 650101) \g /dev/null
select sec.refresh_scope(a) from unnest(array[:doctor, :other, :office, :stranger, :overseer]) a
	\g /dev/null

create function tap.refer(who bigint, id uuid, from_org int, to_org int, patient uuid,
	direction text default 'up', urgency text default 'routine') returns void language plpgsql as $$
begin
	perform tap.act(who, 'referral.create');
	insert into biz.referral (id, number, direction, urgency, emergency, patient_id, patient_org_id,
	       person_key, from_org_id, from_region_id, to_org_id, to_region_id, diagnosis, reason_code,
	       consent, created_by, updated_by)
	select refer.id, 'N', refer.direction, refer.urgency, refer.urgency = 'emergency', p.id, p.org_id,
	       p.person_key, f.id, f.region_id, t.id, t.region_id, '高血压', 'critical', 'written', who, who
	  from biz.organisation f, biz.organisation t, biz.patient p
	 where f.id = from_org and t.id = to_org and p.id = patient;
end $$;
-- One step as the engine of C would ask for it; the new state and version, or null.
create function tap.step(who bigint, permission text, id uuid, action text, states text, next text,
	party text, version int default null, reason_code text default null, reason text default null,
	fields jsonb default null, only_if text default '') returns text language plpgsql as $$
declare
	froms text[] := string_to_array(states, ' ');
	r record;
begin
	perform tap.act(who, permission);
	select * into r from biz.act_on_referral(step.id, action, froms,
		array_fill(next, array[cardinality(froms)]), array_fill(party, array[cardinality(froms)]),
		array_fill(only_if, array[cardinality(froms)]), version, reason_code, reason, fields);
	return r.new_state || ' ' || r.new_version;
end $$;
create function tap.seen_by(who bigint, permission text, id uuid) returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.referral r where r.id = seen_by.id);
end $$;
create function tap.patients_of(who bigint, permission text) returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.patient);
end $$;
grant execute on all functions in schema tap to public;
\set r1 '''00000000-0000-7000-8000-0000000000a1'''
\set r2 '''00000000-0000-7000-8000-0000000000a2'''
\set r3 '''00000000-0000-7000-8000-0000000000a3'''
\set p1 '''00000000-0000-7000-8000-0000000000b1'''
\set p2 '''00000000-0000-7000-8000-0000000000b2'''

-- patients: own institution's, and nobody else's
select tap.act(:doctor, 'patient.write');
select lives_ok(format($$insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
	values (%L, %s, 650101, '甲', '\x0102030405060708', 1)$$, :p1, :t1), 'a township registers a patient');
select throws_ok(format($$insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
	values (%L, %s, 650101, '乙', '\x0102030405060709', 1)$$, :p2, :t2), '42501', null,
	'not for another institution');
select tap.act(:other, 'patient.write');
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
values (:p2, :t2, 650101, '乙', '\x0102030405060709', 1);
select is(tap.patients_of(:doctor, 'patient.read'), 1::bigint, 'the township sees its own');
select is(tap.patients_of(:office, 'patient.read'), 0::bigint, 'the hospital sees none before a referral');
select is(tap.patients_of(:overseer, 'oversight.rows'), 0::bigint, 'the overseer sees none');

-- drafts: the sender's alone
select lives_ok(format('select tap.refer(%s, %L, %s, %s, %L)', :doctor, :r1, :t1, :h, :p1), 'a draft');
select is(tap.seen_by(:doctor, 'referral.read', :r1), 1::bigint, 'the sender sees the draft');
select is(tap.seen_by(:office, 'referral.read', :r1), 0::bigint, 'the receiver does not');
select is(tap.seen_by(:overseer, 'oversight.rows', :r1), 0::bigint, 'nor the overseer');
select is(tap.patients_of(:office, 'patient.read'), 0::bigint, 'nor does it open the patient');
-- F11: a referral may not name somebody else's patient
select tap.act(:doctor, 'referral.create');
select throws_ok(format($$insert into biz.referral (id, number, direction, patient_id, patient_org_id,
	person_key, from_org_id, from_region_id, to_org_id, to_region_id, created_by, updated_by)
	values ('00000000-0000-7000-8000-0000000000ff', 'N', 'up', %L, %s, '\x0102030405060709', %s, 650101,
	%s, 650101, 1, 1)$$, :p2, :t2, :t1, :h), '42501', null, 'naming a patient of another is refused');
select throws_ok(format($$insert into biz.referral (id, number, direction, patient_id, patient_org_id,
	person_key, from_org_id, from_region_id, to_org_id, to_region_id, created_by, updated_by)
	values ('00000000-0000-7000-8000-0000000000ff', 'N', 'up', %L, %s, '\x0102030405060709', %s, 650101,
	%s, 650101, 1, 1)$$, :p2, :t1, :t1, :h), '23503', null, 'nor by calling it one''s own');
select throws_ok(format($$insert into biz.referral (id, number, direction, patient_id, patient_org_id,
	person_key, from_org_id, from_region_id, to_org_id, to_region_id, created_by, updated_by)
	values ('00000000-0000-7000-8000-0000000000ff', 'N', 'up', %L, %s, '\x0102030405060708', %s, 650101,
	%s, 650201, 1, 1)$$, :p1, :t1, :t2, :x), '42501', null, 'nor between two others');

-- sending
select is(tap.step(:other, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender'), null,
	'another township cannot send it');
select is(tap.step(:office, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender'), null,
	'nor the receiver');
select is(tap.step(:doctor, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender', 9), null,
	'nor one who saw another version');
select is(tap.step(:doctor, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender', 1), 'sent 2',
	'the sender sends');
select is(tap.seen_by(:office, 'referral.read', :r1), 1::bigint, 'now the receiver sees it');
select is(tap.patients_of(:office, 'patient.read'), 1::bigint, 'and its patient');
select is(tap.seen_by(:overseer, 'oversight.rows', :r1), 1::bigint, 'the county''s overseer sees the row');
select is(tap.patients_of(:overseer, 'oversight.rows'), 0::bigint, 'but no patient');
select is(tap.seen_by(:stranger, 'referral.read', :r1), 0::bigint, 'a hospital of another county nothing');
select is(tap.seen_by(:other, 'referral.read', :r1), 0::bigint, 'nor a neighbouring township');
select is(tap.step(:doctor, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender'), null,
	'it cannot be sent twice');

-- answering
select is(tap.step(:doctor, 'referral.receive', :r1, 'receive', 'sent', 'received', 'receiver'), null,
	'the sender cannot receive');
select is(tap.step(:office, 'referral.receive', :r1, 'receive', 'sent', 'received', 'receiver'),
	'received 3', 'the receiver receives');
select throws_ok(format($$select tap.step(%s, 'referral.answer', %L, 'reject', 'sent received',
	'rejected', 'receiver', null, 'nonsense')$$, :office, :r1), 'UX422', null, 'a reason of the list');
select throws_ok(format($$select tap.step(%s, 'referral.answer', %L, 'reject', 'sent received',
	'rejected', 'receiver', null, 'other')$$, :office, :r1), 'UX422', null, '"other" needs words');
select is(tap.step(:office, 'referral.answer', :r1, 'return', 'sent received', 'returned', 'receiver',
	null, 'incomplete', '请补充心电图'), 'returned 4', 'returned with a reason');
select is(tap.step(:doctor, 'referral.send', :r1, 'send', 'draft returned', 'sent', 'sender'), 'sent 5',
	'sent again');
select tap.quit();
select ok(answered_at is null and received_at is null and end_reason_code is null and due_at > now(),
	'sending anew takes the answer back') from biz.referral where id = :r1;
select is(tap.step(:office, 'referral.answer', :r1, 'accept', 'sent received', 'accepted', 'receiver', 5,
	null, null, '{"answer":"同意","bed":"3区12床","department":"内科"}'), 'accepted 6', 'accepted');
select is(tap.step(:office, 'referral.answer', :r1, 'accept', 'sent received', 'accepted', 'receiver', 5),
	null, 'the second of two finds nothing to do');
select is(tap.step(:office, 'referral.book', :r1, 'book', 'accepted', 'booked', 'receiver', null, null,
	null, jsonb_build_object('booked_for', now() + interval '1 day')), 'booked 7', 'booked');
select throws_ok(format($$select tap.step(%s, 'referral.receive', %L, 'arrive', 'booked', 'arrived',
	'receiver', null, null, null, jsonb_build_object('arrived_at', now() + interval '1 hour'))$$,
	:office, :r1), 'UX422', null, 'nobody arrives in the future');
select is(tap.step(:office, 'referral.receive', :r1, 'arrive', 'booked', 'arrived', 'receiver'),
	'arrived 8', 'arrived');
select is(tap.step(:office, 'referral.treat', :r1, 'feedback', 'arrived treated', 'feedback', 'receiver',
	null, null, null, '{"feedback":"好转"}'), 'feedback 9', 'feedback');
select is(tap.step(:office, 'referral.close', :r1, 'close', 'feedback', 'closed', 'sender'), null,
	'only the sender closes');
select is(tap.step(:doctor, 'referral.close', :r1, 'close', 'feedback', 'closed', 'sender'), 'closed 10',
	'closed');
select tap.quit();
select ok(arrived_on = (now() at time zone 'Asia/Shanghai')::date and ended_at is not null
	and due_at is null and to_department = '内科' and bed = '3区12床', 'what the steps brought')
  from biz.referral where id = :r1;
select is((select array_agg(action order by id) from biz.referral_event where referral_id = :r1),
	array['send', 'receive', 'return', 'send', 'accept', 'book', 'arrive', 'feedback', 'close'],
	'every step left its event');
select is((select count(*) from aud.event where object_id = :r1 and action like 'referral.%'), 9::bigint,
	'and its audit row');
select is((select version from biz.referral_seen where account_id = :doctor and referral_id = :r1), 10,
	'who acts has seen');

-- an emergency need not wait; others must
select tap.refer(:doctor, :r2, :t1, :h, :p1, 'up', 'emergency');
select tap.step(:doctor, 'referral.send', :r2, 'send', 'draft', 'sent', 'sender') \g /dev/null
select is(tap.step(:office, 'referral.receive', :r2, 'arrive', 'sent', 'arrived', 'receiver', null, null,
	null, null, 'green_channel'), null, 'a condition that does not hold');
select is(tap.step(:office, 'referral.receive', :r2, 'arrive', 'sent', 'arrived', 'receiver', null, null,
	null, null, 'emergency'), 'arrived 3', 'an emergency arrives unanswered');
select tap.quit();
select ok(accepted_at is not null and answered_at is not null, 'which accepts it')
  from biz.referral where id = :r2;

-- what must be there before sending
select tap.act(:office, 'patient.write');
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
values ('00000000-0000-7000-8000-0000000000b3', :h, 650101, '甲', '\x0102030405060708', 1);
select tap.refer(:office, :r3, :h, :t1, '00000000-0000-7000-8000-0000000000b3', 'down');
select throws_ok(format($$select tap.step(%s, 'referral.send', %L, 'send', 'draft', 'sent', 'sender')$$,
	:office, :r3), 'UX422', null, 'a down-referral needs its plan');
select tap.act(:office, 'referral.create');
update biz.referral set recovery_plan = '每周随访', consent = null where id = :r3;
select throws_ok(format($$select tap.step(%s, 'referral.send', %L, 'send', 'draft', 'sent', 'sender')$$,
	:office, :r3), 'UX422', null, 'nothing goes out without consent');
select tap.act(:office, 'referral.create');
update biz.referral set consent = 'oral' where id = :r3;
select is(tap.step(:office, 'referral.send', :r3, 'send', 'draft', 'sent', 'sender'), 'sent 2',
	'complete, it goes out');

-- nothing but the granted columns and rows
select tap.act(:doctor, 'referral.create');
select throws_ok(format('update biz.referral set from_org_id = %s where id = %L', :t2, :r1), '42501', null,
	'a sender never changes');
select throws_ok(format('update biz.referral set to_region_id = 650201, patient_org_id = 1 where id = %L',
	:r1), '42501', null, 'nor a patient''s institution');
select throws_ok(format('delete from biz.referral where id = %L', :r1), '42501', null, 'nothing is deleted');
select throws_ok('insert into fig.referral_visit select * from fig.referral_visit', '42501', null,
	'no one writes counters');
select tap.act(:stranger, 'referral.read');
select is_empty('select from biz.referral_event', 'a stranger sees no history');
select tap.quit();
select tap.as_role('yl_web');
select throws_ok('select from biz.referral', '28000', null, 'without a context nothing is answered');
select throws_ok('select from biz.patient', '28000', null, 'nor for patients');
select tap.quit();
select * from finish();
rollback;
