// gate.test.mjs - what a request must be before anything of it is believed; every kind of refusal.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { Browser, ask, assert_problem, assert_status, base, dir, expect_log, id_number, log_since, pointers, sign_in,
  stranger, wait_until } from './harness.mjs'

test('health and its headers', async () => {
  const answer = await ask('GET', '/healthz', { from: '127.0.0.1' })
  assert.deepEqual(assert_status(answer, 200), { worker: 'ok', database: 'ok' })
  assert.match(answer.headers['x-request-id'], /^[0-9a-f]{32}$/)
  assert.equal((await ask('HEAD', '/healthz', { from: '127.0.0.1' })).status, 200)
})

test('no such address, no such method', async () => {
  for (const path of ['/api/nothing', '/api/', '/api/referrals/x/y', '/api/..;/me', '/api/me/', '/api/me%5c'])
    assert_problem(await stranger.get(path), 404, 'not-found')
  const answer = await stranger.put('/api/me', {})
  assert_problem(answer, 405, 'method')
  assert.equal(answer.headers.allow, 'GET')
  assert_problem(await stranger.delete('/api/referrals'), 405, 'method')
  const override = await stranger.send('POST', '/api/me?_method=DELETE', {},
    { headers: { 'X-HTTP-Method-Override': 'GET' } })
  assert_problem(override, 405, 'method')
})

test('signed out: 401, in the reader\'s language', async () => {
  for (const path of ['/api/me', '/api/referrals', '/api/sessions', '/api/drafts', '/api/organisations'])
    assert_problem(await stranger.get(path), 401, 'sign-in')
  const zh = await stranger.get('/api/me')
  const en = await stranger.get('/api/me', { headers: { 'Accept-Language': 'en-GB,zh;q=0.5' } })
  assert.equal(zh.json.detail, '请先登录')
  assert.equal(en.json.detail, 'Sign in first')
  assert.equal(en.headers['content-language'], 'en')
  const odd = new Browser('__Host-yilian=abc')
  assert_problem(await odd.get('/api/me'), 401, 'sign-in')
  assert_problem(await new Browser(`__Host-yilian=${'A'.repeat(43)}`).get('/api/me'), 401, 'sign-in')
})

test('two session cookies', async () => {
  const { cookie } = await sign_in('t01doctor')
  assert_problem(await new Browser(`${cookie}; ${cookie}`).get('/api/me'), 400, 'bad-request')
  assert_problem(await new Browser(`${cookie}; __Host-yilian=x`).get('/api/me'), 400, 'bad-request')
  assert_status(await new Browser(`other=1; ${cookie}; x__Host-yilian=2`).get('/api/me'), 200)
})

test('requests of other pages', async () => {
  const doctor = await sign_in('t01doctor')
  const put = (headers) => doctor.put('/api/drafts/gate', { content: {} }, { headers })
  for (const headers of [
    { Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: null }, { Origin: `${base}.evil` },
    { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'none' },
  ])
    assert_problem(await put(headers), 403, 'csrf')
  assert_status(await put({ 'Sec-Fetch-Site': null }), 200)
  assert_problem(await put({ 'Content-Type': 'text/plain' }), 415, 'media-type')
  assert_problem(await put({ 'Content-Type': 'application/x-www-form-urlencoded' }), 415, 'media-type')
  assert_status(await put({ 'Content-Type': 'application/json; charset=utf-8' }), 200)
  assert_problem(await stranger.post('/auth/login', {}, { headers: { Origin: 'https://evil.example' } }), 403, 'csrf')
})

test('JSON that is none, or more than it seems', async () => {
  const doctor = await sign_in('t01doctor')
  const put = (body) => doctor.put('/api/drafts/gate', body)
  for (const body of [
    '{', '[]', '1', 'null', '"x"', '{"content":{}} x', '\ufeff{"content":{}}', '{"content":{},"content":{}}',
    '{"content":{"a":1e400}}', '{"content":{"a":9223372036854775808}}', '{"content":{"a":-0}}',
    '{"content":{"a":NaN}}', '{"content":{"a":"\\ud800"}}', '{"content":{"a":"\\u0000"}}', '{/* */"content":{}}',
    `{"content":${'['.repeat(65)}${']'.repeat(65)}}`, `{"content":[${'1,'.repeat(10000)}1]}`,
    Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  ])
    assert_problem(await put(body), 400, 'bad-request')
  assert_status(await put('{"content":{"a":-0.5,"b":"-0","c":[[[]]]}}'), 200)
  assert_problem(await put(JSON.stringify({ content: { a: 'x'.repeat(66000) } })), 413, 'too-large')
})

test('members and parameters that nobody declared', async () => {
  const doctor = await sign_in('t01doctor')
  const answer = await doctor.put('/api/drafts/gate', { content: {}, role: 'x', __proto__2: 1 })
  assert_problem(answer, 422, 'invalid')
  assert.deepEqual(pointers(answer), ['/__proto__2', '/role'])
  const query = await doctor.get('/api/me?debug=1')
  assert_problem(query, 422, 'invalid')
  assert.deepEqual(pointers(query), ['?debug'])
})

