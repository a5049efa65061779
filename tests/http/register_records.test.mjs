// register_records.test.mjs - training sessions, surgery and techniques, rescues, supervision: what the
// engine's own tests cannot say of them. Their rules are held in tests/sql.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assert_problem, assert_status, organisation_id, pointers, sign_in, sql } from './harness.mjs'
import { act, bring_in, errors_of, start } from './intake.mjs'
import { to_csv } from './register.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT02')
const neighbour = organisation_id('HZT05')

const post = async (who, type, body) => assert_status(await who.post(`/api/${type}`, { submit: true, ...body }), 201)
const look = async (who, type, id) => assert_status(await who.get(`/api/${type}/${id}`), 200)
const take = (who, type, id, action, body = {}) => who.post(`/api/${type}/${id}/actions/${action}`, body)
const offered = (record) => [...new Set(record.actions.map((a) => a.action))].sort().join(' ')

test('a training session: heads are the sum of its audience, speakers are known by the register', async () => {
  const office = await sign_in('hzoffice')
  const clerk = await sign_in('t02clerk')
  const own = await post(office, 'staff', { name: '高示例', category: 'doctor', rank_level: 'senior',
    licence_kind: 'practising_doctor', joined_on: '2015-01-01' })
  const body = { to: township, held_on: '2026-06-01', topic: '高危妊娠管理', kind: 'lecture', mode: 'online', hours: 1.5,
    speakers: [{ staff: own.id, subject: '妊娠期高血压' }, { name: '马示例', organisation: '省级示范医院', rank_level: 'senior' }],
    audience: [{ organisation: township, heads: 80 }, { category: '乡村医生', heads: 224, heads_exactness: 'over' }],
    attendees: [{ name: '丁示例', organisation: '卫生室', result: 'passed' }] }
  const sent = await post(office, 'trainings', body)
  assert.deepEqual([sent.heads, sent.heads_exactness, sent.speakers_count, sent.listed_count, sent.hours], [304, 'over', 2, 1, 1.5])
  const seen = await look(clerk, 'trainings', sent.id)
  assert.deepEqual([seen.speakers[0].name, seen.speakers[0].rank_level], ['高示例', 'senior'], 'the other side sees who of the organiser\'s it was')
  assert.equal(offered(seen), 'confirm dispute')
  const wrong = await office.post('/api/trainings', { ...body, heads: 300 })
  assert_problem(wrong, 422, 'invalid')
  assert.deepEqual(pointers(wrong), ['/heads'])
  const stranger = await office.post('/api/trainings', { ...body, audience: [{ heads: 5 }], speakers: [{ subject: '无人' }] })
  assert_problem(stranger, 422, 'invalid')
  assert.match(stranger.text, /讲者|姓名|单位或人员类别/)
  const fewer = assert_status(await office.patch(`/api/trainings/${sent.id}`,
    { audience: [{ organisation: township, heads: 80 }], reason: '更正' }, sent.version), 200)
  assert.deepEqual([fewer.heads, fewer.heads_exactness, fewer.state], [80, 'exact', 'submitted'])
  const before = assert_status(await clerk.get(`/api/figures/trainings?scope=org:${township}&period=day:2026-06-01`), 200).value ?? 0
  assert_status(await take(clerk, 'trainings', sent.id, 'confirm'), 200)
  const figure = async (code) => assert_status(await clerk.get(`/api/figures/${code}?scope=org:${township}&period=day:2026-06-01`), 200).value
  assert.deepEqual([await figure('trainings') - before, await figure('training_heads') - 80 * before, await figure('training_persons')],
    [1, 80, 1], 'sessions, heads and persons')
})

