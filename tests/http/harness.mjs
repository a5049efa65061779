// harness.mjs - one private portal for all HTTP tests; accounts that sign in; the log is watched.
//
// tests/http/run.sh starts the portal and says where it is. A test fails on any line of level error
// and on any report of a sanitizer that it did not announce by expect_log().
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { afterEach, beforeEach } from 'node:test'
import { record } from './record.mjs'

export const root = path.resolve(import.meta.dirname, '../..')
export const dir = process.env.YILIAN_DIR
export const base = process.env.YILIAN_URL
assert.ok(dir && base, 'start these tests with tests/http/run.sh')

const { port, host } = new URL(base)
const agent = new http.Agent({ keepAlive: true, maxSockets: 128 })
const log_file = path.join(dir, 'log/workers.log')

// --- the log ---

let log_from = 0
let expected = []

const log_lines = () =>
  fs.readFileSync(log_file).subarray(log_from).toString().split('\n').filter(Boolean)

const is_bad = (line) =>
  /Sanitizer|runtime error/.test(line) || line.includes('"level":"error"') || !line.startsWith('{')

/** Bad lines that match do not fail this test. */
export const expect_log = (...patterns) => expected.push(...patterns)

/** Lines of the workers' log since this test began, as objects. */
export const log_since = () =>
  log_lines()
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

beforeEach(() => {
  log_from = fs.statSync(log_file).size
  expected = []
})
afterEach(() => {
  const bad = log_lines().filter((line) => is_bad(line) && !expected.some((e) => e.test(line)))
  assert.deepEqual(bad, [], 'unexpected lines in the log')
})

// --- requests ---

let address = 1
/** Another loopback address for each call: the limits of nginx count addresses. */
export const next_address = () => `127.0.0.${2 + (address++ % 250)}`

/** One request as it is said; headers that are null are left out. */
export function ask(method, where, { body, headers = {}, from = next_address(), user } = {}) {
  const data = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
    ? body : JSON.stringify(body)
  const all = { Host: host, ...headers }
  if (data !== undefined) all['Content-Length'] = Buffer.byteLength(data)
  for (const name of Object.keys(all)) if (all[name] === null) delete all[name]
  return new Promise((done, fail) => {
    const request = http.request(
      { agent, host: '127.0.0.1', port, method, path: where, headers: all, localAddress: from },
      (answer) => {
        const parts = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString()
          let json
          try {
            json = JSON.parse(text)
          } catch {
            json = undefined
          }
          record(method, where, answer.statusCode, user)
          done({ status: answer.statusCode, headers: answer.headers, text, json })
        })
      },
    )
    request.on('error', fail)
    request.end(data)
  })
}

const unsafe = (method) => method !== 'GET' && method !== 'HEAD'

/** A signed-in browser, or none: sends what a page of the portal would send. */
export class Browser {
  constructor(cookie = null, account = null) {
    this.cookie = cookie
    this.account = account
  }

  send(method, where, body, { key, version, headers, ...rest } = {}) {
    const own = { Cookie: this.cookie, 'Accept-Language': 'zh-CN' }
    if (unsafe(method)) {
      own.Origin = base
      own['Sec-Fetch-Site'] = 'same-origin'
    }
    if (body !== undefined) own['Content-Type'] = 'application/json'
    if (method === 'POST') own['Idempotency-Key'] = key ?? randomUUID()
    if (version !== undefined) own['If-Match'] = `"${version}"`
    return ask(method, where, { body, headers: { ...own, ...headers }, user: this.account?.login_name, ...rest })
  }

  get(where, options) {
    return this.send('GET', where, undefined, options)
  }

  post(where, body = {}, options) {
    return this.send('POST', where, body, options)
  }

  patch(where, body, version, options) {
    return this.send('PATCH', where, body, { version, ...options })
  }

  put(where, body, options) {
    return this.send('PUT', where, body, options)
  }

  delete(where, options) {
    return this.send('DELETE', where, undefined, options)
  }
}

export const stranger = new Browser()

/** realm and password of the demonstration's accounts, as `make accounts` prints them. */
export const accounts = Object.fromEntries(
  fs
    .readFileSync(path.join(dir, 'accounts.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([realm, user, password, role, organisation]) => [
      user,
      { realm, user, password, role, organisation },
    ]),
)

const browsers = new Map()

async function enter(user) {
  const { realm, password } = accounts[user]
  const answer = await stranger.post('/auth/login', { realm, user, password })
  assert.equal(answer.status, 200, `${user}: ${answer.text}`)
  return new Browser(answer.headers['set-cookie'][0].split(';')[0], answer.json.account)
}

