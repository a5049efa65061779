// promotion.test.mjs - verdicts and ledgers by role, certificates, and what a stranger may find out of them.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { exported, listed } from './exported.mjs'
import { assert_problem, assert_status, next_address, organisation_id, pointers, sign_in, sql, stranger } from './harness.mjs'

const [hospital, town] = [organisation_id('HZH'), organisation_id('HZT01')]
const commission = Number(sql("select id from biz.organisation where kind = 'commission' and region_id = 630106 order by id limit 1"))
const scheme = randomUUID()
const people = { able: randomUUID(), short: randomUUID(), bare: randomUUID() }
// The doctor's account stands in the register for another test's person: lent for this file.
const lender = sql("select id from biz.staff where login = 'hzdoctor@hz' and state <> 'void'")
if (lender) sql(`update biz.staff set login = null where id = '${lender}'`)
after(() => {
  sql(`update biz.staff set login = null where id = '${people.able}'`)
  if (lender) sql(`update biz.staff set login = 'hzdoctor@hz' where id = '${lender}'`)
})

sql(`insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
  values ('${scheme}', ${commission}, 1, 'confirmed', '2010-01-01', 'PRO-${scheme.slice(0, 8)}', '晋升前服务方案', 1);
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level) values
  ('${scheme}', 1, 'service_length', 6, 'month', 'posting', null), ('${scheme}', 2, 'week_days', 3, 'day', 'week', null),
  ('${scheme}', 3, 'gate_rank', null, null, null, 'deputy_senior');
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, promotion_target, promotion_year, login)
  values ('${people.able}', ${hospital}, 1, 'confirmed', '2010-01-01', '试例能', 'doctor', 'mid', 'practising_doctor', 'deputy_senior', 2014, 'hzdoctor@hz'),
         ('${people.short}', ${hospital}, 1, 'confirmed', '2010-01-01', '试例缺', 'doctor', 'mid', 'practising_doctor', 'deputy_senior', 2014, null),
         ('${people.bare}', ${town}, 1, 'confirmed', '2010-01-01', '试例无', 'nurse', 'junior', 'nurse', 'mid', 2014, null);`)
for (const [who, days] of [['able', 3], ['short', 2]]) {
  const posting = randomUUID()
  sql(`insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id,
      department, role, mode, scheme_id, appraisal, passed)
    values ('${posting}', ${hospital}, 1, ${town}, 1, ${hospital}, 'confirmed', '2013-07-01', '2013-12-31', '${people[who]}', '内科', 'medical',
      'resident', '${scheme}', '好', true);
    insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
    select gen_random_uuid(), ${hospital}, 1, ${town}, 1, ${town}, 'confirmed', w.day, '${posting}', 'full', 'outpatient'
      from (select d.day, row_number() over (partition by date_trunc('week', d.day) order by d.day) as nth,
                   to_char(d.day, 'IYYY-"W"IW') as week from biz.workdays('2013-07-01', '2013-12-31') d (day)) w
     where nth <= case week when '2013-W34' then ${days} else 3 end`)
}

const ledger = (browser, id, query = '') => browser.get(`/api/promotions/${id}?as_of=2013-12-31${query}`)
const check = (number, code, options) =>
  stranger.get(`/api/public/certificates/${encodeURIComponent(number)}?code=${encodeURIComponent(code)}`, options)

