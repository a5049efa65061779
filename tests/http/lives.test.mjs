// lives.test.mjs - every route refuses a stranger and who lacks its right; every record type goes through
// its whole life, and another institution that holds the same rights meets none of it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { test } from 'node:test'
import { assert_status, dir, organisation_id, sign_in, sql, stranger } from './harness.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT02')
const county = organisation_id('HZ000000')
const run = String(Date.now())

const routes = execFileSync(path.join(dir, 'release/bin/yilian-web'), ['--routes']).toString().trim().split('\n').slice(1)
  .map((line) => line.split('\t')).map(([method, where, permission, resource, takes]) => ({ method, where, permission, resource, takes }))
const address = (where, id) => where.replace('{id}', id).replace(/\{(\w+)\}/g, (_, name) => ({ day: '2026-01-01', version: '1' })[name] ?? 'x')
const permissions = (user) => new Set(sql(`select distinct p.permission from sec.account a join sec.account_role g on g.account_id = a.id
  join sec.role_permission p on p.role_code = g.role_code where a.login_name = '${user}'`).split('\n'))

test('every route but the public ones asks who one is, and refuses who has no right', async () => {
  const newcomer = await sign_in('newcomer')
  const wrong = []
  for (const { method, where, permission } of routes.filter((r) => r.permission !== 'public')) {
    const at = address(where, randomUUID())
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const options = method === 'PATCH' ? { version: 1 } : {}
    const nobody = await stranger.send(method, at, body, options)
    if (nobody.status !== 401) wrong.push(`${method} ${where}: ${nobody.status} to a stranger`)
    if (permission === 'session') continue
    const without = await newcomer.send(method, at, body, options)
    if (without.status !== 403) wrong.push(`${method} ${where}: ${without.status} without ${permission}`)
  }
  assert.deepEqual(wrong, [])
})

/** One record type's life. enter, confirm: accounts; other: accounts of institutions that have no part in it; open: everybody
 * reads what was submitted. */
async function live(type, { enter, confirm, body, change, steps = [], other = ['xnoffice'], open = false }) {
  const [who, whose] = [await sign_in(enter), confirm && await sign_in(confirm)]
  const where = `/api/${type}`
  const take = async (by, id, action, more = {}) => {
    const answer = await by.post(`${where}/${id}/actions/${action}`, more)
    return assert_status(answer, 200)
  }
  const make = async (more = {}) => assert_status(await who.post(where, { ...body(), ...more }), 201)
  const made = await make()
  assert.equal(made.state, 'draft', type)
  const mended = assert_status(await who.patch(`${where}/${made.id}`, change, made.version), 200)
  for (const [key, value] of Object.entries(change)) assert.deepEqual(mended[key], value, `${type} ${key}`)
  for (const name of [...other, ...(confirm ? [confirm] : [])]) {
    const by = await sign_in(name)
    for (const at of ['', '/events']) assert_status(await by.get(`${where}/${made.id}${at}`), 404)
    const early = await by.post(`${where}/${made.id}/actions/submit`)
    assert.ok([403, 404].includes(early.status), `${type}: a draft is its own house's`)
  }
  const sent = await take(who, made.id, 'submit')
  assert.equal(sent.state, confirm ? 'submitted' : 'confirmed', type)
  if (confirm) {
    assert.equal((await take(whose, made.id, 'dispute', { reason: '数目不符' })).state, 'disputed', type)
    assert.equal((await take(who, made.id, 'submit')).state, 'submitted', type)
    assert.equal((await take(whose, made.id, 'confirm')).state, 'confirmed', type)
  }
  const kept = assert_status(await who.get(`${where}/${made.id}`), 200)

  for (const name of other) {
    const [by, holds] = [await sign_in(name), permissions(name)]
    for (const r of routes.filter((r) => r.resource === type && r.where.includes('{id}') && holds.has(r.permission))) {
      if (open && r.method === 'GET') continue
      const answer = await by.send(r.method, address(r.where, made.id), tried(r, { ...change, reason: '试探' }),
        r.method === 'PATCH' ? { version: kept.version } : {})
      assert.ok([403, 404, ...(open ? [409] : [])].includes(answer.status), `${name} ${r.method} ${r.where}: ${answer.status} ${answer.text}`)
    }
  }
  assert.equal(assert_status(await who.get(`${where}/${made.id}`), 200).version, kept.version, `${type} stays as it is`)

  for (const [by, action, more, state] of steps)
    assert.equal((await take(await sign_in(by), made.id, action, more)).state, state, `${type} ${action}`)
  const events = assert_status(await who.get(`${where}/${made.id}/events`), 200).items.map((e) => e.action)
  for (const action of ['submit', ...steps.map((s) => s[1])]) assert.ok(events.includes(action), `${type} ${action}`)

  const second = await make({ submit: true })
  if (confirm && routes.some((r) => r.where === `${where}/actions/confirm`)) {
    const { results } = assert_status(await whose.post(`${where}/actions/confirm`, { ids: [second.id] }), 200)
    assert.deepEqual(results.map((r) => [r.id, r.ok]), [[second.id, true]], type)
  }
  assert.equal((await take(who, second.id, 'void', { reason: '重复登记' })).state, 'void', type)
  const states = assert_status(await who.get(`${where}?limit=100&sort=-updated_at`), 200).items
    .filter((r) => [made.id, second.id].includes(r.id)).length
  assert.equal(states, 2, `${type}: both stand in the list`)
  return made
}

