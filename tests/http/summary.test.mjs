// summary.test.mjs - the life of a work summary: composed, written, reviewed, frozen, held against now.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  assert_problem, assert_status, base, organisation_id, pointers, sign_in, sql,
} from './harness.mjs'
import { from_xlsx, unzip } from './register.mjs'

const hospital = organisation_id('HZH')
const township = organisation_id('HZT01')
const other = organisation_id('HZT02')

/** A donation as an import of the owner would bring it, confirmed. */
function give(to, day, fen) {
  const id = randomUUID()
  sql(`insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id,
    state, donated_on, kind, subject, total_fen, created_by, updated_by) values ('${id}', ${hospital}, 0, ${to}, 0,
    ${hospital}, 'confirmed', '${day}', 'equipment', '试设备', ${fen}, 0, 0)`)
  return id
}

// No other test gives anything in such years.
const year = 1991 + Math.floor(Math.random() * 18)
const asked = { template: 'T-C', scope: 'region:630106', period: `year:${year}` }
const make = async (browser, more = {}) => assert_status(await browser.post('/api/summaries', { ...asked, ...more }), 201)
const get = async (browser, id) => assert_status(await browser.get(`/api/summaries/${id}`), 200)
const step = (browser, s, action, body = {}) =>
  browser.post(`/api/summaries/${s.id}/actions/${action}`, body, { version: s.version })
const block = (s, id) => s.document.blocks.find((b) => b.id === id)
const said = (b) => b.content.map((r) => r.text ?? r.token.shown).join('')
const codes = (s) => s.checks.map((c) => c.check)
/** Tags that open and close as XML wants them, in one root. */
function assert_well_formed(xml, name) {
  const open = []
  let roots = 0
  assert.doesNotMatch(xml, /&(?!amp;|lt;|gt;|quot;)|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/, name)
  for (const [, close, tag, rest] of xml.replace(/^<\?xml[^>]*\?>\s*/, '').matchAll(/<(\/?)([\w:]+)([^<>]*)>/g)) {
    if (close) assert.equal(open.pop(), tag, name)
    else if (!rest.endsWith('/')) roots += open.push(tag) === 1 ? 1 : 0
  }
  assert.deepEqual([open, roots], [[], 1], name)
}

async function file(browser, s, name) {
  const answer = await fetch(`${base}/api/summaries/${s.id}/${name}`, { headers: { cookie: browser.cookie } })
  assert.equal(answer.status, 200, name)
  assert.match(answer.headers.get('content-type'), /^application\/vnd\.openxmlformats-officedocument/)
  assert.ok(decodeURIComponent(answer.headers.get('content-disposition')).includes(s.title))
  return Buffer.from(await answer.arrayBuffer())
}
/** The document without what the template asks the writer for. */
const answered = (s) => ({ blocks: s.document.blocks.filter((b) => !/【请补充/.test(JSON.stringify(b))) })

test('composed from figures, every number with what it asks for; only for who may', async () => {
  const writer = await sign_in('hzoverseer')
  give(township, `${year}-03-05`, 12000000)
  give(other, `${year}-07-01`, 8540850)
  const union = await sign_in('hzunion')
  const templates = assert_status(await writer.get('/api/summary-templates'), 200).items
  assert.deepEqual(templates.map((t) => t.code), ['T-B', 'T-C'])
  assert.ok(templates.every((t) => t.title.zh && t.title.en && t.scopes.length))
  const s = await make(writer)
  assert.match(s.title, new RegExp(`${year}年医联体工作进展情况$`))
  assert.deepEqual([s.state, s.version, s.first, s.last, s.editable], ['draft', 1, `${year}-01-01`, `${year}-12-31`, true])
  assert.equal(s.org.name, '湟中区卫生健康委员会', 'it belongs to the house of its writer')
  const donated = block(s, 'donated')
  assert.match(said(donated), /捐赠2次，折合205408\.5元，受赠单位有田家寨镇示范中心卫生院、上新庄镇示范中心卫生院。$/)
  const token = donated.content.find((r) => r.token?.code === 'donation_value').token
  assert.deepEqual([token.scope, token.period, token.style, token.unit, token.value, token.state, token.version],
    [asked.scope, `year:${year}`, 'exact', '元', 205408.5, 'ok', 1])
  assert.equal(block(s, 'up'), undefined, 'a sentence without data is left out')
  assert.equal(block(s, 'results'), undefined, 'and a heading with nothing below it')
  assert.deepEqual(s.actions.map((a) => a.action), ['edit', 'regenerate', 'submit', 'withdraw'])
  assert.ok(s.checks.every((c) => c.check === 'prompt' && c.severity === 'error' && c.message.zh && c.message.en))

  assert.equal((await get(union, s.id)).editable, true, 'of the same house')
  const director = await sign_in('hzdirector')
  assert_problem(await director.post('/api/summaries', asked), 403, 'forbidden')
  assert_problem(await director.get(`/api/summaries/${s.id}`), 404, 'not-found')
  assert_problem(await (await sign_in('t02clerk')).get(`/api/summaries/${s.id}`), 404, 'not-found')
  assert_problem(await (await sign_in('xnoverseer')).get(`/api/summaries/${s.id}`), 404, 'not-found')
  const mistaken = [[{ scope: 'org:x' }, '/scope'], [{ period: 'year:20' }, '/period'], [{ template: 'T-Z' }, '/template'],
    [{ template: 'T-B' }, '/scope']]
  for (const [more, pointer] of mistaken) {
    const answer = await writer.post('/api/summaries', { ...asked, ...more })
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), [pointer])
  }
  assert.equal((await writer.post('/api/summaries', { ...asked, scope: 'region:630000' })).status, 403)
  const listed = assert_status(await writer.get('/api/summaries?state=draft&limit=1'), 200)
  assert.equal(listed.items[0].id, s.id)
})

