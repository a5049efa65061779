// record_import.test.mjs - records of every type by the sheet: errors by row and column, lines, rights, cancel, round trip.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { exported } from './exported.mjs'
import { assert_problem, assert_status, dir, organisation_id, pointers, sign_in, sql, wait_until } from './harness.mjs'
import { act, bring_in, errors_of, settled, start, upload } from './intake.mjs'
import { from_xlsx, id_number, to_book, to_csv, to_xlsx } from './register.mjs'

const gb18030 = (text) => execFileSync('iconv', ['-f', 'utf-8', '-t', 'gb18030'], { input: text, maxBuffer: 1 << 26 })
const told = (errors) => errors.map((e) => `${e.line} ${e.column}`)

// Numbers of this run: the tests may come again over one portal.
const run = String(Date.now() % 1e9)
const gift_heads = ['登记号', '捐赠单位', '受赠单位', '捐赠日期', '类别', '捐赠内容', '总金额', '接收日期', '经办人电话', '名称', '数量', '单位', '单价', '金额']
const gift = (登记号, values) => ({ 登记号: `${登记号}-${run}`, 受赠单位: 'HZT01', 捐赠日期: '2026-03-01', 类别: '设备', 捐赠内容: '彩超', 总金额: '100', ...values })

test('donations: rows with their items, from either side, in CSV and GB18030 and XLSX; again adds nothing', async () => {
  const office = await sign_in('hzoffice')
  const rows = [
    { 登记号: `D1-${run}`, 受赠单位: 'HZT01', 捐赠日期: '2026年3月1日', 类别: '医疗设备', 捐赠内容: '彩超', 名称: '便携式彩超', 数量: '2台', 单位: '台', 单价: '3万元', 金额: '60,000.00' },
    { 登记号: `D1-${run}`, 名称: '探头', 数量: '近10', 单位: '个', 金额: '0.5万元' },
    { 名称: '耦合剂', 数量: '约20瓶', 单位: '瓶', 金额: '100.50元' },
    { 登记号: `D2-${run}`, 受赠单位: 'HZT02', 捐赠日期: '2026/3/2', 类别: '药品', 捐赠内容: '降压药', 总金额: '1200.00' },
    { 捐赠单位: 'HZT01', 捐赠日期: '20260303', 类别: '经费', 捐赠内容: `捐款${run}`, 总金额: '99.99', 接收日期: '2026-03-04' },
  ]
  const done = await bring_in(office, to_csv(rows, gift_heads), { kind: 'donations' })
  assert.deepEqual([done.state, done.total, done.written, done.bad], ['done', 5, 3, 0])
  assert.equal(sql(`select string_agg(concat_ws(' ', d.register_number !~ '^row:', d.state, d.origin, d.total_fen, d.entered_org_id = d.from_org_id,
      (select string_agg(i.quantity || i.quantity_exactness || i.value_fen, ';' order by i.line) from biz.donation_item i where i.record_id = d.id)), ',' order by d.donated_on)
    from biz.donation d where d.import_job_id = '${done.id}'`),
  't submitted import 6510050 t 2exact6000000;10near500000;20about10050,t submitted import 120000 t,f confirmed import 9999 f')
  for (const bytes of [gb18030(to_csv(rows, gift_heads)), to_xlsx(rows, gift_heads)]) {
    const again = await bring_in(office, bytes, { kind: 'donations' })
    assert.deepEqual([again.state, again.written, again.known, again.bad], ['done', 0, 3, 0])
  }
})

