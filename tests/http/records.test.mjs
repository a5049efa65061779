// records.test.mjs - the life that every record type has, on donations: entered, confirmed, disputed,
// corrected, voided; who may; what a wrong value is answered with; lists and differences.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { test } from 'node:test'
import {
  assert_problem, assert_status, dir, organisation_id, pointers, sign_in, sql, stranger,
} from './harness.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT02')
const city = organisation_id('XNH')

const item = (more = {}) => ({ name: '便携式彩超', quantity: 2, unit: '台', unit_value_fen: 3000000, value_fen: 6000000, ...more })
const gift = (more = {}) => ({ to: township, donated_on: '2026-05-01', kind: 'equipment', subject: '便携式彩超 2 台',
  items: [item()], ...more })

const make = async (who, more) => assert_status(await who.post('/api/donations', gift(more)), 201)
const take = (who, id, action, body = {}, options) => who.post(`/api/donations/${id}/actions/${action}`, body, options)
const look = async (who, id) => assert_status(await who.get(`/api/donations/${id}`), 200)
const actions = (record) => [...new Set(record.actions.map((a) => a.action))]

test('a gift from draft to the receiver\'s word', async () => {
  const giver = await sign_in('hzoffice')
  const receiver = await sign_in('t02clerk')
  const draft = await make(giver, { contact_name: '试例安', contact_phone: '139 0000 1234', note: '随车送达' })
  assert.equal(draft.state, 'draft')
  assert.deepEqual([draft.from.id, draft.to.id, draft.entered], [hospital, township, 'from'])
  assert.equal(draft.total_fen, 6000000, 'the sum of the items')
  assert.deepEqual(draft.items, [{ name: '便携式彩超', specification: null, quantity: 2,
    quantity_exactness: 'exact', unit: '台', unit_value_fen: 3000000, value_fen: 6000000 }])
  assert.deepEqual([draft.day, draft.title, draft.note], ['2026-05-01', '便携式彩超 2 台', '随车送达'])
  assert.deepEqual([draft.contact_name, draft.contact_phone], ['试例安', '13900001234'])
  assert.deepEqual(actions(draft), ['submit', 'correct', 'void'])
  assert_problem(await receiver.get(`/api/donations/${draft.id}`), 404, 'not-found')

  const sent = assert_status(await take(giver, draft.id, 'submit', {}, { version: 1 }), 200)
  assert.equal(sent.state, 'submitted')
  assert.ok(sent.submitted_at && !sent.confirmed_at)
  const seen = await look(receiver, draft.id)
  assert.deepEqual(actions(seen), ['confirm', 'dispute'])
  assert.deepEqual(seen.actions[0].fields.map((f) => f.name), ['received_on', 'receipt_number'])
  const done = assert_status(await take(receiver, draft.id, 'confirm',
    { received_on: '2026-05-02', receipt_number: '收-001' }, { version: sent.version }), 200)
  assert.deepEqual([done.state, done.received_on, done.receipt_number], ['confirmed', '2026-05-02', '收-001'])
  assert.ok(done.confirmed_at)
  assert.deepEqual(actions(done), ['void'])

  const events = assert_status(await receiver.get(`/api/donations/${draft.id}/events`), 200).items
  assert.deepEqual(events.map((e) => [e.action, e.from_state, e.to_state]),
    [['submit', 'draft', 'submitted'], ['confirm', 'submitted', 'confirmed']])
  const own = assert_status(await giver.get(`/api/donations/${draft.id}/events`), 200).items
  assert.deepEqual(own.map((e) => e.action), ['create', 'submit', 'confirm'])
  assert.deepEqual(own[2].changes.received_on, [null, '2026-05-02'])
})

