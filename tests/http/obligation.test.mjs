// obligation.test.mjs - obligations over HTTP: from an agreement to the list, ahead, broken; by hand; holidays.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assert_problem, assert_status, organisation_id, pointers, sign_in, sql, wait_until } from './harness.mjs'

const day = (n) => sql(`select fig.today() + ${n}`)
const hospital = organisation_id('HZH')
const township = organisation_id('630106102T')
const other = organisation_id('XNH')

/** Staff, a scheme of the county, an agreement and a posting of a hospital to a township, as loaded by the owner. */
function support(from, to, rules, first, last, person = '义务试') {
  const [staff, scheme, agreement, posting] = Array.from({ length: 4 }, () => randomUUID())
  sql(`insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind) values
    ('${staff}', ${from}, 0, 'confirmed', '2010-01-01', '${person}', 'doctor', 'mid', 'practising_doctor')`)
  sql(`insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version) values
    ('${scheme}', ${from}, 0, 'confirmed', '2020-01-01', 'S${scheme.slice(0, 8)}', '试方案', 1)`)
  sql(`insert into biz.scheme_rule (record_id, line, rule, amount, per, unit) values ${rules
    .map((r, i) => `('${scheme}', ${i + 1}, '${r[0]}', ${r[1]}, ${r[2] ? `'${r[2]}'` : 'null'}, 'month')`)}`)
  sql(`insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, kind, name, scheme_id)
    values ('${agreement}', ${from}, 0, ${to}, 0, ${from}, 'confirmed', '${day(first)}', '${day(365)}', 'support', '试协议', '${scheme}')`)
  sql(`insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id,
    department, role, mode, agreement_id) values ('${posting}', ${from}, 0, ${to}, 0, ${from}, 'confirmed', '${day(first)}', '${day(last)}', '${staff}',
    '内科', 'medical', 'resident', '${agreement}')`)
  return { staff, scheme, agreement, posting }
}

/** Of all pages of the red list, what the agreement made. */
async function find(browser, made, query = '') {
  const items = []
  for (let after = ''; after !== null;) {
    const page = assert_status(await browser.get(`/api/obligations?limit=100${query}${after}`), 200)
    items.push(...page.items)
    after = page.next === null ? null : `&after=${encodeURIComponent(page.next)}`
  }
  const ours = sql(`select id from fig.obligation where agreement_id = '${made.agreement}'`).split('\n')
  return items.filter((o) => ours.includes(o.id))
}

