// views.test.mjs - lists by another day than the record's own, and the views that a type declares.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert_problem, assert_status, organisation_id, pointers, sign_in, stranger } from './harness.mjs'
import { exported, listed } from './exported.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT02')
const day = (n = 0) => new Date(Date.now() + 8 * 3600e3 + n * 86400e3).toISOString().slice(0, 10)
const live = ['submitted', 'confirmed', 'disputed']
const ids = (rows) => rows.map((r) => r.id)
const sorted = (rows) => ids(rows).sort()

/** An agreement that both sides stand by; nobody has signed it yet. */
async function agree(more) {
  const office = await sign_in('hzoffice')
  const made = assert_status(await office.post('/api/agreements', { name: '试例协议', kind: 'support', from: hospital,
    to: township, starts_on: '2024-01-01', submit: true, parties: [[hospital, 'supporter'], [township, 'supported']].map(
      ([organisation, role]) => ({ organisation, role, leader: '试例甲', contact_name: '试例乙' })), ...more }), 201)
  return made.state === 'confirmed' ? made : assert_status(
    await (await sign_in('t02clerk')).post(`/api/agreements/${made.id}/actions/confirm`), 200)
}

test('agreements that expire, are over, lack a signature or were not filed are one view each', async () => {
  const soon = [await agree({ ends_on: day(90) }), await agree({ ends_on: day() })]
  const others = [await agree({ ends_on: day(91) }), await agree({ ends_on: day(-1) })]
  for (const who of ['hzoffice', 't02clerk', 'hzoverseer']) {
    const caller = await sign_in(who)
    const view = (name) => listed(caller, { view: name, limit: 2 }, '/api/agreements')
    const all = await listed(caller, {}, '/api/agreements')
    const expected = {
      expiring: all.filter((r) => r.state === 'confirmed' && r.ends_on >= day() && r.ends_on <= day(90)),
      expired: all.filter((r) => r.state === 'confirmed' && r.ends_on < day()),
      unsigned: all.filter((r) => live.includes(r.state) && !r.complete),
      unfiled: all.filter((r) => r.state === 'confirmed' && !r.filed),
    }
    for (const [name, rows] of Object.entries(expected)) {
      assert.deepEqual(sorted(await view(name)), sorted(rows), `${who} ${name}`)
      assert.ok(rows.length >= 1, `${who} ${name}`)
    }
    const found = await view('expiring')
    assert.ok(soon.every((r) => ids(found).includes(r.id)) && !others.some((r) => ids(found).includes(r.id)), who)
    assert.deepEqual(found.map((r) => r.ends_on), found.map((r) => r.ends_on).sort(), 'what ends first stands first')
  }
})

test('what the caller asks goes before the view; pages and exports keep to both', async () => {
  const office = await sign_in('hzoffice')
  const query = { view: 'expiring', ends_on_to: day(1), sort: '-ends_on' }
  const rows = await listed(office, { ...query, limit: 1 }, '/api/agreements')
  assert.ok(rows.length > 0 && rows.every((r) => r.ends_on >= day() && r.ends_on <= day(1)))
  const { rows: sheet } = await exported(office, 'agreements', query)
  assert.deepEqual(sheet.map((r) => r.系统编号), ids(rows))
  const none = assert_status(await office.get(`/api/agreements?view=expired&ends_on_from=${day()}`), 200)
  assert.deepEqual(none.items, [])
  const wrong = await office.get('/api/agreements?view=of_long_ago&ends_on_from=soon&sort=complete')
  assert_problem(wrong, 422, 'invalid')
  assert.deepEqual(pointers(wrong), ['?ends_on_from', '?sort', '?view'])
})

test('other types have theirs: on duty today, running, overdue', async () => {
  const office = await sign_in('hzoffice')
  const views = { postings: 'on_duty', further_studies: 'running', mentorships: 'running' }
  for (const [type, view] of Object.entries(views)) {
    const all = await listed(office, {}, `/api/${type}`)
    assert.deepEqual(sorted(await listed(office, { view }, `/api/${type}`)), sorted(all.filter((r) =>
      r.state === 'confirmed' && r.starts_on <= day() && r.ends_on >= day())), type)
  }
  assert.ok((await listed(office, { view: 'on_duty' }, '/api/postings')).length > 0)
  const visit = (due_on) => office.post('/api/supervision_visits', { to: township, visited_on: '2026-03-20', kind: 'special',
    subject: '试例督导', team: '组长试例甲', findings: [{ finding: '交接班记录不全', due_on, responsible: '试例乙' }], submit: true })
  const made = [await visit('2026-04-30'), await visit(day())].map((answer) => assert_status(answer, 201).id)
  const clerk = await sign_in('t02clerk')
  for (const id of made) assert_status(await clerk.post(`/api/supervision_visits/${id}/actions/confirm`), 200)
  const all = await listed(office, {}, '/api/supervision_visits')
  const overdue = await listed(office, { view: 'overdue' }, '/api/supervision_visits')
  assert.deepEqual(sorted(overdue), sorted(all.filter((r) => r.state === 'confirmed' && r.next_due_on && r.next_due_on < day())))
  assert.deepEqual(made.map((id) => ids(overdue).includes(id)), [true, false])
})

test('metadata and OpenAPI tell of them', async () => {
  const office = await sign_in('hzoffice')
  const type = assert_status(await office.get('/api/record-types/agreements'), 200)
  assert.deepEqual(type.views[0], { name: 'expiring', label: { zh: '90 天内到期', en: 'Expire within 90 days' },
    filters: { state: 'confirmed', ends_on_from: 'today', ends_on_to: 'today+90', sort: 'ends_on' } })
  const { parameters } = assert_status(await stranger.get('/api/openapi.json'), 200).paths['/api/agreements'].get
  const of = (name) => parameters.find((p) => p.name === name)?.schema
  assert.deepEqual(of('view').enum, ['expiring', 'expired', 'unsigned', 'unfiled'])
  assert.equal(of('ends_on_to').format, 'date')
  assert.ok(of('sort').enum.includes('-ends_on'))
})