/** A body that would do, were the record one's own. */
function tried(r, change) {
  if (r.method === 'GET') return undefined
  if (r.method === 'PATCH') return change
  const asked = [...r.takes.matchAll(/body:(\w+)!/g)].map((found) => found[1])
  return Object.fromEntries(asked.map((name) => [name, needed[name] ?? '2019-01-01']))
}
const needed = { reason: '试探', consequence: 'none', appraisal: '合格', passed: true, result: 'qualified', sign_party: hospital,
  filed_with: county, act_text: '试探', act_passed: true }

const staff_of = async (name, who) => assert_status(await (await sign_in(who)).post('/api/staff', { name, category: 'doctor',
  rank_level: 'deputy_senior', licence_kind: 'practising_doctor', specialty: '内科', joined_on: '2012-07-01', submit: true }), 201).id
let n = 0

test('registers of one institution: staff, schemes, batches, procedures, rescues', async () => {
  await live('staff', { enter: 'hzoffice', change: { department: '内科' }, body: () => ({ name: `试例${run}${++n}`, category: 'doctor',
    rank_level: 'mid', licence_kind: 'practising_doctor', joined_on: '2012-07-01' }) })
  await live('schemes', { open: true, enter: 'hzoffice', change: { programme: '试例项目' }, body: () => ({ code: `SL-${run}-${++n}`, scheme_version: 1,
    name: '试例方案', valid_from: '2026-01-01', rules: [{ rule: 'week_days', amount: 3, unit: 'day', per: 'week' }] }) })
  await live('batches', { enter: 'hzoffice', change: { programme: '试例项目' }, body: () => ({ number: 1000 + Number(run.slice(-3)) * 9 % 8000 + ++n,
    name: '试例批次', starts_on: '2027-01-01', ends_on: '2027-06-30', planned_heads: 3 }) })
  await live('procedures', { enter: 't02clerk', change: { department: '妇产科' }, body: () => ({ done_on: '2026-05-05', technique: 'appendectomy',
    department: '外科', cases: 1, performed_by: 'local' }) })
  await live('rescues', { enter: 't02clerk', change: { department: '妇产科' }, body: () => ({ rescued_on: '2026-05-05', condition: '试例休克',
    patients: 1, outcome: 'success', department: '急诊科', performed_by: 'local' }) })
})

