// referral.test.mjs - a referral from draft to closing; who may do what; two people at once.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  act, assert_problem, assert_status, id_number, make_patient, make_referral, organisation_id, pointers,
  send_referral, sign_in, sql,
} from './harness.mjs'

test('from the township to the county hospital and back', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const clinician = await sign_in('hzdoctor')
  const draft = await make_referral(doctor)
  assert.match(draft.number, /^\d+/)
  assert.equal(draft.state, 'draft')
  assert_problem(await office.get(`/api/referrals/${draft.id}`), 404, 'not-found')

  const sent = assert_status(await act(doctor, draft, 'send', {}, { version: draft.version }), 200)
  assert.equal(sent.state, 'sent')
  assert.deepEqual(sent.actions.map((a) => a.action), ['cancel'])

  const seen = assert_status(await office.get(`/api/referrals/${draft.id}`), 200)
  assert.equal(seen.patient.name, '试例安')
  assert.match(seen.patient.id_number, /^639\*+\d[\dX]$/)
  assert.match(seen.patient.phone, /^139\*+1234$/)
  assert.deepEqual(seen.actions.map((a) => a.action), ['receive', 'accept', 'reject', 'return', 'redirect'])
  const reject = seen.actions.find((a) => a.action === 'reject')
  assert.deepEqual([reject.reason, reject.reasons], ['mandatory', 'reject_reason'])

  const steps = [
    [office, 'receive', {}, 'received'],
    [office, 'accept', { answer: '请带既往检查结果', bed: '3-12' }, 'accepted'],
    [office, 'book', { booked_for: new Date(Date.now() + 3600e3).toISOString(), department: '外科' }, 'booked'],
    [office, 'arrive', {}, 'arrived'],
    [clinician, 'treat', { treatment: '手术' }, 'treated'],
    [clinician, 'feedback', { feedback: '恢复良好', advice: '两周后复查' }, 'feedback'],
    [doctor, 'close', {}, 'closed'],
  ]
  let version = sent.version
  for (const [who, action, body, state] of steps) {
    const now = assert_status(await act(who, draft, action, body, { version }), 200)
    assert.equal(now.state, state)
    assert.equal(now.version, version + 1)
    version = now.version
  }
  const events = assert_status(await doctor.get(`/api/referrals/${draft.id}/events`), 200)
  assert.deepEqual(events.items.map((e) => e.action),
    ['create', 'send', 'receive', 'accept', 'book', 'arrive', 'treat', 'feedback', 'close'])
})

