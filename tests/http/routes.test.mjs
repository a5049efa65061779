// routes.test.mjs - every route against every role, from the programs' own tables; and OpenAPI.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { test } from 'node:test'
import { accounts, assert_problem, assert_status, dir, pointers, sign_in, sql, stranger } from './harness.mjs'

const routes = execFileSync(path.join(dir, 'release/bin/yilian-web'), ['--routes'])
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
  .map(([method, where, permission, resource, params]) => ({ method, where, permission, resource, params }))

const fill = (where) => where.replace(/\{[^}]+\}/g, (name) => (name === '{id}' ? randomUUID() : 'x1'))

const send = (browser, r) => browser.send(r.method, fill(r.where), r.method === 'GET' ? undefined : {})

test('the table of routes is there', () => {
  assert.ok(routes.length > 40)
  for (const r of routes) assert.match(r.permission, /^(public|session|[a-z_]+\.[a-z_]+)$/)
})

test('without a session: 401 on every route that is not public', async () => {
  for (const r of routes.filter((x) => x.permission !== 'public'))
    assert_problem(await send(stranger, r), 401, 'sign-in')
})

const held = (user) =>
  new Set(sql(`select distinct p.permission from sec.account a join sec.account_role g on g.account_id = a.id
    join sec.role_permission p on p.role_code = g.role_code where a.login_name = '${user}'`).split('\n'))

for (const user of Object.keys(accounts))
  test(`${user} (${accounts[user].role}): 403 on every route of a permission not held, no 5xx on any`, async () => {
    const browser = await sign_in(user)
    const permissions = held(user)
    // nginx answers /healthz to operators on this machine only.
    for (const r of routes.filter((x) => x.where !== '/healthz')) {
      const answer = await send(browser, r)
      assert.ok(answer.status < 500, `${r.method} ${r.where}: ${answer.status} ${answer.text}`)
      if (r.permission.includes('.') && !permissions.has(r.permission)) assert_problem(answer, 403, 'forbidden')
      else assert.notEqual(answer.status, 401, `${r.method} ${r.where}`)
      if (answer.status >= 400) assert.match(answer.headers['content-type'], /problem\+json/)
    }
  })

const reader = { referral: 'hzoffice', job: 'hzoffice', oversight: 'qhoverseer' }
const pages = routes.filter((r) => r.method === 'GET' && r.params?.split(' ').includes('query:after'))
const needed = (r) => (r.params.includes('query:record_type!') ? '&record_type=donations' : '')
const mark = (text) => Buffer.from(text).toString('base64url')

test('a page mark that no list gave is refused by its name on every list', async () => {
  assert.ok(pages.length > 7)
  for (const r of pages) {
    const browser = await sign_in(reader[r.permission.split('.')[0]] ?? 'qhoverseer')
    for (const after of ['x', '%25', mark('x'), mark("0123456789abcdef2026-01-01 00:00:00+08,1"), mark('a,1'),
      mark(`${new Date().toISOString()},${randomUUID()}`)]) {
      const answer = await browser.get(`${fill(r.where)}?after=${after}${needed(r)}`)
      assert_problem(answer, 422, 'invalid')
      assert.deepEqual(pointers(answer), ['?after'], `${r.where} ${after}`)
      assert.match(answer.json.errors[0].detail, /从第一页重新开始/)
    }
  }
})

test('a page mark opens the list it came from, filtered and sorted as it was', async () => {
  const browser = await sign_in('qhoverseer')
  const first = assert_status(await browser.get('/api/organisations?division=630100&limit=2'), 200)
  const more = async (where) => browser.get(`${where}&after=${first.next}`)
  assert_status(await more('/api/organisations?limit=5&division=630100'), 200)
  for (const where of ['/api/organisations?division=630000', '/api/organisations?division=630100&closed=true',
    '/api/divisions?level=3', '/api/alliances?kind=strategic']) {
    const answer = await more(where)
    assert_problem(answer, 422, 'invalid')
    assert.deepEqual(pointers(answer), ['?after'], where)
  }
})

test('OpenAPI says the same as the tables', async () => {
  const document = assert_status(await stranger.get('/api/openapi.json'), 200)
  assert.equal(document.openapi, '3.1.0')
  for (const r of routes) {
    const operation = document.paths[r.where]?.[r.method.toLowerCase()]
    assert.ok(operation, `${r.method} ${r.where}`)
    assert.equal(operation['x-permission'], r.permission)
    assert.ok(operation.summary && operation['x-summary-zh'])
    const declared = operation.parameters.filter((p) => p.in === 'path').map((p) => `{${p.name}}`)
    assert.deepEqual(declared.sort(), (r.where.match(/\{[^}]+\}/g) ?? []).sort())
  }
  assert.equal(Object.values(document.paths).flatMap(Object.keys).length, routes.length)
})
