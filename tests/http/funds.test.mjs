// funds.test.mjs - money down the levels and numbers up them: funds, allocations, spendings; reported
// values from the unit to the province, and who has not reported.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert_problem as assert_refused, assert_status, organisation_id, sign_in, sql } from './harness.mjs'
import { bring_in } from './intake.mjs'
import { to_csv } from './register.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT02')
const county = organisation_id('HZ000000')

const slugs = { 403: 'forbidden', 404: 'not-found', 409: 'conflict', 422: 'invalid' }
const assert_problem = (answer, status) => assert_refused(answer, status, slugs[status])
const pointers = (problem) => (problem.errors ?? []).map((e) => e.pointer)
const actions = (record) => [...new Set(record.actions.map((a) => a.action))]
const put = async (who, kind, body) => assert_status(await who.post(`/api/${kind}`, { submit: true, ...body }), 201)
const look = async (who, kind, id) => assert_status(await who.get(`/api/${kind}/${id}`), 200)
async function take(who, kind, id, action, body = {}) {
  const { version } = await look(who, kind, id)
  return who.post(`/api/${kind}/${id}/actions/${action}`, body, { version })
}
const taken = async (...args) => assert_status(await take(...args), 200)

test('money from the city to a township, with its days, its uses and its limits', async () => {
  const [city, district, town, office] = await Promise.all(
    ['xnoverseer', 'hzoverseer', 't02clerk', 'hzoffice'].map((name) => sign_in(name)))
  const body = { name: '对口支援专项资金', document_number: `西财社〔2026〕${Date.now()}号`, fund_year: 2026, level: 'city',
    amount_fen: 100000000, issued_on: '2026-03-01', pay_by: '2026-06-30' }
  assert.deepEqual(pointers(assert_problem(await city.post('/api/funds', { submit: true, ...body }), 422)), ['/uses'])
  const fund = await put(city, 'funds', { ...body, uses: [{ use: 'training' }, { use: 'equipment', remark: '彩超等' }] })
  assert.deepEqual([fund.state, fund.allowed_uses, fund.balance_fen], ['confirmed', '人员培训、设备购置', 100000000])
  assert_problem(await office.get(`/api/funds/${fund.id}`), 403)
  assert_problem(await town.get(`/api/funds/${fund.id}`), 404)

  const hand = { to: county, fund: fund.id, amount_fen: 60000000, allocated_on: '2026-03-10' }
  assert.deepEqual(pointers(assert_problem(await city.post('/api/fund_allocations',
    { submit: true, ...hand, amount_fen: 100000001 }), 422)), ['/amount_fen'])
  const first = await put(city, 'fund_allocations', hand)
  assert.deepEqual([first.state, first.due_on, first.progress, first.tier], ['submitted', '2026-06-30', 'allocated', 'county'])
  assert_problem(await take(city, 'fund_allocations', first.id, 'confirm'), 403)
  assert.deepEqual(pointers(assert_problem(await take(district, 'fund_allocations', first.id, 'confirm',
    { arrived_on: '2026-07-05' }), 422)), ['/arrived_on'], 'nothing arrives that was not paid')
  await taken(city, 'fund_allocations', first.id, 'pay', { paid_on: '2026-07-03' })
  const come = await taken(district, 'fund_allocations', first.id, 'confirm', { arrived_on: '2026-07-05' })
  assert.deepEqual([come.state, come.progress, come.late_days, come.balance_fen], ['confirmed', 'arrived', 3, 60000000])

  const onward = await put(district, 'fund_allocations', { to: township, parent: first.id, amount_fen: 20000000,
    allocated_on: '2026-07-06', paid_on: '2026-07-07' })
  assert.deepEqual([onward.fund.id, onward.onward, onward.tier], [fund.id, true, 'unit'])
  assert.match(onward.parent.name, /60万元/)
  assert_problem(await take(city, 'fund_allocations', first.id, 'void', { reason: '重复' }), 409)
  await taken(town, 'fund_allocations', onward.id, 'confirm')
  const spend = { allocation: onward.id, spent_on: '2026-07-20', use: 'training', subject: '骨干进修', amount_fen: 5000000,
    org: township }
  assert.deepEqual(pointers(assert_problem(await district.post('/api/fund_spendings', { submit: true, ...spend }), 422)),
    ['/allocation'], 'before it arrived')
  await taken(town, 'fund_allocations', onward.id, 'arrive', { arrived_on: '2026-07-08' })
  assert.deepEqual(pointers(assert_problem(await district.post('/api/fund_spendings',
    { submit: true, ...spend, use: 'publicity' }), 422)), ['/use'])
  assert_problem(await town.post('/api/fund_spendings', { submit: true, ...spend }), 403)
  await put(district, 'fund_spendings', spend)
  assert.deepEqual(await look(town, 'fund_allocations', onward.id).then((r) => [r.spent_fen, r.balance_fen]), [5000000, 15000000])
  assert.deepEqual(await look(city, 'funds', fund.id).then((r) => [r.allocated_fen, r.spent_fen, r.balance_fen]),
    [60000000, 5000000, 40000000])
  assert.equal((await look(town, 'funds', fund.id)).name, body.name, 'who got of it sees it')
  const listed = assert_status(await district.get('/api/fund_allocations?box=received&progress=arrived&limit=100'), 200)
  assert.ok(listed.items.some((r) => r.id === first.id))
  assert.ok(assert_status(await town.get('/api/fund_spendings'), 200).items.some((r) => r.subject === spend.subject))
})