test('a training in one\'s own house waits for nobody, and counts by itself', async () => {
  const clerk = await sign_in('t02clerk')
  const figure = async (code) =>
    assert_status(await clerk.get(`/api/figures/${code}?scope=org:${township}&period=day:2026-06-09`), 200).value ?? 0
  const before = [await figure('trainings_own'), await figure('training_own_heads'), await figure('trainings')]
  const body = { from: township, to: township, held_on: '2026-06-09', topic: '三基训练', kind: 'lecture', mode: 'on_site', heads: 12 }
  const draft = assert_status(await clerk.post('/api/trainings', body), 201)
  const sent = assert_status(await take(clerk, 'trainings', draft.id, 'submit'), 200)
  assert.deepEqual([sent.state, sent.entered, sent.from.id, sent.to.id], ['confirmed', 'from', township, township])
  assert.equal(offered(sent), 'correct void')
  const mended = assert_status(await clerk.patch(`/api/trainings/${sent.id}`, { heads: 14, reason: '补签到' }, sent.version), 200)
  assert.deepEqual([mended.state, mended.heads], ['confirmed', 14])
  assert.deepEqual([await figure('trainings_own'), await figure('training_own_heads'), await figure('trainings')],
    [before[0] + 1, before[1] + 14, before[2]])
  assert_problem(await clerk.post('/api/donations', { from: township, to: township, donated_on: '2026-06-09' }), 422, 'invalid')
  const office = await sign_in('hzoffice')
  assert_problem(await office.get(`/api/trainings/${sent.id}`), 404, 'not-found')
  assert_problem(await office.post('/api/trainings', body), 422, 'invalid')

  const own = assert_status(await clerk.get(`/api/organisations/${township}`), 200).name
  const heads = ['登记号', '主办单位', '受训单位', '培训日期', '主题', '类型', '方式', '参训人次']
  const rest = ['2026-06-10', `院内学习${Date.now()}`, '专题讲座', '现场', '8']
  const rows = [[own, own], ['', own], [own, '']].map((sides, i) =>
    Object.fromEntries([`N${i}-${Date.now()}`, ...sides, ...rest].map((cell, j) => [heads[j], cell])))
  const checked = await act(clerk, await start(clerk, to_csv(rows, heads), { kind: 'trainings' }), 'check')
  const errors = await errors_of(clerk, checked)
  assert.deepEqual([checked.good, errors.map((e) => e.line)], [1, [3, 4]], 'a side that was left out is no training in one\'s own house')
  assert.match(JSON.stringify(errors[0]), /院内/)
  const done = await act(clerk, checked, 'run')
  assert.equal(sql(`select state from biz.training where import_job_id = '${done.id}'`), 'confirmed')
})

test('the list of techniques is the same in the program and in the database', async () => {
  const type = assert_status(await (await sign_in('t02clerk')).get('/api/record-types/procedures'), 200)
  const codes = type.fields.find((f) => f.name === 'technique').codes.filter((c) => c.code !== 'other')
  assert.deepEqual(codes.map((c) => `${c.code} ${c.label.zh}`).sort(),
    sql('select code || \' \' || name from biz.technique').split('\n').sort())
})