test('disputed, corrected, confirmed; corrected again, it needs the other side again', async () => {
  const giver = await sign_in('hzoffice')
  const receiver = await sign_in('t02clerk')
  const gift_ = await make(giver, { submit: true, contact_name: '试例安' })
  assert.equal(gift_.state, 'submitted')
  assert_problem(await take(receiver, gift_.id, 'dispute'), 422, 'invalid')
  const disputed = assert_status(await take(receiver, gift_.id, 'dispute', { reason: '只收到一台' }), 200)
  assert.deepEqual([disputed.state, disputed.state_reason], ['disputed', '只收到一台'])
  const items = [item({ quantity: 1, value_fen: 3000000 })]
  const mended = assert_status(await giver.patch(`/api/donations/${gift_.id}`,
    { items, subject: '便携式彩超 1 台', contact_name: '试例宁' }, disputed.version), 200)
  assert.deepEqual([mended.state, mended.total_fen, mended.items.length], ['disputed', 3000000, 1])
  assert.equal(mended.kind, 'equipment', 'what was not sent stays')
  const again = assert_status(await take(giver, gift_.id, 'submit'), 200)
  assert.equal(again.state, 'submitted')
  const confirmed = assert_status(await take(receiver, gift_.id, 'confirm'), 200)

  const silent = await giver.patch(`/api/donations/${gift_.id}`, { kind: 'supplies' }, confirmed.version)
  assert_problem(silent, 422, 'invalid')
  assert.deepEqual(pointers(silent), ['/reason'])
  const corrected = assert_status(await giver.patch(`/api/donations/${gift_.id}`,
    { kind: 'supplies', reason: '类别选错' }, confirmed.version), 200)
  assert.deepEqual([corrected.state, corrected.kind, corrected.confirmed_at], ['submitted', 'supplies', null])
  assert_problem(await receiver.patch(`/api/donations/${gift_.id}`, { kind: 'money', reason: '不是' },
    corrected.version), 403, 'forbidden')

  const events = assert_status(await giver.get(`/api/donations/${gift_.id}/events`), 200).items
  const [, , first, , , last] = events
  assert.deepEqual([first.action, last.action, last.reason], ['correct', 'correct', '类别选错'])
  assert.deepEqual(first.changes.subject, ['便携式彩超 2 台', '便携式彩超 1 台'])
  assert.equal(first.changes.contact_name, 'changed', 'history keeps no personal values')
  assert.deepEqual(first.changes.donation_item.map((lines) => lines.map((l) => l.quantity)), [[2], [1]])
  assert.deepEqual(last.changes.kind, ['equipment', 'supplies'])
})

test('what the receiver enters itself counts at once; either side may void it then', async () => {
  const receiver = await sign_in('t02clerk')
  const giver = await sign_in('hzoffice')
  const own = assert_status(await receiver.post('/api/donations',
    gift({ from: hospital, to: township, submit: true })), 201)
  assert.deepEqual([own.state, own.entered], ['confirmed', 'to'])
  assert.deepEqual(actions(await look(giver, own.id)), ['void'])
  const corrected = assert_status(await receiver.patch(`/api/donations/${own.id}`,
    { subject: '彩超两台', reason: '名称写错' }, own.version), 200)
  assert.equal(corrected.state, 'confirmed')
  assert_problem(await take(giver, own.id, 'void'), 422, 'invalid')
  const gone = assert_status(await take(giver, own.id, 'void', { reason: '重复登记' }), 200)
  assert.deepEqual([gone.state, gone.actions], ['void', []])
  assert_problem(await receiver.patch(`/api/donations/${own.id}`, { subject: '又' }, gone.version), 409, 'conflict')
  const present = await take(giver, own.id, 'void', { reason: '再来' })
  assert.equal(assert_problem(present, 409, 'conflict').present.state, 'void')
})

test('versions and keys: 412, 428, and the same request twice', async () => {
  const giver = await sign_in('hzoffice')
  const key = randomUUID()
  const first = await giver.post('/api/donations', gift(), { key })
  const second = await giver.post('/api/donations', gift(), { key })
  assert.equal(assert_status(first, 201).id, assert_status(second, 201).id)
  assert.equal(second.json.items.length, 1, 'the items are there once')
  assert_problem(await giver.post('/api/donations', gift({ kind: 'money' }), { key }), 422, 'key-reuse')
  const { id } = first.json
  assert.equal(first.headers.location, '/api/donations/' + id)
  assert.equal(first.headers.etag, '"1"')

  assert_problem(await giver.send('PATCH', `/api/donations/${id}`, { kind: 'money' }), 428, 'precondition')
  assert_status(await giver.patch(`/api/donations/${id}`, { programme: '组团式帮扶' }, 1), 200)
  assert_problem(await giver.patch(`/api/donations/${id}`, { programme: '别的', items: [] }, 1), 412, 'stale')
  assert.equal((await look(giver, id)).items.length, 1, 'a refused correction leaves the items')
  assert_problem(await take(giver, id, 'submit', {}, { version: 1 }), 412, 'stale')

  const step = randomUUID()
  assert.equal(assert_status(await take(giver, id, 'submit', {}, { key: step }), 200).state, 'submitted')
  assert.equal(assert_status(await take(giver, id, 'submit', {}, { key: step }), 200).version, 3)
  assert_problem(await take(giver, id, 'submit'), 409, 'conflict')
})

