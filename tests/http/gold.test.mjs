// gold.test.mjs - gold cases entered as raw rows through the import: what must be refused is, the figures come out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as g3 from '../gold/g3.mjs'
import * as g4 from '../gold/g4.mjs'
import { assert_status, organisation_id, sign_in, sql } from './harness.mjs'
import { act, bring_in, errors_of, start } from './intake.mjs'
import { to_csv } from './register.mjs'

const csv = (rows) => to_csv(rows, [...new Set(rows.flatMap(Object.keys))])

const figure = async (browser, code, scope, period) =>
  assert_status(await browser.get(`/api/figures/${code}?${new URLSearchParams({ scope, period })}`), 200).value ?? 0

/** What an import of the rows adds; exactly the bad ones are refused, in their order. */
async function enter(browser, kind, good, bad = []) {
  const checked = await act(browser, await start(browser, csv([...good, ...bad]), { kind }), 'check')
  const lines = new Set((await errors_of(browser, checked)).map((e) => e.line))
  assert.deepEqual([checked.state, [...lines]], ['checked', bad.map((_, i) => good.length + 2 + i)], `${kind}: ${checked.message} ${JSON.stringify(await errors_of(browser, checked))}`)
  return act(browser, checked, 'run')
}

async function confirm(browser, kind, job, where = 'true') {
  const table = { postings: 'posting', donations: 'donation', trainings: 'training' }[kind]
  const ids = sql(`select id from biz.${table} where import_job_id = '${job.id}' and ${where}`).split('\n')
  const { results } = assert_status(await browser.post(`/api/${kind}/actions/confirm`, { ids }), 200)
  assert.deepEqual(results.filter((r) => !r.ok), [])
}

test('G3: 10542 days of 42 members, 205408 yuan; what was not confirmed is not counted', async () => {
  const [sender, receiver, overseer] = [await sign_in('xnoffice'), await sign_in('t02clerk'), await sign_in('qhoverseer')]
  const scope = `org:${organisation_id('HZT02')}`, days = `range:2022-08-01..${g3.last}`
  const ask = (code, period = days) => figure(overseer, code, scope, period)
  const before = [await ask('person_days'), await ask('posted_persons'), await ask('donation_value', 'year:2022')]
  assert.equal(g3.last, '2023-07-17')
  assert.equal((await enter(sender, 'staff', g3.staff)).written, 42)
  const posted = await enter(sender, 'postings', g3.postings)
  await confirm(receiver, 'postings', posted)
  const worked = await enter(receiver, 'attendance', g3.attendance, g3.refused)
  assert.deepEqual([worked.state, worked.written], ['done', 42 * 251 + 1])
  assert.equal((await enter(sender, 'attendance', g3.unconfirmed)).written, 10)
  const given = await enter(sender, 'donations', g3.donations)
  await confirm(receiver, 'donations', given, "register_number <> 'G3-D4'")
  const after = [await ask('person_days'), await ask('posted_persons'), await ask('donation_value', 'year:2022')]
  assert.deepEqual(after.map((n, i) => n - before[i]), [10542, 42, 205408])
  const waiting = assert_status(await receiver.get('/api/differences?record_type=donations'), 200).items
  assert.ok(waiting.some((w) => w.title === 'G3 经费'), 'the unconfirmed one is listed')
  const again = await bring_in(receiver, csv(g3.attendance), { kind: 'attendance' })
  assert.deepEqual([again.written, again.known, again.bad], [0, 42 * 251 + 1, 0])
})

test('G4: 4 batches of 19 people, 3 sessions of 308 by 8 speakers, a visit of 14 days and 10 weekdays', async () => {
  const [sender, receiver, overseer] = [await sign_in('xnoffice'), await sign_in('hzoffice'), await sign_in('qhoverseer')]
  const scope = `org:${organisation_id('HZH')}`
  const asked = [['posting_batches', 'year:2021'], ['posted_persons', 'year:2021'], ['posting_days', 'month:2022-07'], ['posting_weekdays', 'month:2022-07'],
    ['trainings', 'month:2022-06'], ['training_speakers', 'month:2022-06'], ['training_heads', 'month:2022-06']]
  const values = () => Promise.all(asked.map(([code, period]) => figure(overseer, code, scope, period)))
  const before = await values()
  assert.equal((await enter(sender, 'staff', g4.staff)).written, 19)
  assert.equal((await enter(sender, 'batches', g4.batches, g4.batches_refused)).written, 4)
  const posted = await enter(sender, 'postings', g4.postings, g4.postings_refused)
  assert.equal(posted.written, 21)
  await confirm(receiver, 'postings', posted)
  const taught = await enter(sender, 'trainings', g4.trainings)
  assert.equal(taught.written, 3)
  await confirm(receiver, 'trainings', taught)
  const after = await values()
  assert.deepEqual(after.map((n, i) => n - before[i]), [4, 19, 14, 10, 3, 8, 308])
})
