// imports.test.mjs - registers brought in through nginx: G1, errors by row, who may, cancel.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import {
  act as act_on, assert_problem, assert_status, dir, organisation_id, pointers, send_referral, sign_in, sql, wait_until,
} from './harness.mjs'
import { exported, listed } from './exported.mjs'
import { hold } from './hold.mjs'
import { act, bring_in, errors_of, settled, start, upload } from './intake.mjs'
import { gold_g1, id_number, row, to_csv, to_xlsx } from './register.mjs'

const townships = Array.from({ length: 14 }, (_, i) => `HZT${String(i + 1).padStart(2, '0')}`)
const gb18030 = (text) => execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030'], { input: text, maxBuffer: 1 << 26 })

const figures = async (period) => {
  const overseer = await sign_in('qhoverseer')
  const query = new URLSearchParams({ scope: `org:${organisation_id('HZH')}`, period })
  return assert_status(await overseer.get(`/api/oversight/referrals?${query}`), 200).totals
}

test('G1: 1409 up by unit and 14 down of 13 persons, however the register comes', async () => {
  const office = await sign_in('hzoffice')
  const rows = gold_g1('湟中区示范医院', townships)
  const before = await figures('year:2016')
  const first = await bring_in(office, to_csv(rows))
  assert.deepEqual([first.state, first.total, first.written, first.bad], ['done', 1465, 1465, 0])
  const after = await figures('year:2016')
  assert.equal(after.up_visits - before.up_visits, 1409)
  assert.equal(after.down_visits - before.down_visits, 14)
  assert.equal(after.down_persons - before.down_persons, 13)
  const units = sql(`select o.code || ' ' || count(*) from biz.referral r join biz.organisation o on o.id = r.from_org_id
    where r.import_job_id = '${first.id}' and r.direction = 'up' and r.arrived_on between '2016-01-01' and '2016-12-31'
    group by o.code order by o.code`).split('\n')
  assert.deepEqual(units, townships.map((t, i) => `${t} ${i < 9 ? 101 : 100}`))
  assert.equal(sql(`select count(*) from fig.prove_referrals()`), '0')

  for (const bytes of [gb18030(to_csv(rows)), to_xlsx(rows), to_csv(rows)]) {
    const again = await bring_in(office, bytes)
    assert.deepEqual([again.state, again.written, again.known, again.bad], ['done', 0, 1465, 0])
  }
  assert.equal((await figures('year:2016')).up_visits, after.up_visits)
})

const wrong = () => [
  row({ 登记号: 'E1', 转诊日期: '2026-02-31', 到诊日期: '' }),
  row({ 登记号: 'E2', 转出机构: '没有这家医院' }),
  row({ 登记号: 'E3', 身份证号: id_number(5).slice(0, 17) + (id_number(5)[17] === '0' ? '1' : '0') }),
  row({ 登记号: 'E4', 姓名: '' }),
  row({ 登记号: 'E5', 状态: '莫名其妙' }),
  row({ 登记号: 'E6', 转出机构: 'HZT02', 转入机构: 'HZT03' }),
  row({ 登记号: 'E7', 到诊日期: '2016-04-01' }),
  row({ 登记号: 'E8' }), row({ 登记号: 'E8' }),
].map((r) => ({ 转出机构: 'HZT01', 转入机构: 'HZH', ...r }))