test('a number from the unit to the province, sent back, locked and opened', async () => {
  const [unit, district, city, province, other] = await Promise.all(
    ['hzoffice', 'hzoverseer', 'xnoverseer', 'qhoverseer', 't02clerk'].map((name) => sign_in(name)))
  const kind = 'reported_values'
  const month = sql('select fig.today()').slice(0, 7)
  const made = await put(unit, kind, { month: `${month}-01`, item: 'inpatients', amount: 1722 })
  assert.deepEqual([made.state, made.unit, made.late, made.org.id], ['submitted', '人次', false, hospital])
  assert.deepEqual(actions(made), ['correct', 'void'])
  assert_problem(await unit.post('/api/reported_values', { submit: true, month: `${month}-01`, item: 'inpatients', amount: 1 }), 409)
  assert_problem(await other.get(`/api/${kind}/${made.id}`), 404)
  assert.deepEqual(actions(await look(district, kind, made.id)).sort(), ['correct', 'county_accept', 'county_return', 'county_unlock', 'void'])
  assert_problem(await take(unit, kind, made.id, 'county_accept'), 403)
  assert_problem(await take(city, kind, made.id, 'city_accept'), 409)
  assert_problem(await take(district, kind, made.id, 'county_return'), 422)
  const back = await taken(district, kind, made.id, 'county_return', { reason: '与住院登记不符' })
  assert.deepEqual([back.state, back.state_reason], ['disputed', '与住院登记不符'])
  const { version } = await look(unit, kind, made.id)
  assert_status(await unit.patch(`/api/${kind}/${made.id}`, { amount: 1724 }, version), 200)
  await taken(unit, kind, made.id, 'submit')
  assert.equal((await taken(district, kind, made.id, 'county_accept')).state, 'confirmed')
  assert.equal((await taken(city, kind, made.id, 'city_lock')).lock_level, 'city')
  const locked = await look(unit, kind, made.id)
  assert_problem(await unit.patch(`/api/${kind}/${made.id}`, { amount: 1, reason: '更正' }, locked.version), 409)
  assert_problem(await take(district, kind, made.id, 'county_unlock', { reason: '更正', unlocked_until: `${month}-28` }), 403)
  assert.ok(actions(await look(province, kind, made.id)).includes('province_unlock'))
  assert.equal((await taken(city, kind, made.id, 'city_accept')).state, 'city')
  assert.equal((await taken(province, kind, made.id, 'province_accept')).state, 'province')
  const labels = assert_status(await unit.get(`/api/record-types/${kind}`), 200).states
  assert.equal(labels.find((s) => s.code === 'disputed').label.zh, '已退回')

  const where = `/api/report-status?item=inpatients&month=${month}-15`
  const told = assert_status(await district.get(where), 200)
  assert.equal(told.month, `${month}-01`)
  assert.equal(told.expected, told.items.length)
  assert.equal(told.expected, told.reported + told.missing + told.returned + told.waiting)
  const row = told.items.find((r) => r.organisation.id === hospital)
  assert.deepEqual([row.status, row.amount, row.state, row.value_id], ['in_time', 1724, 'province', made.id])
  assert.deepEqual(assert_status(await other.get(where), 200).items.map((r) => r.organisation.id), [township])
  const more = await Promise.all(['outpatients', 'bed_days'].map((item) =>
    put(other, kind, { month: `${month}-01`, item, amount: 10 })))
  const many = { ids: [...more.map((r) => r.id), made.id] }
  assert_problem(await unit.post('/api/report-status/actions/county_accept', many), 403)
  const none = assert_status(await (await sign_in('qhoverseer')).post('/api/report-status/actions/province_accept',
    { ids: more.map((r) => r.id) }), 200)
  assert.deepEqual([none.accepted, none.left], [0, 2], 'not its turn')
  const accepted = assert_status(await district.post('/api/report-status/actions/county_accept', many), 200)
  assert.deepEqual([accepted.accepted, accepted.left], [2, 1])
  assert.deepEqual(assert_status(await other.get(`/api/${kind}/${more[0].id}/events`), 200).items.map((e) => e.action),
    ['create', 'county_accept'])
  assert.equal(assert_status(await city.post('/api/report-status/actions/city_accept', { ids: [more[0].id] }), 200).accepted, 1)
  assert_problem(await district.get('/api/report-status?item=nothing'), 422)
  assert_problem(await (await sign_in('station01')).get(where), 403)
})

