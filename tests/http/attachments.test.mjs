// attachments.test.mjs - files of records: what is taken, who sees it, who removes it, what stays on the disk.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import zlib from 'node:zlib'
import {
  assert_problem, assert_status, dir, organisation_id, pointers, sign_in, sql, stranger,
} from './harness.mjs'

const township = organisation_id('HZT02')

/** A PDF of these objects, with whatever else; good enough for readers that rebuild the table. */
const pdf = (...objects) => Buffer.from(`%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj
<</Type/Pages/Kids[]/Count 0>>\nendobj\n${objects.join('\n')}\n% ${randomUUID()}\ntrailer\n<</Root 1 0 R/Size 9>>
startxref\n9\n%%EOF\n`, 'latin1')
const packed = (dictionary, text, pack = zlib.deflateSync) =>
  `3 0 obj\n<<${dictionary}>>\nstream\n${pack(Buffer.from(text)).toString('latin1')}\nendstream\nendobj`
const held = '/Type/ObjStm/N 1/First 4/Filter/FlateDecode'

function png(width = 4) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const around = Buffer.alloc(8)
    around.writeUInt32BE(data.length)
    around.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(1, 4)
  head[8] = 8
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head),
    chunk('tEXt', Buffer.from(`Comment\0${randomUUID()}`)),
    chunk('IDAT', zlib.deflateSync(Buffer.alloc(width + 1))), chunk('IEND', Buffer.alloc(0))])
}
function crc32(data) {
  let c = ~0
  for (const byte of data) {
    c ^= byte
    for (let i = 0; i < 8; i++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0)
  }
  return ~c >>> 0
}
const jpeg = () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffc0000b080001000101011100', 'hex'), Buffer.from('ffda0008010100003f00', 'hex'), randomBytes(8).map((b) => b & 0x7f),
  Buffer.from('ffd9', 'hex')])

async function send(who, bytes, name = 'a.pdf') {
  const answer = await who.put('/api/uploads', bytes, {
    headers: { 'Content-Type': 'application/octet-stream', 'X-Upload-Name': encodeURIComponent(name) } })
  return assert_status(answer, 200).id
}
const add = async (who, record, bytes, name = '签收单.pdf', options) => who.post('/api/attachments',
  { record_type: 'donations', record_id: record.id, upload_id: await send(who, bytes), name }, options)
const file = (who, id) => who.get(`/api/attachments/${id}/file?record_type=donations`)
const remove = (who, id, reason, options) =>
  who.post(`/api/attachments/${id}/actions/remove`, { record_type: 'donations', reason }, options)
const files_of = async (who, record) =>
  assert_status(await who.get(`/api/attachments?record_type=donations&record_id=${record.id}`), 200).items
const gift = async (who, submit = true) => assert_status(await who.post('/api/donations', { to: township,
  donated_on: '2026-05-01', kind: 'equipment', subject: '心电图机', total_fen: 100, submit }), 201)
const place = (bytes) => {
  const hash = createHash('sha256').update(bytes).digest('hex')
  return path.join(dir, 'files', hash.slice(0, 2), hash)
}

const forget = (who) => sql(`delete from job.upload u where account_id = ${who.account.id}
  and not exists (select from job.job j where j.upload_id = u.id)`)

