// exports.test.mjs - every list as a workbook: filtered as the page, refused by its key, its progress told.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { test } from 'node:test'
import { exported, listed } from './exported.mjs'
import {
  act, assert_problem, assert_status, dir, organisation_id, pointers, send_referral, sign_in, sql, wait_until,
} from './harness.mjs'

const moment = (text) => (text ? new Date(Date.parse(text) + 8 * 3600e3).toISOString().slice(0, 16).replace('T', ' ') : undefined)
const day = (ago = 0) => sql(`select (now() at time zone 'Asia/Shanghai')::date - ${ago}`)

test('a list is exported as it was filtered, and only by its owner', async () => {
  const office = await sign_in('hzoffice')
  const wanted = { kind: 'referrals', filter: { box: 'received', state: 'rejected', from: '2016-01-01', to: '2016-12-31' } }
  const { job: done } = await exported(office, wanted.kind, wanted.filter)
  assert.equal(done.state, 'done', done.message)
  assert.equal(done.total, Number(sql(`select count(*) from biz.referral where to_org_id = ${organisation_id('HZH')}
    and state = 'rejected' and listed_at >= '2016-01-01 +08' and listed_at < '2017-01-01 +08'`)))
  const file = await office.get(`/api/exports/${done.id}/file`)
  assert.equal(file.status, 200)
  assert.match(file.headers['content-type'], /spreadsheetml/)
  assert_problem(await (await sign_in('t02clerk')).get(`/api/exports/${done.id}/file`), 404, 'not-found')
  assert_problem(await (await sign_in('hzdoctor')).post('/api/exports', wanted), 403, 'forbidden')
  assert_problem(await office.post('/api/exports', { kind: 'nothing' }), 422, 'invalid')
})

const takers = {
  referrals: 'hzoffice', arrivals: 'hzoffice', organisations: 't01doctor', alliances: 't01doctor',
  alliance_members: 'qhoverseer', pairings: 'qhoverseer', imports: 'hzoffice', quiet: 'hzoverseer',
  oversight: 'hzoverseer', oversight_rows: 'hzoverseer', figure_rows: 'hzoverseer',
}

/** Lists of one thing, which the filter names. */
const named = { alliance_members: { id: 1 }, figure_rows: { code: 'donations' } }

test('a filter that the list does not have, or a wrong value, is refused by its pointer', async () => {
  for (const [kind, user] of Object.entries(takers)) {
    const browser = await sign_in(user)
    for (const key of ['nonsense', 'after', 'limit', 'a/b']) {
      const filter = { ...named[kind], [key]: '1' }
      const answer = await browser.post('/api/exports', { kind, filter })
      assert_problem(answer, 422, 'invalid')
      assert.deepEqual(pointers(answer), [`/filter/${key.replace('/', '~1')}`], kind)
    }
  }
  const [office, overseer] = [await sign_in('hzoffice'), await sign_in('hzoverseer')]
  for (const [browser, kind, filter, ...said] of [
    [office, 'nothing', {}, '/kind'],
    [office, 'referrals', [], '/filter'],
    [office, 'referrals', { state: 'open' }, '/filter/state'],
    [office, 'referrals', { from: '2026-02-30', sort: 'name' }, '/filter/from', '/filter/sort'],
    [office, 'referrals', { sort: 'booked_for' }, '/filter/sort'],
    [office, 'referrals', { q: '试\u200b例' }, '/filter/q'],
    [office, 'referrals', { organisation: { id: 1 } }, '/filter/organisation'],
    [office, 'arrivals', { date: 'today' }, '/filter/date'],
    [office, 'alliance_members', {}, '/filter/id'],
    [office, 'alliance_members', { id: 'x', as_of: '1' }, '/filter/as_of', '/filter/id'],
    [office, 'pairings', { division: 1 }, '/filter/division'],
    [overseer, 'quiet', { scope: 'all' }, '/filter/scope'],
    [overseer, 'oversight', { period: 'soon', by: 'colour' }, '/filter/by', '/filter/period'],
    [overseer, 'oversight_rows', { figure: 'names' }, '/filter/figure'],
  ]) {
    const answer = await browser.post('/api/exports', { kind, filter })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), said, `${kind} ${JSON.stringify(filter)}`)
  }
  assert_status(await office.post('/api/exports', { kind: 'referrals', filter: { q: '', state: null, from: day() } }), 201)
})