test('who may: 403 without the permission or for the other side\'s step, 404 for others', async () => {
  const giver = await sign_in('hzoffice')
  const stranger = await sign_in('xnoffice')
  const sent = await make(giver, { submit: true })
  assert_problem(await stranger.get(`/api/donations/${sent.id}`), 404, 'not-found')
  assert_problem(await stranger.get(`/api/donations/${sent.id}/events`), 404, 'not-found')
  assert_problem(await stranger.patch(`/api/donations/${sent.id}`, { kind: 'money' }, 1), 404, 'not-found')
  assert_problem(await take(stranger, sent.id, 'confirm'), 404, 'not-found')
  assert_problem(await take(giver, sent.id, 'confirm'), 403, 'forbidden')
  for (const user of ['hzdirector', 'hzoverseer']) {
    const reader = await sign_in(user)
    await look(reader, sent.id)
    assert_problem(await take(reader, sent.id, 'void', { reason: '不可以' }), 403, 'forbidden')
    assert_problem(await reader.post('/api/donations', gift()), 403, 'forbidden')
  }
  const clinician = await sign_in('hzdoctor')
  for (const where of ['', `/${sent.id}`, `/${sent.id}/events`])
    assert_problem(await clinician.get('/api/donations' + where), 403, 'forbidden')
  const elsewhere = await giver.post('/api/donations', gift({ from: city }))
  assert_problem(elsewhere, 422, 'invalid')
  assert.deepEqual(pointers(elsewhere), ['/from'])
})

test('overseers see records of their region, and no personal value', async () => {
  const giver = await sign_in('hzoffice')
  const sent = await make(giver, { submit: true, contact_name: '试例安', contact_phone: '13900001234' })
  for (const user of ['hzoverseer', 'xnoverseer', 'qhoverseer']) {
    const overseer = await sign_in(user)
    const seen = await look(overseer, sent.id)
    assert.deepEqual([seen.contact_name, seen.contact_phone, seen.actions], [null, null, []])
    assert.equal(seen.subject, sent.subject)
    const list = assert_status(await overseer.get('/api/donations?limit=100'), 200)
    assert.ok(list.items.some((r) => r.id === sent.id))
    assert.doesNotMatch((await overseer.get(`/api/donations/${sent.id}/events`)).text, /试例安|13900001234/)
  }
  const draft = await make(giver)
  assert_problem(await (await sign_in('hzoverseer')).get(`/api/donations/${draft.id}`), 404, 'not-found')
  const stored = sql(`select contact_phone_enc from biz.donation where id = '${sent.id}'`)
  assert.doesNotMatch(Buffer.from(stored.slice(2), 'hex').toString('latin1'), /1390000/)
})

const wrong = [
  ['donated_on', '2026-02-30', '存在的日期', 'date that exists'],
  ['donated_on', null, '请填写', 'fill it in'],
  ['kind', 'gold', '设备、药品、物资、经费', 'Equipment, Medicines'],
  ['subject', 'x'.repeat(201), '最多 200', 'At most 200'],
  ['subject', 7, '应为文字', 'must be a text'],
  ['subject', 'a\u0007b', '控制字符', 'control character'],
  ['total_fen', '12', '金额', 'amount'],
  ['total_fen', -1, '金额', 'amount'],
  ['total_fen', 1.5, '金额', 'amount'],
  ['total_fen', 5999999, '与明细之和不一致', 'differs from the sum'],
  ['contact_phone', '123', '电话', 'telephone'],
  ['received_on', '2026-05-02', '由确认方填写', 'confirming side'],
  ['to', 99999999, '现有的单位', 'that exists'],
  ['to', null, '现有的单位', 'that exists'],
  ['to', 'x', '整数', 'whole number'],
  ['to', hospital, '双方不能是同一个', 'cannot be the same'],
  ['from', township, '本单位', 'your own'],
  ['items', {}, '应为列表', 'must be a list'],
  ['items', [7], 'JSON 对象', 'JSON object', '/items/0'],
  ['items', [item(), item({ name: '' })], '请填写', 'fill it in', '/items/1/name'],
  ['items', [item({ quantity: 0 })], '1 到', 'between 1 and', '/items/0/quantity'],
  ['items', [item({ quantity_exactness: 'so' })], '以下之一', 'one of', '/items/0/quantity_exactness'],
  ['items', [item({ value_fen: 1 })], '单价乘以数量', 'times its quantity'],
  ['items', [item({ colour: 'red' })], '没有这一项', 'no such member', '/items/0/colour'],
  ['state', 'confirmed', '没有这一项', 'no such member'],
  ['org', 1, '没有这一项', 'no such member'],
  ['submit', 'yes', 'true', 'true'],
  ['note', 'x'.repeat(4001), '最多 4000', 'At most 4000'],
]

