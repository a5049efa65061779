// own.test.mjs - me, my sessions, my drafts, code lists, and patients.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Browser, assert_problem, assert_status, id_number, make_patient, pointers, send_referral, sign_in, sql,
  stranger } from './harness.mjs'

test('me', async () => {
  const me = assert_status(await (await sign_in('t01doctor')).get('/api/me'), 200)
  assert.equal(me.account.login_name, 't01doctor')
  assert.equal(me.account.realm, 'hzalliance')
  assert.match(me.account.home_organisation.name, /示范/)
  assert.equal(me.pending, false)
  assert.ok(me.permissions.includes('referral.create'))
  assert.deepEqual(me.roles.map((r) => r.code).sort(), ['clinician', 'thc_operator'])
  assert.ok(me.roles.every((r) => r.name_zh && r.name_en && r.scope_name))
  const newcomer = assert_status(await (await sign_in('newcomer')).get('/api/me'), 200)
  assert.deepEqual([newcomer.pending, newcomer.roles, newcomer.permissions], [true, [], []])
  const overseer = assert_status(await (await sign_in('hzoverseer')).get('/api/me'), 200)
  assert.deepEqual([overseer.region_lo, overseer.region_hi], [630106, 630106])
})

test('my sessions, and ending one', async () => {
  const first = await sign_in('station01', { fresh: true })
  const second = await sign_in('station01', { fresh: true })
  const { items } = assert_status(await second.get('/api/sessions'), 200)
  assert.equal(items.filter((s) => s.current).length, 1)
  assert.ok(items.length >= 2)
  assert.match(items[0].created_at, /^\d{4}-\d\d-\d\dT.*\+08:00$/)
  const mine = assert_status(await first.get('/api/sessions'), 200).items.find((s) => s.current)
  assert_problem(await (await sign_in('t02clerk')).delete(`/api/sessions/${mine.id}`), 404, 'not-found')
  assert.equal((await second.delete(`/api/sessions/${mine.id}`)).status, 204)
  assert_problem(await first.get('/api/me'), 401, 'sign-in')
  assert_problem(await second.delete(`/api/sessions/${mine.id}`), 404, 'not-found')
  assert_problem(await second.delete('/api/sessions/x'), 404, 'not-found')
  assert_status(await second.get('/api/me'), 200)
})

test('signing out ends the session on the very next request', async () => {
  const browser = await sign_in('station01', { fresh: true })
  assert_status(await browser.get('/api/me'), 200)
  assert.equal((await browser.post('/auth/logout', {})).status, 204)
  assert_problem(await browser.get('/api/me'), 401, 'sign-in')
})

test('an idle, an expired and a blocked session', async () => {
  for (const change of ["last_seen_at = now() - interval '13 hours'", 'expires_at = now()']) {
    const browser = await sign_in('station01', { fresh: true })
    const { items } = assert_status(await browser.get('/api/sessions'), 200)
    sql(`update sec.session set ${change} where id = '${items.find((s) => s.current).id}'`)
    assert_problem(await browser.get('/api/me'), 401, 'sign-in')
  }
  const browser = await sign_in('station01', { fresh: true })
  sql("update sec.account set blocked_at = now(), block_reason = 'test' where login_name = 'station01'")
  assert_problem(await browser.get('/api/me'), 401, 'sign-in')
  sql("update sec.account set blocked_at = null, block_reason = null where login_name = 'station01'")
})

test('drafts: kept, one\'s own, sealed', async () => {
  const doctor = await sign_in('t01doctor')
  const content = { name: '试例康', list: [1, 2, { a: null }], note: '引号"与\\' }
  const where = `/api/drafts/own-${randomUUID().slice(0, 8)}`
  assert_problem(await doctor.get(where), 404, 'not-found')
  assert_status(await doctor.put(where, { content: {} }), 200)
  assert_status(await doctor.put(where, { content }), 200)
  const kept = assert_status(await doctor.get(where), 200)
  assert.deepEqual(kept.content, content)
  assert.match(kept.updated_at, /\+08:00$/)
  assert_problem(await (await sign_in('t02clerk')).get(where), 404, 'not-found')
  assert.equal(sql("select count(*) from biz.draft where position(convert_to('试例康', 'UTF8') in content) > 0"), '0')
  assert.ok(assert_status(await doctor.get('/api/drafts'), 200).items.some((d) => where.endsWith(d.form)))
  assert.equal((await doctor.delete(where)).status, 204)
  assert.equal((await doctor.delete(where)).status, 204)
  assert_problem(await doctor.get(where), 404, 'not-found')
  assert_problem(await doctor.put('/api/drafts/UPPER', { content }), 404, 'not-found')
  assert.deepEqual(pointers(await doctor.put(where, {})), ['/content'])
  assert.deepEqual(pointers(await doctor.put(where, { content: 1 })), ['/content'])
  assert_status(await (await sign_in('newcomer')).put('/api/drafts/new', { content }), 200)
})