test('every kind of error by row and column, the database\'s own too; the bad rows come back whole', async () => {
  const office = await sign_in('hzoffice')
  const items = { 总金额: '', 名称: '血压计', 数量: '10', 单位: '台' }
  const rows = [
    gift('E2', { 捐赠日期: '2026-02-30' }), gift('E3', { 类别: '黄金' }), gift('E4', { 受赠单位: '没有这家医院' }),
    gift('E5', { ...items, 金额: '50', 总金额: '60' }), gift('E6', { 捐赠日期: '1980-01-01' }),
    gift('E7', { 捐赠单位: 'HZT02' }), gift('E8', { ...items, 单价: '10', 金额: '99' }),
    gift('E9', { 接收日期: '2026-03-02' }), gift('E10', { 经办人电话: '123' }), gift('E11', { 总金额: '0.001' }),
    gift('E12', { ...items, 金额: '50' }), { 名称: '口罩', 数量: '许多', 单位: '只', 金额: '1' },
    gift('E14', { 受赠单位: 'HZH' }), gift('E15', { 捐赠内容: '' }), gift('E16', { ...items, 总金额: '' }),
    gift('E17', {}), gift('E17', { 捐赠内容: '另一件' }), gift('E19', { ...items, 金额: '50' }),
    gift('E19', { ...items, 类别: '药品', 金额: '50' }), gift('E21', { 总金额: '100元', 经办人电话: '13900000000' }),
  ]
  const mapped = await start(office, to_csv(rows, gift_heads), { kind: 'donations' })
  assert.deepEqual([mapped.state, mapped.fields.find((f) => f.name === 'items.unit').required], ['mapping', false])
  const checked = await act(office, mapped, 'check')
  assert.deepEqual([checked.state, checked.total, checked.good, checked.bad], ['checked', 20, 2, 18], checked.message)
  const errors = await errors_of(office, checked)
  assert.deepEqual(told(errors), ['2 捐赠日期', '3 类别', '4 受赠单位', '5 总金额', '6 捐赠日期', '7 捐赠单位', '8 名称', '9 接收日期',
    '10 经办人电话', '11 总金额', '12 ', '13 数量', '14 受赠单位', '15 捐赠内容', '16 金额', '18 登记号', '19 ', '20 类别'])
  const of = (line) => errors.find((e) => e.line === line).message
  assert.match(of(5), /与明细之和不一致：明细合计 50\.00/)
  assert.match(of(6), /1990年之后/)
  assert.match(of(8), /单价乘以数量/)
  assert.match(of(9), /对方确认时填写/)
  assert.match(of(11), /精确到分/)
  assert.match(of(12), /第 13 行/)
  assert.match(of(18), /不止一次/)
  assert.equal(errors.find((e) => e.line === 10).value, '***')
  assert.deepEqual([5, 6, 8].map((line) => errors.find((e) => e.line === line).value), ['60', '1980-01-01', '血压计'], 'what the database refused shows its cell too')
  assert.equal(sql(`select count(*) from biz.donation where import_job_id = '${checked.id}'`), '0', 'the check writes nothing')

  const done = await act(office, checked, 'run')
  assert.deepEqual([done.state, done.written, done.bad], ['done', 2, 18])
  const back = from_xlsx(fs.readFileSync(path.join(dir, `spool/${checked.id}.xlsx`)))
  assert.equal(back.length, 18)
  assert.deepEqual([back[10].登记号, back[11].名称, /数量：/.test(back[11].错误说明)], [`E12-${run}`, '口罩', true])
  const mended = back.map((r) => (r.登记号 === `E6-${run}` ? { ...r, 捐赠日期: '2026-01-01' } : r))
  const again = await act(office, await start(office, to_csv(mended, gift_heads), { kind: 'donations' }), 'check')
  assert.deepEqual([again.good, again.known, again.bad], [1, 1, 16], 'what was mended goes in, the rest is named again')
  const reused = await act(office, await start(office, to_csv([gift('E21', { 捐赠日期: '2026-03-09' })], gift_heads), { kind: 'donations' }), 'check')
  assert.deepEqual(told(await errors_of(office, reused)), ['2 登记号'], 'a number names one record')
})

test('where every row is refused each is tried about once, not found by halves, and noted with others', async () => {
  const office = await sign_in('hzoffice'), n = 400
  const rows = Array.from({ length: n }, (_, i) => gift(`Z${i}`, { 总金额: '', 名称: '血压计', 数量: '1', 单位: '台', 单价: '10', 金额: '99' }))
  const job = await start(office, to_csv(rows, gift_heads), { kind: 'donations' })
  const next = () => Number(sql('select pg_snapshot_xmax(pg_current_snapshot())'))
  const before = next()
  const checked = await act(office, job, 'check')
  // A mark that writes has a number of its own; so has each note of errors.
  const marks = next() - before
  assert.deepEqual([checked.good, checked.bad], [0, n])
  assert.ok(marks < 1.5 * n, `${marks} marks for ${n} rows`)
})