test('every error is told by row and column; good rows go in, bad ones come back as a file', async () => {
  const office = await sign_in('hzoffice')
  const rows = wrong().map((r) => ({ ...r, 转入机构: r.转入机构 ?? 'HZH', 转出机构: r.转出机构 ?? 'HZT01' }))
  const mapped = await start(office, to_csv(rows))
  assert.ok(mapped.fields.find((f) => f.name === 'name').required)
  assert.equal(mapped.columns[2].mapped_to, 'name')
  assert.match(mapped.samples[0][4], /^\d{3}\*+/, 'ID numbers are masked')
  assert.deepEqual(mapped.states.find((s) => s.text === '莫名其妙').state, null)
  const checked = await act(office, mapped, 'check')
  assert.deepEqual([checked.state, checked.good, checked.bad], ['checked', 1, 8])
  const errors = await errors_of(office, checked)
  const told = errors.map((e) => `${e.line} ${e.column}`)
  assert.deepEqual(told, ['2 转诊日期', '3 转出机构', '4 身份证号', '5 姓名', '6 状态', '7 转出机构', '8 到诊日期', '10 登记号'])
  assert.match(errors[0].message, /没有 2026-02-31 这一天/)
  assert.doesNotMatch(JSON.stringify(errors), new RegExp(id_number(5).slice(3, 15)))

  const file = await office.get(`/api/imports/${checked.id}/rejected`)
  assert.equal(file.status, 200)
  assert.match(file.headers['content-type'], /spreadsheetml/)
  assert.match(file.headers['content-disposition'], /filename\*=UTF-8''/)
  const done = await act(office, checked, 'run')
  assert.deepEqual([done.state, done.written], ['done', 1])

  const bytes = fs.readFileSync(path.join(dir, `spool/${checked.id}.xlsx`))
  const again = await act(office, await start(office, bytes, { name: '待修改.xlsx' }), 'check')
  assert.deepEqual([again.total, again.good, again.bad, again.known], [8, 0, 8, 0], 'the file names what is wrong again')
})

test('numbers that lost digits, errors of Excel and old formats are named', async () => {
  const office = await sign_in('hzoffice')
  const lost = row({ 登记号: 'L1', 身份证号: 630106194912310000, 转出机构: 'HZT01', 转入机构: 'HZH' })
  const job = await act(office, await start(office, to_xlsx([lost]), { name: 'a.xlsx' }), 'check')
  assert.match((await errors_of(office, job))[0].message, /第 15 位以后已经丢失/)
  const old = await start(office, Buffer.from('d0cf11e0a1b11ae1', 'hex'), { name: 'a.xls' })
  assert.equal(old.state, 'failed')
  assert.match(old.message, /\.xls/)
  const none = await start(office, '没有表头的一行字\n')
  assert.equal(none.state, 'failed')
})

test('columns and states can be chosen; without a column of states rows are closed history', async () => {
  const office = await sign_in('hzoffice')
  const rows = [1, 2].map((n) => row({ 登记号: `M${n}`, 转出机构: 'HZT01', 转入机构: 'HZH', 状态: n === 1 ? '甲' : '乙' }))
  const heads = Object.keys(rows[0])
  const mapped = await start(office, to_csv(rows, heads).replace('姓名', '名号'))
  assert.equal(mapped.columns.find((c) => c.title === '名号').mapped_to, null)
  const missing = await act(office, mapped, 'check')
  assert.equal(missing.state, 'failed')
  assert.match(missing.message, /姓名/)

  const fresh = await start(office, to_csv(rows, heads).replace('姓名', '名号'))
  const mapping = Object.fromEntries(fresh.columns.map((c, i) => [c.mapped_to, i]).filter(([f]) => f !== null))
  mapping.name = heads.indexOf('姓名')
  const put = await office.patch(`/api/imports/${fresh.id}`, { mapping, states: { 甲: 'closed', 乙: 'treated' } })
  assert.equal(assert_status(put, 200).columns[mapping.name].mapped_to, 'name')
  const done = await act(office, await act(office, fresh, 'check'), 'run')
  assert.equal(done.written, 2)
  assert.equal(sql(`select string_agg(state || ' ' || origin || ' ' || arrived_on, ',' order by register_number)
    from biz.referral where import_job_id = '${done.id}'`), 'closed import 2016-05-02,treated import 2016-05-02')

  const plain = heads.filter((h) => h !== '状态' && h !== '到诊日期')
  const history = await bring_in(office, to_csv([row({ 登记号: 'M3', 转出机构: 'HZT01', 转入机构: 'HZH' })], plain))
  assert.equal(sql(`select state || ' ' || arrived_on from biz.referral where import_job_id = '${history.id}'`),
    'closed 2016-05-01')
})

