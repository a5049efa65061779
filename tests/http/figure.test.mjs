// figure.test.mjs - figures by definition: values equal the rows, and open them as far as one may see.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  act, assert_problem, assert_status, organisation_id, pointers, send_referral, sign_in, sql,
} from './harness.mjs'

const ask = (browser, code, query = {}) => browser.get(`/api/figures/${code}?${new URLSearchParams(query)}`)
const rows_of = (browser, code, query = {}) =>
  browser.get(`/api/figures/${code}/rows?${new URLSearchParams(query)}`)
const value = async (browser, code, query) => assert_status(await ask(browser, code, query), 200).value
const today = sql("select (now() at time zone 'Asia/Shanghai')::date")

const hospital = organisation_id('HZH')
const township = organisation_id('HZT01')
const other = organisation_id('HZT02')
const elsewhere = organisation_id('630121H')

/** A donation as an import of the owner would bring it: in the state said. */
function give(from, to, day, kind, fen, state = 'confirmed') {
  const id = randomUUID()
  sql(`insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id,
    state, state_reason, donated_on, kind, subject, total_fen, created_by, updated_by) values ('${id}', ${from}, 0, ${to}, 0,
    ${from}, '${state}', ${state === 'void' ? "'测试'" : 'null'}, '${day}', '${kind}', '试设备', ${fen}, 0, 0)`)
  return id
}

test('every figure says what it means, in which unit', async () => {
  const overseer = await sign_in('hzoverseer')
  const { items } = assert_status(await overseer.get('/api/figures'), 200)
  assert.ok(items.length >= 40, `${items.length}`)
  for (const f of items) {
    for (const member of ['name', 'meaning', 'unit'])
      assert.ok(f[member].zh && f[member].en, `${f.code} ${member}`)
    if (f.kind === 'ratio')
      for (const part of [f.numerator_code, f.denominator_code]) assert.ok(items.some((i) => i.code === part), part)
  }
  assert.match(items.find((f) => f.code === 'down_up_mixed').flag.zh, /X5/)
  assert.equal(new Set(items.map((f) => f.code)).size, items.length)
})

test('a donation counts once it is confirmed; the number opens its rows', async () => {
  const overseer = await sign_in('hzoverseer')
  const query = { scope: 'region:630106', period: 'year:2011' }
  const none = assert_status(await ask(overseer, 'donation_value', query), 200)
  assert.deepEqual([none.value, none.state], [null, 'no_data'])
  const kept = [give(hospital, township, '2011-03-05', 'equipment', 12000000),
    give(hospital, other, '2011-07-01', 'medicine', 5540800), give(elsewhere, township, '2011-12-31', 'supplies', 3000000)]
  const unsaid = give(hospital, township, '2011-05-01', 'money', 500000, 'submitted')
  give(hospital, township, '2011-05-02', 'money', 500000, 'draft')
  give(hospital, township, '2011-05-03', 'money', 500000, 'void')
  give(hospital, township, '2012-01-01', 'money', 77)
  const now = assert_status(await ask(overseer, 'donation_value', query), 200)
  assert.deepEqual([now.value, now.state, now.unit.zh, now.scope.name, now.decimals], [205408, 'ok', '元', '湟中区', 2])
  assert.deepEqual(now.period, { first: '2011-01-01', last: '2011-12-31' })
  assert.equal(await value(overseer, 'donation_money', query), 0, '0 where others of the type are kept')
  assert.equal(await value(overseer, 'donations', { ...query, period: 'half:2011-1' }), 1)
  assert.equal(await value(overseer, 'donation_givers', query), 2)
  const behind = assert_status(await rows_of(overseer, 'donation_value', query), 200).items
  assert.deepEqual(behind.map((r) => r.id), kept.toReversed())
  assert.deepEqual(behind.map((r) => r.value), [30000, 55408, 120000])
  assert.deepEqual([behind[2].record_type, behind[2].title, behind[2].from.id, behind[2].to.id, behind[2].kind],
    ['donations', '试设备', hospital, township, 'equipment'])
  // One page after the other: no row twice, none left out.
  let after, seen = []
  do {
    const page = assert_status(await rows_of(overseer, 'donations', { ...query, limit: 2, ...(after && { after }) }), 200)
    seen = [...seen, ...page.items.map((r) => r.id)]
    after = page.next
  } while (after)
  assert.deepEqual(seen, kept.toReversed())
  const of_one = assert_status(await rows_of(overseer, 'donation_value', { ...query, unit: other }), 200).items
  assert.deepEqual(of_one.map((r) => r.id), [kept[1]])
  // The receiver's word.
  sql(`update biz.donation set state = 'confirmed' where id = '${unsaid}'`)
  assert.equal(await value(overseer, 'donation_value', query), 210408)
  sql(`update biz.donation set state = 'void', state_reason = '误' where id = '${unsaid}'`)
  assert.equal(await value(overseer, 'donation_value', query), 205408)
})