test('a rule of an agreement is judged by the worker; the county sees the gap before it is there', async () => {
  const [county, office, stranger] = [await sign_in('hzoverseer'), await sign_in('hzoffice'), await sign_in('xnoffice')]
  const made = support(hospital, township, [['presence', 1, 'workday'], ['study_quota', 1, 'year'], ['rotation', 6]], -20, 12)
  const owed = 3 // one for each rule; the worker makes them, too
  let one
  await wait_until('the worker to judge all of it', async () => {
    const found = await find(county, made)
    one = found.find((o) => o.kind === 'presence' && o.result === 'ahead')
    return one && found.length === owed
  })
  assert.deepEqual([one.result, one.breaches, one.from.id, one.to.id, one.name.zh], ['ahead', 0, hospital, township, '每个工作日至少1名人员在岗'])
  assert.match(one.words.zh, /^自\d{4}年\d+月\d+日起将违反：届时在岗0人，应不少于1人，尚无接续派驻$/)
  assert.equal(one.breaks_on, sql(`select min(d) from biz.workdays('${day(13)}', '${day(60)}') d`))
  assert.equal((await find(office, made)).length, owed)
  assert.deepEqual(await find(stranger, made), [])
  assert_problem(await stranger.get(`/api/obligations/${one.id}`), 404, 'not-found')
  assert_problem(await stranger.get(`/api/obligations/${one.id}/days?from=${day(0)}&to=${day(9)}`), 404, 'not-found')
  for (const range of [`from=${day(-392)}&to=${day(9)}`, `from=${day(9)}&to=${day(8)}`])
    assert.deepEqual(pointers(await county.get(`/api/obligations/${one.id}/days?${range}`)), ['?to'], range)
  assert_status(await county.get(`/api/obligations/${one.id}/days?from=${day(-391)}&to=${day(9)}`), 200)

  const whole = assert_status(await county.get(`/api/obligations/${one.id}`), 200)
  assert.deepEqual([whole.result, whole.breaks_on, whole.by_day, whole.editable, whole.endable, whole.agreement.name, whole.scheme.name],
    ['ahead', one.breaks_on, true, false, true, '试协议', '试方案（第1版）'])
  assert.equal(whole.findings.find((f) => f.state === 'ahead').first, one.breaks_on)
  const { days, people } = assert_status(
    await county.get(`/api/obligations/${one.id}/days?from=${day(-7)}&to=${day(20)}`), 200)
  assert.equal(days.length, 28)
  assert.ok(days.filter((d) => d.asked && d.day <= day(12)).every((d) => d.kept && d.had >= 1))
  assert.ok(days.filter((d) => d.asked && d.day > day(12)).every((d) => !d.kept && d.ahead))
  assert.ok(people.some((p) => p.id === made.posting && p.name === '义务试'))

  // Attendance is confirmed for one day alone: what is older than a week and not shown is missing.
  const shown = sql(`select max(d) from biz.workdays('${day(-19)}', '${day(-9)}') d`)
  sql(`insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
    values ('${randomUUID()}', ${hospital}, 0, ${township}, 0, ${township}, 'confirmed', '${shown}', '${made.posting}', 'full', 'outpatient')`)
  await wait_until('the breach', async () => (await find(county, made)).some((o) => o.id === one.id && o.result === 'broken'))
  const before = assert_status(await county.get(`/api/obligations/${one.id}?as_of=${day(-19)}`), 200)
  assert.equal(before.result, 'ahead', 'as of an earlier day it was not broken')
  assert.ok((await find(county, made, '&result=broken')).some((o) => o.id === one.id))
  assert.ok(!(await find(county, made, '&result=ahead')).some((o) => o.id === one.id))
  assert.deepEqual(await find(county, made, `&organisation=${other}`), [])
  for (const scope of [`region:630106`, `org:${township}`])
    assert.ok((await find(county, made, `&scope=${scope}&kind=presence`)).length === 1, scope)
  const counts = assert_status(await county.get('/api/obligations/counts'), 200).items
  assert.deepEqual(counts.map((c) => c.code), ['broken', 'ahead', 'running', 'over'])
  assert.ok(counts[0].count >= 1)
  const first = assert_status(await county.get('/api/obligations?limit=1'), 200)
  const second = assert_status(await county.get(`/api/obligations?limit=1&after=${first.next}`), 200)
  assert.notEqual(first.items[0].id, second.items[0].id)

  assert_problem(await county.patch(`/api/obligations/${one.id}`, { name: '改名' }, whole.version), 409, 'conflict')
  const ended = assert_status(await county.post(`/api/obligations/${one.id}/end`, { on: day(0), reason: '改由医联体负责' },
    { version: whole.version }), 200)
  assert.deepEqual([ended.ended_on, ended.end_reason, ended.endable], [day(0), '改由医联体负责', false])
})