test('as drafts, if so chosen: with what is missing, seen by their own house alone, submitted by hand', async () => {
  const office = await sign_in('hzoffice'), clerk = await sign_in('t02clerk')
  const rows = [gift('F1', { 受赠单位: 'HZT02', 类别: '', 总金额: '' }), gift('F2', { 受赠单位: 'HZT02' }), gift('F3', { 捐赠日期: '' }), gift('F4', { 类别: '黄金' })]
  const heads = gift_heads.slice(0, 9)
  const job = await start(office, to_csv(rows, heads), { kind: 'donations' })
  assert.deepEqual([job.landing, job.fields.filter((f) => f.required_of_draft).map((f) => f.name)], ['submit', ['donated_on']])
  assert.deepEqual(told(await errors_of(office, await act(office, job, 'check'))), ['2 类别', '2 总金额', '4 捐赠日期', '5 类别'])
  assert.equal(assert_status(await office.patch(`/api/imports/${job.id}`, { landing: 'draft' }), 200).landing, 'draft')
  const checked = await act(office, job, 'check')
  assert.deepEqual([checked.good, told(await errors_of(office, checked))], [2, ['4 捐赠日期', '5 类别']])
  assert.equal((await act(office, checked, 'run')).written, 2)
  assert.equal(sql(`select string_agg(concat_ws(' ', state, origin, submitted_at), ',') from biz.donation where import_job_id = '${job.id}'`), 'draft import,draft import')
  const [one, two] = sql(`select id from biz.donation where import_job_id = '${job.id}' order by register_number`).split('\n')
  assert_problem(await clerk.get(`/api/donations/${two}`), 404, 'not-found')
  assert_problem(await office.post(`/api/donations/${one}/actions/submit`, {}, undefined, { headers: { 'If-Match': '"1"' } }), 422, 'invalid')
  const sent = assert_status(await office.post(`/api/donations/${two}/actions/submit`, {}, undefined, { headers: { 'If-Match': '"1"' } }), 200)
  assert.equal(sent.state, 'submitted')
  assert_status(await clerk.get(`/api/donations/${two}`), 200)
  assert_problem(await office.patch(`/api/imports/${job.id}`, { landing: 'submit' }), 409, 'conflict')
  assert_problem(await clerk.patch(`/api/imports/${job.id}`, { landing: 'submit' }), 404, 'not-found')
  const register = await start(office, to_csv([{ 姓名: '例甲', 转诊日期: '2026-01-01' }], ['姓名', '转诊日期']))
  const refused = await office.patch(`/api/imports/${register.id}`, { landing: 'draft' })
  assert_problem(refused, 422, 'invalid')
  assert.deepEqual(pointers(refused), ['/landing'])
})