test('the first of its kind finds itself, also backdated; a claim against the register shows', async () => {
  const clerk = await sign_in('t02clerk')
  const name = `示范术${Date.now()}`
  const body = { name, category: 'surgery', department: '外科', cases: 1, performed_by: 'local' }
  const later = await post(clerk, 'procedures', { ...body, done_on: '2026-05-05', claimed_first: true, patient_number: 'B-001' })
  assert.deepEqual([later.state, later.technique, later.first, later.claim_contradicted], ['confirmed', 'other', true, false])
  const earlier = await post(clerk, 'procedures', { ...body, done_on: '2026-05-01', performed_by: 'dispatched', support_org: hospital })
  assert.equal(earlier.first, true)
  const now = await look(clerk, 'procedures', later.id)
  assert.deepEqual([now.first, now.claim_contradicted, now.version], [false, true, later.version])
  const found = assert_status(await clerk.get(`/api/procedures?claim_contradicted=true&q=${encodeURIComponent(name)}`), 200)
  assert.deepEqual(found.items.map((r) => r.id), [later.id])
  assert_problem(await clerk.post('/api/procedures', { ...body, done_on: '2026-05-01', first: true }), 422, 'invalid')
  assert_status(await take(clerk, 'procedures', earlier.id, 'void', { reason: '登记有误' }), 200)
  assert.equal((await look(clerk, 'procedures', later.id)).first, true)
  const overseer = await sign_in('hzoverseer')
  assert.equal((await look(overseer, 'procedures', later.id)).patient_number, null, 'no file number beyond the house')

  const listed = await post(clerk, 'procedures', { ...body, name: '阑尾切除术', category: undefined, done_on: '2026-05-02' })
  assert.deepEqual([listed.technique, listed.category, listed.level], ['appendectomy', 'surgery', '1'])
  for (const [change, pointer] of [[{ name: undefined }, '/technique'], [{ performed_by: 'guided' }, '/support_org'],
    [{ technique: 'appendectomy' }, '/name'], [{ cases: 0 }, '/cases']]) {
    const answer = await clerk.post('/api/procedures', { ...body, done_on: '2026-05-02', submit: true, ...change })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
})

test('the supporting hospital sees what its people did, without the patient', async () => {
  const clerk = await sign_in('t02clerk')
  const office = await sign_in('hzoffice')
  const body = { rescued_on: '2026-05-03', condition: '失血性休克', patients: 2, outcome: 'success', department: '妇产科', patient_number: 'B-002', course: '输血' }
  const helped = await post(clerk, 'rescues', { ...body, performed_by: 'dispatched', support_org: hospital })
  const alone = await post(clerk, 'rescues', { ...body, performed_by: 'local' })
  const seen = await look(office, 'rescues', helped.id)
  assert.deepEqual([seen.patients, seen.patient_number, seen.course, seen.actions], [2, null, null, []])
  assert_problem(await office.get(`/api/rescues/${alone.id}`), 404, 'not-found')
  assert_problem(await office.patch(`/api/rescues/${helped.id}`, { patients: 3, reason: '更正' }, helped.version), 403, 'forbidden')
  const own = await post(office, 'rescues', { ...body, performed_by: 'local' })
  const listed = async (who, query) => assert_status(await who.get(`/api/rescues?limit=100&${query}`), 200).items
  const among = (rows) => [own, helped, alone].filter((r) => rows.some((row) => row.id === r.id))
  for (const [who, box, rows] of [[office, 'any', [own, helped]], [office, 'entered', [own]], [office, 'supported', [helped]],
    [clerk, 'any', [helped, alone]], [clerk, 'supported', []], [await sign_in('hzoverseer'), 'any', [own, helped, alone]],
    [await sign_in('qhoverseer'), 'supported', []]])
    for (const query of [`box=${box}`, `box=${box}&q=${encodeURIComponent('失血性')}`, `box=${box}&sort=updated_at`])
      assert.deepEqual(among(await listed(who, query)), rows, `${who.account.id} ${query}`)
  assert.ok((await listed(office, 'box=supported')).every((r) => r.org.id !== hospital && r.support_org.id === hospital))
  assert_problem(await (await sign_in('station01')).post('/api/rescues', body), 403, 'forbidden')
})

test('supervision: findings are put right and looked at again; who was not visited is listed', async () => {
  const office = await sign_in('hzoffice')
  const clerk = await sign_in('t02clerk')
  const visit = await post(office, 'supervision_visits', { to: township, visited_on: '2019-02-10', kind: 'routine', subject: '第一季度督导',
    team: '张示例', checks: [{ area: 'nursing', item: '交接班', result: 'partial' }],
    findings: [{ finding: '交接班记录不全', due_on: '2019-03-10', responsible: '李示例' },
      { finding: '处方不规范', due_on: '2019-03-31', responsible: '李示例' }] })
  assert.deepEqual([visit.findings_count, visit.open_count, visit.next_due_on, visit.findings[0].progress], [2, 2, '2019-03-10', 'open'])
  assert_status(await take(clerk, 'supervision_visits', visit.id, 'confirm'), 200)
  assert.equal(offered(await look(clerk, 'supervision_visits', visit.id)), 'rectify void')
  assert.equal(offered(await look(office, 'supervision_visits', visit.id)), 'correct void')
  const which = await take(clerk, 'supervision_visits', visit.id, 'rectify', { act_on: '2019-03-01', act_text: '已补齐' })
  assert_problem(which, 422, 'invalid')
  assert.deepEqual(pointers(which), ['/finding_number'])
  const done = assert_status(await take(clerk, 'supervision_visits', visit.id, 'rectify', { act_on: '2019-03-01', act_text: '已补齐', finding_number: 1 }), 200)
  assert.deepEqual(done.findings.map((f) => f.progress), ['rectified', 'open'])
  assert.deepEqual([done.findings[0].rectification, done.act_text, done.to_recheck], ['已补齐', null, true])
  assert.equal(offered(await look(office, 'supervision_visits', visit.id)), 'correct recheck void')
  const checked = assert_status(await take(office, 'supervision_visits', visit.id, 'recheck', { act_on: '2019-03-12', act_passed: true }), 200)
  assert.deepEqual([checked.findings[0].progress, checked.open_count, checked.next_due_on], ['passed', 1, '2019-03-31'])
  const events = assert_status(await office.get(`/api/supervision_visits/${visit.id}/events`), 200).items
  const last = events.at(-1)
  assert.deepEqual([last.action, last.changes.supervision_finding[1][0].progress], ['recheck', 'passed'])
  const anew = await office.patch(`/api/supervision_visits/${visit.id}`, { findings: [], reason: '重填' }, checked.version)
  assert_problem(anew, 409, 'conflict')

  const missed = async (who, query) => assert_status(await who.get(`/api/supervision/missed?${query}`), 200)
  const own = await missed(clerk, `scope=org:${township}&period=range:2019-01-01..2019-06-30`)
  assert.deepEqual(own.items.map((r) => [r.organisation.id, r.quarter, r.state, r.last_visit_on]), [[township, '2019-Q2', 'missed', '2019-02-10']])
  const seen = []
  let after = ''
  do {
    const page = await missed(await sign_in('hzoverseer'), `period=half:2019-1&limit=3${after}`)
    seen.push(...page.items.map((r) => `${r.quarter} ${r.organisation.id}`))
    after = page.next === null ? null : `&after=${encodeURIComponent(page.next)}`
  } while (after !== null)
  assert.equal(new Set(seen).size, seen.length, 'no double')
  assert.ok(seen.includes(`2019-Q1 ${neighbour}`) && !seen.includes(`2019-Q1 ${township}`), seen.join())
  const figure = async (code) => assert_status(await (await sign_in('hzoverseer')).get(`/api/figures/${code}?period=half:2019-1`), 200).value
  assert.equal(seen.length, (await figure('supervision_expected')) - (await figure('supervision_done')), 'list and figure agree')
  assert_problem(await clerk.get('/api/supervision/missed?scope=org:' + neighbour), 403, 'forbidden')
  assert_problem(await clerk.get('/api/supervision/missed?period=never'), 422, 'invalid')
  assert_problem(await (await sign_in('station01')).get('/api/supervision/missed'), 403, 'forbidden')
})

test('all four come by the sheet, in the words that registers use', async () => {
  const [office, clerk] = [await sign_in('hzoffice'), await sign_in('t02clerk')]
  const run = Date.now()
  const bring = async (who, kind, rows) => {
    const job = await bring_in(who, to_csv(rows, [...new Set(rows.flatMap(Object.keys))]), { kind })
    assert.deepEqual([job.state, job.bad], ['done', 0], JSON.stringify(await errors_of(who, job)))
    return job.id
  }
  const held = await bring(office, 'trainings', [
    { 登记号: `X1-${run}`, 受训单位: 'HZT03', 培训日期: '2022-06-01', 主题: '高危儿管理', 类型: '讲座', 方式: '线上', 参训人次: '104人次', '讲者·姓名': '甲', '讲者·单位': '省院' },
    { 登记号: `X1-${run}`, '讲者·姓名': '乙', '讲者·单位': '省院' },
    { 登记号: `X2-${run}`, 受训单位: 'HZT03', 培训日期: '2022-06-08', 主题: '教学查房', 类型: '查房', 方式: '面授', 参训单位: 'HZT03', 人次: '近100' }])
  assert.equal(sql(`select string_agg(concat_ws(' ', state, kind, mode, heads, heads_exactness, speakers_count), ',' order by held_on)
    from biz.training where import_job_id = '${held}'`), 'submitted lecture online 104 exact 2,submitted ward_round on_site 100 near 0')
  const done = await bring(clerk, 'procedures', [
    { 登记号: `P2-${run}`, 手术日期: '2022-11-05', 手术名称: `例新术${run}`, 类别: '手术', 科室: '外科', 台数: '1', 完成方式: '本单位' },
    { 登记号: `P1-${run}`, 手术日期: '2022-11-01', 手术名称: `例新术${run}`, 类别: '手术', 科室: '外科', 台数: '2例', 完成方式: '支援专家', 支援单位: 'HZH' },
    { 登记号: `P3-${run}`, 手术日期: '2022-11-01', 手术名称: '改良式剖宫产术', 科室: '妇产科', 台数: '9台', 完成方式: '本单位' }])
  assert.equal(sql(`select string_agg(concat_ws(' ', state, technique, category, cases, first), ',' order by register_number)
    from biz.procedure where import_job_id = '${done}' and technique = 'other'`), 'confirmed other surgery 2 t,confirmed other surgery 1 f')
  assert.equal(sql(`select technique || cases from biz.procedure where import_job_id = '${done}' and technique <> 'other'`), 'modified_caesarean9')
  const rescued = await bring(clerk, 'rescues', [{ 登记号: `R1-${run}`, 日期: '2022-11-05', 病种: '失血性休克', 例数: '2例', 抢救结果: '成功', 科室: '急诊科', 完成方式: '本单位' }])
  assert.equal(sql(`select patients || outcome from biz.rescue where import_job_id = '${rescued}'`), '2success')
  const visited = await bring(office, 'supervision_visits', [
    { 登记号: `S1-${run}`, 被督导单位: 'HZT03', 日期: '2022-02-05', 督导类型: '季度督导', 主题: '一季度', 督导人员: '甲', 问题: '处方', 整改期限: '2022-03-01', 整改责任人: '乙' },
    { 登记号: `S1-${run}`, 方面: '护理', 检查项目: '交接', 结果: '是' }])
  assert.equal(sql(`select concat_ws(' ', state, kind, findings_count, next_due_on) from biz.supervision_visit where import_job_id = '${visited}'`),
    'submitted routine 1 2022-03-01')

  const wrong = [{ 手术日期: '2022-11-03', 手术名称: '例无类别', 科室: '外科', 台数: '1', 完成方式: '本单位' },
    { 手术日期: '2022-02-30', 手术名称: '胆囊切除术', 科室: '外科', 台数: '1', 完成方式: '本单位' },
    { 手术日期: '2022-11-03', 手术名称: '胆囊切除术', 科室: '外科', 台数: '1', 完成方式: '指导' }]
  const checked = await act(clerk, await start(clerk, to_csv(wrong, Object.keys(wrong[0])), { kind: 'procedures' }), 'check')
  assert.deepEqual((await errors_of(clerk, checked)).map((e) => e.line), [2, 3, 4])
})