test('a wrong value of each kind: its pointer and its mend, in both languages', async () => {
  const giver = await sign_in('hzoffice')
  for (const [name, value, zh, en, pointer] of wrong)
    for (const [language, words] of [['zh-CN', zh], ['en', en]]) {
      const answer = await giver.post('/api/donations', gift({ [name]: value }), { headers: { 'Accept-Language': language } })
      const problem = assert_problem(answer, 422, 'invalid')
      const error = problem.errors.find((e) => e.pointer === (pointer ?? '/' + name))
      assert.ok(error, `${name} ${JSON.stringify(value)}: ${answer.text}`)
      assert.match(error.detail, new RegExp(words), `${name} ${JSON.stringify(value)}`)
    }
  const many = await giver.post('/api/donations', { to: township, submit: true, kind: 'x', colour: 1 })
  assert.deepEqual(pointers(many), ['/colour', '/donated_on', '/kind', '/subject', '/total_fen'].sort())
})

test('a draft may lack what submitting needs; then all of it is named', async () => {
  const giver = await sign_in('hzoffice')
  const draft = assert_status(await giver.post('/api/donations', { to: township, donated_on: '2026-05-01' }), 201)
  const refused = await take(giver, draft.id, 'submit')
  assert_problem(refused, 422, 'invalid')
  assert.deepEqual(pointers(refused), ['/kind', '/subject', '/total_fen'])
  assert_problem(await giver.patch(`/api/donations/${draft.id}`, {}, 1), 422, 'invalid')
  const filled = assert_status(await giver.patch(`/api/donations/${draft.id}`,
    { kind: 'money', subject: '帮扶经费', total_fen: 20540800, to: city }, 1), 200)
  assert.equal(filled.to.id, city, 'a draft may change its other side')
  const own = await giver.patch(`/api/donations/${draft.id}`, { from: township }, 2)
  assert_problem(own, 422, 'invalid')
  assert.deepEqual(pointers(own), ['/from'])
  const sent = assert_status(await take(giver, draft.id, 'submit'), 200)
  const moved = await giver.patch(`/api/donations/${draft.id}`, { to: township, reason: '换单位' }, sent.version)
  assert_problem(moved, 409, 'conflict')
  const emptied = await giver.patch(`/api/donations/${draft.id}`, { subject: null, reason: '清空' }, sent.version)
  assert_problem(emptied, 422, 'invalid')
  assert.deepEqual(pointers(emptied), ['/subject'])
})

test('a total stays the sum of its items', async () => {
  const giver = await sign_in('hzoffice')
  const draft = await make(giver)
  const alone = await giver.patch(`/api/donations/${draft.id}`, { total_fen: 1 }, 1)
  assert_problem(alone, 422, 'invalid')
  assert.deepEqual(pointers(alone), ['/total_fen'])
  const two = assert_status(await giver.patch(`/api/donations/${draft.id}`,
    { items: [item(), item({ name: '心电图机', quantity: 1, unit_value_fen: 500, value_fen: 500 })] }, 1), 200)
  assert.deepEqual([two.total_fen, two.items.map((i) => i.name)], [6000500, ['便携式彩超', '心电图机']])
  const none = assert_status(await giver.patch(`/api/donations/${draft.id}`, { items: [], total_fen: 9 }, 2), 200)
  assert.deepEqual([none.total_fen, none.items], [9, []])
})