test('code lists', async () => {
  const doctor = await sign_in('t01doctor')
  const { items } = assert_status(await doctor.get('/api/code-lists/reject_reason'), 200)
  assert.ok(items.length >= 3)
  assert.deepEqual(Object.keys(items[0]), ['code', 'name_zh', 'name_en', 'note_required'])
  assert.equal(items.find((c) => c.code === 'other').note_required, true)
  assert_problem(await doctor.get('/api/code-lists/nonsense'), 404, 'not-found')
  assert.ok(assert_status(await doctor.get('/api/code-lists'), 200).items.some((l) => l.name === 'reject_reason'))
  assert_problem(await stranger.get('/api/code-lists/reject_reason'), 401, 'sign-in')
})

test('patients: found by number, telephone and name; masked; revealed with an audit row', async () => {
  const doctor = await sign_in('t01doctor')
  const number = id_number()
  const made = await make_patient(doctor, { id_number: number.toLowerCase(), address: '试验路 1 号' })
  assert.match(made.id_number, /^639\*+.\w$/)
  assert.equal(made.address, '******')
  assert.equal(made.birth_date.replaceAll('-', ''), number.slice(6, 14))
  assert.equal(made.sex, Number(number[16]) % 2 ? 'M' : 'F')
  const search = (body) => doctor.post('/api/patients/actions/search', body)
  for (const body of [{ id_number: number }, { id_number: ` ${number.toLowerCase()} ` }])
    assert.deepEqual(assert_status(await search(body), 200).items.map((p) => p.id), [made.id])
  assert.ok(assert_status(await search({ phone: '139 0000 1234' }), 200).items.length > 0)
  assert.ok(assert_status(await search({ name: '试例' }), 200).items.length > 0)
  assert_problem(await search({}), 422, 'invalid')
  assert_problem(await search({ name: '试', phone: '13900001234' }), 422, 'invalid')
  assert.deepEqual(assert_status(await (await sign_in('t02clerk')).post('/api/patients/actions/search',
    { id_number: number }), 200).items, [])

  const reveal = (field, reason = '核对身份') => doctor.post(`/api/patients/${made.id}/actions/reveal`, { field, reason })
  assert.equal(assert_status(await reveal('id_number'), 200).value, number)
  assert.equal(assert_status(await reveal('phone'), 200).value, '13900001234')
  assert.equal(assert_status(await reveal('address'), 200).value, '试验路 1 号')
  assert.deepEqual(pointers(await reveal('diagnosis')), ['/field'])
  assert.deepEqual(pointers(await reveal('phone', '')), ['/reason'])
  assert.equal(sql(`select count(*) from aud.event where action = 'patient.reveal' and object_id = '${made.id}'`), '3')
  assert.equal(sql(`select count(*) from biz.patient where id = '${made.id}' and (id_number_enc is null
    or position(convert_to('${number}', 'UTF8') in id_number_enc) > 0)`), '0')
})

test('patients: wrong numbers are refused with the reason', async () => {
  const doctor = await sign_in('t01doctor')
  const good = id_number()
  const wrong = good.slice(0, 17) + (good[17] === '1' ? '2' : '1')
  for (const [body, pointer] of [
    [{ id_number: wrong }, '/id_number'], [{ id_number: '63999919990230001X' }, '/id_number'],
    [{ id_number: '639999299901010011' }, '/id_number'], [{ id_number: '123' }, '/id_number'],
    [{ id_number: good, birth_date: '1901-01-01' }, '/birth_date'],
    [{ id_number: good, sex: Number(good[16]) % 2 ? 'F' : 'M' }, '/sex'],
    [{ birth_date: '1990-01-01' }, '/sex'], [{ sex: 'F' }, '/birth_date'],
    [{ sex: 'F', birth_date: '2199-01-01' }, '/birth_date'], [{ id_number: good, phone: '12' }, '/phone'],
  ]) {
    const answer = await doctor.post('/api/patients', { name: '试例和', ...body })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  const first = await make_patient(doctor, { id_number: good })
  assert_problem(await doctor.post('/api/patients', { name: '试例和', id_number: good }), 409, 'conflict')
  assert.ok(first.id)
})

test('patients: corrected by the institution that registered them, seen by the parties', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const made = await make_patient(doctor)
  const where = `/api/patients/${made.id}`
  assert_problem(await office.get(where), 404, 'not-found')
  const sent = await send_referral(doctor, { patient_id: made.id })
  assert.equal(assert_status(await office.get(where), 200).name, '试例安')
  assert.equal(sent.patient.id, made.id)
  assert_problem(await office.patch(where, { name: '试例换' }, 1), 403, 'forbidden')
  assert_problem(await doctor.patch(where, { name: '试例换' }), 428, 'precondition')
  const now = assert_status(await doctor.patch(where, { name: '试例换', phone: '0971-6234567' }, 1), 200)
  assert.deepEqual([now.name, now.version], ['试例换', 2])
  assert_problem(await doctor.patch(where, { name: '试例迟' }, 1), 412, 'stale')
  for (const user of ['qhoverseer', 'hzoverseer', 'hzdirector', 'sysadmin', 'auditor', 'newcomer'])
    assert_problem(await (await sign_in(user)).get(where), 403, 'forbidden')
  assert_problem(await (await sign_in('xnoffice')).get(where), 404, 'not-found')
  assert_problem(await new Browser().get(where), 401, 'sign-in')
})