test('scopes: institution, alliance, pairing, programme; by unit, month, kind', async () => {
  const union = await sign_in('hzunion')
  const overseer = await sign_in('hzoverseer')
  const director = await sign_in('hzdirector')
  const alliance = sql(`select m.alliance_id from biz.alliance_member m join biz.organisation o
    on o.id = m.organisation_id where o.code = 'HZT01' order by 1 limit 1`)
  const period = 'year:2011'
  assert.equal(await value(director, 'donation_value', { scope: `org:${hospital}`, period }), 175408)
  assert.equal(await value(union, 'donation_value', { scope: `alliance:${alliance}`, period, structure: 'now' }), 175408,
    'what comes from outside does not count for an alliance')
  const whole = { scope: 'region:630106', period }
  const units = assert_status(await ask(overseer, 'donation_value', { ...whole, by: 'unit' }), 200).items
  assert.deepEqual(units.filter((u) => u.value).map((u) => [u.key, u.value]),
    [[String(township), 150000], [String(other), 55408]])
  assert.ok(units.length > 15 && units.every((u) => u.name), 'units without any are there too')
  assert.ok(units.some((u) => u.state === 'no_data' && u.value === null))
  const months = assert_status(await ask(overseer, 'donation_value', { ...whole, by: 'month' }), 200).items
  assert.deepEqual(months.map((m) => m.key), Array.from({ length: 12 }, (_, i) => `2011-${String(i + 1).padStart(2, '0')}`))
  assert.deepEqual(months.map((m) => m.value), [null, null, 120000, null, null, null, 55408, null, null, null, null, 30000])
  const kinds = assert_status(await ask(overseer, 'donation_value', { ...whole, by: 'kind' }), 200)
  assert.deepEqual(kinds.items.map((k) => [k.key, k.value]), [['equipment', 120000], ['medicine', 55408], ['supplies', 30000]])
  assert.equal(kinds.cut, 'donations.kind')

  const pairing = sql(`insert into biz.pairing (from_org_id, to_org_id, programme, purpose, starts_on, ends_on)
    values (${hospital}, ${township}, '试工程', '支援', '2011-02-01', '2011-03-31') returning id`).split('\n')[0]
  const province = await sign_in('qhoverseer')
  for (const scope of [`pairing:${pairing}`, 'programme:试工程'])
    assert.equal(await value(province, 'donation_value', { scope, period }), 120000, scope)
  assert.equal(await value(overseer, 'donation_value', { scope: `pairing:${pairing}`, period: 'month:2011-04' }), null)
  assert.equal(await value(overseer, 'pairings_live', { scope: `pairing:${pairing}`, period: 'month:2011-02' }), 1)
  const before = await value(overseer, 'pairings_live', { scope: 'region:630106', period: 'until:2011-01-31' })
  const during = await value(overseer, 'pairings_live', { scope: 'region:630106', period: 'until:2011-02-01' })
  assert.equal(during - before, 1, 'a pairing is held from its first day')
  const behind = assert_status(await rows_of(province, 'donations', { scope: `pairing:${pairing}`, period }), 200).items
  assert.equal(behind.length, 1)
  const held = assert_status(await rows_of(overseer, 'pairings_live', { scope: 'region:630106', period: 'until:2011-02-01' }), 200)
  assert.ok(held.items.some((r) => r.record_type === 'pairings' && r.title === '试工程'))
  const later = assert_status(await rows_of(overseer, 'pairings_live', { scope: 'region:630106', period: 'until:2011-04-01' }), 200)
  assert.ok(!later.items.some((r) => r.title === '试工程'), 'what has ended is behind it no more')
})