test('the list: in scope, filtered, page by page, as a workbook', async () => {
  const [office, overseer, town_clerk] = [await sign_in('hzoffice'), await sign_in('hzoverseer'), await sign_in('t02clerk')]
  const all = await listed(office, { limit: 1, as_of: '2013-12-31', q: '试例' }, '/api/promotions')
  const mine = all.filter((i) => Object.values(people).includes(i.staff.id))
  assert.deepEqual(mine.map((i) => [i.staff.name, i.result, i.scheme.name, i.days]),
    [['试例缺', 'not_eligible', '晋升前服务方案', 184], ['试例能', 'eligible', '晋升前服务方案', 184]])
  assert.deepEqual(mine[0].reasons.map((r) => [r.code, r.week, r.wanted, r.had]), [['short_week', '2013-W34', 3, 2]])
  for (const [filter, names] of [[{ result: 'eligible' }, ['试例能']], [{ result: 'not_eligible', rank: 'deputy_senior' }, ['试例缺']],
    [{ rank: 'senior' }, []], [{ organisation: town }, ['试例无']], [{ q: '例能', scheme }, ['试例能']]]) {
    const found = await listed(overseer, { as_of: '2013-12-31', q: '试例', ...filter }, '/api/promotions')
    assert.deepEqual(found.filter((i) => Object.values(people).includes(i.staff.id)).map((i) => i.staff.name), names, JSON.stringify(filter))
  }
  assert.ok(!(await listed(town_clerk, {}, '/api/promotions')).some((i) => Object.values(people).includes(i.staff.id)))
  const { rows } = await exported(overseer, 'promotions', { as_of: '2013-12-31', result: 'not_eligible', organisation: String(hospital), q: '试例' })
  const row = rows.find((r) => r['姓名'] === '试例缺')
  assert.deepEqual([row['资格'], row['拟晋升级别'], row['理由'], row['服务经历及鉴定']], ['不符合', '副高级', '2013-W34：出勤2.0日，应3日',
    `${sql(`select name from biz.organisation where id = ${town}`)} 2013-07-01至2013-12-31，184天，鉴定合格：好`])
  for (const query of ['result=good', 'rank=mid%20', 'as_of=2013-02-30', 'as_of=2999-01-01', 'scheme=1', 'after=x'])
    assert.equal((await office.get(`/api/promotions?${query}`)).status, 422, query)
  assert_problem(await stranger.get('/api/promotions'), 401, 'sign-in')
  assert_problem(await (await sign_in('hzdoctor')).get('/api/promotions'), 403, 'forbidden')
})

test('a ledger: the own or one in scope, down to the day', async () => {
  const [office, overseer, doctor] = [await sign_in('hzoffice'), await sign_in('hzoverseer'), await sign_in('hzdoctor')]
  for (const [browser, may_issue] of [[office, false], [overseer, true], [doctor, false]]) {
    const l = assert_status(await ledger(browser, people.able), 200)
    assert.deepEqual([l.result, l.days, l.reached_on, l.may_issue, l.weeks.length, l.stretches[0].days], ['eligible', 184, '2013-12-31', may_issue, 27, 184])
  }
  const short = assert_status(await ledger(office, people.short), 200)
  const [week] = short.weeks.filter((w) => w.short)
  assert.deepEqual([week.week, week.wanted, week.had, week.days['2013-08-21']], ['2013-W34', 3, 2, 0])
  assert.equal(week.postings[0], short.postings[0].id)
  assert.equal((await ledger(office, people.short, `&rank=senior&scheme=${scheme}`)).json.result, 'not_required')
  assert.deepEqual((await doctor.get('/api/promotions/mine')).json.items.map((i) => i.staff.name), ['试例能'])
  assert.deepEqual((await office.get('/api/promotions/mine')).json.items, [])
  assert_problem(await ledger(doctor, people.short), 404, 'not-found')
  assert_problem(await ledger(office, people.bare), 404, 'not-found')
  assert_problem(await ledger(await sign_in('xnoffice'), people.able), 404, 'not-found')
  assert_problem(await ledger(office, randomUUID()), 404, 'not-found')
  assert_problem(await ledger(office, people.able, `&scheme=${randomUUID()}`), 422, 'invalid')
  const goes_by = (await ledger(office, people.able)).json
  assert.deepEqual(goes_by.choices[0], { id: scheme, why: 'served', org: goes_by.choices[0].org, name: '晋升前服务方案', gated: true, chosen: true, served: 1, in_force: true })
  assert.deepEqual(goes_by.versions.map((v) => [v.version, v.posted_on, v.in_force, v.judged, v.reached_on]), [[1, '2013-07-01', true, true, '2013-12-31']])
  assert_problem(await ledger(stranger, people.able), 401, 'sign-in')
  for (const where of [people.able, 'mine'])
    assert_problem(await (await sign_in('sysadmin')).get(`/api/promotions/${where}`), 403, 'forbidden')
  assert_problem(await stranger.get('/api/promotions/mine'), 401, 'sign-in')
})