test('what two institutions agree on: donations, agreements, trainings, mentorships, further studies, supervision', async () => {
  const support = { enter: 'hzoffice', confirm: 't02clerk' }
  await live('donations', { ...support, change: { programme: '试例项目' }, body: () => ({ to: township, donated_on: '2026-05-01', kind: 'equipment',
    subject: '便携式彩超', items: [{ name: '彩超', quantity: 1, unit: '台', value_fen: 100 }] }) })
  await live('agreements', { ...support, change: { programme: '试例项目' }, body: () => ({ name: `试例协议${++n}`, kind: 'support', to: township,
    starts_on: '2026-01-01', ends_on: '2028-12-31', parties: [[hospital, 'supporter'], [township, 'supported']].map(([organisation, role]) =>
      ({ organisation, role, leader: '试例甲', contact_name: '试例乙' })) }), steps: [
    ['hzoffice', 'sign', { sign_party: hospital, sign_on: '2026-01-05' }, 'confirmed'],
    ['hzoffice', 'file', { filed_on: '2026-01-06', filed_with: county }, 'confirmed'],
    ['hzoffice', 'end', { ended_on: '2026-06-30', reason: '提前终止' }, 'ended']] })
  await live('trainings', { ...support, change: { place: '会议室' }, body: () => ({ to: township, held_on: '2009-06-02', topic: '试例培训',
    kind: 'lecture', mode: 'online', heads: 10 }) })
  const mentor = await staff_of(`师${run}`, 'hzoffice')
  await live('mentorships', { ...support, change: { specialty: '内科' }, body: () => ({ to: township, mentor, pupil_name: `徒${run}${++n}`,
    starts_on: `20${10 + n}-01-01`, ends_on: `20${10 + n}-06-30` }) })
  const pupil = await staff_of(`学${run}`, 't02clerk')
  await live('further_studies', { enter: 't02clerk', confirm: 'hzoffice', change: { specialty: '内科' }, body: () => ({ to: hospital, staff: pupil,
    kind: 'further_study', department: '内科', starts_on: `20${10 + ++n}-03-01`, ends_on: `20${10 + n}-08-31`, free: true }),
  steps: [['hzoffice', 'finish', { ended_on: `20${10 + n + 1}-08-30`, result: 'qualified' }, 'finished']] })
  const findings = [{ finding: '处方不规范', due_on: '2018-03-31', responsible: '试例丙' }]
  await live('supervision_visits', { ...support, change: { conclusion: '总体较好' }, body: () => ({ to: township, visited_on: '2018-02-10', kind: 'special',
    subject: '试例督导', team: '试例甲', findings }), steps: [
    ['t02clerk', 'rectify', { act_on: '2018-03-01', act_text: '已整改' }, 'confirmed'],
    ['hzoffice', 'recheck', { act_on: '2018-03-02', act_passed: true }, 'confirmed']] })
})

test('a posting and its days', async () => {
  const who = await staff_of(`派${run}`, 'hzoffice')
  const term = (first, last) => () => ({ to: township, staff: who, kind: 'support', department: '内科', role: 'medical', mode: 'resident',
    starts_on: first(), ends_on: last() })
  const support = { enter: 'hzoffice', confirm: 't02clerk' }
  const posting = await live('postings', { ...support, change: { team: '试例队' }, body: term(() => `20${10 + ++n}-01-01`, () => `20${10 + n}-06-30`),
    steps: [['t02clerk', 'arrive', { arrived_on: `20${10 + n + 1}-01-02` }, 'confirmed'],
      ['t02clerk', 'appraise', { appraisal: '合格', passed: true }, 'confirmed']] })
  let d = 3
  await live('attendance', { ...support, change: { evidence: '签到表' }, body: () => ({ to: township, posting: posting.id, kind: 'outpatient', part: 'full',
    on_day: `${posting.starts_on.slice(0, 8)}${String(++d).padStart(2, '0')}` }) })
  const office = await sign_in('hzoffice')
  const take = async (id, action, more) => assert_status(await office.post(`/api/postings/${id}/actions/${action}`, more), 200).state
  assert.equal(await take(posting.id, 'end', { ended_on: posting.ends_on, reason: '任务完成' }), 'ended')
  const refused = assert_status(await office.post('/api/postings', { ...term(() => '2009-01-01', () => '2009-02-01')(), submit: true }), 201)
  assert.equal(await take(refused.id, 'refuse', { refused_on: '2009-01-01', consequence: 'none', reason: '本人拒绝' }), 'refused')
})