test('several are confirmed at once; what cannot be says why', async () => {
  const giver = await sign_in('hzoffice')
  const receiver = await sign_in('t02clerk')
  const one = await make(giver, { submit: true })
  const two = await make(giver, { submit: true })
  const draft = await make(giver)
  const other = assert_status(await receiver.post('/api/donations',
    gift({ from: township, to: hospital, submit: true })), 201)
  const nobody = randomUUID()
  const key = randomUUID()
  const ids = [one.id, two.id, draft.id, other.id, nobody]
  const check = (answer) => {
    const { results } = assert_status(answer, 200)
    const of = Object.fromEntries(results.map((r) => [r.id, [r.ok, r.state, r.problem]]))
    assert.deepEqual(of[one.id].slice(0, 2), [true, 'confirmed'])
    assert.deepEqual(of[two.id].slice(0, 2), [true, 'confirmed'])
    assert.deepEqual(of[nobody], [false, null, 'missing'])
    assert.deepEqual(of[draft.id], [false, null, 'missing'])
    assert.deepEqual(of[other.id], [false, 'submitted', 'other_side'])
  }
  check(await receiver.post('/api/donations/actions/confirm', { ids }, { key }))
  check(await receiver.post('/api/donations/actions/confirm', { ids }, { key }))
  const again = assert_status(await receiver.post('/api/donations/actions/confirm', { ids: [one.id] }), 200)
  assert.deepEqual([again.results[0].ok, again.results[0].problem], [false, 'state'])
  assert_problem(await receiver.post('/api/donations/actions/confirm', { ids: ['x'] }), 422, 'invalid')
})

test('lists: box, filters, search, both sorts, pages without a gap or a double', async () => {
  const giver = await sign_in('hzoffice')
  const receiver = await sign_in('t02clerk')
  const mark = `批${Date.now()}`
  const made = []
  for (let i = 0; i < 7; i++)
    made.push(await make(giver, { subject: `${mark}第${i}件`, donated_on: `2026-03-0${1 + (i % 3)}`, submit: i % 2 === 0,
      kind: i === 3 ? 'medicine' : 'equipment', programme: i === 5 ? `${mark}Programme` : undefined }))
  made.push(assert_status(await receiver.post('/api/donations',
    gift({ from: township, to: hospital, subject: `${mark}回赠`, donated_on: '2026-03-02', submit: true })), 201))
  const ids = async (who, query) => {
    const found = []
    let after = ''
    do {
      const page = assert_status(await who.get(`/api/donations?q=${encodeURIComponent(mark)}&${query}${after}`), 200)
      found.push(...page.items)
      after = page.next === null ? null : `&after=${encodeURIComponent(page.next)}`
    } while (after !== null)
    return found
  }
  const names = (list) => list.map((r) => r.title.slice(mark.length)).sort().join(' ')
  const all = await ids(giver, 'limit=3')
  assert.equal(new Set(all.map((r) => r.id)).size, 8)
  assert.equal(all.length, 8)
  for (const [sort, key] of [['day', 'day'], ['-day', 'day'], ['updated_at', 'updated_at'], ['-updated_at', 'updated_at']]) {
    const sorted = await ids(giver, `sort=${sort}&limit=2`)
    const want = [...sorted].sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.id < b.id ? -1 : 1))
    assert.deepEqual(sorted.map((r) => r.id), (sort[0] === '-' ? want.reverse() : want).map((r) => r.id), sort)
    assert.equal(sorted.length, 8)
  }
  assert.equal(names(await ids(giver, 'box=received')), '回赠')
  assert.equal((await ids(giver, 'box=sent')).length, 7)
  assert.equal((await ids(giver, 'box=mine')).length, 7)
  assert.equal(names(await ids(receiver, 'box=received')), '第0件 第2件 第4件 第6件', 'drafts stay at home')
  assert.equal(names(await ids(giver, 'state=draft&box=sent')), '第1件 第3件 第5件')
  assert.equal(names(await ids(giver, 'kind=medicine')), '第3件')
  assert.equal(names(await ids(giver, 'from=2026-03-02&to=2026-03-02&box=sent')), '第1件 第4件')
  assert.equal((await ids(giver, `organisation=${township}`)).length, 8)
  assert.equal((await ids(giver, `organisation=${city}`)).length, 0)
  const overseer = await sign_in('hzoverseer')
  assert.equal((await ids(overseer, 'limit=2')).length, 5)
  assert.equal((await ids(overseer, `limit=2&organisation=${township}`)).length, 5)
  assert.equal((await ids(overseer, `organisation=${township}&box=received`)).length, 5)
  assert.equal((await ids(await sign_in('hzunion'), 'limit=2')).length, 8, 'the office acts for all its members')
  assert.equal((await ids(await sign_in('xnoffice'), '')).length, 0)
  const programme = assert_status(await giver.get(`/api/donations?q=${encodeURIComponent(mark.toLowerCase())}programme`), 200)
  assert.deepEqual(programme.items.map((r) => r.id), [made[5].id], 'search looks into each searched field, whatever the case')
  const [first] = (await ids(giver, 'limit=100')).filter((r) => r.id === made[3].id)
  assert.deepEqual(Object.keys(first), ['id', 'state', 'version', 'from', 'to', 'entered', 'day', 'title', 'donated_on',
    'kind', 'subject', 'total_fen', 'programme', 'updated_at'])
  for (const query of ['kind=gold', 'state=gone', 'sort=kind', 'box=all', 'from=2026-02-30', 'limit=0', 'colour=red', 'after=x'])
    assert_problem(await giver.get('/api/donations?' + query), 422, 'invalid')
})