test('staff, postings and attendance refer to each other by name, number and day; the other side still confirms', async () => {
  const office = await sign_in('hzoffice'), clerk = await sign_in('t02clerk')
  const staff = (工号, 姓名, 科室) => ({ 姓名, 工号, 人员类别: '医生', 职称级别: '中级', 执业资格: '医师', 到岗日期: '2012.7.1', 科室, 身份证号: id_number(7000 + Number(工号.slice(1))) })
  const people = [staff('A1', '例派一', '内科'), staff('A2', '例派二', '外科'), staff('A3', '例派二', '儿科')]
  const heads = ['姓名', '工号', '人员类别', '职称级别', '执业资格', '到岗日期', '科室', '身份证号']
  const first = await bring_in(office, to_xlsx(people, heads), { kind: 'staff' })
  assert.deepEqual([first.state, first.written], ['done', 3])
  assert.equal(sql(`select count(*) from biz.staff where import_job_id = '${first.id}' and state = 'confirmed' and origin = 'import' and id_number_idx is not null`), '3')
  const twice = await act(office, await start(office, to_xlsx([{ ...people[0], 工号: 'A9' }], heads), { kind: 'staff' }), 'check')
  assert.match((await errors_of(office, twice))[0].message, /已登记此身份证号/)

  const post = (登记号, 姓名, values) => ({ 登记号, 派驻人员: 姓名, 受援单位: 'HZT02', 接收科室: '内科', 岗位: '医疗', 方式: '驻点', 开始日期: '2026-01-01', 结束日期: '2026-06-30', ...values })
  const post_heads = ['登记号', '派驻人员', '派出单位', '受援单位', '接收科室', '岗位', '方式', '开始日期', '结束日期']
  const posts = [post('P1', '例派一', {}), post('P2', '例派一', { 开始日期: '2026-07-01', 结束日期: '2026-12-31' }), post('P3', '例派二（A3）', {}),
    post('P4', '例派二', {}), post('P5', '例查无', {}), post('P6', 'A2', { 结束日期: '2025-12-31' }), post('P7', 'A2', { 派出单位: 'HZT02', 受援单位: 'HZH' })]
  const checked = await act(office, await start(office, to_csv(posts, post_heads), { kind: 'postings' }), 'check')
  const errors = await errors_of(office, checked)
  assert.deepEqual(told(errors), ['5 派驻人员', '6 派驻人员', '7 结束日期', '8 派出单位'])
  assert.match(errors[0].message, /有几条人员都叫/)
  assert.equal((await act(office, checked, 'run')).written, 3)
  assert.equal(sql(`select count(*) from biz.posting where import_job_id = '${checked.id}' and state = 'submitted'`), '3')

  const day = (values) => ({ 派出单位: '湟中区示范医院', 受援单位: '', 派驻: '例派一', 日期: '2026-03-02', 时段: '全天', 工作类型: '门诊', ...values })
  const day_heads = ['登记号', '派出单位', '受援单位', '派驻', '日期', '时段', '工作类型', '工作日志·工作类型', '工作量']
  const before = await act(clerk, await start(clerk, to_csv([day({})], day_heads), { kind: 'attendance' }), 'check')
  assert.match((await errors_of(clerk, before))[0].message, /尚未经受援单位确认/)
  const ids = sql(`select id from biz.posting where import_job_id = '${checked.id}'`).split('\n')
  assert_status(await clerk.post('/api/postings/actions/confirm', { ids }), 200)
  const days = [day({ 登记号: 'W1', '工作日志·工作类型': '门诊', 工作量: '12人次' }), { 登记号: 'W1', '工作日志·工作类型': '查房', 工作量: '3' },
    day({ 登记号: 'W2', 日期: '2026-07-02', 时段: '上午' }), day({ 登记号: 'W3', 时段: '下午' }), day({ 登记号: 'W4', 派驻: 'P3', 日期: '2026-08-01' }),
    day({ 登记号: 'W5', 日期: '2026-07-02', 时段: '下午', '工作日志·工作类型': '门诊' })]
  const looked = await act(clerk, await start(clerk, to_csv(days, day_heads), { kind: 'attendance' }), 'check')
  assert.deepEqual(told(await errors_of(clerk, looked)), ['5 日期', '6 日期', '7 工作量'])
  assert.equal((await act(clerk, looked, 'run')).written, 2)
  assert.equal(sql(`select string_agg(concat_ws(' ', p.register_number, a.state, a.half_days, (select sum(w.amount) from biz.attendance_work w where w.record_id = a.id)), ',' order by a.on_day)
    from biz.attendance a join biz.posting p on p.id = a.posting_id where a.import_job_id = '${looked.id}'`), 'P1 confirmed 2 15,P2 confirmed 1')
})