test('both sides have a file, an overseer of records with personal values and a stranger do not', async () => {
  const [giver, taker] = [await sign_in('hzoffice'), await sign_in('t02clerk')]
  const record = await gift(giver)
  const bytes = pdf()
  const made = assert_status(await add(giver, record, bytes, '..\\..\\etc/签收单 1.pdf'), 201)
  assert.deepEqual([made.name, made.media_type, made.bytes, made.removable], ['签收单 1.pdf', 'application/pdf', bytes.length, true])
  assert.ok(fs.existsSync(place(bytes)))
  assert.ok(!fs.readdirSync(path.join(dir, 'uploads')).some((f) =>
    fs.readFileSync(path.join(dir, 'uploads', f)).equals(bytes)), 'the upload is used up')

  for (const who of [giver, taker]) {
    const seen = assert_status(await who.get(`/api/donations/${record.id}`), 200)
    assert.deepEqual(seen.attachments.map((f) => [f.id, f.created_by.organisation, f.removable]),
      [[made.id, made.created_by.organisation, who === giver]])
    const got = await file(who, made.id)
    assert.equal(got.status, 200)
    assert.equal(got.text, bytes.toString())
    assert.equal(got.headers['content-type'], 'application/pdf')
    assert.equal(got.headers['content-disposition'],
      `attachment; filename*=UTF-8''${encodeURIComponent('签收单 1.pdf')}`)
    assert.equal(got.headers['x-content-type-options'], 'nosniff')
    assert.match(got.headers['content-security-policy'], /default-src 'none'; sandbox/)
    assert.equal(got.headers['cache-control'], 'private, no-store')
  }
  assert.equal(sql(`select count(*) from aud.event where object_id = '${made.id}' and action = 'attachment.read'`), '2')
  assert_problem(await file(await sign_in('xnoffice'), made.id), 404, 'not-found')
  assert_problem(await file(await sign_in('hzoverseer'), made.id), 404, 'not-found')
  assert_problem(await file(await sign_in('auditor'), made.id), 403, 'forbidden')
  assert_problem(await file(stranger, made.id), 401, 'sign-in')
  const by_region = assert_status(await (await sign_in('hzoverseer')).get(`/api/donations/${record.id}`), 200)
  assert.deepEqual(by_region.attachments, [], 'a donation holds personal values')
  assert_problem(await (await sign_in('xnoffice')).get(`/api/attachments?record_type=donations&record_id=${record.id}`), 404, 'not-found')
  for (const route of [`/files/${place(bytes).slice(-67)}`, `/spool/../files/${place(bytes).slice(-67)}`, `/api/attachments/${made.id}/file`])
    assert.ok([404, 422].includes((await giver.get(route)).status), route)
})

test('what is no whole PDF, PNG or JPEG, or acts, is refused', async () => {
  const giver = await sign_in('hzoffice')
  forget(giver)
  const record = await gift(giver)
  const image = png()
  const bad = {
    script: pdf('3 0 obj\n<</S/JavaScript/JS(app.alert(1))>>\nendobj'),
    'script spelt otherwise': pdf('3 0 obj\n<</S/J#61vaScr#69pt/JS(1)>>\nendobj'),
    'script in packed objects': pdf(packed(held, '3 0 <</S/JavaScript/JS(1)>>')),
    'script behind a false dictionary': pdf(packed('/Subtype/Image', '3 0 <</S/JavaScript/JS(1)>>')),
    'objects packed twice': pdf(packed('/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]', 'x')),
    'objects packed otherwise': pdf(packed('/Type/ObjStm/N 1/First 4/Filter/LZWDecode', 'x', (b) => b)),
    launch: pdf('3 0 obj\n<</S/Launch/F(cmd.exe)>>\nendobj'),
    protected: pdf('3 0 obj\n<</Filter/Standard>>\nendobj\ntrailer<</Encrypt 3 0 R>>'),
    'half a PDF': pdf().subarray(0, -8),
    'half a PNG': image.subarray(0, -6),
    'a PNG with something behind': Buffer.concat([image, Buffer.from('<script>')]),
    'a PNG with a wrong sum': Buffer.from(image.map((b, i) => (i === 50 ? b ^ 1 : b))),
    'half a JPEG': jpeg().subarray(0, 30),
    'a page that calls itself JPEG': Buffer.from('<html><script>alert(1)</script>'),
    'a GIF': Buffer.from('GIF89a-------;'),
    'over 25 MB': Buffer.concat([pdf(), Buffer.alloc(25 * 1024 * 1024 + 1)]).subarray(0, 25 * 1024 * 1024 + 1),
  }
  for (const [what, bytes] of Object.entries(bad)) {
    const answer = await add(giver, record, bytes, 'a.jpg')
    assert.equal(answer.status, 422, what)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), ['/upload_id'], what)
    assert.ok(!fs.existsSync(place(bytes)), what)
  }
  assert.deepEqual(await files_of(giver, record), [])
  assert.equal(sql(`select count(*) from job.upload where account_id = ${giver.account.id} and name = 'a.pdf'`), '0', 'they are gone')
  const good = { 'image/png': image, 'image/jpeg': jpeg(),
    'application/pdf': pdf(packed(held, '3 0 <</S/GoTo/D[1 0 R/Fit]>>')) }
  for (const [type, bytes] of Object.entries(good))
    assert.equal(assert_status(await add(giver, record, bytes, 'x'), 201).media_type, type)
  for (const name of ['', '..', 'a/'])
    assert_problem(await add(giver, record, jpeg(), name), 422, 'invalid')
})