test('a certificate: issued by the commission, frozen, checked by anybody, revoked', async () => {
  const [office, overseer, doctor] = [await sign_in('hzoffice'), await sign_in('hzoverseer'), await sign_in('hzdoctor')]
  const body = { staff: people.able, scheme, rank: 'deputy_senior', as_of: '2013-12-31' }
  assert_problem(await stranger.post('/api/certificates', body), 401, 'sign-in')
  assert_problem(await office.post('/api/certificates', body), 403, 'forbidden')
  assert.match(assert_problem(await overseer.post('/api/certificates', { ...body, staff: people.short }), 409, 'conflict').detail, /2013-W34/)
  assert.deepEqual(pointers(await overseer.post('/api/certificates', { staff: 'x', code: 'A' })), ['/code', '/rank', '/scheme', '/staff'])
  assert.deepEqual(pointers(await overseer.post('/api/certificates', { ...body, as_of: '2999-01-01' })), ['/as_of'])
  const key = randomUUID()
  const made = assert_status(await overseer.post('/api/certificates', body, { key }), 201)
  assert.equal(assert_status(await overseer.post('/api/certificates', body, { key }), 201).id, made.id)
  assert_problem(await overseer.post('/api/certificates', body), 409, 'conflict')
  assert.deepEqual([made.state, made.intact, made.result_now, made.content.name, made.content.postings.length], ['valid', true, 'eligible', '试例能', 1])

  const where = `/api/certificates/${made.id}`
  for (const browser of [office, doctor]) assert.equal(assert_status(await browser.get(where), 200).code, made.code)
  assert_problem(await (await sign_in('xnoffice')).get(where), 404, 'not-found')
  assert_problem(await (await sign_in('sysadmin')).get(where), 403, 'forbidden')
  assert_problem(await stranger.get(where), 401, 'sign-in')
  assert.equal(sql(`select count(*) from aud.event where object_id = '${made.number}' and action = 'certificate.read'`) > 2, true)

  const shown = { result: 'valid', name: '试**', unit: made.content.unit.name, rank_level: 'deputy_senior', scheme: '晋升前服务方案',
    scheme_version: 1, as_of: '2013-12-31', issuer: made.content.issuer.name, issued_on: made.content.issued_on, revoked_on: null }
  const grouped = made.code.replace(/(.{4})(?=.)/g, '$1-').toLowerCase()
  assert.deepEqual(assert_status(await check(made.number, grouped), 200), shown)
  assert.doesNotMatch((await check(made.number, made.code)).text, /试例能|"mid"|hzdoctor|"days"|"code"|postings/)

  const asked = `/api/public/certificates/${made.number}?code=${made.code}`
  for (const [browser, headers] of [[overseer, {}], [stranger, { Cookie: '__Host-yilian=x' }], [stranger, { Cookie: `__Host-yilian=${'a'.repeat(43)}` }]])
    assert.deepEqual(assert_status(await browser.get(asked, { headers }), 200), shown, 'a session makes no difference')

  const nothing = Object.fromEntries(Object.keys(shown).map((k) => [k, k === 'result' ? 'not_found' : null]))
  const other = `${made.number.slice(0, -1)}${made.number.endsWith('0') ? 1 : 0}`
  for (const [number, code] of [[made.number, '0'.repeat(16)], [made.number, made.code.slice(1)], [other, made.code], [made.number, '%'],
    [`${made.number.slice(0, 5)}%`, made.code], ["' or 1=1 --", "' or 1=1 --"], [made.number, `${made.code} or 1=1`], [made.id, made.code]])
    assert.deepEqual(assert_status(await check(number, code), 200), nothing, `${number} ${code}`)
  assert.deepEqual(pointers(await stranger.get(`/api/public/certificates/${made.number}`)), ['?code'])
  assert.equal((await check(made.number, 'x'.repeat(41))).status, 422)
  assert.equal((await check('9'.repeat(41), made.code)).status, 404)
  assert_problem(await stranger.get(`/api/public/certificates/${made.number}?code=${made.code}&staff=1`), 422, 'invalid')
  assert.equal((await check(made.number, `${made.code}\u0000`)).status >= 400, true)
  for (const path of ['/api/public/certificates', `/api/public/certificates/${made.number}/`, `/api/certificates/${made.number}?code=${made.code}`])
    assert.ok([401, 404].includes((await stranger.get(path)).status), path)
  assert_problem(await stranger.post(`/api/public/certificates/${made.number}`, {}), 405, 'method')

  const person = await sign_in('hzhr')
  const found = async (browser, filter) => (await listed(browser, { limit: 1, ...filter }, '/api/certificates')).filter((c) => c.id === made.id)
  for (const browser of [person, office, overseer, await sign_in('qhoverseer')])
    assert.deepEqual((await found(browser, { q: '试例' })).map((c) => [c.number, c.staff.name, c.organisation.id, c.rank_level, c.days, c.state, c.code]),
      [[made.number, '试例能', hospital, 'deputy_senior', 184, 'valid', undefined]])
  for (const filter of [{ state: 'revoked' }, { rank: 'senior' }, { organisation: town }, { q: '例缺' }, { to: '2019-12-31' }, { from: '2050-01-01' }])
    assert.deepEqual(await found(overseer, filter), [], JSON.stringify(filter))
  assert.equal((await found(overseer, { q: made.number.slice(0, 15), state: 'valid', organisation: hospital, rank: 'deputy_senior' })).length, 1)
  for (const who of ['xnoffice', 't02clerk']) assert.deepEqual(await found(await sign_in(who), {}), [], who)
  assert_problem(await doctor.get('/api/certificates'), 403, 'forbidden')
  assert_problem(await stranger.get('/api/certificates'), 401, 'sign-in')
  assert.deepEqual(pointers(await overseer.get('/api/certificates?state=x&rank=mid2&from=yesterday')), ['?from', '?rank', '?state'])
  const sheet = await exported(person, 'certificates', { q: '试例' })
  assert.deepEqual(sheet.rows.filter((r) => r['证书编号'] === made.number).map((r) => [r['姓名'], r['拟晋升级别'], r['状态'], r['截至日期']]),
    [['试例能', '副高级', '有效', '2013-12-31']])
  assert.ok(!JSON.stringify(sheet.rows).includes(made.code))

  assert_problem(await office.post(`${where}/actions/revoke`, { reason: '数据有误' }), 403, 'forbidden')
  assert_problem(await stranger.post(`${where}/actions/revoke`, { reason: '数据有误' }), 401, 'sign-in')
  assert_problem(await (await sign_in('xnoverseer')).post(`/api/certificates/${randomUUID()}/actions/revoke`, { reason: '数据有误' }), 404, 'not-found')
  const elsewhere = randomUUID()
  sql(`insert into biz.certificate select (jsonb_populate_record(c, jsonb_build_object('id', '${elsewhere}', 'number', '9' || substr(c.number, 2),
    'org_id', ${organisation_id('XNH')}, 'region_id', 630100,
    'issuer_org_id', ${organisation_id('QH000000')}, 'revoked_at', now(), 'revoked_by', c.issued_by,
    'revoke_reason', 'x'))).* from biz.certificate c where c.id = '${made.id}'`)
  assert_status(await (await sign_in('qhoverseer')).get(`/api/certificates/${elsewhere}`), 200)
  assert_problem(await (await sign_in('hzoverseer')).post(`/api/certificates/${elsewhere}/actions/revoke`, { reason: '数据有误' }), 404, 'not-found')
  assert.deepEqual(pointers(await overseer.post(`${where}/actions/revoke`, {})), ['/reason'])
  const gone = assert_status(await overseer.post(`${where}/actions/revoke`, { reason: '出勤有误' }), 200)
  assert.deepEqual([gone.state, gone.revoke_reason, gone.may_revoke], ['revoked', '出勤有误', false])
  assert_problem(await overseer.post(`${where}/actions/revoke`, { reason: '出勤有误' }), 409, 'conflict')
  assert.deepEqual((await check(made.number, made.code)).json, { ...shown, result: 'revoked', revoked_on: made.content.issued_on })
  assert.deepEqual((await ledger(doctor, people.able)).json.certificates.filter((c) => c.number === made.number).map((c) => [c.number, c.state]), [[made.number, 'revoked']])
})

test('who tries codes is stopped, and others are not', async () => {
  const from = next_address()
  const tries = await Promise.all(Array.from({ length: 60 }, (_, i) => check('20266301060000011', String(i).padStart(16, '0'), { from })))
  const statuses = tries.map((t) => t.status)
  assert.ok(statuses.filter((s) => s === 429).length >= 25, statuses.join(' '))
  assert.ok(statuses.every((s) => s === 200 || s === 429), statuses.join(' '))
  assert_problem(tries.find((t) => t.status === 429), 429, 'too-many')
  assert_status(await check('20266301060000011', 'X'), 200)
  assert_status(await (await sign_in('hzoverseer')).get('/api/promotions', { from }), 200)
})
