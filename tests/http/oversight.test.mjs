// oversight.test.mjs - figures by scope and period, the rows behind them, quiet units, worklists.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  act, assert_problem, assert_status, organisation_id, pointers, send_referral, sign_in, sql, wait_until,
} from './harness.mjs'

const figures = (browser, query) => browser.get(`/api/oversight/referrals?${new URLSearchParams(query)}`)
const rows = (browser, query) => browser.get(`/api/oversight/referrals/rows?${new URLSearchParams(query)}`)
const sum = (items, measure) => items.reduce((n, i) => n + i[measure], 0)
// Not of the calendar: on New Year's Day it has none yet of what the demonstration made.
const a_year = `range:${sql("select current_date - 364 || '..' || current_date")}`

test('a number changes when a patient arrives, and opens its rows without identity', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const overseer = await sign_in('hzoverseer')
  const day = sql("select (now() at time zone 'Asia/Shanghai')::date")
  const query = { scope: 'region:630106', period: `day:${day}` }
  const before = assert_status(await figures(overseer, query), 200)
  const referral = await send_referral(doctor, { urgency: 'emergency', diagnosis_code: 'K35.8' })
  const sent = assert_status(await figures(overseer, query), 200)
  assert.equal(sent.totals.sent, before.totals.sent + 1)
  assert.equal(sent.totals.up_visits, before.totals.up_visits)
  assert_status(await act(office, referral, 'arrive'), 200)
  const after = assert_status(await figures(overseer, query), 200)
  assert.equal(after.totals.up_visits, before.totals.up_visits + 1)
  assert.equal(after.totals.up_persons, before.totals.up_persons + 1)
  assert.equal(after.totals.answered, before.totals.answered + 1)
  assert.equal(after.scope.name, '湟中区')
  assert.deepEqual(after.period, { first: day, last: day })
  assert.ok(Date.parse(after.as_of) > Date.now() - 60e3)
  const pair = assert_status(await figures(overseer, { ...query, by: 'pair' }), 200)
  const township = organisation_id('HZT01')
  const hospital = organisation_id('HZH')
  assert.ok(pair.items.some((i) => i.from.id === township && i.to.id === hospital && i.up_visits > 0))

  const behind = await rows(overseer, { ...query, figure: 'visits', direction: 'up', sender: township })
  const mine = assert_status(behind, 200).items.find((i) => i.id === referral.id)
  assert.ok(mine, 'the row is there')
  assert.equal(mine.disease, 'K35')
  assert.match(mine.age_band, /^(\d+-\d+|75\+)$/)
  assert.doesNotMatch(behind.text, /试例|phone|id_number|birth|"patient|contact|"diagnosis"/)
  assert_problem(await overseer.get(`/api/referrals/${referral.id}`), 403, 'forbidden')
})

test('every cut adds up to the whole, and the rows to the number', async () => {
  const overseer = await sign_in('qhoverseer')
  const query = { scope: 'region:630000', period: a_year }
  const whole = assert_status(await figures(overseer, query), 200)
  assert.ok(whole.totals.up_visits > 100)
  assert.ok(whole.totals.up_persons < whole.totals.up_visits, 'some came twice')
  assert.ok(whole.columns.some((c) => c.name === 'up_persons' && c.unit === 'person'))
  for (const by of ['pair', 'from', 'to', 'department', 'disease', 'time']) {
    const { items } = assert_status(await figures(overseer, { ...query, by, limit: 5000 }), 200)
    const bare = assert_status(await figures(overseer, { ...query, by, limit: 5000, totals: 0 }), 200)
    assert.deepEqual([bare.items.length, bare.totals], [items.length, undefined])
    for (const measure of ['up_visits', 'down_visits', 'sent', 'rejected', 'closed'])
      assert.equal(sum(items, measure), whole.totals[measure], `${measure} by ${by}`)
  }
  const counties = assert_status(await figures(overseer, { ...query, by: 'county' }), 200).items
  const county = counties.find((c) => c.key === '630106')
  const alone = assert_status(await figures(overseer, { ...query, scope: 'region:630106' }), 200).totals
  assert.equal(county.name, '湟中区')
  for (const measure of ['up_visits', 'up_persons', 'down_persons', 'sent'])
    assert.equal(county[measure], alone[measure], measure)
  const raw = sql(`select count(*) from biz.referral where direction = 'down' and arrived_on
    between '${whole.period.first}' and '${whole.period.last}'`)
  assert.equal(whole.totals.down_visits, Number(raw))
  const people = sql(`select count(distinct person_key) from biz.referral where direction = 'up' and arrived_on
    between '${whole.period.first}' and '${whole.period.last}'`)
  assert.equal(whole.totals.up_persons, Number(people))

  let after, seen = 0
  const ids = new Set()
  do {
    const page = assert_status(await rows(overseer, {
      scope: 'region:630106', period: a_year, figure: 'rejected', limit: 40, ...(after && { after }),
    }), 200)
    for (const item of page.items) ids.add(item.id)
    seen += page.items.length
    after = page.next
  } while (after)
  assert.equal(seen, ids.size, 'no row twice')
  assert.equal(seen, alone.rejected)
})