test('boxes: what we entered, what waits for us, longest first; and how much, of all types', async () => {
  const [giver, taker] = [await sign_in('hzoffice'), await sign_in('t02clerk')]
  const old = await make(giver, { submit: true })
  const [ours, mend] = [await make(giver, { submit: true }), await make(giver, { submit: true })]
  const own = await make(taker, { from: hospital, to: township, submit: true })
  sql(`update biz.donation set submitted_at = (select min(submitted_at) from biz.donation) - interval '400 days' where id = '${old.id}'`)
  assert_status(await take(taker, mend.id, 'dispute', { reason: '数量不符' }), 200)
  const box = async (who, name, sort = 'since') =>
    assert_status(await who.get(`/api/donations?box=${name}&sort=${sort}&limit=100`), 200).items.map((d) => d.id)
  const [waits, entered, mending] = [await box(taker, 'waiting'), await box(giver, 'entered'), await box(giver, 'waiting')]
  assert.equal(waits[0], old.id, 'longest first')
  assert.ok(waits.includes(ours.id) && !waits.includes(mend.id) && !waits.includes(own.id))
  assert.ok(entered.includes(ours.id) && !entered.includes(own.id))
  assert.ok(mending.includes(mend.id) && !mending.includes(ours.id))
  assert.deepEqual(await box(await sign_in('hzoverseer'), 'waiting'), [], 'institutions are asked, not regions')
  assert_problem(await taker.get('/api/staff?box=waiting'), 422, 'invalid')
  const of = async (who) => assert_status(await who.get('/api/waiting'), 200).items.find((w) => w.record_type === 'donations')
  const [to_do, sent] = [await of(taker), await of(giver)]
  assert.equal(to_do.waits, waits.length)
  assert.ok(to_do.late >= 1 && to_do.remind_days === 7 && sent.sent_late >= 1 && sent.waits === mending.length)
  assert_problem(await stranger.get('/api/waiting'), 401, 'sign-in')
})

test('differences: what waits for the other side, longest first, and whose word it is', async () => {
  const giver = await sign_in('hzoffice')
  const receiver = await sign_in('t02clerk')
  const waiting = await make(giver, { submit: true })
  const disputed = await make(giver, { submit: true })
  assert_status(await take(receiver, disputed.id, 'dispute', { reason: '没有收到' }), 200)
  const draft = await make(giver)
  for (const user of ['hzoffice', 't02clerk', 'hzoverseer']) {
    const items = []
    let after = ''
    do {
      const page = assert_status(await (await sign_in(user)).get(
        `/api/differences?record_type=donations&limit=3&organisation=${township}${after}`), 200)
      items.push(...page.items)
      after = page.next === null ? null : `&after=${encodeURIComponent(page.next)}`
    } while (after !== null)
    const one = items.find((r) => r.id === waiting.id)
    const two = items.find((r) => r.id === disputed.id)
    assert.deepEqual([one.reason, one.waiting_for.id, one.days], ['waiting', township, 0])
    assert.deepEqual([two.reason, two.waiting_for.id], ['disputed', hospital])
    assert.ok(!items.some((r) => r.id === draft.id))
    assert.deepEqual(items.map((r) => r.since), [...items.map((r) => r.since)].sort())
    assert.equal(new Set(items.map((r) => r.id)).size, items.length)
  }
  const others = assert_status(
    await (await sign_in('xnoffice')).get(`/api/differences?record_type=donations&organisation=${township}`), 200).items
  const outsider = organisation_id('XNH')
  assert.deepEqual(others.filter((r) => ![r.from.id, r.to.id].includes(outsider)), [])
  assert_problem(await giver.get('/api/differences'), 422, 'invalid')
  assert_problem(await giver.get('/api/differences?record_type=gifts'), 422, 'invalid')
  assert_problem(await (await sign_in('hzdoctor')).get('/api/differences?record_type=donations'), 403, 'forbidden')
  assert_problem(await (await sign_in('newcomer')).get('/api/differences?record_type=donations'), 403, 'forbidden')
})