test('entered by hand: parameters are checked by their pointers, changed and answered once', async () => {
  const [union, office, county] = [await sign_in('hzunion'), await sign_in('hzoffice'), await sign_in('hzoverseer')]
  const body = { from_org_id: hospital, to_org_id: organisation_id('630106Z'), kind: 'presence', parameters: { n: 1, every: 'workday' },
    valid_from: day(-5), name: '每个工作日有一名医师坐诊' }
  for (const [change, pointer] of [
    [{ parameters: { n: 0, every: 'day' } }, '/parameters/n'], [{ parameters: { n: 1 } }, '/parameters/every'],
    [{ parameters: { n: 1, every: 'day', x: 1 } }, '/parameters/x'], [{ parameters: [1] }, '/parameters'], [{ kind: 'rank', parameters: { of: 'posting' } }, '/parameters/rank_level'],
    [{ kind: 'deadline', parameters: { figure: 'donations', target: 1 } }, '/valid_to'], [{ kind: 'team', parameters: {} }, '/parameters/pattern'],
    [{ kind: 'minimum_per_period', parameters: { n: 1, grain: 'year', figure: 'nothing' } }, '/parameters/figure'],
    [{ kind: 'days_per_week', parameters: { n: 3 } }, '/posting_id'], [{ to_org_id: other, from_org_id: other }, '/to_org_id'],
    [{ valid_to: day(-9) }, '/valid_to'], [{ to_org_id: 999999 }, '/to_org_id']]) {
    const answer = await county.post('/api/obligations', { ...body, ...change })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer], JSON.stringify(change))
  }
  assert_problem(await office.post('/api/obligations', body), 403, 'forbidden')
  const made = assert_status(await union.post('/api/obligations', body), 201)
  await wait_until('the verdict', async () =>
    (await union.get(`/api/obligations/${made.id}`)).json.result === 'broken')
  const changed = assert_status(await union.patch(`/api/obligations/${made.id}`, { parameters: { n: 2, every: 'day' }, owner: '医务科' }, 1), 200)
  assert.deepEqual([changed.version, changed.owner, changed.rule.zh, changed.wanted], [2, '医务科', '每天至少2名人员在岗', 2])
  assert_problem(await union.patch(`/api/obligations/${made.id}`, { owner: '院办' }, 1), 412, 'stale')
  const end = { version: 2, key: randomUUID() }
  for (const time of ['once', 'and again, as after a broken line'])
    assert.equal(assert_status(await union.post(`/api/obligations/${made.id}/end`, { on: day(0), reason: '撤点' }, end), 200).version, 3, time)
})

test('kinds that came later: entered, said in both languages, judged, with their days', async () => {
  const county = await sign_in('hzoverseer')
  const township = organisation_id('630106Z')
  const enter = (kind, parameters, more = {}) => county.post('/api/obligations',
    { from_org_id: hospital, to_org_id: township, kind, parameters, valid_from: day(-40), ...more })
  for (const [kind, parameters, pointer, more] of [
    ['batch_size', { n: 0 }, '/parameters/n'], ['length', { of: 'posting', amount: 6, unit: 'month' }, '/parameters/of'],
    ['length', { of: 'study', amount: 6 }, '/parameters/unit'], ['length', { of: 'study', unit: 'month' }, '/parameters/amount'],
    ['coverage', { n: 100, class: 'township' }, '/to_org_id'], ['coverage', { n: 101, class: 'township' }, '/parameters/n'],
    ['coverage', { n: 100, class: 'all' }, '/parameters/class'], ['batch_size', { n: 3, grain: 'year' }, '/parameters/grain']]) {
    const answer = await enter(kind, parameters, more)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer], `${kind} ${JSON.stringify(parameters)}`)
  }
  const said = async (answer) => {
    const { id } = assert_status(answer, 201)
    const o = assert_status(await county.get(`/api/obligations/${id}`), 200)
    assert.ok(o.words.zh && o.words.en, JSON.stringify(o.words))
    await wait_until('the verdict', async () =>
      (await county.get(`/api/obligations?kind=${o.kind}&organisation=${o.to.id}`)).json.items.some((x) => x.id === id))
    return o
  }
  const rules = [
    ['batch_size', { n: 3 }, {}, '每批派驻不少于3人', 'At least 3 people in each batch'],
    ['length', { of: 'study', amount: 6, unit: 'month' }, {}, '每人进修不少于6个月', 'Each further study lasts 6 month(s) at least'],
    ['length', { of: 'support', amount: 3, unit: 'year' }, {}, '帮扶关系持续不少于3年', 'Support lasts 3 year(s) at least'],
    ['minimum_per_period', { what: 'guidance', n: 1, grain: 'month' }, {}, '每月下乡指导不少于1次', 'Guidance on the spot: 1 at least each month'],
    ['deadline', { what: 'funds' }, { valid_to: day(-3) }, '资金按期拨付到账', 'Funds arrive in time']]
  for (const [kind, parameters, more, zh, en] of rules)
    assert.deepEqual((await said(await enter(kind, parameters, more))).rule, { zh, en })
  const commission = Number(sql("select id from biz.organisation where kind = 'commission' and region_id = 630106"))
  const area = await said(await enter('coverage', { n: 100, class: 'county_general' }, { from_org_id: null, to_org_id: commission }))
  assert.deepEqual([area.rule.zh, area.from.id, area.wanted], ['辖区县级综合医院结对覆盖率不低于100%', commission, 100])
  assert.equal(area.findings.filter((f) => f.state === 'now').length, 1)
  const turn = await said(await enter('rotation', { amount: 1, unit: 'week' }, { from_org_id: null }))
  const { days } = assert_status(await county.get(`/api/obligations/${turn.id}/days?from=${day(-41)}&to=${day(0)}`), 200)
  assert.deepEqual([days[0].asked, days[1].asked, days[1].wanted, typeof days[1].had, days[1].kept], [false, true, 1, 'number', days[1].had > 0])
})