test('a list goes out with all its fields and lines, as it is filtered; what comes back is known, what was added goes in', async () => {
  const office = await sign_in('hzoffice'), clerk = await sign_in('t02clerk')
  const rows = [gift('X1', { 总金额: '', 受赠单位: 'HZT02', 名称: '血压计', 数量: '近10', 单位: '台', 金额: '205408.50', 经办人电话: '13900000000', 类别: '设备' }),
    { 名称: '听诊器', 数量: '3', 单位: '个', 金额: '30' }, gift('X2', { 受赠单位: 'HZT02', 捐赠内容: `只此${run}` }), gift('X3', { 捐赠日期: '2025-01-01' })]
  assert.equal((await bring_in(office, to_csv(rows, gift_heads), { kind: 'donations' })).written, 3)
  const { job, rows: out } = await exported(office, 'donations', { from: '2026-03-01', to: '2026-03-01', box: 'sent' })
  const mine = out.filter((r) => r.登记号?.endsWith(run) && r.登记号.startsWith('X'))
  assert.deepEqual(mine.map((r) => [r.登记号.split('-')[0], r.类别, r['总金额（元）'], r.经办人电话, r.状态, r.系统编号.length]).sort(),
    [['X1', '设备', '205438.5', '13900000000', '已提交', 36], ['X2', '设备', '100', undefined, '已提交', 36]])
  assert.equal(mine[0].受赠单位, sql(`select name from biz.organisation where code = 'HZT02'`))
  const lines = from_xlsx(fs.readFileSync(path.join(dir, `spool/${job.id}.xlsx`)), 2).filter((r) => r.登记号?.startsWith('X1') && r.登记号.endsWith(run))
  assert.deepEqual(lines.map((r) => [r.名称, r.数量, r.单位, r['金额（元）']]), [['血压计', '近10', '台', '205408.5'], ['听诊器', '3', '个', '30']])
  assert.equal(sql(`select count(*) from aud.event where action = 'donation.export' and object_id = '${job.id}'`), '1')

  const heads = Object.keys(out[0]).filter((h) => h !== '状态').concat(['接收日期']).filter((h, i, all) => all.indexOf(h) === i)
  const fresh = { ...mine.find((r) => r.登记号.startsWith('X2')), 系统编号: '', 登记号: `X9-${run}`, 捐赠内容: `添加${run}` }
  const stranger = { ...fresh, 系统编号: '01a20231-0000-7000-8000-000000000000', 登记号: '' }
  const checked = await act(office, await start(office, to_xlsx([...out, fresh, stranger], [...new Set([...heads, '登记号', '备注'])]), { kind: 'donations' }), 'check')
  assert.deepEqual([checked.good, checked.known, checked.bad], [1, out.length, 1], JSON.stringify(await errors_of(office, checked)))
  assert.deepEqual(told(await errors_of(office, checked)), [`${out.length + 3} 系统编号`])
  assert.equal((await act(office, checked, 'run')).written, 1)

  const refused = await office.post('/api/exports', { kind: 'donations', filter: { after: 'x', kind: 'gold', limit: '1' } })
  assert_problem(refused, 422, 'invalid')
  assert.deepEqual(pointers(refused), ['/filter/after', '/filter/kind', '/filter/limit'])
  assert_problem(await (await sign_in('newcomer')).post('/api/exports', { kind: 'donations' }), 403, 'forbidden')
  const theirs = await exported(clerk, 'donations', { q: `只此${run}` })
  assert.deepEqual(theirs.rows.map((r) => r.登记号), [`X2-${run}`], 'the receiver sees it, in its own list')
})