test('who may not see a list, or not take it out, gets no file', async () => {
  for (const [user, kinds] of [
    ['hzdoctor', ['referrals', 'arrivals', 'quiet', 'oversight', 'oversight_rows']],
    ['hzoverseer', ['referrals', 'arrivals']],
    ['newcomer', Object.keys(takers)],
    ['sysadmin', ['referrals', 'arrivals', 'oversight_rows']],
  ])
    for (const kind of kinds) {
      const filter = named[kind] ?? {}
      assert_problem(await (await sign_in(user)).post('/api/exports', { kind, filter }), 403, 'forbidden')
    }
})

test('worklists, searches and sorts are exported as the page lists them', async () => {
  const office = await sign_in('hzoffice')
  const doctor = await sign_in('t01doctor')
  const sent = [await send_referral(doctor), await send_referral(doctor)]
  const moment = (text) => text && new Date(Date.parse(text) + 8 * 3600e3).toISOString().slice(0, 16).replace('T', ' ')
  const recent = { from: sql("select (now() at time zone 'Asia/Shanghai')::date") }
  for (const filter of [
    { worklist: 'to_answer' }, { worklist: 'to_answer', direction: 'down' }, { worklist: 'changed' }, { worklist: 'overdue' },
    { worklist: 'to_answer', sort: '-sent_at' }, { q: '试例', sort: 'booked_for' }, { q: '试例' }, { q: sent[0].number }, { q: '试', ...recent }, { q: '无此', box: 'sent' },
    { sort: 'sent_at', ...recent }, { sort: 'updated_at', ...recent }, { sort: '-updated_at', box: 'received', ...recent },
  ]) {
    const items = await listed(office, filter)
    const { job, rows } = await exported(office, 'referrals', filter)
    assert.equal(job.state, 'done', job.message)
    assert.deepEqual(rows.map((r) => [r.转诊编号 ?? null, r.姓名, r.转出机构, r.发送时间 ?? null]),
      items.map((i) => [i.number, i.patient.name, i.from.name, moment(i.sent_at)]), JSON.stringify(filter))
    if (!filter.direction && ['to_answer', undefined].includes(filter.worklist) && filter.q !== '无此' && !filter.q?.startsWith('2'))
      assert.ok(rows.some((r) => r.转诊编号 === sent[1].number), JSON.stringify(filter))
  }
  assert.equal((await exported(office, 'referrals', { q: sent[0].number })).rows.length, 1)
})

test('arrivals of a day go out as the front desk sees them', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const [coming, came] = [await send_referral(doctor), await send_referral(doctor)]
  const noon = `${day()}T12:00:00+08:00`
  for (const referral of [coming, came]) {
    assert_status(await act(office, referral, 'accept'), 200)
    assert_status(await act(office, referral, 'book', { booked_for: noon }), 200)
  }
  assert_status(await act(office, came, 'arrive'), 200)
  for (const filter of [{}, { date: day() }, { date: day(1) }]) {
    const { items } = assert_status(await office.get(`/api/arrivals?${new URLSearchParams(filter)}`), 200)
    const { rows, job } = await exported(office, 'arrivals', filter)
    assert.deepEqual(rows.map((r) => [r.预约时间, r.到诊时间, r.转诊编号, r.姓名, r.出生日期, r.转出机构]),
      items.map((i) => [moment(i.booked_for), moment(i.arrived_at), i.number, i.patient.name, i.patient.birth_date, i.from.name]))
    if (filter.date !== day(1)) assert.ok([coming, came].every((r) => rows.some((x) => x.转诊编号 === r.number)))
    assert.equal(sql(`select action || ' ' || (detail ->> 'rows') from aud.event where object_id = '${job.id}'`),
      `referral.export ${rows.length}`)
  }
})

