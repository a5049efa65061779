// second_look.test.mjs - what a second reader of the referral's interface found, each once wrong.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  act, assert_problem, assert_status, id_number, make_patient, make_referral, organisation_id, pointers,
  send_referral, sign_in, sql,
} from './harness.mjs'

test('a batch that is asked again says of each what the first try did', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const fresh = await send_referral(doctor)
  const old = await send_referral(doctor)
  assert_status(await act(office, old, 'receive'), 200)
  const [key, nobody] = [randomUUID(), randomUUID()]
  const ask = async () =>
    assert_status(await office.post('/api/referrals/actions/receive', { ids: [fresh.id, old.id, nobody] }, { key }), 200)
  const first = await ask()
  assert.equal(first.results.find((r) => r.id === fresh.id).ok, true)
  assert.equal(first.results.find((r) => r.id === old.id).ok, false)
  assert.deepEqual(await ask(), first)
})

test('the contact of a referral is revealed to its parties, with an audit row', async () => {
  const sent = await send_referral(await sign_in('t01doctor'), { contact_name: '某人', contact_phone: '13877776666' })
  const show = async (user, field = 'contact_phone', reason = '联系家属') =>
    (await sign_in(user)).post(`/api/referrals/${sent.id}/actions/reveal`, { field, reason })
  assert.equal(sent.contact_phone, '138****6666')
  assert.deepEqual(assert_status(await show('hzdoctor'), 200), { field: 'contact_phone', value: '13877776666' })
  assert.deepEqual(pointers(await show('hzdoctor', 'contact_phone', '')), ['/reason'])
  assert.deepEqual(pointers(await show('hzdoctor', 'phone')), ['/field'])
  assert_problem(await show('t02clerk'), 404, 'not-found')
  for (const user of ['hzdirector', 'hzoverseer', 'hzunion', 'sysadmin'])
    assert_problem(await show(user), 403, 'forbidden')
  assert.equal(sql(`select count(*) from aud.event where action = 'patient.reveal' and object_id = '${sent.id}'`), '1')
})

test('a receiver reveals only while the referral concerns it; its history stays, masked', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzdoctor')]
  const show = (browser, r, what) =>
    what === 'patient'
      ? browser.post(`/api/patients/${r.patient.id}/actions/reveal`, { field: 'id_number', reason: '核对身份' })
      : browser.post(`/api/referrals/${r.id}/actions/reveal`, { field: 'contact_phone', reason: '联系家属' })
  const fresh = () => send_referral(doctor, { contact_name: '某人', contact_phone: '13877776666' })
  const ends = [
    ['cancel', doctor, { reason_code: 'mistake' }],
    ['reject', office, { reason_code: 'no_bed' }],
    ['redirect', office, { reason_code: 'no_bed', redirect_to: organisation_id('XNH') }],
  ]
  for (const [action, who, body] of ends) {
    const sent = await fresh()
    assert.equal(assert_status(await office.get(`/api/referrals/${sent.id}`), 200).patient.revealable, true)
    for (const what of ['patient', 'contact']) assert_status(await show(office, sent, what), 200)
    assert_status(await act(who, sent, action, body), 200)
    for (const what of ['patient', 'contact']) {
      assert_problem(await show(office, sent, what), 409, 'conflict')
      assert_status(await show(doctor, sent, what), 200)
    }
    const seen = assert_status(await office.get(`/api/referrals/${sent.id}`), 200)
    assert.equal(seen.patient.revealable, false)
    assert.match(seen.patient.id_number, /^\d{3}\*+/)
    assert.equal(seen.contact_phone, '138****6666')
    assert_status(await office.get(`/api/referrals/${sent.id}/events`), 200)
    assert.equal(sql(`select count(*) from aud.event where action = 'patient.reveal' and account_id = ${office.account.id}
      and object_id in ('${sent.id}', '${sent.patient.id}')`), '2', 'a refusal reveals nothing and is no reveal')
  }
  // Another referral of the same patient that is under way opens the patient again, not the old contact.
  const old = await fresh()
  assert_status(await act(doctor, old, 'cancel', { reason_code: 'mistake' }), 200)
  const again = assert_status(await doctor.post('/api/referrals', { previous_id: old.id, patient_id: old.patient.id,
    to_organisation_id: organisation_id('HZH'), direction: 'up', diagnosis: '肺炎', reason_code: 'beyond_capacity',
    consent: 'written' }), 201)
  assert_problem(await show(office, old, 'patient'), 409, 'conflict')
  assert_status(await act(doctor, again, 'send'), 200)
  assert_status(await show(office, old, 'patient'), 200)
  assert_problem(await show(office, old, 'contact'), 409, 'conflict')
})

