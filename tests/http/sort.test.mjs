// sort.test.mjs - lists of referrals, sorted by each time they may be sorted by, page by page.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  act, assert_problem, assert_status, make_patient, pointers, send_referral, sign_in,
} from './harness.mjs'

async function listed(browser, filter, limit = 2) {
  const items = []
  for (let after = ''; after !== null;) {
    const query = new URLSearchParams({ limit, ...filter, ...(after && { after }) })
    const page = assert_status(await browser.get(`/api/referrals?${query}`), 200)
    items.push(...page.items)
    after = page.next
  }
  return items
}

/** Times in their order, what has none at the end. */
function assert_sorted(items, sort) {
  const [key, sign] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1]
  const times = items.map((i) => (i[key] === null ? Infinity : Date.parse(i[key])))
  const given = times.filter(Number.isFinite)
  assert.deepEqual(times.slice(0, given.length), given, `${sort}: without a time at the end`)
  assert.deepEqual(given, [...given].sort((a, b) => sign * (a - b)), sort)
}

const sorts = ['sent_at', 'updated_at', 'booked_for', 'arrived_at', 'due_at'].flatMap((s) => [s, `-${s}`])

test('what a search found is sorted by any time, every row once', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const name = `序${String.fromCodePoint(0x4e00 + (Date.now() % 20000))}`
  const sent = []
  for (let i = 0; i < 6; i++) {
    const patient = await make_patient(doctor, { name: `${name}${'甲乙丙丁戊己'[i]}` })
    sent.push(await send_referral(doctor, { patient_id: patient.id }))
  }
  const at = (hours) => new Date(Date.now() + hours * 3600e3).toISOString()
  for (const [i, hours] of [[4, 30], [1, 50], [3, 2]]) {
    assert_status(await act(office, sent[i], 'accept'), 200)
    assert_status(await act(office, sent[i], 'book', { booked_for: at(hours) }), 200)
  }
  for (const i of [3, 4]) assert_status(await act(office, sent[i], 'arrive'), 200)
  const order = {}
  for (const sort of sorts) {
    const items = await listed(office, { q: name, sort })
    assert.equal(new Set(items.map((i) => i.id)).size, 6, `${sort}: each once`)
    assert_sorted(items, sort)
    order[sort] = items.map((i) => sent.findIndex((s) => s.id === i.id)).join('')
    assert.deepEqual((await listed(office, { q: name, sort }, 50)).map((i) => i.id), items.map((i) => i.id))
  }
  assert.equal(order.sent_at, '012345')
  assert.equal(order['-sent_at'], '543210')
  assert.equal(order.booked_for.slice(0, 3), '341')
  assert.equal(order['-booked_for'].slice(0, 3), '143')
  assert.equal(order.arrived_at.slice(0, 2), '34')
  assert.deepEqual((await listed(office, { q: name })).map((i) => i.id), sent.map((s) => s.id).reverse(), 'latest first')
  assert.deepEqual((await listed(office, { q: sent[2].number, sort: 'due_at' })).map((i) => i.id), [sent[2].id])
})

test('a worklist has its own order, and any time on demand', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  await send_referral(doctor)
  const urgent = await send_referral(doctor, { urgency: 'emergency' })
  const own = await listed(office, { worklist: 'to_answer' }, 7)
  const emergencies = own.filter((i) => i.urgency === 'emergency').length
  assert.ok(own.slice(0, emergencies).some((i) => i.id === urgent.id), 'emergencies first')
  assert.ok(own.length > 2)
  for (const worklist of ['to_answer', 'changed', 'feedback_due', 'overdue'])
    for (const sort of sorts) {
      // A time limit may pass between two lists: then the list before or the one after is the same.
      const unsorted = async () => (await listed(office, { worklist }, 50)).map((i) => i.id).sort()
      const before = await unsorted()
      const items = await listed(office, { worklist, sort }, 7)
      const ids = items.map((i) => i.id).sort()
      if (ids.join() !== before.join()) assert.deepEqual(ids, await unsorted())
      assert_sorted(items, sort)
    }
  assert.equal((await listed(office, { worklist: 'to_answer', sort: '-sent_at' }, 50))[0].id, urgent.id)
})

test('the whole list sorts by what an index carries, and says so', async () => {
  const office = await sign_in('hzoffice')
  for (const sort of ['sent_at', '-updated_at'])
    assert_status(await office.get(`/api/referrals?sort=${sort}&limit=1`), 200)
  for (const more of ['', `&q=${encodeURIComponent('试')}`, '&state=booked']) {
    const answer = await office.get(`/api/referrals?sort=-booked_for${more}`)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), ['?sort'])
    assert.match(answer.json.detail, /待办清单|搜索/)
  }
  assert.deepEqual(pointers(await office.get('/api/referrals?worklist=to_answer&sort=number')), ['?sort'])
})