test('query strings and paths', async () => {
  const doctor = await sign_in('t01doctor')
  for (const query of ['limit=1&limit=1', 'limit=%', 'limit=%zz', 'q=%ff%fe', 'q=%00',
    Array.from({ length: 2000 }, (_, i) => `a${i}=1`).join('&')])
    assert_problem(await doctor.get(`/api/referrals?${query}`), 400, 'bad-request')
  assert_problem(await doctor.get('/api/code-lists/%ff%fe'), 400, 'bad-request')
  assert_problem(await doctor.get('/api/me', { headers: { Cookie: `${doctor.cookie}; x=\xff` } }), 400, 'bad-request')
})

test('idempotency keys', async () => {
  const doctor = await sign_in('t01doctor')
  const body = { name: '试例宁', id_number: id_number() }
  const without = await doctor.send('POST', '/api/patients', body, { headers: { 'Idempotency-Key': null } })
  assert_problem(without, 428, 'precondition')
  assert_problem(await doctor.post('/api/patients', body, { key: 'not-a-uuid' }), 400, 'bad-request')
  const key = randomUUID()
  const one = assert_status(await doctor.post('/api/patients', body, { key }), 201)
  const two = await doctor.post('/api/patients', body, { key })
  assert.deepEqual(assert_status(two, 201), one)
  assert.equal(two.headers.location, `/api/patients/${one.id}`)
  assert_problem(await doctor.post('/api/patients', { ...body, name: '试例文' }, { key }), 422, 'key-reuse')
  const clerk = await sign_in('t02clerk')
  assert.notEqual(assert_status(await clerk.post('/api/patients', body, { key }), 201).id, one.id)
})

test('injection is text like any other', async () => {
  const doctor = await sign_in('t01doctor')
  for (const text of ["'; drop table biz.referral; --", '<img src=x onerror=alert(1)>', '\\u0027 or 1=1', '{{7*7}}',
    '$(id)', "%' or '1'='1"]) {
    const found = await doctor.post('/api/patients/actions/search', { name: text })
    assert.deepEqual(assert_status(found, 200).items, [])
    assert_status(await doctor.get(`/api/referrals?q=${encodeURIComponent(text)}`), 200)
    assert_status(await doctor.put('/api/drafts/gate', { content: { text } }), 200)
    assert.equal(assert_status(await doctor.get('/api/drafts/gate'), 200).content.text, text)
    assert_problem(await doctor.get(`/api/code-lists/${encodeURIComponent(text)}`), 404, 'not-found')
  }
})

test('each request is in the log once, by its route and without its values', async () => {
  const doctor = await sign_in('t01doctor')
  const number = id_number()
  const answer = await doctor.post('/api/patients/actions/search', { id_number: number },
    { headers: { 'User-Agent': 'x\n[audit] y' } }).catch(() => null)
  const again = answer ?? (await doctor.post('/api/patients/actions/search', { id_number: number }))
  const id = again.headers['x-request-id']
  const lines = await wait_until('the log line', () => {
    const found = log_since().filter((l) => l.request_id === id)
    return found.length > 0 && found
  })
  assert.equal(lines.length, 1)
  assert.equal(lines[0].route, '/patients/actions/search')
  assert.equal(lines[0].status, '200')
  assert.ok(!JSON.stringify(log_since()).includes(number))
})

test('what is refused is in the audit log', async () => {
  const overseer = await sign_in('qhoverseer')
  const answer = await overseer.get('/api/referrals')
  assert_problem(answer, 403, 'forbidden')
  const { sql } = await import('./harness.mjs')
  await wait_until('the audit row', () =>
    sql(`select count(*) from aud.event where request_id = '${answer.headers['x-request-id']}'`) === '1')
})

test('the log of nginx names nobody, whatever stands in an address', async () => {
  const [id, mark] = [randomUUID(), randomUUID()]
  const file = path.join(dir, 'log/nginx-access.log')
  const from = fs.statSync(file).size
  const hidden = ['11010519491231002X', '110105194912310021', '13912345678', '8613912345678', encodeURIComponent('试例安')]
  for (const what of hidden) await stranger.get(`/api/patients/${what}/${mark}?q=${what}`)
  const digits = '01234567-0123-7123-8123-012345678901'
  await stranger.get(`/api/referrals/${digits}/events?q=13912345678&mark=${mark}`)
  await stranger.get(`/api/divisions/630106001/${id}?q=${encodeURIComponent('试例安')}`)
  const kept = [`/api/referrals/${digits}/events`, `/api/divisions/630106001/${id}`]
  // Each of nginx's processes has a buffer of its own.
  const lines = await wait_until('the log', () => {
    const text = fs.readFileSync(file).subarray(from).toString()
    const done = text.split('"/api/patients/***"').length > hidden.length || text.includes(mark)
    return done && kept.every((k) => text.includes(`"${k}"`)) && text
  })
  for (const what of [...hidden, '试例安', mark, '"path":"[^"]*\\?'])
    assert.doesNotMatch(lines, new RegExp(what), what)
})