test('alliances, their members and pairings go out as their pages list them', async () => {
  const overseer = await sign_in('qhoverseer')
  const names = (list) => (list ?? []).map((x) => x.name ?? x).join('、') || undefined
  for (const filter of [{}, { kind: 'county_community' }, { q: '湟中' }, { as_of: '2001-01-01' }]) {
    const items = await listed(overseer, filter, '/api/alliances')
    const { rows } = await exported(overseer, 'alliances', filter)
    assert.deepEqual(rows.map((r) => [r.名称, r.牵头单位, Number(r.成员数)]), items.map((i) => [i.name, names(i.leads), i.members]))
  }
  assert.equal((await exported(overseer, 'alliances', { kind: 'county_community' })).rows[0].类型, '县域医共体')
  for (const as_of of [day(), '2001-01-01']) {
    const one = assert_status(await overseer.get(`/api/alliances/1?as_of=${as_of}`), 200)
    const { rows } = await exported(overseer, 'alliance_members', { id: 1, as_of })
    assert.equal(rows.length, as_of === '2001-01-01' ? 0 : 15)
    assert.deepEqual(rows.map((r) => [r.机构名称, r.角色 === '牵头' ? 'lead' : 'member', r.加入日期]).sort(),
      one.members.map((m) => [m.name, m.role, m.joined_on]).sort())
  }
  for (const filter of [{}, { status: 'live' }, { division: 630106 }, { as_of: '2014-06-01' }]) {
    const items = await listed(overseer, filter, '/api/pairings')
    const { rows } = await exported(overseer, 'pairings', filter)
    assert.deepEqual(rows.map((r) => [r.支援单位, r.受援单位, r.项目, r.专科, r.开始日期]),
      items.map((i) => [i.from.name, i.to.name, i.programme, names(i.specialties), i.starts_on]))
  }
  assert.ok((await exported(overseer, 'pairings', {})).rows.some((r) => r.专科?.length > 1))
})

test('institutions go out as they were on a day', async () => {
  const overseer = await sign_in('hzoverseer')
  for (const filter of [{ alliance: 1 }, { as_of: '1911-01-01' }, { as_of: '2001-01-01', q: 'HZ' }, { as_of: day(), kind: 'commission' }, { closed: true, division: 630106 }]) {
    const items = await listed(overseer, filter, '/api/organisations')
    const { rows } = await exported(overseer, 'organisations', filter)
    assert.deepEqual(rows.map((r) => [r.机构编码, r.机构名称]), items.map((i) => [i.code, i.name]), JSON.stringify(filter))
    assert.equal(rows.length > 0, filter.as_of !== '1911-01-01', JSON.stringify(filter))
  }
  assert.ok((await exported(overseer, 'organisations', { alliance: 1 })).rows.every((r) => r.类型 && r.上级机构 && r.所在地))
})

test('the rows behind a figure go out without identity, and are written down', async () => {
  const overseer = await sign_in('hzoverseer')
  const [office, doctor] = [await sign_in('hzoffice'), await sign_in('t01doctor')]
  assert_status(await act(office, await send_referral(doctor), 'accept'), 200)
  const scope = 'region:630106'
  for (const filter of [
    { scope, figure: 'sent', period: `day:${day()}` }, { scope, figure: 'accepted', period: `year:${day().slice(0, 4)}` },
    { scope, direction: 'up', sender: organisation_id('HZT01') }, { scope: 'alliance:1', figure: 'answered', department: '无此科' },
  ]) {
    const items = await listed(overseer, filter, '/api/oversight/referrals/rows')
    const { job, rows } = await exported(overseer, 'oversight_rows', filter)
    assert.equal(job.state, 'done', job.message)
    assert.deepEqual(rows.map((r) => [r.发送时间, r.转出机构, r.转入机构, r.到诊日期]),
      items.map((i) => [moment(i.sent_at), i.from.name, i.to.name, i.arrived_on ?? undefined]), JSON.stringify(filter))
    if (['sent', 'accepted'].includes(filter.figure)) assert.ok(rows.length > 0)
    for (const head of Object.keys(rows[0] ?? {})) assert.doesNotMatch(head, /姓名|编号|出生|身份证|电话/)
    assert.doesNotMatch(JSON.stringify(rows), /试例|示例/)
    assert.equal(sql(`select action || ' ' || (detail ->> 'rows') from aud.event where object_id = '${job.id}'`),
      `oversight.export ${rows.length}`)
  }
  assert.match((await exported(overseer, 'oversight_rows', { scope: 'region:630121' })).job.message, /超出/)
})