test('money: funds, what is handed on of it, what is spent', async () => {
  const [giver, district] = [await sign_in('xnoverseer'), await sign_in('hzoverseer')]
  const fund = () => ({ name: '试例资金', document_number: `试例${run}-${++n}`, fund_year: 2026, level: 'city', amount_fen: 100000,
    issued_on: '2026-03-01', uses: [{ use: 'training' }] })
  const made = await live('funds', { enter: 'xnoverseer', change: { pay_method: '一次拨付' }, body: fund, other: ['hzoverseer', 't02clerk'] })
  const hand = () => ({ to: county, fund: made.id, amount_fen: 1000, allocated_on: '2026-03-10', paid_on: '2026-03-11' })
  const given = await live('fund_allocations', { enter: 'xnoverseer', confirm: 'hzoverseer', change: { note: '首批' }, body: hand,
    other: ['t02clerk'], steps: [['hzoverseer', 'arrive', { arrived_on: '2026-03-12' }, 'confirmed']] })
  const owed = assert_status(await giver.post('/api/fund_allocations', { ...hand(), paid_on: undefined, submit: true }), 201)
  const draft = assert_status(await giver.post('/api/fund_allocations', hand()), 201)
  assert_status(await district.post(`/api/fund_allocations/${draft.id}/actions/submit`), 404)
  const tries = { void: { reason: '试探' }, pay: { paid_on: '2026-03-12' } }
  for (const [action, body] of Object.entries(tries))
    assert_status(await district.post(`/api/fund_allocations/${owed.id}/actions/${action}`, body), 403)
  assert_status(await district.patch(`/api/fund_allocations/${owed.id}`, { amount_fen: 1, reason: '试探' }, owed.version), 403)
  assert_status(await giver.post(`/api/fund_allocations/${owed.id}/actions/pay`, { paid_on: '2026-03-12' }), 200)
  await live('fund_spendings', { enter: 'hzoverseer', change: { note: '发票' }, other: ['t02clerk'], body: () => ({ org: county, allocation: given.id,
    spent_on: '2026-04-01', use: 'training', subject: '试例支出', amount_fen: 100 }) })
  const unsent = assert_status(await district.post('/api/fund_spendings', { org: county, allocation: given.id, spent_on: '2026-04-02',
    use: 'training', subject: '试例支出', amount_fen: 100 }), 201)
  assert_status(await giver.patch(`/api/fund_spendings/${unsent.id}`, { amount_fen: 1 }, unsent.version), 404)
  for (const action of ['submit', 'void'])
    assert_status(await giver.post(`/api/fund_spendings/${unsent.id}/actions/${action}`, action === 'void' ? { reason: '试探' } : {}), 404)
  const spent = assert_status(await district.post('/api/fund_spendings', { org: county, allocation: given.id, spent_on: '2026-04-02',
    use: 'training', subject: '试例支出', amount_fen: 100, submit: true }), 201)
  assert_status(await giver.get(`/api/fund_spendings/${spent.id}`), 200)
})