test('ratios say what they are made of; last year stands beside', async () => {
  const overseer = await sign_in('xnoverseer')
  const answer = assert_status(await figures(overseer, { period: a_year, compare: 1, by: 'time' }), 200)
  const { totals } = answer
  const by_code = Object.fromEntries(totals.ratios.map((r) => [r.code, r]))
  assert.deepEqual([by_code.down_per_up_visits.numerator, by_code.down_per_up_visits.denominator],
    [totals.down_visits, totals.up_visits])
  assert.deepEqual([by_code.down_per_up_persons.numerator, by_code.down_per_up_persons.denominator],
    [totals.down_persons, totals.up_persons])
  for (const side of ['sender', 'receiver']) {
    const ratio = by_code[`closure_by_${side}`]
    assert.deepEqual([ratio.numerator, ratio.denominator],
      [totals[`closed_by_${side}`], totals[`closable_by_${side}`]])
    assert.ok(ratio.value > 0 && ratio.value <= 1)
  }
  assert.ok(totals.closable_by_sender <= totals.sent - totals.rejected - totals.cancelled)
  assert.ok(totals.answer_seconds_median > 0 && totals.answer_seconds_average > 0)
  assert.ok(totals.last_year.up_visits > 0)
  assert.ok(answer.items.some((i) => i.last_year?.up_visits > 0))
  assert.equal(totals.down_visits, totals.down_inpatient_visits + totals.down_outpatient_visits)
})

test('periods and scopes are read strictly', async () => {
  const overseer = await sign_in('hzoverseer')
  for (const [period, first, last] of [
    ['half:2016-1', '2016-01-01', '2016-06-30'], ['quarter:2016-4', '2016-10-01', '2016-12-31'],
    ['month:2016-02', '2016-02-01', '2016-02-29'], ['week:2016-W53', null], ['year:2016', '2016-01-01', '2016-12-31'],
    ['week:2020-W53', '2020-12-28', '2021-01-03'], ['week:2016-W01', '2016-01-04', '2016-01-10'],
    ['day:2016-02-30', null], ['range:2016-01-01..2015-12-31', null], ['range:1990-01-01..2016-12-31', null],
    ['half:2016-3', null], ['year:16', null], ['month:2016-5', null], ['year:2016x', null], ['week', null],
  ]) {
    const answer = await figures(overseer, { period })
    if (first === null || first === undefined) {
      assert_problem(answer, 422, 'invalid')
      assert.deepEqual(pointers(answer), ['?period'], period)
    } else assert.deepEqual(assert_status(answer, 200).period, { first, last })
  }
  for (const scope of ['region', 'region:', 'region:x', 'planet:1', 'org:99999999999']) {
    const answer = await figures(overseer, { scope })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), ['?scope'], scope)
  }
  assert_problem(await figures(overseer, { by: 'colour' }), 422, 'invalid')
})

test('a scope outside one\'s own is refused', async () => {
  const county = await sign_in('hzoverseer')
  const director = await sign_in('hzdirector')
  const union = await sign_in('hzunion')
  const alliance = Number(sql(`select m.alliance_id from biz.alliance_member m join biz.organisation o
    on o.id = m.organisation_id where o.code = 'HZT01' order by 1 limit 1`))
  const hospital = organisation_id('HZH')
  for (const [who, scope, status] of [
    [county, 'region:630106', 200], [county, 'region:630121', 403], [county, 'region:630100', 403],
    [county, 'region:630000', 403], [county, `alliance:${alliance}`, 200], [county, `org:${hospital}`, 200],
    [county, `org:${organisation_id('630121H')}`, 403], [county, 'region:639998', 404], [county, 'org:999999999', 404],
    [director, `org:${hospital}`, 200], [director, 'region:630106', 403],
    [director, `org:${organisation_id('HZT01')}`, 403],
    [union, `alliance:${alliance}`, 200], [union, 'region:630106', 403],
  ])
    for (const ask of [figures, rows])
      if (ask === figures || who !== director)
        assert.equal((await ask(who, { scope, period: a_year })).status, status, `${scope} ${ask.name}`)
  assert_problem(await figures(county, { scope: 'region:630121' }), 403, 'forbidden')
  const whole = assert_status(await figures(union, { scope: `alliance:${alliance}`, period: a_year }), 200)
  const inner = Number(sql(`select count(*) from biz.referral r
    join biz.alliance_member f on f.organisation_id = r.from_org_id and f.alliance_id = ${alliance}
    join biz.alliance_member t on t.organisation_id = r.to_org_id and t.alliance_id = ${alliance}
    where r.direction = 'up' and r.arrived_on between '${whole.period.first}' and '${whole.period.last}'`))
  assert.equal(whole.totals.up_visits, inner, 'an alliance counts what happens inside it')
  for (const user of ['t01doctor', 'sysadmin', 'secadmin', 'auditor', 'newcomer']) {
    const browser = await sign_in(user)
    assert_problem(await figures(browser, {}), 403, 'forbidden')
    assert_problem(await rows(browser, {}), 403, 'forbidden')
    assert_problem(await browser.get('/api/oversight/quiet'), 403, 'forbidden')
  }
})