test('G1: a year of in-patients by the sheet, accepted together: 20672; money by the sheet is held to its limits', async () => {
  const [unit, district, city] = await Promise.all(['hzoffice', 'hzoverseer', 'xnoverseer'].map((name) => sign_in(name)))
  const rows = Array.from({ length: 12 }, (_, m) => ({ 月份: `2016-${String(m + 1).padStart(2, '0')}-01`, 指标: '住院人次',
    数值: m % 3 === 0 ? '1724' : '1722' }))
  const done = await bring_in(unit, to_csv(rows, ['月份', '指标', '数值']), { kind: 'reported_values' })
  assert.deepEqual([done.state, done.written + done.known, done.bad], ['done', 12, 0], JSON.stringify(done))
  const figure = async () => assert_status(await unit.get(`/api/figures/reported_inpatients?scope=org:${hospital}&period=year:2016`), 200)
  const waiting = assert_status(await district.get('/api/reported_values?from=2016-01-01&to=2016-12-31&limit=100'), 200).items
  if (done.written === 12) assert.equal((await figure()).state, 'no_data', 'not before the county\'s word')
  await district.post('/api/report-status/actions/county_accept', { ids: waiting.map((r) => r.id) })
  assert.equal(Number((await figure()).value), 20672)
  const told = assert_status(await district.get('/api/report-status?item=inpatients&month=2016-03-01'), 200)
  assert.equal(told.items.find((r) => r.organisation.id === hospital).status, 'imported', 'when it was reported is not known')

  const name = `导入资金${Date.now()}`
  const heads = ['登记号', '资金名称', '文号', '年度', '来源', '金额', '下达日期', '用途']
  const fund = { 登记号: `F${Date.now()}`, 资金名称: name, 文号: `西财社〔2026〕${Date.now()}号`, 年度: '2026', 来源: '市级', 金额: '10万元', 下达日期: '2026-01-05', 用途: '人员培训' }
  const funds = await bring_in(city, to_csv([fund, { 用途: '设备购置' }], heads), { kind: 'funds' })
  assert.deepEqual([funds.state, funds.written, funds.bad], ['done', 1, 0], JSON.stringify(funds))
  const parts = [{ 登记号: `P1${Date.now()}`, 资金: name, 收款单位: 'HZ000000', 金额: '6万元', 下达日期: '2026-02-01' },
    { 登记号: `P2${Date.now()}`, 资金: name, 收款单位: '630102C', 金额: '5万元', 下达日期: '2026-02-01' }]
  const handed = await bring_in(city, to_csv(parts, Object.keys(parts[0])), { kind: 'fund_allocations' })
  assert.deepEqual([handed.state, handed.written, handed.bad], ['done', 1, 1], 'the second is more than is left')
})