test('numbers are the server’s; own text stays; two writers do not overwrite each other', async () => {
  const writer = await sign_in('hzoverseer')
  let s = await make(writer, { title: '试写总结' })
  const document = structuredClone(answered(s))
  const mine = document.blocks.find((b) => b.id === 'donated')
  mine.content.find((r) => r.token?.code === 'donation_value').token.value = 999
  mine.content.find((r) => r.token?.code === 'donation_value').token.shown = '999亿元'
  document.blocks.find((b) => b.id === 'opening').content = [{ text: '开头由我们自己写，' }, { text: '不用模板的。' }]
  document.blocks.splice(1, 0, { id: 'mine', kind: 'paragraph', part: 'donated', origin: 'generated', content: [
    { text: '全年受赠折合' },
    { token: { id: 't', code: 'donation_value', scope: asked.scope, period: `year:${year}`, style: 'wan' } },
    { text: '，惠及' },
    { token: { id: 't', code: 'donation_receivers', scope: asked.scope, period: `year:${year}` } }, { text: '单位。' }] })
  const saved = assert_status(await writer.patch(`/api/summaries/${s.id}`, { document }, s.version), 200)
  assert.match(said(block(saved, 'donated')), /折合205408\.5元/, 'a client’s value is no value')
  assert.equal(block(saved, 'donated').origin, 'generated')
  assert.deepEqual([block(saved, 'opening').origin, block(saved, 'opening').part], ['edited', 'opening'])
  assert.deepEqual(block(saved, 'opening').content, [{ text: '开头由我们自己写，不用模板的。' }])
  assert.deepEqual([block(saved, 'mine').origin, block(saved, 'mine').part], ['own', null], 'a client’s origin is none')
  assert.equal(said(block(saved, 'mine')), '全年受赠折合20.54085万元，惠及2家单位。')
  const ids = saved.document.blocks.flatMap((b) => (b.content ?? []).filter((r) => r.token).map((r) => r.token.id))
  assert.equal(new Set(ids).size, ids.length, 'a copied number gets an id of its own')

  assert_problem(await writer.patch(`/api/summaries/${s.id}`, { title: '另一个人的' }, s.version), 412, 'stale')
  assert_problem(await writer.patch(`/api/summaries/${s.id}`, { title: '没有版本' }), 428, 'precondition')
  const wrong = [
    [{ code: 'donation_valeu' }, /\/document\/blocks\/0\/content\/0\/token\/code$/],
    [{ period: 'year:1' }, /token\/period$/], [{ scope: 'all' }, /token\/scope$/], [{ style: 'huge' }, /token\/style$/],
    [{ structure: 'later' }, /token\/structure$/], [{ code: 7.5 }, /token\/code$/]]
  for (const [more, pointer] of wrong) {
    const token = { code: 'donation_value', scope: asked.scope, period: `year:${year}`, ...more }
    const answer = await writer.patch(`/api/summaries/${s.id}`,
      { document: { blocks: [{ kind: 'paragraph', content: [{ token }] }] } }, saved.version)
    assert_problem(answer, 422, 'invalid')
    assert.match(pointers(answer)[0], pointer)
    if (typeof more.code !== 'number') {
      const shown = await writer.post('/api/summaries/actions/show', { tokens: [token] })
      assert.match(pointers(shown)[0], /^\/tokens\/0\//)
    }
  }
  const shapes = [{ blocks: 1 }, { blocks: [{ kind: 'poem' }] }, { blocks: [{ kind: 'heading', level: 9, content: [] }] },
    { blocks: [{ kind: 'table', rows: [] }] }, { blocks: [{ kind: 'paragraph', content: [{}] }] },
    { blocks: [{ kind: 'paragraph', content: [{ text: '\u202e' }] }] },
    { blocks: Array.from({ length: 401 }, () => ({ kind: 'paragraph', content: [] })) }]
  for (const document of shapes)
    assert_problem(await writer.patch(`/api/summaries/${s.id}`, { document }, saved.version), 422, 'invalid')
  const shown = assert_status(await writer.post('/api/summaries/actions/show', { tokens: [
    { code: 'donations', scope: asked.scope, period: `year:${year}` },
    { code: 'donation_value', scope: asked.scope, period: `year:${year}`, style: 'over' },
    { code: 'donation_value', scope: asked.scope, period: 'year:1999' },
    { code: 'donations', scope: asked.scope, period: `year:${year}`, member: township }] }), 200).items
  assert.deepEqual(shown.map((t) => t.shown), ['2次', '200000余元', '暂无数据', '1次'])
  assert.deepEqual([shown[2].value, shown[2].state], [null, 'no_data'])

  // What was corrected since, and a new sentence of the template.
  give(township, `${year}-08-01`, 100)
  const typed = structuredClone(saved.document)
  typed.blocks.push({ id: 'later', kind: 'paragraph', content: [{ text: '又写一句，其中捐赠' },
    { token: { id: 'l', code: 'donations', scope: asked.scope, period: `year:${year}`, style: 'about' } }, { text: '。' }] })
  const kept = assert_status(await writer.patch(`/api/summaries/${s.id}`, { document: typed }, saved.version), 200)
  assert.match(said(block(kept, 'donated')), /捐赠2次，折合205408\.5元/, 'saving text leaves the numbers that stand')
  assert.equal(said(block(kept, 'later')), '又写一句，其中捐赠3次。', 'a new one is of now')
  assert.ok(block(kept, 'later').content[1].token.at > kept.as_of.slice(0, 10) && !codes(kept).includes('stale'))
  assert.equal(kept.as_of, saved.as_of)
  const before = await get(writer, s.id)
  assert.ok(before.checks.some((c) => c.check === 'stale' && c.severity === 'warning' && /205409\.5元/.test(c.message.zh)))
  s = assert_status(await step(writer, before, 'regenerate'), 200)
  assert.match(said(block(s, 'donated')), /捐赠3次，折合205409\.5元/)
  assert.equal(said(block(s, 'mine')), '全年受赠折合20.54095万元，惠及2家单位。')
  assert.equal(said(block(s, 'opening')), '开头由我们自己写，不用模板的。')
  assert.deepEqual(s.document.blocks.map((b) => b.id), before.document.blocks.map((b) => b.id), 'all stands where it stood')
  const prompt = s.offered.find((o) => o.block.id === 'position_text')
  assert.ok(prompt, 'what the template has beside is offered')
  assert.equal(prompt.after, 'position', 'after the block it follows')
  assert.ok(!codes(s).includes('stale'))
  const taken = assert_status(await writer.patch(`/api/summaries/${s.id}`,
    { document: { blocks: [...s.document.blocks, prompt.block] } }, s.version), 200)
  assert.equal(block(taken, 'position_text').origin, 'generated')
  assert.ok(!taken.offered.some((o) => o.block.id === 'position_text'))
  const events = assert_status(await writer.get(`/api/summaries/${s.id}/events`), 200).items
  assert.deepEqual(events.map((e) => e.action), ['edit', 'regenerate', 'edit', 'create'], 'edits in a row are one')
  const first = assert_status(await writer.get(`/api/summaries/${s.id}/versions/1`), 200)
  assert.match(JSON.stringify(first.document), /【请补充/)
})

test('checked, reviewed, published, frozen; what changes later is told; tampering shows', async () => {
  const writer = await sign_in('hzoverseer')
  const union = await sign_in('hzunion')
  let s = await make(writer, { title: '待发布的总结' })
  s = assert_status(await step(writer, s, 'submit'), 200)
  assert_problem(await writer.patch(`/api/summaries/${s.id}`, { title: '改' }, s.version), 409, 'conflict')
  const refused = await step(writer, s, 'publish')
  assert_problem(refused, 422, 'invalid')
  assert.match(refused.json.detail, /还没有写：“牵头医院与基层机构的功能定位/)
  assert_problem(await step(writer, s, 'return'), 422, 'invalid')
  s = assert_status(await step(union, s, 'return', { reason: '请补写' }), 200)
  assert.deepEqual([s.state, s.state_reason], ['draft', '请补写'])
  const document = answered(s)
  document.blocks.push({ kind: 'paragraph', content: [{ text: '会议于2005年2月31日召开，上转1409人次，下转13人。截止目前，' },
    { token: { code: 'up_down_mixed', scope: asked.scope, period: `year:${year}` } }, { text: '人次。' }] })
  s = assert_status(await writer.patch(`/api/summaries/${s.id}`, { document }, s.version), 200)
  const found = assert_status(await writer.get(`/api/summaries/${s.id}/checks`), 200).items
  assert.deepEqual(found, s.checks)
  assert.deepEqual([...new Set(codes(s))].sort(), ['X12', 'X5', 'missing', 'typed', 'undated', 'unit'])
  assert.deepEqual(s.checks.filter((c) => c.severity === 'error').map((c) => c.check), ['X12'])
  assert.ok(s.checks.filter((c) => c.check === 'X5').some((c) => /人次.*人/.test(c.message.zh)))
  assert.ok(s.checks.every((c) => block(s, c.block)))
  s = assert_status(await writer.patch(`/api/summaries/${s.id}`, { document: answered({ document: { blocks: s.document.blocks.slice(0, -1) } }) }, s.version), 200)
  s = assert_status(await step(writer, s, 'submit'), 200)
  assert_problem(await (await sign_in('hzdirector')).post(`/api/summaries/${s.id}/actions/publish`), 404, 'not-found')
  assert_problem(await writer.post(`/api/summaries/${s.id}/actions/publish`, {}, { version: 1 }), 412, 'stale')
  s = assert_status(await step(writer, s, 'publish'), 200)
  assert.equal(s.state, 'published')
  assert.match(s.hash, /^[0-9a-f]{64}$/)
  assert.equal(s.intact, true)
  assert.ok(s.frozen_at)
  assert.deepEqual(s.actions.map((a) => a.action), ['withdraw'])

  const docx = await file(writer, s, 'document.docx')
  for (const part of ['[Content_Types].xml', '_rels/.rels', 'word/styles.xml', 'word/footer1.xml', 'word/document.xml',
    'word/settings.xml', 'word/fontTable.xml', 'word/_rels/document.xml.rels', 'docProps/core.xml'])
    assert_well_formed(unzip(docx, part), part)
  const text = unzip(docx, 'word/document.xml').replace(/<w:p>/g, '\n').replace(/<[^>]+>/g, '')
  assert.match(text, /^\s+待发布的总结\n/)
  assert.match(text, /\n一、推进四个统一，夯实协作基础\n（一）统一功能定位\n/)
  assert.match(text, /捐赠3次\[1\]，折合205409\.5元\[2\]，受赠单位有.+\[1\]。/)
  assert.match(text, /\n数据说明\n\[1\] 捐赠次数：.+统计范围：湟中区；统计期：\d+年。\n/)
  assert.ok(text.includes(s.hash))
  const annex = from_xlsx(await file(writer, s, 'annex.xlsx'))
  const row = annex.find((r) => r['指标代码'] === 'donation_value')
  assert.deepEqual([row['数值'], row['单位'], row['文中表述'], row['统计范围'], row['统计期'], row['版本']],
    ['205409.5', '元', '205409.5元', '湟中区', `${year}年`, '1'])
  assert.ok(row['口径'] && row['数据截至'])

  const city = await sign_in('xnoverseer')
  const seen = await get(city, s.id)
  assert.deepEqual([seen.actions, seen.editable], [[], false], 'who oversees reads it')
  assert.deepEqual(assert_status(await city.get(`/api/summaries/${s.id}/events`), 200).items, [], 'but not its drafts')
  assert_problem(await (await sign_in('t02clerk')).get(`/api/summaries/${s.id}`), 404, 'not-found')
  assert.deepEqual(assert_status(await writer.get(`/api/summaries/${s.id}/differences`), 200).items, [])
  give(other, `${year}-09-01`, 100000)
  const changed = assert_status(await writer.get(`/api/summaries/${s.id}/differences`), 200).items
  const value = changed.find((c) => c.code === 'donation_value')
  assert.deepEqual([value.frozen.shown, value.live.shown], ['205409.5元', '206409.5元'])
  assert.deepEqual([(await get(writer, s.id)).document, (await get(writer, s.id)).hash], [s.document, s.hash], 'it is frozen')

  sql(`begin; alter table biz.summary disable trigger user;
    update biz.summary set document = replace(document::text, '205409', '305409')::jsonb where id = '${s.id}';
    alter table biz.summary enable trigger user; commit`)
  const tampered = await get(writer, s.id)
  assert.equal(tampered.intact, false)
  assert.deepEqual(tampered.checks.filter((c) => c.severity === 'error').map((c) => c.check), ['hash'])
  assert_problem(await writer.get(`/api/summaries/${s.id}/document.docx`), 409, 'conflict')
  s = assert_status(await step(writer, s, 'withdraw', { reason: '数字有误' }), 200)
  assert.deepEqual([s.state, s.actions], ['withdrawn', []])
  assert_problem(await city.get(`/api/summaries/${s.id}`), 404, 'not-found')
})

test('members of an alliance read what is published about it, and no more', async () => {
  const [writer, member, office] = [await sign_in('hzunion'), await sign_in('t02clerk'), await sign_in('hzoffice')]
  let s = await make(writer, { scope: 'alliance:1', period: 'year:2020', title: `医共体总结${randomUUID().slice(0, 8)}` })
  s = assert_status(await writer.patch(`/api/summaries/${s.id}`, { document: answered(s) }, s.version), 200)
  s = assert_status(await step(writer, s, 'submit'), 200)
  const listed = async (browser) => assert_status(await browser.get(`/api/summaries?q=${encodeURIComponent(s.title)}`), 200).items.map((i) => [i.title, i.state])
  for (const browser of [member, office]) {
    assert_problem(await browser.get(`/api/summaries/${s.id}`), 404, 'not-found')
    assert.deepEqual(await listed(browser), [])
  }
  s = assert_status(await step(writer, s, 'publish'), 200)
  for (const browser of [member, office]) {
    const seen = await get(browser, s.id)
    assert.deepEqual([seen.state, seen.intact, seen.as_member, seen.editable, seen.actions, seen.checks, seen.scope_name],
      ['published', true, true, false, [], [], '湟中区示范医共体'])
    assert.deepEqual(seen.document, s.document)
    assert.deepEqual(await listed(browser), [[s.title, 'published']])
    assert.deepEqual(assert_status(await browser.get(`/api/summaries/${s.id}/events`), 200).items, [])
    assert.deepEqual(assert_status(await browser.get(`/api/summaries/${s.id}/checks`), 200).items, [])
    assert_problem(await browser.post(`/api/summaries/${s.id}/actions/withdraw`, { reason: '不对' }, { version: s.version }), 403, 'forbidden')
    assert_problem(await browser.patch(`/api/summaries/${s.id}`, { title: '改' }, s.version), 404, 'not-found')
    assert_well_formed(unzip(await file(browser, s, 'document.docx'), 'word/document.xml'), 'document')
    assert.ok(from_xlsx(await file(browser, s, 'annex.xlsx')).every((r) => r['统计范围'] === '湟中区示范医共体'))
  }
  assert.deepEqual([(await get(writer, s.id)).as_member, (await get(await sign_in('hzoverseer'), s.id)).as_member], [false, false])
  for (const who of ['xnoffice', 'station01', 't01doctor', 'hzdoctor']) {
    const status = (await (await sign_in(who)).get(`/api/summaries/${s.id}`)).status
    assert.equal(status, { xnoffice: 404, t01doctor: 200 }[who] ?? 403, who)
  }
  assert_status(await step(writer, s, 'withdraw', { reason: '重写' }), 200)
  assert_problem(await member.get(`/api/summaries/${s.id}`), 404, 'not-found')
})