test('the list of imports goes out, one\'s own', async () => {
  const office = await sign_in('hzoffice')
  const text = '姓名,身份证号\r\n甲,1\r\n'
  const file = assert_status(await office.put('/api/uploads', Buffer.from(text),
    { headers: { 'Content-Type': 'application/octet-stream', 'X-Upload-Name': 'exports.csv' } }), 200)
  const made = assert_status(await office.post('/api/imports', { upload_id: file.id, kind: 'referrals' }), 201)
  await wait_until('the worker', async () =>
    assert_status(await office.get(`/api/imports/${made.id}`), 200).state === 'mapping')
  const items = await listed(office, {}, '/api/imports')
  const { rows } = await exported(office, 'imports')
  assert.deepEqual(rows.map((r) => [r.文件, Number(r.总行数), r.导入时间]), items.map((i) => [i.name, i.total, moment(i.created_at)]))
  assert.deepEqual([rows[0].文件, rows[0].类型, rows[0].状态], ['exports.csv', '转诊登记', '待对应列'])
  assert.ok(!(await exported(await sign_in('t02clerk'), 'imports')).rows.some((r) => r.文件 === 'exports.csv'))
})

test('quiet units are exported as their table shows them', async () => {
  const overseer = await sign_in('hzoverseer')
  for (const what of ['any', 'referrals', 'sign_in']) {
    const scope = 'region:630106'
    const { items } = assert_status(await overseer.get(`/api/oversight/quiet?what=${what}&scope=${scope}`), 200)
    const { job, rows } = await exported(overseer, 'quiet', { scope, what })
    assert.equal(job.state, 'done', job.message)
    assert.ok(items.length > 0)
    const yes = (truth) => (truth ? '是' : '否')
    assert.deepEqual(rows.map((r) => [r.机构名称, r.本月无转诊, r.本月无人登录]),
      items.map((i) => [i.organisation.name, yes(i.no_referral), yes(i.no_sign_in)]))
    assert.ok(rows.every((r) => /[\u4e00-\u9fff]/.test(r.类型) && (!r.最近登录 || /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(r.最近登录))))
  }
  assert.match((await exported(overseer, 'quiet', { scope: 'region:630121' })).job.message, /超出/)
  assert_problem(await (await sign_in('t01doctor')).post('/api/exports', { kind: 'quiet' }), 403, 'forbidden')
})

const job_workers = () =>
  execFileSync('pgrep', ['-f', `yilian-job --config ${fs.realpathSync(dir)}`]).toString().trim().split('\n').map(Number)

test('what is not known is not told as nought: the total of an export', async () => {
  const office = await sign_in('hzoffice')
  for (const pid of job_workers()) process.kill(pid, 'SIGSTOP')
  try {
    const waiting = assert_status(await office.post('/api/exports', { kind: 'referrals', filter: { worklist: 'to_answer' } }), 201)
    assert.deepEqual([waiting.state, waiting.total, waiting.done], ['staged', null, 0])
    assert_status(await office.post(`/api/exports/${waiting.id}/actions/cancel`), 200)
  } finally {
    for (const pid of job_workers()) process.kill(pid, 'SIGCONT')
  }
  const { job } = await exported(office, 'referrals', { q: '无此人' })
  assert.deepEqual([job.state, job.total, job.done], ['done', 0, 0])
})

test('a job that the table does not know ends, and says what to do', async () => {
  const office = await sign_in('hzoffice')
  const ask = (kind, permission) => {
    const id = randomUUID()
    sql(`insert into job.job (id, account_id, permission, kind) values ('${id}', ${office.account.id}, '${permission}', 'export.${kind}')`)
    return wait_until('the worker', async () => {
      const now = assert_status(await office.get(`/api/exports/${id}`), 200)
      return now.state === 'failed' && now.message
    })
  }
  assert.match(await ask('of_long_ago', 'job.own'), /重新导出/)
  assert.match(await ask('referrals', 'organisation.read'), /重新导出/)
})