test('lines in a sheet of their own: an export is added to and comes back; errors name sheet, row and column', async () => {
  const office = await sign_in('hzoffice')
  const heads = gift_heads.slice(0, 9), item_heads = ['登记号', '系统编号', '名称', '数量', '单位', '单价', '金额']
  const item = (登记号, values) => ({ 登记号: 登记号 && `${登记号}-${run}`, 名称: '血压计', 数量: '2', 单位: '台', 金额: '50', ...values })
  const head = (登记号, values) => gift(登记号, { 总金额: '', 捐赠内容: `分表${run}`, ...values })
  const bring = async (...sheets) => act(office, await start(office, to_book(...sheets), { kind: 'donations' }), 'check')
  const brief = (errors) => errors.map((e) => `${e.sheet} ${e.line} ${e.column}`)

  const notes = [{ 说明: '本簿由医务科填写' }]
  const book = [['登记', [head('L1'), head('L2')], heads],
    ['说明', notes, ['说明']], ['物资', [item('L1'), item('L2', { 名称: '口罩', 数量: '近100', 单位: '只', 金额: '0.5万元' }), item('L1', { 名称: '听诊器', 金额: '10' })], item_heads.filter((h) => h !== '系统编号')]]
  const mapped = await start(office, to_book(...book), { kind: 'donations' })
  assert.deepEqual([mapped.total, mapped.unread_sheets, mapped.sheets.map((s) => [s.name, s.lines, s.rows, s.columns.map((c) => c.mapped_to)])],
    [5, ['说明'], [['物资', 'items', 3, ['register', 'items.name', 'items.quantity', 'items.unit', 'items.unit_value_fen', 'items.value_fen']]]])
  const first = await act(office, await act(office, mapped, 'check'), 'run')
  assert.deepEqual([first.written, first.bad], [2, 0])
  assert.equal(sql(`select string_agg(concat_ws(' ', d.total_fen, (select string_agg(i.name || i.quantity, ';' order by i.line) from biz.donation_item i where i.record_id = d.id)), ',' order by d.register_number)
    from biz.donation d where d.import_job_id = '${first.id}'`), '6000 血压计2;听诊器2,500000 口罩100')
  assert.deepEqual([(await bring(...book)).good, (await bring(...book)).known], [0, 2], 'again adds nothing')

  const { job, rows } = await exported(office, 'donations', { q: `分表${run}` })
  const lines = from_xlsx(fs.readFileSync(path.join(dir, `spool/${job.id}.xlsx`)), 2)
  const out = [Object.keys(Object.assign({}, ...rows)), Object.keys(Object.assign({}, ...lines))]
  assert.equal(lines.length, 3)
  const back = await bring(['捐赠', rows, out[0]], ['捐赠明细', lines, out[1]])
  assert.deepEqual([back.good, back.known, back.bad], [0, 2, 0])
  const fresh = { ...rows[0], 登记号: `L3-${run}`, 系统编号: '', '总金额（元）': '', 备注: '' }
  const added = { ...lines[0], 登记号: `L3-${run}`, '金额（元）': '70' }
  const edited = await bring(['捐赠', [...rows, fresh], [...new Set([...out[0], '备注'])]], ['捐赠明细', [...lines, added, { ...added, 系统编号: '' }], out[1]])
  assert.deepEqual([edited.good, edited.known, edited.bad], [1, 2, 0], JSON.stringify(await errors_of(office, edited)))
  assert.equal((await act(office, edited, 'run')).written, 1)
  assert.equal(sql(`select d.total_fen || ' ' || count(*) from biz.donation d join biz.donation_item i on i.record_id = d.id where d.import_job_id = '${edited.id}' group by d.total_fen`), '14000 2')

  const wrong = [['登记', [head('M1'), head('M2'), head('M3', { 总金额: '99' }), head('M4'), head('M5'), head('M6', { 总金额: '5' })], heads],
    ['物资', [item('M1', { 数量: '许多' }), item('M2', { 单价: '10', 金额: '99' }), item('M3'), item('M4'), item('M9'), item(''), item('L1'), item('M4', { 名称: '' })], item_heads]]
  const checked = await bring(...wrong)
  const errors = await errors_of(office, checked)
  assert.deepEqual(brief(errors), ['登记 2 ', '登记 3 ', '登记 4 总金额', '登记 5 ', '登记 6 总金额', '物资 2 数量', '物资 3 名称', '物资 4 ', '物资 5 ', '物资 6 登记号', '物资 7 登记号',
    '物资 8 登记号', '物资 9 名称'])
  assert.deepEqual([checked.good, checked.bad], [1, 13])
  assert.match(errors[0].message, /工作表“物资”第 2 行/)
  assert.match(errors[1].message, /工作表“物资”第 3 行/)
  assert.match(errors.find((e) => e.sheet === '物资' && e.line === 4).message, /工作表“登记”第 4 行/)
  const done = await act(office, checked, 'run')
  assert.deepEqual([done.written, done.bad], [1, 13])
  const file = fs.readFileSync(path.join(dir, `spool/${checked.id}.xlsx`))
  const sheets = [from_xlsx(file), from_xlsx(file, 2)]
  assert.deepEqual(sheets.map((s) => s.length), [5, 8])
  const mended = sheets[1].map((r) => (/许多/.test(r.数量) ? { ...r, 数量: '3' } : r)).filter((r) => r.名称)
  const again = await bring(['待修改', sheets[0], heads], ['捐赠明细', mended, item_heads])
  assert.deepEqual([again.good, again.bad], [2, 8], JSON.stringify(brief(await errors_of(office, again))))

  const lacking = await start(office, to_book(['a', [head('N1')], heads], ['捐赠明细', [item('N1')], ['登记号', '名称', '金额']]), { kind: 'donations' })
  const failed = await act(office, lacking, 'check')
  assert.equal(failed.state, 'failed')
  assert.match(failed.message, /工作表“捐赠明细”里没有必须的列：数量/)
})

