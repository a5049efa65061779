// dashboard.test.mjs - a dashboard in one answer: its numbers are those of the figures, for who may see them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { exported, listed } from './exported.mjs'
import { assert_problem, assert_status, organisation_id, pointers, sign_in, sql } from './harness.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT01')
const elsewhere = organisation_id('630121H')
const board = (browser, code, query = {}) => browser.get(`/api/dashboards/${code}?${new URLSearchParams(query)}`)

/** Three people posted for half a year of 2012, two of them ten days at work, as imports would bring them. */
function send_people() {
  const made = (table, columns, values) => {
    const id = randomUUID()
    sql(`insert into biz.${table} (id, state, created_by, updated_by, ${columns}) values ('${id}', 'confirmed', 0, 0, ${values})`)
    return id
  }
  const sides = 'from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id'
  const here = `${hospital}, 0, ${township}, 0, ${hospital}`
  for (const n of [1, 2, 3]) {
    const staff = made('staff', 'org_id, region_id, joined_on, name, category, rank_level, licence_kind',
      `${hospital}, 0, '2010-01-01', '试人${n}', 'doctor', '${n === 1 ? 'junior' : 'mid'}', 'practising_doctor'`)
    const posting = made('posting', `${sides}, starts_on, ends_on, staff_id, department, role, mode`,
      `${here}, '2012-02-01', '2012-07-31', '${staff}', '内科', 'medical', 'resident'`)
    for (let d = 1; d <= (n < 3 ? 10 : 0); d++)
      made('attendance', `${sides}, on_day, posting_id, part, kind`,
        `${here}, '2012-03-${String(d).padStart(2, '0')}', '${posting}', '${d === 10 ? 'am' : 'full'}', 'outpatient'`)
  }
}

test('each begins with what is theirs', async () => {
  const begin = async (user) => assert_status(await (await sign_in(user)).get('/api/dashboards'), 200).items
  for (const [user, code, kind, id] of [['qhoverseer', 'province', 'region', '630000'], ['hzoverseer', 'county', 'region', '630106'],
    ['hzdirector', 'hospital', 'org', String(hospital)], ['t02clerk', 'hospital', 'org', null], ['hzunion', 'alliance', 'alliance', null]]) {
    const items = await begin(user)
    assert.deepEqual([items[0].code, items[0].scope.kind, items[0].mine], [code, kind, true], user)
    if (id) assert.equal(items[0].scope.id, id, user)
    for (const d of items) {
      const opened = await board(await sign_in(user), d.code, { scope: `${d.scope.kind}:${d.scope.id}` })
      assert.equal(assert_status(opened, 200).scope.name.length > 0, true, `${user} ${d.code}`)
    }
  }
  assert.ok(!(await begin('hzdirector')).some((d) => ['province', 'county'].includes(d.code)))
  for (const user of ['hzdoctor', 'auditor', 'newcomer'])
    for (const path of ['/api/dashboards', '/api/dashboards/hospital'])
      assert_problem(await (await sign_in(user)).get(path), 403, 'forbidden')
})

test('its numbers are those of the figures, by month and by unit too, and open their rows', async () => {
  send_people()
  const overseer = await sign_in('hzoverseer')
  const scope = { scope: 'region:630106', period: 'year:2012' }
  const answer = assert_status(await board(overseer, 'county', scope), 200)
  const told = Object.fromEntries(answer.values.map((v) => [v.code, v]))
  assert.deepEqual([answer.name.zh, answer.period, answer.structure],
    ['县区看板', { first: '2012-01-01', last: '2012-12-31' }, 'then'])
  assert.deepEqual([told.postings.value, told.posted_persons.value, told.person_days.value, told.postings_live.value], [3, 3, 19, 0])
  assert.deepEqual([told.postings_mid_up_rate.value, told.postings_mid_up_rate.numerator, told.postings_mid_up_rate.denominator], [66.7, 2, 3])
  assert.deepEqual([told.mentorships.value, told.mentorships.state], [null, 'no_data'], 'nothing entered is no 0')
  assert.deepEqual([...new Set(answer.parts.map((p) => p.layout))], ['tiles', 'series', 'table', 'compare'])
  for (const code of answer.parts.flatMap((p) => p.figures)) assert.ok(told[code]?.meaning.zh && told[code].unit.en, code)
  const asked = assert_status(await overseer.post('/api/figures/query', { compare: 'all',
    figures: answer.values.map((v) => ({ code: v.code, ...scope })) }), 200)
  for (const f of asked.items)
    assert.deepEqual([told[f.code].value, told[f.code].numerator, told[f.code].compare], [f.value, f.numerator, f.compare], f.code)
  const days = answer.months.filter((m) => m.code === 'person_days')
  assert.deepEqual([days.length, days.filter((m) => m.value).map((m) => [m.key, m.value])], [12, [['2012-03', 19]]])
  const units = answer.units.filter((u) => u.values.person_days)
  assert.deepEqual(units.map((u) => [u.key, u.values.person_days, u.values.postings]), [[String(township), 19, 3]])
  const next = assert_status(await board(overseer, 'county', { ...scope, period: 'year:2013' }), 200)
  const after = next.values.find((v) => v.code === 'person_days')
  assert.deepEqual([after.value, after.compare.last_year.value, next.months.find((m) => m.key === '2013-03' && m.code === 'person_days').before],
    [null, 19, 19])
  assert.equal(assert_status(await board(overseer, 'pairing', { period: 'until:2012-12-31' }), 200).values.find((v) => v.code === 'postings').value, 3)

  const rows = await listed(overseer, scope, '/api/figures/person_days/rows')
  assert.deepEqual([rows.length, rows.reduce((n, r) => n + r.value, 0)], [20, 19])
  const { job, rows: sheet } = await exported(overseer, 'figure_rows', { code: 'person_days', ...scope })
  assert.equal(job.state, 'done')
  assert.deepEqual([sheet.length, sheet.reduce((n, r) => n + Number(r['计入数值']), 0)], [20, 19])
  assert.deepEqual([...new Set(sheet.map((r) => `${r['类型']} ${r['状态']} ${r['名称']}`))].sort(), ['出勤 已确认 试人1', '出勤 已确认 试人2'])
  const refused = await (await sign_in('hzdirector')).post('/api/exports', { kind: 'figure_rows', filter: { code: 'person_days', colour: '1' } })
  assert.deepEqual(pointers(refused), ['/filter/colour'])
})

test('what is not there or not one\'s own is refused', async () => {
  const county = await sign_in('hzoverseer')
  assert_problem(await board(county, 'nothing'), 404, 'not-found')
  assert_problem(await board(county, 'county', { scope: 'region:630000' }), 403, 'forbidden')
  assert_problem(await board(county, 'hospital', { scope: `org:${elsewhere}` }), 403, 'forbidden')
  assert_problem(await board(county, 'pairing', { scope: 'pairing:999999999' }), 404, 'not-found')
  for (const [query, pointer] of [[{ scope: 'x' }, '?scope'], [{ period: 'x' }, '?period'], [{ structure: 'x' }, '?structure']]) {
    const answer = await board(county, 'county', query)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  assert.equal(sql('select count(*) from fig.prove()'), '0', 'counters equal the records')
})