test('the same content is one file, once for each record; a replay adds nothing', async () => {
  const giver = await sign_in('hzoffice')
  const [one, two] = [await gift(giver), await gift(giver, false)]
  const bytes = pdf()
  const key = randomUUID()
  const body = { record_type: 'donations', record_id: one.id, upload_id: await send(giver, bytes), name: 'a.pdf' }
  const first = assert_status(await giver.post('/api/attachments', body, { key }), 201)
  assert.equal(assert_status(await giver.post('/api/attachments', body, { key }), 201).id, first.id)
  assert_problem(await giver.post('/api/attachments', body), 422, 'invalid')
  const again = await add(giver, one, bytes)
  assert_problem(again, 409, 'conflict')
  assert.match(again.json.detail, /内容相同/)
  assert_status(await add(giver, two, bytes), 201)
  assert.equal(fs.readdirSync(path.dirname(place(bytes))).filter((f) => f.startsWith(path.basename(place(bytes)))).length, 1)
  const taker = await sign_in('t02clerk')
  assert_problem(await taker.get(`/api/attachments?record_type=donations&record_id=${two.id}`), 404, 'not-found')
  assert_problem(await add(taker, two, pdf()), 404, 'not-found')
  assert_problem(await taker.post('/api/attachments', { ...body, record_id: one.id }), 422, 'invalid')
  const other = await send(giver, pdf())
  assert_problem(await taker.post('/api/attachments', { ...body, record_id: one.id, upload_id: other }), 422, 'invalid')
  assert_problem(await (await sign_in('hzdirector')).post('/api/attachments', body), 403, 'forbidden')
})

const work_once = () => spawnSync(path.join(dir, 'release/bin/yilian-job'),
  ['--config', path.join(fs.realpathSync(dir), 'job.conf'), '--once'], {
    ...(process.getuid() === 0 && { uid: fs.statSync(path.join(dir, 'uploads')).uid }) })
const age = (file, hours) => execFileSync('touch', ['-d', `${hours} hours ago`, file])

test('removed by the institution that added it, with a reason that history keeps; the bytes go later', async () => {
  const [giver, taker] = [await sign_in('hzoffice'), await sign_in('t02clerk')]
  const record = await gift(giver)
  const [bytes, orphan, young] = [pdf(), pdf(), pdf()]
  const { id } = assert_status(await add(giver, record, bytes, '误传.pdf'), 201)
  assert_problem(await remove(taker, id, '不是我们的'), 403, 'forbidden')
  assert_problem(await remove(giver, id, undefined), 422, 'invalid')
  assert_problem(await remove(await sign_in('xnoffice'), id, '别人'), 404, 'not-found')
  const key = randomUUID()
  for (let i = 0; i < 2; i++) assert_status(await remove(giver, id, '传错了人的照片', { key }), 204)
  assert_problem(await file(giver, id), 404, 'not-found')
  assert_problem(await remove(giver, id, '再删'), 404, 'not-found')
  assert.deepEqual(await files_of(giver, record), [])
  const events = assert_status(await taker.get(`/api/donations/${record.id}/events`), 200).items.slice(-2)
  assert.deepEqual(events.map((e) => [e.action, e.changes.attachment, e.reason]),
    [['attach', [null, '误传.pdf'], null], ['detach', ['误传.pdf', null], '传错了人的照片']])
  assert_status(await add(giver, record, bytes, '又传.pdf'), 201)

  const gone = assert_status(await add(giver, record, orphan), 201)
  assert_status(await remove(giver, gone.id, '过期'), 204)
  sql(`set session_replication_role = replica; update biz.attachment set removed_at = now() - interval '31 days' where id = '${gone.id}'`)
  for (const b of [bytes, orphan]) age(place(b), 2)
  fs.mkdirSync(path.dirname(place(young)), { recursive: true })
  const { uid, gid } = fs.statSync(path.join(dir, 'files'))
  fs.chownSync(path.dirname(place(young)), uid, gid)
  fs.writeFileSync(place(young), young)
  assert.equal(work_once().status, 0)
  assert.deepEqual([bytes, orphan, young].map((b) => fs.existsSync(place(b))), [true, false, true])
  fs.rmSync(place(young))

  assert_status(await giver.post(`/api/donations/${record.id}/actions/void`, { reason: '登记错误' }), 200)
  assert_problem(await add(giver, record, pdf()), 409, 'conflict')
})