test('a reported value is sent back, locked and opened at each level, by its own levels alone', async () => {
  const [unit, county_, city, province, other] = await Promise.all(
    ['hzoffice', 'hzoverseer', 'xnoverseer', 'qhoverseer', 't02clerk'].map((name) => sign_in(name)))
  const where = '/api/reported_values'
  const body = { month: `${2009 + Math.floor(Math.random() * 7)}-${String(1 + Math.floor(Math.random() * 12)).padStart(2, '0')}-01`, item: 'inpatients', amount: 10 }
  const draft = assert_status(await unit.post(where, body), 201)
  const take = async (by, id, action, more = {}) => assert_status(await by.post(`${where}/${id}/actions/${action}`, more), 200).state
  const reason = { reason: '请核对' }
  const open = { ...reason, unlocked_until: new Date(Date.now() + 5 * 86400e3).toISOString().slice(0, 10) }
  const again = [[unit, 'submit', {}, 'submitted'], [county_, 'county_accept', {}, 'confirmed']]
  const steps = [[unit, 'submit', {}, 'submitted'], [county_, 'county_unlock', open, 'submitted'],
    [county_, 'county_return', reason, 'disputed'], ...again,
    [county_, 'county_lock', {}, 'confirmed'], [city, 'city_unlock', open, 'confirmed'],
    [city, 'city_lock', {}, 'confirmed'], [province, 'province_unlock', open, 'confirmed'],
    [province, 'province_lock', {}, 'confirmed'], [province, 'province_unlock', open, 'confirmed'],
    [city, 'city_return', reason, 'disputed'], ...again, [city, 'city_accept', {}, 'city'],
    [province, 'province_return', reason, 'disputed'], ...again, [city, 'city_accept', {}, 'city'],
    [province, 'province_accept', {}, 'province']]
  for (const [by, action, more, state] of steps) assert.equal(await take(by, draft.id, action, more), state, action)

  // Rows of others: the hospital's for a township, the city's for a county, another province's for the rest.
  const away = randomUUID()
  const put = sql(`insert into biz.reported_value (id, org_id, region_id, created_by, updated_by, state, month, item, amount)
    select '${away}', o.id, o.region_id, 0, 0, 'submitted', '${body.month}', 'inpatients', 5
      from biz.organisation o where o.region_id / 10000 <> 63 and o.kind like '%hospital%' limit 1 returning id`)
  assert.ok(put.includes(away))
  const theirs = [['report.read', other, draft.id], ['report.write', other, draft.id], ['report.county', county_, away],
    ['report.city', city, away], ['report.province', province, away]]
  for (const [permission, by, id] of theirs)
    for (const r of routes.filter((r) => r.resource === 'reported_values' && r.where.includes('{id}') && r.permission === permission)) {
      const answer = await by.send(r.method, address(r.where, id), tried(r, { amount: 1, reason: '试探' }), r.method === 'PATCH' ? { version: 1 } : {})
      assert.equal(answer.status, 404, `${r.method} ${r.where}: ${answer.text}`)
    }
  const second = assert_status(await unit.post(where, { ...body, item: 'bed_days' }), 201)
  assert.equal(await take(unit, second.id, 'void', reason), 'void')
})

test('a summary is its house\'s until it is published', async () => {
  const [writer, other] = [await sign_in('hzoverseer'), await sign_in('t02clerk')]
  const made = assert_status(await writer.post('/api/summaries', { template: 'T-C', scope: 'region:630106',
    period: `year:${1991 + Math.floor(Math.random() * 18)}`, title: '试例总结' }), 201)
  for (const r of routes.filter((r) => r.resource === 'summaries' && r.where.includes('{id}'))) {
    const answer = await other.send(r.method, address(r.where, made.id), tried(r, { title: '别人的' }), r.method === 'GET' ? {} : { version: made.version })
    assert.equal(answer.status, 404, `${r.method} ${r.where}: ${answer.text}`)
  }
  for (const file of ['document.docx', 'annex.xlsx'])
    assert_status(await writer.get(`/api/summaries/${made.id}/${file}`), 200)
  assert.equal(assert_status(await writer.get(`/api/summaries/${made.id}`), 200).version, made.version)
})

test('an obligation of another province is neither read nor changed', async () => {
  const overseer = await sign_in('hzoverseer')
  const id = randomUUID()
  assert.ok(sql(`insert into fig.obligation (id, from_org_id, from_region_id, to_org_id, to_region_id, source, kind, parameters, name, valid_from)
    select '${id}', o.id, o.region_id, o.id, o.region_id, 'manual', 'presence', '{"n": 1, "every": "day"}', '试例义务', '2020-01-01'
      from biz.organisation o where o.region_id / 10000 <> 63 and o.kind like '%hospital%' limit 1 returning id`).includes(id))
  try {
    for (const r of routes.filter((r) => r.resource === 'obligations' && r.where.includes('{id}'))) {
      const body = r.method === 'GET' ? undefined : r.where.endsWith('/end') ? { on: '2026-01-01', reason: '试探' } : { owner: '试探' }
      const at = address(r.where, id) + (r.where.endsWith('/days') ? '?from=2026-01-01&to=2026-01-31' : '')
      const answer = await overseer.send(r.method, at, body, r.method === 'GET' ? {} : { version: 1 })
      assert.equal(answer.status, 404, `${r.method} ${r.where}: ${answer.text}`)
    }
    assert.equal(sql(`select version || coalesce(owner, '-') from fig.obligation where id = '${id}'`), '1-')
  } finally {
    sql(`update fig.obligation set valid_to = '2020-01-02' where id = '${id}'`)
  }
})