test('the sheets of an export of every type with lines are read back, each column that an import takes', async () => {
  const office = await sign_in('hzoffice')
  const { items } = assert_status(await office.get('/api/record-types'), 200)
  for (const { name } of items.filter((t) => t.may.read && t.may.write)) {
    const type = assert_status(await office.get(`/api/record-types/${name}`), 200)
    if (!type.lines?.length) continue
    const { job } = await exported(office, name, { from: '1999-01-01', to: '1999-01-01' })
    const mapped = await start(office, fs.readFileSync(path.join(dir, `spool/${job.id}.xlsx`)), { kind: name })
    assert.deepEqual([mapped.sheets.map((s) => s.lines), mapped.unread_sheets], [type.lines.map((l) => l.name), []], name)
    const found = [mapped, ...mapped.sheets].flatMap((s) => s.columns.map((c) => c.mapped_to))
    const wanted = mapped.fields.map((f) => f.name)
    assert.deepEqual(wanted.filter((f) => !found.includes(f)), [], name)
    const checked = await act(office, mapped, 'check')
    assert.deepEqual([checked.state, checked.total], ['checked', 0], `${name}: ${checked.message}`)
  }
})

test('who may: the permission of the type, own institutions, own jobs', async () => {
  const file = assert_status(await upload(await sign_in('hzdoctor'), 'x'), 200)
  assert_problem(await (await sign_in('hzdoctor')).post('/api/imports', { upload_id: file.id, kind: 'donations' }), 403, 'forbidden')
  const none = await (await sign_in('hzdoctor')).post('/api/imports', { upload_id: file.id, kind: 'nothing' })
  assert_problem(none, 422, 'invalid')
  assert.deepEqual(pointers(none), ['/kind'])
  const office = await sign_in('hzoffice')
  const own = assert_status(await upload(office, 'x'), 200)
  assert_problem(await office.post('/api/imports', { upload_id: own.id, kind: 'donations', organisation_id: organisation_id('HZT02') }), 403, 'forbidden')
  const mapped = await start(office, to_csv([gift('R1', {})], gift_heads), { kind: 'donations' })
  assert_problem(await (await sign_in('t02clerk')).get(`/api/imports/${mapped.id}`), 404, 'not-found')
  assert_problem(await (await sign_in('t02clerk')).post(`/api/imports/${mapped.id}/actions/check`), 404, 'not-found')
})

test('cancelled in the middle of the check or of the writing, nothing stays', async () => {
  const office = await sign_in('hzoffice')
  const many = (tag) => to_csv(Array.from({ length: 20000 }, (_, i) => gift(`${tag}${i}`, {})), gift_heads)
  for (const step of ['check', 'run']) {
    let job = await start(office, many(step), { kind: 'donations' })
    if (step === 'run') job = await act(office, job, 'check')
    assert_status(await office.post(`/api/imports/${job.id}/actions/${step}`), 200)
    await wait_until('its middle', async () => {
      const now = assert_status(await office.get(`/api/imports/${job.id}`), 200)
      assert.ok(['checking', 'running'].includes(now.state), `${step}: ${now.state}`)
      return now.done > (step === 'check' ? 10000 : 0) && now.done < 20000
    }, 60000)
    assert_status(await office.post(`/api/imports/${job.id}/actions/cancel`), 200)
    assert.equal((await settled(office, job.id)).state, 'cancelled')
    assert.equal(sql(`select count(*) from biz.donation where import_job_id = '${job.id}'`), '0')
  }
})

test('every record type has a template that reads back under its own headings', async () => {
  const office = await sign_in('hzoffice')
  const { items } = assert_status(await office.get('/api/record-types'), 200)
  for (const { name, may } of items) {
    const file = await office.get(`/api/imports/templates/${name}`)
    assert.equal(file.status, 200, name)
    if (!may.write) continue
    const mapped = await start(office, fs.readFileSync(path.join(dir, `spool/template-${name}.xlsx`)), { kind: name, name: 'a.xlsx' })
    const sheets = [...new Set(mapped.fields.map((f) => f.lines))]
    assert.deepEqual([mapped.state, mapped.total, mapped.sheets.length, mapped.unread_sheets], ['mapping', sheets.length, sheets.length - 1, []], `${name}: ${mapped.message}`)
    const found = [mapped, ...mapped.sheets].flatMap((s, i) => s.columns.map((c) => c.mapped_to).filter((f) => i === 0 || f !== 'register'))
    assert.deepEqual(found, mapped.fields.map((f) => f.name).filter((f) => f !== 'system_id'), name)
  }
})