test('a new referral needs what it needs', async () => {
  const doctor = await sign_in('t01doctor')
  const none = await doctor.post('/api/referrals', {})
  assert_problem(none, 422, 'invalid')
  assert.deepEqual(pointers(none), ['/direction', '/patient_id', '/to_organisation_id'])
  const extra = await doctor.post('/api/referrals', { ...Object.fromEntries(
    ['state', 'version', 'created_by', 'from_org_id', '__proto__x'].map((k) => [k, 1])) })
  assert.ok(['/state', '/version', '/created_by', '/from_org_id'].every((k) => pointers(extra).includes(k)))
  const draft = await make_referral(doctor, { consent: undefined })
  const refused = await act(doctor, draft, 'send')
  assert_problem(refused, 422, 'invalid')
  assert.deepEqual(pointers(refused), ['/consent'])
  const patient = await make_patient(doctor)
  for (const [name, value, pointer] of [
    ['to_organisation_id', 99999999, '/to_organisation_id'],
    ['patient_id', randomUUID(), '/patient_id'],
    ['diagnosis_code', 'x1', '/diagnosis_code'],
    ['direction', 'sideways', '/direction'],
    ['contact_phone', '123', '/contact_phone'],
    ['diagnosis', 'a\u202eb', '/diagnosis'],
  ]) {
    const answer = await doctor.post('/api/referrals',
      { patient_id: patient.id, to_organisation_id: organisation_id('HZH'), direction: 'up', [name]: value })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
})

test('a down-referral needs its recovery plan', async () => {
  const clinician = await sign_in('hzdoctor')
  const township = await sign_in('t01doctor')
  const to_organisation_id = township.account.home_organisation.id
  const draft = await make_referral(clinician, { direction: 'down', to_organisation_id })
  assert.deepEqual(pointers(await act(clinician, draft, 'send')), ['/recovery_plan'])
  const changed = assert_status(await clinician.patch(`/api/referrals/${draft.id}`,
    { recovery_plan: '每周测血压' }, draft.version), 200)
  assert.equal(changed.recovery_plan, '每周测血压')
  assert_status(await act(clinician, draft, 'send', {}, { version: changed.version }), 200)
})

test('changing: stale, sent, not ours, blank takes away', async () => {
  const doctor = await sign_in('t01doctor')
  const draft = await make_referral(doctor, { summary: '一', contact_phone: '13800005678' })
  const where = `/api/referrals/${draft.id}`
  assert_problem(await doctor.patch(where, { summary: '二' }), 428, 'precondition')
  const changed = assert_status(await doctor.patch(where, { summary: '', contact_phone: '138****5678' }, 1), 200)
  assert.equal(changed.summary, null)
  assert.match(changed.contact_phone, /^138\*+5678$/)
  assert_problem(await doctor.patch(where, { summary: '三' }, 1), 412, 'stale')
  assert_status(await act(doctor, draft, 'send'), 200)
  const late = assert_problem(await doctor.patch(where, { summary: '四' }, 3), 409, 'conflict')
  assert.deepEqual(late.present, { state: 'sent', version: 3 })
  assert_problem(await (await sign_in('hzoffice')).patch(where, { summary: '五' }, 3), 409, 'conflict')
  assert_problem(await (await sign_in('t02clerk')).patch(where, { summary: '六' }, 3), 404, 'not-found')
})

test('reasons: mandatory, from the list, in words where the list says so', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const sent = await send_referral(doctor)
  assert.deepEqual(pointers(await act(office, sent, 'reject')), ['/reason_code'])
  assert.deepEqual(pointers(await act(office, sent, 'reject', { reason_code: 'nonsense' })), ['/reason_code'])
  assert.deepEqual(pointers(await act(office, sent, 'reject', { reason_code: 'other' })), ['/reason'])
  const back = assert_status(
    await act(office, sent, 'return', { reason_code: 'incomplete', reason: '请补充心电图' }), 200)
  assert.equal(back.end_reason, '请补充心电图')
  assert_status(await act(doctor, sent, 'send'), 200)
  const rejected = assert_status(await act(office, sent, 'reject', { reason_code: 'no_bed' }), 200)
  assert.equal(rejected.state, 'rejected')
  const again = assert_status(await doctor.get(`/api/referrals/${sent.id}`), 200)
  assert.deepEqual(again.actions.map((a) => a.action), ['resend'])
  const resent = assert_status(await doctor.post('/api/referrals', { previous_id: sent.id, direction: 'up',
    patient_id: again.patient.id, to_organisation_id: organisation_id('XNH') }), 201)
  assert.equal(assert_status(await doctor.get(`/api/referrals/${sent.id}`), 200).next_id, resent.id)
  const redirected = await send_referral(doctor)
  assert.deepEqual(pointers(await act(office, redirected, 'redirect', { reason_code: 'no_bed' })), ['/redirect_to'])
  assert_status(await act(office, redirected, 'redirect',
    { reason_code: 'no_bed', redirect_to: organisation_id('XNH') }), 200)
})

test('wrong party, wrong role, wrong institution', async () => {
  const doctor = await sign_in('t01doctor')
  const sent = await send_referral(doctor)
  // The doctor may answer at home, but this one is the county hospital's to answer.
  assert_problem(await act(doctor, sent, 'accept'), 403, 'forbidden')
  assert_problem(await act(await sign_in('hzoffice'), sent, 'cancel', { reason_code: 'mistake' }), 403, 'forbidden')
  assert_problem(await act(await sign_in('xnoffice'), sent, 'accept'), 404, 'not-found')
  assert_problem(await act(await sign_in('qhoverseer'), sent, 'accept'), 403, 'forbidden')
  assert_problem(await act(await sign_in('newcomer'), sent, 'accept'), 403, 'forbidden')
  assert_problem(await act(doctor, { id: randomUUID() }, 'cancel', { reason_code: 'mistake' }), 404, 'not-found')
  assert_problem(await act(doctor, { id: 'x' }, 'cancel', { reason_code: 'mistake' }), 404, 'not-found')
  assert_problem(await act(doctor, sent, 'explode'), 404, 'not-found')
})