test('sixty values an hour are revealed, not one more', async () => {
  const doctor = await sign_in('xndoctor')
  const patient = await make_patient(doctor)
  const show = () => doctor.post(`/api/patients/${patient.id}/actions/reveal`, { field: 'phone', reason: '核对' })
  assert_status(await show(), 200)
  sql(`insert into aud.event (account_id, action, object_type, object_id)
    select ${doctor.account.id}, 'patient.reveal', 'patient', 'x' from generate_series(1, 58)`)
  const both = await Promise.all([show(), show()])
  assert.deepEqual(both.map((a) => a.status).sort(), [200, 429])
  const late = await show()
  assert_problem(late, 429, 'too-many')
  assert.match(late.headers['retry-after'], /^(3[45]\d\d|3600)$/)
  assert_status(await doctor.get(`/api/patients/${patient.id}`), 200)
})

test('what was returned is not shown to another institution before it is sent there', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const sent = await send_referral(doctor)
  const back = assert_status(await act(office, sent, 'return', { reason_code: 'incomplete', reason: '请补充' }), 200)
  const away = await doctor.patch(`/api/referrals/${sent.id}`, { to_organisation_id: organisation_id('XNH') }, back.version)
  assert_problem(away, 422, 'invalid')
  assert.deepEqual(pointers(away), ['/to_organisation_id'])
  assert_problem(await (await sign_in('xnoffice')).get(`/api/referrals/${sent.id}`), 404, 'not-found')
  assert_status(await doctor.patch(`/api/referrals/${sent.id}`,
    { to_organisation_id: organisation_id('HZH'), diagnosis: '改' }, back.version), 200)
})

test('reason and consent come from their lists before a referral leaves', async () => {
  const doctor = await sign_in('t01doctor')
  for (const [more, pointer] of [
    [{ reason_code: 'nonsense' }, '/reason_code'],
    [{ reason_code: 'other' }, '/reason'],
    [{ consent: 'nonsense' }, '/consent'],
  ])
    assert.deepEqual(pointers(await act(doctor, await make_referral(doctor, more), 'send')), [pointer])
})

test('nobody is booked for yesterday', async () => {
  const office = await sign_in('hzoffice')
  const sent = await send_referral(await sign_in('t01doctor'))
  assert_status(await act(office, sent, 'accept'), 200)
  const day = (n) => new Date(Date.now() + n * 86400000).toISOString()
  assert.deepEqual(pointers(await act(office, sent, 'book', { booked_for: day(-1) })), ['/booked_for'])
  assert_status(await act(office, sent, 'book', { booked_for: day(0) }), 200)
})

test('an ID number registered already: the field and what to do', async () => {
  const doctor = await sign_in('t01doctor')
  const number = id_number()
  await make_patient(doctor, { id_number: number })
  const again = await doctor.post('/api/patients', { name: '另一位', id_number: number })
  assert_problem(again, 409, 'conflict')
  assert.deepEqual(pointers(again), ['/id_number'])
  const english = await doctor.post('/api/patients', { name: '另一位', id_number: number },
    { headers: { 'Accept-Language': 'en' } })
  assert.match(english.json.detail, /search for the patient/)
})

test('an institution that is not one\'s own: the field, and no alarm in the log', async () => {
  const clerk = await sign_in('t02clerk')
  const patient = await make_patient(clerk)
  for (const organisation_id_ of [organisation_id('HZT01'), 999999]) {
    const refer = await clerk.post('/api/referrals', { organisation_id: organisation_id_, patient_id: patient.id,
      to_organisation_id: organisation_id('HZH'), direction: 'up' })
    const enter = await clerk.post('/api/patients', { organisation_id: organisation_id_, name: '某', id_number: id_number() })
    for (const answer of [refer, enter]) {
      assert_problem(answer, 422, 'invalid')
      assert.deepEqual(pointers(answer), ['/organisation_id'])
    }
  }
})

test('sent again means the same patient', async () => {
  const doctor = await sign_in('t01doctor')
  const sent = await send_referral(doctor)
  assert_status(await act(doctor, sent, 'cancel', { reason_code: 'mistake' }), 200)
  const again = (patient_id) => doctor.post('/api/referrals', { previous_id: sent.id, patient_id,
    to_organisation_id: organisation_id('HZH'), direction: 'up' })
  assert.deepEqual(pointers(await again((await make_patient(doctor)).id)), ['/previous_id'])
  assert_status(await again(sent.patient.id), 201)
})
