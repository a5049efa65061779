// uploads.test.mjs - files that people leave with us: who may, how many, and what becomes of the rest.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { assert_problem, assert_status, dir, sign_in, sql, wait_until } from './harness.mjs'

const folder = path.join(dir, 'uploads')
const files = () => fs.readdirSync(folder)

/** What is there beside what was there before; a request's own file goes when its answer is out. */
const nothing_new = (before) =>
  wait_until('nothing new', () => files().every((name) => before.includes(name)), 2000)

const upload = (browser, text = 'a,b\n1,2\n', options = {}) =>
  browser.put('/api/uploads', Buffer.from(text), {
    ...options,
    headers: { 'Content-Type': 'application/octet-stream', 'X-Upload-Name': 'a.csv', ...options.headers },
  })

const waiting_of = (account) => `job.upload u where u.account_id = ${account.id}
  and not exists (select from job.job j where j.upload_id = u.id)`

test('who may import nothing leaves no file behind', async () => {
  for (const user of ['hzdirector', 'auditor']) {
    const before = files()
    const answer = await upload(await sign_in(user))
    assert_problem(answer, 403, 'forbidden')
    await nothing_new(before)
  }
  const { id } = assert_status(await upload(await sign_in('hzoverseer')), 200)
  assert.equal(fs.readFileSync(path.join(folder, id), 'utf8'), 'a,b\n1,2\n', 'institutions may be imported')
})

test('twenty files may wait to be used, not one more; one that is used makes room', async () => {
  const office = await sign_in('xnoffice')
  sql(`delete from ${waiting_of(office.account)}`)
  const stored = []
  for (let i = 0; i < 20; i++) stored.push(assert_status(await upload(office), 200))
  const before = files()
  const late = await upload(office)
  assert_problem(late, 429, 'too-many')
  assert.match(late.json.detail, /20 个.*上限为 20 个、500 MB/)
  const retry_s = Number(late.headers['retry-after'])
  assert.ok(retry_s > 86000 && retry_s <= 86400, `until the first is deleted: ${retry_s}`)
  assert.match((await upload(office, 'x', { headers: { 'Accept-Language': 'en' } })).json.detail, /import them/)
  await nothing_new(before)
  assert_status(await upload(await sign_in('hzoffice')), 200)
  assert_status(await office.post('/api/imports', { upload_id: stored[0].id, kind: 'referrals' }), 201)
  assert_status(await upload(office), 200)
  assert_problem(await upload(office), 429, 'too-many')
  const two = sql(`delete from job.upload u where u.id in ('${stored[1].id}', '${stored[2].id}') returning u.id`)
  assert.equal(two.split('\n').length, 2)
  const race = await Promise.all([1, 2, 3, 4].map(() => upload(office)))
  assert.deepEqual(race.map((a) => a.status).sort(), [200, 200, 429, 429])
  sql(`delete from ${waiting_of(office.account)}`)
})

test('so may five hundred megabytes', async () => {
  const office = await sign_in('xnoffice')
  const add = (bytes) => sql(`insert into job.upload (id, account_id, name, bytes)
    values ('${randomUUID()}', ${office.account.id}, 'x', ${bytes})`)
  for (let i = 0; i < 8; i++) add(62 * 1048576)
  add(4 * 1048576 - 10)
  assert_status(await upload(office, '1234567890'), 200)
  assert_problem(await upload(office, '1'), 429, 'too-many')
  sql(`delete from ${waiting_of(office.account)}`)
})

const job_workers = () =>
  execFileSync('pgrep', ['-f', `yilian-job --config ${fs.realpathSync(dir)}`]).toString().trim().split('\n').map(Number)

test('the worker takes away what nobody used, and what never became a row', async () => {
  const office = await sign_in('hzoffice')
  const [unused, used, kept] = [await upload(office), await upload(office), await upload(office)].map((a) => assert_status(a, 200).id)
  assert_status(await office.post('/api/imports', { upload_id: used, kind: 'referrals' }), 201)
  sql(`update job.upload set expires_at = now() - interval '1 second' where id in ('${unused}', '${used}')`)
  const [orphan, part, fresh] = [randomUUID(), `${randomUUID()}.part`, randomUUID()]
  for (const name of [orphan, part, fresh]) fs.writeFileSync(path.join(folder, name), 'x')
  const long_ago = Date.now() / 1000 - 2 * 3600
  for (const name of [orphan, part, kept, used]) fs.utimesSync(path.join(folder, name), long_ago, long_ago)
  // At its start the worker looks at once.
  for (const pid of job_workers()) process.kill(pid, 'SIGTERM')
  await wait_until('the worker', () => ![unused, orphan, part].some((name) => files().includes(name)), 20000)
  for (const name of [used, kept, fresh]) assert.ok(files().includes(name), name)
  assert.equal(sql(`select count(*) from job.upload where id = '${unused}'`), '0')
  fs.unlinkSync(path.join(folder, fresh))
})