test('an emergency may arrive unanswered, another not', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const urgent = await send_referral(doctor, { urgency: 'emergency' })
  assert.ok(urgent.emergency)
  assert.equal(assert_status(await act(office, urgent, 'arrive'), 200).state, 'arrived')
  const routine = await send_referral(doctor)
  assert_problem(await act(office, routine, 'arrive'), 409, 'conflict')
})

test('fifty accept at once: one wins, the others see the present state', async () => {
  const sent = await send_referral(await sign_in('t01doctor'))
  const office = await sign_in('hzoffice')
  const answers = await Promise.all(Array.from({ length: 50 }, () =>
    act(office, sent, 'accept', {}, { version: sent.version })))
  const won = answers.filter((a) => a.status === 200)
  assert.equal(won.length, 1)
  for (const lost of answers.filter((a) => a.status !== 200)) {
    const problem = assert_problem(lost, 409, 'conflict')
    assert.deepEqual(problem.present, { state: 'accepted', version: sent.version + 1 })
  }
  assert.equal(sql(`select count(*) from biz.referral_event where referral_id = '${sent.id}' and action = 'accept'`), '1')
})

test('cancel and accept at once: one of them', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  for (let i = 0; i < 5; i++) {
    const sent = await send_referral(doctor)
    const answers = await Promise.all([
      act(office, sent, 'accept', {}, { version: sent.version }),
      act(doctor, sent, 'cancel', { reason_code: 'improved' }, { version: sent.version }),
    ])
    // Who comes second finds another state (409), or one that would do but is not what was shown (412).
    const [won, lost] = answers.map((a) => a.status).sort()
    assert.ok(won === 200 && [409, 412].includes(lost), `${won} ${lost}`)
  }
})

test('a stale version alone is 412', async () => {
  const doctor = await sign_in('t01doctor')
  const draft = await make_referral(doctor)
  await doctor.patch(`/api/referrals/${draft.id}`, { summary: '新' }, draft.version)
  assert_problem(await act(doctor, draft, 'send', {}, { version: draft.version }), 412, 'stale')
  assert_problem(await act(doctor, draft, 'send', {}, { headers: { 'If-Match': 'seven' } }), 400, 'bad-request')
})

test('a retry acts once and answers the same; another body is refused', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const key = randomUUID()
  const patient = await make_patient(doctor)
  const body = { patient_id: patient.id, to_organisation_id: organisation_id('HZH'), direction: 'up',
    diagnosis: '头痛', reason_code: 'patient_wish', consent: 'oral' }
  const first = assert_status(await doctor.post('/api/referrals', body, { key }), 201)
  const second = assert_status(await doctor.post('/api/referrals', body, { key }), 201)
  assert.deepEqual(second, first)
  assert_problem(await doctor.post('/api/referrals', { ...body, diagnosis: '腹痛' }, { key }), 422, 'key-reuse')
  assert.equal(sql(`select count(*) from biz.referral where patient_id = '${patient.id}'`), '1')
  const send = randomUUID()
  assert_status(await act(doctor, first, 'send', {}, { key: send }), 200)
  assert_status(await act(doctor, first, 'send', {}, { key: send }), 200)
  assert.equal(sql(`select count(*) from biz.referral_event where referral_id = '${first.id}' and action = 'send'`), '1')
  // The key of a refused step is not used up: the same request is judged anew.
  const refused = randomUUID()
  assert_problem(await act(office, first, 'treat', {}, { key: refused }), 409, 'conflict')
  assert_problem(await act(office, first, 'treat', {}, { key: refused }), 409, 'conflict')
})

test('several received at once', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const two = [await send_referral(doctor), await send_referral(doctor)]
  const gone = await make_referral(doctor)
  const ids = [...two.map((r) => r.id), gone.id]
  const { results } = assert_status(await office.post('/api/referrals/actions/receive', { ids }), 200)
  const by_id = Object.fromEntries(results.map((r) => [r.id, r]))
  for (const r of two) assert.deepEqual([by_id[r.id].ok, by_id[r.id].state], [true, 'received'])
  assert.equal(by_id[gone.id].ok, false)
  assert_problem(await office.post('/api/referrals/actions/receive', { ids: ['x'] }), 422, 'invalid')
  assert_problem(await (await sign_in('hzdoctor')).post('/api/referrals/actions/receive', { ids }), 403, 'forbidden')
})