test('record types say what forms and tables are drawn from', async () => {
  const giver = await sign_in('hzoffice')
  const list = await giver.get('/api/record-types')
  const donations = assert_status(list, 200).items.find((t) => t.name === 'donations')
  assert.deepEqual(donations.may, { read: true, write: true, confirm: true })
  assert.deepEqual(donations.label, { zh: '捐赠', en: 'Donations' })
  const reader = assert_status(await (await sign_in('hzdirector')).get('/api/record-types'), 200).items
  assert.deepEqual(reader.find((t) => t.name === 'donations').may, { read: true, write: false, confirm: false })
  const again = await giver.get('/api/record-types', { headers: { 'If-None-Match': list.headers.etag } })
  assert.deepEqual([again.status, again.text], [304, ''])

  const type = assert_status(await giver.get('/api/record-types/donations'), 200)
  assert.deepEqual([type.sides, type.enters, type.confirms, type.day, type.title],
    ['two', 'either', 'to', 'donated_on', 'subject'])
  const kind = type.fields.find((f) => f.name === 'kind')
  assert.deepEqual(kind.codes[0], { code: 'equipment', label: { zh: '设备', en: 'Equipment' } })
  assert.ok(kind.required && kind.listed && kind.filter && !kind.personal)
  assert.equal(type.fields.find((f) => f.name === 'total_fen').unit, '元')
  assert.deepEqual(type.lines.map((l) => [l.name, l.fields.length]), [['items', 6]])
  assert.deepEqual(type.states.map((s) => s.code), ['draft', 'submitted', 'confirmed', 'disputed', 'void'])
  assert.ok(type.actions.every((a) => a.label.zh && a.label.en))
  assert_problem(await giver.get('/api/record-types/gifts'), 404, 'not-found')
})

/** What a worker that starts now finds: its exit status and its log. */
function start_check() {
  const own = [path.join(dir, 'release/bin/yilian-web'), '--config', path.join(dir, 'web.conf'), '--check']
  const [program, ...args] = process.getuid() === 0 ? ['runuser', '-u', 'yilian', '--', ...own] : own
  const run = spawnSync(program, args, { encoding: 'utf8' })
  return { status: run.status, lines: run.stderr.split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l)) }
}

test('a declaration that the table does not bear stops the worker, and the log names it', () => {
  assert.deepEqual(start_check(), { status: 0, lines: [] })
  for (const [spoil, mend, table, name, difference] of [
    ['alter table biz.donation rename programme to programm', 'alter table biz.donation rename programm to programme',
      'donation', 'programme', /lacks this column/],
    ['alter table biz.donation_item alter specification type varchar(90)',
      'alter table biz.donation_item alter specification type text', 'donation_item', 'specification', /declared text/],
    ['alter table biz.donation add extra int not null default 1; alter table biz.donation alter extra drop default',
      'alter table biz.donation drop extra', 'donation', 'extra', /no field gives it/],
    ['alter table biz.donation alter programme set not null', 'alter table biz.donation alter programme drop not null',
      'donation', 'programme', /a draft may lack it/],
    ["update biz.record_type set module = 'fund' where name = 'donations'",
      "update biz.record_type set module = 'donation' where name = 'donations'", 'donation', 'donations', /another table, module/],
  ]) {
    sql(`set session_replication_role = replica; update biz.donation set programme = '-' where programme is null`)
    sql(spoil)
    try {
      const { status, lines } = start_check()
      const line = lines.find((l) => l.event === 'record_declaration')
      assert.equal(status, 1, spoil)
      assert.deepEqual([line.record_type, line.table, line.name], ['donations', table, name])
      assert.match(line.difference, difference)
    } finally {
      sql(mend)
    }
  }
})