test('last year and target stand beside', async () => {
  const overseer = await sign_in('hzoverseer')
  const query = { scope: 'region:630106', period: 'year:2012', compare: 'all' }
  const answer = assert_status(await ask(overseer, 'donation_value', query), 200)
  assert.equal(answer.value, 0.77)
  assert.deepEqual(answer.compare.last_year,
    { first: '2011-01-01', last: '2011-12-31', value: 205408, state: 'ok', change: -205407.23, rate: -100 })
  assert.equal(answer.compare.target, null)
  const february = assert_status(await ask(overseer, 'donation_value', { ...query, period: 'month:2013-02' }), 200)
  assert.equal(february.compare.last_year.last, '2012-02-29', 'a whole month is compared with a whole month')
  assert.deepEqual([february.value, february.compare.last_year.change], [null, null])
  const running = assert_status(await ask(overseer, 'donation_value', { scope: 'region:630106', compare: 'last_year' }), 200)
  assert.equal(running.compare.last_year.last, sql(`select date '${today}' - interval '1 year'`).slice(0, 10), 'a running year only so far')

  const agreement = randomUUID()
  sql(`insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state,
    starts_on, ends_on, kind, name, created_by, updated_by) values ('${agreement}', ${hospital}, 0, ${township}, 0, ${hospital}, 'draft',
    '2011-01-01', '2012-12-31', 'support', '试协议', 0, 0)`)
  sql(`insert into biz.agreement_party (record_id, line, organisation_id, role, leader, contact_name)
    values ('${agreement}', 1, ${hospital}, 'supporter', '甲', '乙'), ('${agreement}', 2, ${township}, 'supported', '丙', '丁')`)
  sql(`insert into biz.agreement_goal (record_id, line, name, figure, target, unit, due_on)
    values ('${agreement}', 1, '捐赠满二十万', 'donation_value', 200000, '元', '2011-12-31')`)
  const goal = { scope: `org:${township}`, period: 'year:2011', compare: 'target' }
  assert.equal(assert_status(await ask(overseer, 'donation_value', goal), 200).compare.target, null, 'a draft promises nothing')
  sql(`update biz.agreement set state = 'submitted' where id = '${agreement}'`)
  sql(`update biz.agreement set state = 'confirmed' where id = '${agreement}'`)
  const { target } = assert_status(await ask(overseer, 'donation_value', goal), 200).compare
  assert.deepEqual([target.value, target.reached, target.gap, target.goal, target.agreement.name],
    [200000, false, -50000, '捐赠满二十万', '试协议'])
  assert.equal(await value(overseer, 'agreements_incomplete', { scope: `org:${township}`, period: 'until:2011-06-01' }), 1)
  assert.equal(await value(overseer, 'agreements_expiring', { scope: `org:${township}`, period: 'until:2012-10-02' }), 0)
  assert.equal(await value(overseer, 'agreements_expiring', { scope: `org:${township}`, period: 'until:2012-10-03' }), 1)
  assert.equal(await value(overseer, 'agreement_complete_rate', { scope: `org:${township}`, period: 'until:2013-01-01' }), null)
})