test('lists: pages, filters, worklists', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const sent = await send_referral(doctor)
  const first = assert_status(await office.get('/api/referrals?box=received&limit=2'), 200)
  assert.equal(first.items.length, 2)
  assert.equal(first.items[0].id, sent.id)
  const second = assert_status(await office.get(`/api/referrals?box=received&limit=2&after=${first.next}`), 200)
  assert.ok(!second.items.some((r) => first.items.some((f) => f.id === r.id)))
  const work = assert_status(await office.get('/api/referrals?worklist=to_answer&limit=100'), 200)
  assert.ok(work.items.some((r) => r.id === sent.id))
  assert.ok(work.items.every((r) => ['sent', 'received'].includes(r.state)))
  const found = assert_status(await office.get(`/api/referrals?q=${sent.number}`), 200)
  assert.deepEqual(found.items.map((r) => r.id), [sent.id])
  const named = assert_status(await office.get(`/api/referrals?q=${encodeURIComponent('试例安')}`), 200)
  assert.ok(named.items.length > 0)
  assert_status(await office.get('/api/referrals?sort=sent_at&state=sent&direction=up'), 200)
  for (const bad of ['sort=evil', 'limit=0', 'limit=101', 'state=open', 'from=2026-02-30', 'after=%25', 'x=1', 'box=all'])
    assert_problem(await office.get(`/api/referrals?${bad}`), 422, 'invalid')
  assert_problem(await (await sign_in('qhoverseer')).get('/api/referrals'), 403, 'forbidden')
  const director = await sign_in('hzdirector')
  const masked = assert_status(await director.get('/api/referrals?box=received&limit=1'), 200)
  assert.match(masked.items[0].patient.name, /^试\*/)
})

test('changed is what I saw and others changed since: dots and the count are one rule', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const count = async () => {
    const { items } = assert_status(await office.get('/api/worklists'), 200)
    return items.find((w) => w.code === 'changed').count
  }
  const dot = async (id) => {
    const { items } = assert_status(await office.get('/api/referrals?sort=-updated_at&limit=20'), 200)
    return items.find((r) => r.id === id).changed
  }
  const before = await count()
  const [sent, told] = [await send_referral(doctor), await send_referral(doctor)]
  assert.deepEqual([await dot(sent.id), await count()], [false, before], 'never opened: work, no change')
  assert.equal(assert_status(await office.get(`/api/referrals/${sent.id}`), 200).changed, false)
  assert_status(await act(await sign_in('hzdoctor'), sent, 'accept'), 200)
  assert.deepEqual([await dot(sent.id), await count()], [true, before + 1], 'a colleague accepted it')
  assert.equal(assert_status(await office.get(`/api/referrals/${sent.id}`), 200).changed, true, 'this once')
  assert.deepEqual([await dot(sent.id), await count()], [false, before], 'looked at')
  assert_status(await act(office, told, 'receive'), 200)
  assert.deepEqual([await dot(told.id), await count()], [false, before], 'what I did myself')
  assert_status(await act(doctor, sent, 'cancel', { reason_code: 'mistake' }), 200)
  assert.deepEqual([await dot(sent.id), await count()], [true, before + 1], 'ended ones too')

  sql(`update biz.referral_seen set at = now() - interval '61 days' where referral_id = '${sent.id}'`)
  assert.deepEqual([await dot(sent.id), await count()], [false, before], 'too long ago for either')
  const listed = async (query) => {
    const ids = []
    for (let after = ''; after !== null;) {
      const page = assert_status(await office.get(`/api/referrals?limit=100&${query}${after && `&after=${encodeURIComponent(after)}`}`), 200)
      ids.push(...page.items.filter((r) => r.changed).map((r) => r.id))
      after = page.next ?? null
    }
    return ids.sort()
  }
  assert_status(await act(await sign_in('hzdoctor'), told, 'accept'), 200)
  const day = told.sent_at.slice(0, 10)
  const marked = await listed('worklist=changed')
  assert.ok(marked.includes(told.id))
  assert.equal(marked.length, await count(), 'each row of the worklist has its dot')
  assert.deepEqual(await listed(`from=${day}`), marked, 'and the list has no other')
})