test('fields, columns and states that do not exist are refused by their pointer', async () => {
  const office = await sign_in('hzoffice')
  const job = await start(office, to_csv([row({ 登记号: 'P1', 转出机构: 'HZT01', 转入机构: 'HZH' })]))
  const ask = (body) => office.patch(`/api/imports/${job.id}`, body)
  for (const [body, pointer] of [
    [{ mapping: { nonsense: 1 } }, '/mapping/nonsense'],
    [{ mapping: { name: 2, 'a/b~c': null } }, '/mapping/a~1b~0c'],
    [{ mapping: { name: job.columns.length } }, '/mapping/name'],
    [{ mapping: { name: -1 } }, '/mapping/name'],
    [{ mapping: { name: '2' } }, '/mapping/name'],
    [{ mapping: { name: 1.5 } }, '/mapping/name'],
    [{ mapping: [1] }, '/mapping'],
    [{ states: { 好了: 'fine' } }, '/states/好了'],
    [{ states: { 好了: null } }, '/states/好了'],
    [{ columns: {} }, '/columns'],
  ]) {
    const answer = await ask(body)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  const english = await office.patch(`/api/imports/${job.id}`, { mapping: { nonsense: 1 } }, undefined,
    { headers: { 'Accept-Language': 'en' } })
  assert.match(english.json.detail, /leave it out/)
  assert_problem(await (await sign_in('t02clerk')).patch(`/api/imports/${job.id}`, { mapping: {} }), 404, 'not-found')
  assert.equal((await settled(office, job.id)).version, job.version, 'nothing was changed')
  assert_status(await ask({ mapping: { name: 2, phone: null }, states: { 已结案: 'closed' } }), 200)
})

test('another column of states: the file is read again, for its texts', async () => {
  const office = await sign_in('hzoffice')
  const rows = ['甲', '乙', '甲'].map((mark, i) =>
    ({ ...row({ 登记号: `S${i}`, 转出机构: 'HZT01', 转入机构: 'HZH', 状态: '已结案' }), 标记: mark }))
  const heads = Object.keys(rows[0])
  const job = await start(office, to_csv(rows, heads))
  const texts = (j) => j.states.map((s) => `${s.text} ${s.count} ${s.state}`)
  assert.deepEqual(texts(job), ['已结案 3 closed'])
  const mapping = Object.fromEntries(job.columns.map((c, i) => [c.mapped_to, i]).filter(([f]) => f !== null))
  const ask = async (body) => {
    const answer = assert_status(await office.patch(`/api/imports/${job.id}`, body), 200)
    const now = await settled(office, job.id)
    assert.equal(now.state, 'mapping')
    return [answer.state, texts(now)]
  }
  assert.deepEqual(await ask({ mapping }), ['mapping', ['已结案 3 closed']], 'the same column: nothing to read')
  const marks = heads.indexOf('标记')
  assert.deepEqual(await ask({ mapping: { ...mapping, state: marks } }), ['staged', ['甲 2 null', '乙 1 null']])
  assert.deepEqual(await ask({ states: { 甲: 'treated', 乙: 'closed' } }), ['mapping', ['甲 2 treated', '乙 1 closed']])
  assert.deepEqual(await ask({ mapping: { ...mapping, state: null } }), ['staged', []])
  assert.deepEqual(await ask({ mapping: { ...mapping, state: marks } }), ['staged', ['甲 2 treated', '乙 1 closed']])
  const done = await act(office, await act(office, job, 'check'), 'run')
  assert.equal(done.written, 3)
  assert.equal(sql(`select string_agg(state, ',' order by register_number) from biz.referral
    where import_job_id = '${done.id}'`), 'treated,closed,treated')
})

test('equal rows without a number stay apart, and are known the second time', async () => {
  const office = await sign_in('hzoffice')
  const heads = ['方向', '姓名', '身份证号', '转出机构', '转入机构', '转诊日期']
  const one = row({ 转出机构: 'HZT01', 转入机构: 'HZH', 转诊日期: '2016-07-07' })
  const text = to_csv([one, one, { ...one, 转诊日期: '2016-07-08' }], heads)
  assert.equal((await bring_in(office, text)).written, 3)
  const again = await bring_in(office, text)
  assert.deepEqual([again.written, again.known], [0, 3])
})

test('what the other side brought already is not counted twice', async () => {
  const office = await sign_in('hzoffice')
  const clerk = await sign_in('t02clerk')
  const heads = ['登记号', '方向', '姓名', '身份证号', '转出机构', '转入机构', '转诊日期', '到诊日期']
  const visit = row({ 登记号: 'H1', 转出机构: 'HZT02', 转入机构: 'HZH', 转诊日期: '2016-08-01', 到诊日期: '2016-08-02' })
  assert.equal((await bring_in(office, to_csv([visit], heads))).written, 1)
  const sender = { ...visit, 登记号: 'T-77', 转出机构: '', 到诊日期: '' }
  const other = await bring_in(clerk, to_csv([sender], heads))
  assert.deepEqual([other.written, other.known], [0, 1])
})

test('who may: own jobs only, own institutions only', async () => {
  const office = await sign_in('hzoffice')
  const clerk = await sign_in('t02clerk')
  const overseer = await sign_in('hzoverseer')
  const job = await start(office, to_csv([row({ 登记号: 'W1', 转出机构: 'HZT01', 转入机构: 'HZH' })]))
  const absent = await clerk.get(`/api/imports/${randomUUID()}`)
  for (const where of ['', '/errors', '/rejected'])
    for (const id of [job.id, randomUUID()]) {
      const answer = await clerk.get(`/api/imports/${id}${where}`)
      assert_problem(answer, 404, 'not-found')
      assert.equal(answer.json.detail, absent.json.detail, where)
    }
  assert.match((await office.get(`/api/imports/${job.id}/rejected`)).json.detail, /没有需要修改的行/)
  assert_problem(await clerk.post(`/api/imports/${job.id}/actions/check`), 404, 'not-found')
  const file = assert_status(await upload(office, 'a,b\n1,2\n'), 200)
  assert_problem(await clerk.post('/api/imports', { upload_id: file.id, kind: 'referrals' }), 422, 'invalid')
  const own = assert_status(await upload(clerk, 'a,b\n1,2\n'), 200)
  const elsewhere = { upload_id: own.id, kind: 'referrals', organisation_id: organisation_id('HZT05') }
  assert_problem(await clerk.post('/api/imports', elsewhere), 403, 'forbidden')
  assert_problem(await clerk.post('/api/imports', { upload_id: own.id, kind: 'nothing' }), 422, 'invalid')
  const theirs = assert_status(await upload(overseer, 'a,b\n1,2\n'), 200)
  assert_problem(await overseer.post('/api/imports', { upload_id: theirs.id, kind: 'referrals' }), 403, 'forbidden')
  assert_problem(await upload(office, ''), 422, 'invalid')
  assert_problem(await office.put('/api/uploads', Buffer.from('x'), { headers: { 'Content-Type': 'application/octet-stream' } }),
    400, 'bad-request')
  assert_problem(await office.post(`/api/imports/${job.id}/actions/run`), 409, 'conflict')
  assert_problem(await office.get(`/api/imports/${randomUUID()}`), 404, 'not-found')
})

test('a right that is withdrawn meanwhile stops a job', async () => {
  const clerk = await sign_in('t02clerk')
  const job = await start(clerk, to_csv([row({ 登记号: 'R1', 转出机构: 'HZT02', 转入机构: 'HZH' })]))
  const roles = `update sec.account_role r set valid_until = %s from sec.account a where a.id = r.account_id
    and a.login_name = 't02clerk'; select sec.refresh_scope(id) from sec.account where login_name = 't02clerk'`
  sql(`update job.job set state = 'checking', queued_at = now() + interval '1 hour' where id = '${job.id}'; `
    + roles.replace('%s', "now() - interval '1 second'"))
  try {
    const state = await wait_until('the worker', () => {
      const now = sql(`select state || ' ' || coalesce(problem_zh, '') from job.job where id = '${job.id}'`)
      return now.startsWith('failed') ? now : null
    })
    assert.match(state, /权限/)
  } finally {
    sql(roles.replace('%s', 'null'))
  }
})

test('cancelling, and a repeated request', async () => {
  const office = await sign_in('hzoffice')
  const file = assert_status(await upload(office, to_csv([row({ 登记号: 'C1', 转出机构: 'HZT01', 转入机构: 'HZH' })])), 200)
  const key = randomUUID()
  const ask = () => office.post('/api/imports', { upload_id: file.id, kind: 'referrals' }, { key })
  const first = assert_status(await ask(), 201)
  assert.equal((await ask()).json.id, first.id, 'the same job')
  const job = await settled(office, first.id)
  const ended = await act(office, job, 'cancel')
  assert.equal(ended.state, 'cancelled')
  assert_problem(await office.post(`/api/imports/${job.id}/actions/check`), 409, 'conflict')
  assert.ok(assert_status(await office.get('/api/imports?limit=5'), 200).items.some((j) => j.id === job.id))
})

test('cancelled in the middle of its writing: nothing of it stays', async () => {
  const office = await sign_in('hzoffice')
  const hospital = organisation_id('HZH')
  // The worker writes 5,000 lines at a time, and notes every half second how far it is.
  const rows = Array.from({ length: 5600 }, (_, i) =>
    row({ 登记号: `X${i}`, person: 500000 + i, 转出机构: 'HZT01', 转入机构: 'HZH' }))
  const job = await act(office, await start(office, to_csv(rows)), 'check')
  assert.deepEqual([job.state, job.good], ['checked', 5600], job.message)
  const stored = () => sql(`select (select count(*) from biz.referral where import_job_id = '${job.id}') || ' '
    || (select count(*) from biz.patient where org_id = ${hospital}) || ' '
    || (select count(*) from biz.referral_event where action = 'import') || ' '
    || (select count(*) from fig.referral_delta)`)
  await wait_until('the counters to be folded', () => sql('select count(*) from fig.referral_delta') === '0')
  const before = stored()
  // Somebody registers the patient of line 5,300 and has not committed: the second step waits for that.
  const release = await hold(dir, `insert into biz.patient (id, org_id, region_id, name, id_number_enc, id_number_idx,
    person_key, created_by) select gen_random_uuid(), ${hospital}, 630106, '占位', '\\x01',
    (data ->> 'id_number_idx')::bytea, '\\x0102030405060708', 0 from job.import_row where job_id = '${job.id}' and line = 5300`)
  try {
    assert_status(await office.post(`/api/imports/${job.id}/actions/run`), 200)
    await wait_until('the worker to wait', () =>
      sql(`select count(*) from pg_stat_activity where usename = 'yl_job' and wait_event_type = 'Lock'`) === '1', 60000)
    const midway = assert_status(await office.get(`/api/imports/${job.id}`), 200)
    assert.deepEqual([midway.state, midway.stopping], ['running', false])
    assert.ok(midway.done > 0 && midway.done < 5300, `the first step is behind it: ${midway.done}`)
    assert_problem(await office.post(`/api/imports/${job.id}/actions/run`), 409, 'conflict')
    assert_problem(await office.patch(`/api/imports/${job.id}`, { states: {} }), 409, 'conflict')
    const told = assert_status(await office.post(`/api/imports/${job.id}/actions/cancel`), 200)
    assert.deepEqual([told.state, told.stopping], ['running', true])
  } finally {
    await release()
  }
  const ended = await settled(office, job.id)
  assert.deepEqual([ended.state, ended.written], ['cancelled', 0], ended.message)
  assert.equal(stored(), before)
  assert_problem(await office.post(`/api/imports/${job.id}/actions/run`), 409, 'conflict')
  const again = await bring_in(office, to_csv(rows.slice(0, 3)))
  assert.deepEqual([again.state, again.written, again.known], ['done', 3, 0], 'the same rows come in later')
})

test('templates can be filled in and brought back', async () => {
  const office = await sign_in('hzoffice')
  for (const kind of ['referrals', 'organisations']) {
    const answer = await office.get(`/api/imports/templates/${kind}`)
    assert.equal(answer.status, 200)
    assert.match(answer.headers['content-disposition'], /attachment/)
  }
  assert_problem(await office.get('/api/imports/templates/nothing'), 404, 'not-found')
  const bytes = fs.readFileSync(path.join(dir, 'spool/template-referrals.xlsx'))
  const job = await start(office, bytes, { name: '模板.xlsx' })
  assert.equal(job.state, 'mapping')
  assert.ok(job.columns.every((c) => c.mapped_to !== null), 'every heading is known')
})

test('institutions: a commission brings them in, parents of the same file first', async () => {
  const overseer = await sign_in('hzoverseer')
  const heads = ['机构编码', '机构名称', '类型', '级别', '区划代码', '上级机构', '床位']
  const rows = [
    { 机构编码: 'IMP02', 机构名称: '导入示范村卫生室', 类型: '村卫生室', 区划代码: '630106', 上级机构: '导入示范卫生院', 床位: '0' },
    { 机构编码: 'IMP01', 机构名称: '导入示范卫生院', 类型: '卫生院', 级别: '一级', 区划代码: '630106', 上级机构: 'HZH', 床位: '30' },
    { 机构编码: 'IMP03', 机构名称: '导入示范医院', 类型: '天文台', 区划代码: '630106' },
    { 机构编码: 'IMP04', 机构名称: '别处示范医院', 类型: '综合医院', 区划代码: '630102' },
    { 机构编码: 'IMP05', 机构名称: '无上级示范医院', 类型: '综合医院', 区划代码: '630106', 上级机构: '不存在的医院' },
  ]
  const job = await act(overseer, await start(overseer, to_csv(rows, heads), { kind: 'organisations' }), 'check')
  assert.deepEqual([job.state, job.good, job.bad], ['checked', 2, 3], JSON.stringify(await errors_of(overseer, job)))
  assert.deepEqual((await errors_of(overseer, job)).map((e) => `${e.line} ${e.column}`), ['4 类型', '5 区划代码', '6 上级机构'])
  assert.equal((await act(overseer, job, 'run')).written, 2)
  assert.equal(sql(`select p.code from biz.organisation o join biz.organisation p on p.id = o.parent_id where o.code = 'IMP02'`), 'IMP01')
  const again = await bring_in(overseer, to_csv(rows, heads), { kind: 'organisations' })
  assert.deepEqual([again.written, again.known], [0, 2])
})

test('institutions and referrals are tried as records are: what the database refuses is told by row, the rest goes in', async () => {
  const overseer = await sign_in('hzoverseer'), office = await sign_in('hzoffice')
  const heads = ['机构编码', '机构名称', '类型', '区划代码', '上级机构']
  const rows = [['R1', '甲'], ['R2', '乙示例卫生院', '甲'], ['R3', '丙示例卫生院', '己示例卫生院'], ['R4', '丁示例卫生院', '戊示例卫生院'], ['R5', '戊示例卫生院', '丁示例卫生院'], ['R6', '己示例卫生院']]
    .map(([code, name, parent]) => ({ 机构编码: `RH${code}`, 机构名称: name, 类型: '卫生院', 区划代码: '630106', 上级机构: parent ?? '' }))
  const job = await act(overseer, await start(overseer, to_csv(rows, heads), { kind: 'organisations' }), 'check')
  const errors = await errors_of(overseer, job)
  assert.deepEqual([job.state, job.good, errors.map((e) => `${e.line} ${e.column}`)], ['checked', 2, ['2 机构名称', '3 上级机构', '5 上级机构', '6 上级机构']], JSON.stringify(errors))
  assert.match(errors[0].message, /2 到 100 个字/)
  assert.match(errors[1].message, /“甲”在第 2 行/)
  assert.equal(sql(`select count(*) from biz.organisation where code like 'RHR%'`), '0', 'the check writes nothing')
  assert.equal((await act(overseer, job, 'run')).written, 2)
  assert.equal(sql(`select p.code from biz.organisation o join biz.organisation p on p.id = o.parent_id where o.code = 'RHR3'`), 'RHR6')

  const register = ['照常', '库里不收', '照常'].map((reason, i) => row({ 登记号: `RH${i}`, 转出机构: 'HZT01', 转入机构: 'HZH', 转诊原因: reason }))
  sql(`alter table biz.referral add constraint planted_check check (reason <> '库里不收') not valid`)
  try {
    const checked = await act(office, await start(office, to_csv(register)), 'check')
    assert.deepEqual([checked.state, checked.good, (await errors_of(office, checked)).map((e) => e.line)], ['checked', 2, [3]], checked.message)
    assert.equal(sql(`select count(*) from biz.referral where import_job_id = '${checked.id}'`), '0')
    assert.equal((await act(office, checked, 'run')).written, 2)
  } finally {
    sql('alter table biz.referral drop constraint planted_check')
  }
})

test('institutions are exported in the words that an import takes', async () => {
  const overseer = await sign_in('hzoverseer')
  const { job: done } = await exported(overseer, 'organisations', { division: 630106 })
  const bytes = fs.readFileSync(path.join(dir, `spool/${done.id}.xlsx`))
  const job = await act(overseer, await start(overseer, bytes, { kind: 'organisations', name: '机构.xlsx' }), 'check')
  assert.deepEqual([job.total, job.known, job.good], [done.total, done.total - job.bad, 0], 'all are known')
  assert.equal(job.bad, 0, JSON.stringify(await errors_of(overseer, job)))
})

test('a list longer than a page of the worker is exported whole', async () => {
  const office = await sign_in('hzoffice')
  const year = { from: '2016-01-01', to: '2016-12-31' }
  const n = Number(sql(`select count(*) from biz.referral where ${organisation_id('HZH')} in (from_org_id, to_org_id)
    and listed_at >= '2016-01-01 +08' and listed_at < '2017-01-01 +08'`))
  assert.ok(n > 1000)
  for (const sort of ['-sent_at', 'sent_at', 'updated_at', '-updated_at']) {
    const { rows } = await exported(office, 'referrals', { sort, ...year })
    assert.equal(rows.length, n, sort)
    assert.equal(new Set(rows.map((r) => r.转诊编号)).size, n, sort)
  }
})

test('the list is sorted by what changed last, either way, page by page', async () => {
  const office = await sign_in('hzoffice')
  const doctor = await sign_in('t01doctor')
  const [old, young] = [await send_referral(doctor), await send_referral(doctor)]
  assert_status(await act_on(office, old, 'accept'), 200)
  const last = assert_status(await office.get('/api/referrals?sort=-updated_at&limit=2'), 200)
  assert.deepEqual(last.items.map((i) => i.id), [old.id, young.id])
  const next = assert_status(await office.get(`/api/referrals?sort=-updated_at&limit=2&after=${encodeURIComponent(last.next)}`), 200)
  assert.ok(next.items.every((i) => i.updated_at <= last.items[1].updated_at && i.id !== young.id))
  const up = await listed(office, { sort: 'updated_at', from: young.sent_at.slice(0, 10) })
  assert.deepEqual(up.slice(-2).map((i) => i.id), [young.id, old.id])
  assert.deepEqual(up.map((i) => i.updated_at), up.map((i) => i.updated_at).sort())
})