test('the province keeps the holidays; a holiday changes what is owed', async () => {
  const [province, office] = [await sign_in('qhoverseer'), await sign_in('hzoffice')]
  const list = async (year) => assert_status(await office.get(`/api/holidays?year=${year}`), 200).items
  assert_problem(await office.put('/api/holidays/2031-10-01', { working: false, name: '国庆节' }), 403, 'forbidden')
  assert_status(await province.put('/api/holidays/2031-10-01', { working: false, name: '国庆' }), 200)
  assert_status(await province.put('/api/holidays/2031-10-01', { working: false, name: '国庆节' }), 200)
  assert.deepEqual(await list(2031), [{ day: '2031-10-01', working: false, name: '国庆节' }])
  const wrong = await province.put('/api/holidays/2031-10-04', { working: false, name: '周六' })
  assert_problem(wrong, 422, 'invalid')
  assert.deepEqual(pointers(wrong), ['/working'])
  const notice = [{ day: '2031-05-01', working: false, name: '劳动节' }, { day: '2031-05-10', working: true, name: '劳动节调休' }]
  for (const [days, pointer] of [[[...notice, { day: '2032-01-01', working: false, name: '元旦' }], '/days/2/day'],
    [[{ day: '2031-13-01', working: false, name: '元旦' }], '/days/0/day'], [[notice[0], notice[0]], '/days/1/day'],
    [[{ day: '2031-05-03', working: false, name: '周六' }], '/days/0/working'], [[{ day: '2031-05-01', working: false }], '/days/0/name']]) {
    const answer = await province.post('/api/holidays/import', { year: 2031, days })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  assert.equal((await list(2031)).length, 1, 'nothing of a wrong notice is stored')
  assert.equal(assert_status(await province.post('/api/holidays/import', { year: 2031, days: notice }), 200).days, 2)
  assert.deepEqual((await list(2031)).map((h) => h.day), ['2031-05-01', '2031-05-10'])
  assert_status(await province.delete('/api/holidays/2031-05-01'), 204)
  assert_problem(await province.delete('/api/holidays/2031-05-01'), 404, 'not-found')
  assert_status(await province.post('/api/holidays/import', { year: 2031, days: [] }), 200)
})