test('quiet units: no referral or no sign-in this month', async () => {
  const overseer = await sign_in('hzoverseer')
  await sign_in('t01doctor')
  const { items } = assert_status(await overseer.get('/api/oversight/quiet'), 200)
  assert.ok(items.length > 0)
  assert.ok(items.every((i) => i.no_referral || i.no_sign_in))
  assert.ok(items.every((i) => i.region.id === 630106 && i.organisation.name))
  assert.ok(items.every((i) => i.no_referral === (i.sent + i.received === 0)))
  const township = organisation_id('HZT01')
  assert.ok(!items.some((i) => i.organisation.id === township), 'HZT01 refers and signs in')
  const silent = assert_status(await overseer.get('/api/oversight/quiet?what=referrals'), 200).items
  assert.ok(silent.every((i) => i.no_referral))
})

test('worklists count what the lists show', async () => {
  const office = await sign_in('hzoffice')
  const { items } = assert_status(await office.get('/api/worklists'), 200)
  assert.deepEqual(items.map((i) => i.code), ['to_send', 'to_answer', 'to_book', 'arriving_today', 'overdue',
    'rejected', 'feedback_due', 'to_close', 'changed'])
  for (const { code, count } of items) {
    let n = 0, after = null
    do {
      const query = new URLSearchParams({ worklist: code, limit: 100, ...(after && { after }) })
      const page = assert_status(await office.get(`/api/referrals?${query}`), 200)
      n += page.items.length
      after = page.next
    } while (after)
    // A thousand stands for "or more".
    assert.equal(Math.min(n, 1000), count, code)
  }
  assert_problem(await (await sign_in('qhoverseer')).get('/api/worklists'), 403, 'forbidden')
})

test('the front desk sees who comes today', async () => {
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const referral = await send_referral(doctor)
  assert_status(await act(office, referral, 'accept'), 200)
  const noon = `${sql("select (now() at time zone 'Asia/Shanghai')::date")}T12:00:00+08:00`
  assert_status(await act(office, referral, 'book', { booked_for: noon }), 200)
  const today = assert_status(await office.get('/api/arrivals'), 200).items
  assert.ok(today.some((i) => i.id === referral.id && i.patient.name === '试例安'))
  const other = assert_status(await office.get('/api/arrivals?date=2001-01-01'), 200).items
  assert.deepEqual(other, [])
  assert_problem(await office.get('/api/arrivals?date=2001-02-30'), 422, 'invalid')
  assert.ok(!assert_status(await doctor.get('/api/arrivals'), 200).items.some((i) => i.id === referral.id))
  assert_problem(await (await sign_in('auditor')).get('/api/arrivals'), 403, 'forbidden')
})

test('the table shown comes as a workbook, to those who may', async () => {
  const overseer = await sign_in('hzoverseer')
  const wanted = { kind: 'oversight', filter: { scope: 'region:630106', period: a_year, by: 'pair' } }
  const job = assert_status(await overseer.post('/api/exports', wanted), 201)
  const done = await wait_until('the export', async () => {
    const now = assert_status(await overseer.get(`/api/exports/${job.id}`), 200)
    return ['done', 'failed'].includes(now.state) && now
  })
  assert.equal(done.state, 'done', JSON.stringify(done))
  const pairs = assert_status(await figures(overseer,
    { scope: 'region:630106', period: a_year, by: 'pair', limit: 5000 }), 200).items
  assert.equal(done.done, pairs.length)
  const file = await overseer.get(`/api/exports/${job.id}/file`)
  assert.equal(file.status, 200)
  assert.match(file.headers['content-type'], /spreadsheetml/)
  const outside = assert_status(await overseer.post('/api/exports',
    { kind: 'oversight', filter: { scope: 'region:630121' } }), 201)
  const failed = await wait_until('the refusal', async () => {
    const now = assert_status(await overseer.get(`/api/exports/${outside.id}`), 200)
    return ['done', 'failed'].includes(now.state) && now
  })
  assert.equal(failed.state, 'failed')
  assert.match(failed.message, /超出/)
  assert_problem(await (await sign_in('t01doctor')).post('/api/exports', wanted), 403, 'forbidden')
})

test('counters equal the referrals', () => {
  assert.equal(sql('select count(*) from fig.prove_referrals()'), '0')
})