test('as of a moment: what was corrected or voided since is undone', async () => {
  const overseer = await sign_in('hzoverseer')
  const query = { scope: 'region:630106', period: 'year:2010' }
  const id = give(hospital, township, '2010-06-01', 'money', 100000)
  sql('select pg_sleep(0.02)')
  const first = sql("select to_char(now(), 'YYYY-MM-DD\"T\"HH24:MI:SS.MSOF\":00\"')")
  sql(`update biz.donation set total_fen = 300000, donated_on = '2010-08-01' where id = '${id}'`)
  const second = sql("select to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.MSOF\":00\"')")
  sql('select pg_sleep(0.02)')
  const late = give(hospital, other, '2010-07-01', 'money', 1)
  sql(`update biz.donation set state = 'void', state_reason = '误' where id = '${id}'`)
  assert.equal(await value(overseer, 'donation_value', query), 0.01)
  assert.equal(await value(overseer, 'donation_value', { ...query, as_of: second }), 3000)
  assert.equal(await value(overseer, 'donation_value', { ...query, as_of: first }), 1000)
  assert.equal(await value(overseer, 'donation_value', { ...query, period: 'half:2010-1', as_of: first }), 1000)
  assert.equal(await value(overseer, 'donation_value', { ...query, period: 'half:2010-1', as_of: second }), null)
  assert.equal(await value(overseer, 'donation_receivers', { ...query, as_of: second }), 1)
  const months = assert_status(await ask(overseer, 'donation_value', { ...query, as_of: first, by: 'month' }), 200).items
  assert.deepEqual(months.filter((m) => m.value).map((m) => [m.key, m.value]), [['2010-06', 1000]])
  assert.ok(late)
  const refused = await ask(overseer, 'up_visits', { ...query, as_of: first })
  assert_problem(refused, 422, 'invalid')
  assert.deepEqual(pointers(refused), ['?as_of'])
})

test('figures of referrals are those of the oversight pages', async () => {
  const overseer = await sign_in('hzoverseer')
  const doctor = await sign_in('t01doctor')
  const office = await sign_in('hzoffice')
  const scope = { scope: 'region:630106', period: `day:${today}` }
  const before = (await value(overseer, 'up_visits', scope)) ?? 0
  const referral = await send_referral(doctor, { urgency: 'emergency' })
  assert_status(await act(office, referral, 'arrive'), 200)
  assert.equal(await value(overseer, 'up_visits', scope), before + 1)
  const year = { scope: 'region:630106', period: `year:${today.slice(0, 4)}` }
  const oversight = assert_status(await overseer.get(`/api/oversight/referrals?${new URLSearchParams(year)}`), 200).totals
  const asked = { up_visits: 'up_visits', down_persons: 'down_persons', sent: 'referrals_sent', closed_by_sender: 'referrals_closed_sender' }
  for (const [column, code] of Object.entries(asked)) assert.equal(await value(overseer, code, year), oversight[column], code)
  const rate = assert_status(await ask(overseer, 'acceptance_rate', year), 200)
  assert.deepEqual([rate.numerator, rate.denominator], [oversight.accepted, oversight.answered])
  assert.equal(rate.value, Number((oversight.accepted * 100 / oversight.answered).toFixed(1)))
  const behind = assert_status(await rows_of(overseer, 'up_visits', scope), 200)
  const mine = behind.items.find((r) => r.id === referral.id)
  assert.deepEqual([mine.record_type, mine.title, mine.from.id, mine.to.id], ['referrals', referral.number, township, hospital])
  assert.doesNotMatch(JSON.stringify(behind), /试例/)
  const counted = assert_status(await rows_of(overseer, 'up_visits', { ...scope, limit: 100 }), 200).items.length
  assert.equal(counted, Math.min(100, before + 1))
  // The county by institution, and the same institution alone.
  const units = assert_status(await ask(overseer, 'up_visits', { ...year, by: 'unit' }), 200).items
  assert.equal(units.find((u) => u.key === String(township)).value,
    await value(overseer, 'up_visits', { ...year, scope: `org:${township}` }))
  const months = assert_status(await ask(overseer, 'up_visits', { ...year, by: 'month' }), 200).items
  assert.equal(months.reduce((n, m) => n + (m.value ?? 0), 0), oversight.up_visits)
})