/** The browser of this demonstration account; signs in the first time only. */
export function sign_in(user, { fresh = false } = {}) {
  if (fresh) return enter(user)
  if (!browsers.has(user)) browsers.set(user, enter(user))
  return browsers.get(user)
}

// --- what tests say ---

export function assert_status(answer, status) {
  assert.equal(answer.status, status, `${answer.status} ${answer.text}`)
  return answer.json
}

/** A problem of this slug, with everything that RFC 9457 and we promise. */
export function assert_problem(answer, status, slug) {
  assert.equal(answer.status, status, `${answer.status} ${answer.text}`)
  assert.match(answer.headers['content-type'], /^application\/problem\+json/)
  const { json } = answer
  assert.equal(json.type, `/problems/${slug}`, answer.text)
  assert.equal(json.status, status)
  for (const member of ['title', 'detail', 'request_id']) assert.ok(json[member], member)
  assert.equal(json.request_id, answer.headers['x-request-id'])
  assert.doesNotMatch(answer.text, /ERROR|SQL|select |PostgreSQL|biz\.|sec\./)
  return json
}

export const pointers = (answer) => (answer.json.errors ?? []).map((e) => e.pointer).sort()

/** Asks until the test says yes; no other waiting anywhere. */
export async function wait_until(what, test, limit_ms = 60000) {
  const end = Date.now() + limit_ms
  for (;;) {
    const result = await test()
    if (result) return result
    if (Date.now() > end) assert.fail(`waited ${limit_ms} ms for ${what}`)
    await new Promise((done) => setTimeout(done, 25))
  }
}

export const instance = (...args) =>
  execFileSync(
    path.join(root, 'tools/instance.sh'),
    [...args, '--dir', dir, '--build', process.env.YILIAN_BUILD ?? 'build/rel'],
    { stdio: ['ignore', 'pipe', 'pipe'], cwd: root },
  ).toString()

/** One value from the database, as its superuser: to look behind the interface. */
export function sql(text) {
  const own = ['psql', '-XqtA', '-v', 'ON_ERROR_STOP=1', '-h', path.join(dir, 'run/pg'), '-U', 'postgres', '-d',
    'yilian', '-c', text]
  const as_root = process.getuid() === 0
  return execFileSync(as_root ? 'runuser' : own[0],
    as_root ? ['-u', 'postgres', '--', ...own] : own.slice(1)).toString().trim()
}

/** Process ids of the workers that serve /api. */
export function workers() {
  return fs.readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const words = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return /yilian-web$/.test(words[0]) && words.some((w) => w.startsWith(fs.realpathSync(dir)))
    } catch {
      return false
    }
  }).map(Number)
}

// --- things to work with ---

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
// Each file of tests is a process: they begin apart, and 15 million numbers come before one again.
let person = Math.floor(Math.random() * 15e6)

/** An ID number nobody has: a county code that does not exist, a right check digit. */
export function id_number() {
  const n = person++
  const day = new Date(Date.UTC(1950, 0, 1 + (n % 15000))).toISOString().slice(0, 10)
  const head = `639999${day.replaceAll('-', '')}${String(Math.floor(n / 15000) % 1000).padStart(3, '0')}`
  return head + '10X98765432'[weights.reduce((s, w, i) => s + w * Number(head[i]), 0) % 11]
}

export const organisation_id = (code) =>
  Number(sql(`select id from biz.organisation where code = '${code}'`))

export async function make_patient(browser, more = {}) {
  const body = { name: '试例安', id_number: id_number(), phone: '13900001234', ...more }
  return assert_status(await browser.post('/api/patients', body), 201)
}

export async function make_referral(browser, more = {}) {
  const patient = await make_patient(browser)
  const body = {
    patient_id: patient.id,
    to_organisation_id: organisation_id('HZH'),
    direction: 'up',
    diagnosis: '急性阑尾炎',
    reason_code: 'beyond_capacity',
    consent: 'written',
    ...more,
  }
  return assert_status(await browser.post('/api/referrals', body), 201)
}

export const act = (browser, referral, action, body = {}, options) =>
  browser.post(`/api/referrals/${referral.id}/actions/${action}`, body, options)

/** A referral of the township of t01doctor to the county hospital, sent. */
export async function send_referral(browser, more) {
  const referral = await make_referral(browser, more)
  return assert_status(await act(browser, referral, 'send'), 200)
}
