/* portal.mjs - a browser in front of a private portal: pages that tell of every fault, people who sign
 * in, invented patients, the accessibility check. tests/browser/run.sh says where the portal is. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { chromium } from '../../www/node_modules/playwright-core/index.mjs'
import { check_digit } from '../../www/src/lib/idcard.js'

export const base = process.env.YILIAN_URL
export const dir = process.env.YILIAN_DIR
assert.ok(base && dir, 'start these tests with tests/browser/run.sh')

const axe_source = readFileSync(
  new URL('../../www/node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
)
const password = 'Yilian-2026'
const suffixes = { hzalliance: 'hz', xncity: 'xncity', qhhc: 'qhhc', hosted: 'station' }

/* What Chromium 78 does not have must not be needed. */
function take_away_what_is_new() {
  delete Array.prototype.at
  delete String.prototype.at
  delete Array.prototype.findLast
  delete Array.prototype.toSorted
  delete Object.hasOwn
  delete Object.groupBy
  delete window.structuredClone
  delete Crypto.prototype.randomUUID
  delete AbortSignal.timeout
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN'],
  })
}

/* A page in a profile of its own. page.faults are the console's errors; refusals named in
 * page.expected (a status and a part of the address) are no faults. */
export async function open_page(browser, { width = 1366, height = 768, lang } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
  })
  await context.addInitScript(take_away_what_is_new)
  if (lang) await context.addInitScript((l) => localStorage.setItem('yl.lang', l), lang)
  const page = await context.newPage()
  page.setDefaultTimeout(30000)
  page.faults = []
  // Before anybody signed in, the first question "who am I" is answered by 401.
  page.expected = [[401, '/api/me']]
  const is_expected = (status, url) =>
    page.expected.some(([s, part]) => s === status && url.includes(part))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const status = Number(/status of (\d+)/.exec(message.text())?.[1])
    if (is_expected(status, message.location().url)) return
    if (is_expected(0, message.location().url)) return
    page.faults.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => page.faults.push(`page error: ${error.message}`))
  page.on('response', (r) => r.status() >= 500 && page.faults.push(`${r.status()} ${r.url()}`))
  return page
}

export async function close_page(page) {
  const { faults } = page
  await page.context().close()
  assert.deepEqual(faults, [], 'the console told of faults')
}

/* Signs in as people do who know their suffix. */
export async function sign_in(page, user, realm = 'hzalliance') {
  await page.goto(`${base}/#/login`)
  await page.getByLabel('用户名').fill(`${user}@${suffixes[realm]}`)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.waitForURL((url) => !url.hash.startsWith('#/login'))
}

export async function go(page, hash) {
  await page.goto(`${base}/#${hash}`)
  await settle(page)
}

/* Nothing loads and nothing moves. */
export async function settle(page) {
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(350)
}

export async function assert_accessible(page, where) {
  await page.mouse.move(0, 0)
  await settle(page)
  await page.evaluate(axe_source)
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    }),
  )
  const said = violations.map(
    (v) =>
      `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.html.slice(0, 120)}`).join(' | ')}`,
  )
  assert.deepEqual(said, [], `accessibility of ${where}`)
}

export async function assert_fits(page, where) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, `${where} is ${over} px wider than the screen`)
}

let serial = Math.floor(Math.random() * 900)

/* An invented person, never the same: Huangzhong's code, a birth date, a running number. */
export function invent_patient({ sex = 'F', year = 1968 } = {}) {
  serial += 2
  const day = String(1 + (Math.floor(Date.now() / 1000) % 28)).padStart(2, '0')
  const month = String(1 + (Math.floor(Date.now() / 60000) % 12)).padStart(2, '0')
  const order = String(serial - (serial % 2) + (sex === 'M' ? 1 : 0))
    .padStart(3, '0')
    .slice(-3)
  const body = `630122${year}${month}${day}${order}`
  const name = `示范${'甲乙丙丁戊己庚辛'[serial % 8]}${'一二三四五六七八九'[serial % 9]}`
  return { id_number: body + check_digit(body), name, sex, birth_date: `${year}-${month}-${day}` }
}

/* Fills the referral form's least; the form stands open. */
export async function fill_referral(page, patient, { receiver = '湟中区示范医院' } = {}) {
  await page.getByLabel('身份证号').fill(patient.id_number)
  await page.getByLabel('姓名').fill(patient.name)
  await page.getByRole('combobox', { name: '接收单位' }).fill(receiver)
  await page.getByRole('option', { name: receiver }).first().click()
  await page.getByLabel('诊断', { exact: false }).first().fill('急性阑尾炎')
  await page.getByLabel('转诊原因').selectOption({ index: 1 })
  await page.getByLabel('知情同意').selectOption('written')
}

export const message = (page, text) => page.getByText(text).first().waitFor()