test('many figures at once, each for its scope and period', async () => {
  const overseer = await sign_in('hzoverseer')
  const figures = [
    { code: 'donation_value', scope: 'region:630106', period: 'year:2011' }, { code: 'up_visits' },
    { code: 'donation_value', scope: 'region:630106', period: 'half:2011-1' }, { code: 'donations', scope: `org:${other}`, period: 'year:2011' },
  ]
  const { items } = assert_status(await overseer.post('/api/figures/query', { figures, compare: 'last_year' }), 200)
  assert.deepEqual(items.map((i) => i.code), figures.map((f) => f.code))
  assert.deepEqual([items[0].value, items[2].value, items[3].value], [205408, 120000, 1])
  assert.equal(items[1].scope.name, '湟中区', 'without a scope: one\'s own')
  assert.ok(items[0].compare.last_year)
  for (const [body, pointer] of [
    [{}, '/figures'], [{ figures: [] }, '/figures'], [{ figures: Array(61).fill(figures[0]) }, '/figures'],
    [{ figures: [{ code: 'donations', scope: 'x' }] }, '/figures/0/scope'],
    [{ figures: [figures[0], { code: 'donations', period: 'x' }] }, '/figures/1/period'],
    [{ figures: [5] }, '/figures/0'], [{ figures: [{ code: 5 }] }, '/figures/0/code'], [{ figures: [{}] }, '/figures/0/code'],
    [{ figures: [{ code: 'donations', structure: 'x' }] }, '/figures/0/structure'],
    [{ figures: [{ code: 'donations', peroid: 'year:2011' }] }, '/figures/0/peroid'],
    [{ figures: [figures[0]], as_of: 'x' }, '/as_of'],
  ]) {
    const answer = await overseer.post('/api/figures/query', body)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  assert_problem(await overseer.post('/api/figures/query', { figures: [{ code: 'no_such' }] }), 404, 'not-found')
})

test('what is not there or not one\'s own is refused', async () => {
  const county = await sign_in('hzoverseer')
  const director = await sign_in('hzdirector')
  const period = 'year:2011'
  for (const [who, scope, status] of [
    [county, 'region:630106', 200], [county, 'region:630121', 403], [county, 'region:630000', 403],
    [county, `org:${elsewhere}`, 403], [county, 'org:999999999', 404], [county, 'alliance:999999999', 404],
    [county, 'pairing:999999999', 404], [county, 'programme:没有', 404], [director, 'region:630106', 403],
    [director, `org:${township}`, 403], [director, `org:${hospital}`, 200], [county, 'planet:1', 422], [county, 'programme:', 422],
  ])
    for (const go of [ask, rows_of])
      assert.equal((await go(who, 'donation_value', { scope, period })).status, status, `${scope} ${go.name}`)
  for (const go of [ask, rows_of]) {
    assert_problem(await go(county, 'no_such', { period }), 404, 'not-found')
    assert_problem(await go(county, 'donation_value', { period: 'year:x' }), 422, 'invalid')
    assert_problem(await go(county, 'donation_value', { period, structure: 'x' }), 422, 'invalid')
    assert_problem(await go(county, 'donation_value', { period, as_of: 'yesterday' }), 422, 'invalid')
  }
  const by = await ask(director, 'donation_value', { scope: `org:${hospital}`, period, by: 'county' })
  assert_problem(by, 422, 'invalid')
  assert.deepEqual(pointers(by), ['?by'])
  assert_problem(await rows_of(county, 'acceptance_rate', { period, part: 'donations' }), 404, 'not-found')
  for (const user of ['hzdoctor', 'sysadmin', 'auditor', 'newcomer']) {
    const browser = await sign_in(user)
    assert_problem(await ask(browser, 'donation_value'), 403, 'forbidden')
    assert_problem(await rows_of(browser, 'donation_value'), 403, 'forbidden')
  }
})

test('a number may be seen by who may not see the rows behind it', async () => {
  const office = await sign_in('hzoffice')
  const account = sql(`select a.id from sec.account a where a.login_name = 'hzoffice'`)
  const query = { scope: `org:${hospital}`, period: 'year:2011' }
  assert.equal(assert_status(await rows_of(office, 'donations', query), 200).items.length, 2)
  sql(`insert into sec.denial (account_id, permission, reason, denied_by) values (${account}, 'donation.read', 'test', ${account})`)
  try {
    assert.equal(await value(office, 'donations', query), 2)
    assert_problem(await rows_of(office, 'donations', query), 403, 'forbidden')
  } finally {
    sql(`delete from sec.denial where account_id = ${account} and permission = 'donation.read'`)
  }
})

test('counters equal the records', () => {
  assert.equal(sql('select count(*) from fig.prove()'), '0')
})
