/* pages.test.mjs - every page of every role: no fault, accessible, within the screen, also small. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  assert_fits,
  close_page,
  go,
  launch,
  message,
  open_page,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const clinical = [
  '/',
  '/referrals',
  '/referrals?worklist=overdue',
  '/referrals/new',
  '/arrivals',
  '/imports',
  '/imports/new',
  '/sessions',
]
const structure = ['/organisations', '/alliances', '/pairings']
const figures = ['/', '/oversight', '/oversight/quiet']
const roles = [
  ['hzoffice', 'hzalliance', [...clinical, ...structure, ...figures]],
  ['qhoverseer', 'qhhc', [...figures, ...structure, '/oversight?by=pair', '/oversight?by=disease']],
  ['hzunion', 'qhhc', [...figures, ...structure]],
  ['station01', 'hosted', ['/', '/referrals', '/referrals/new']],
  ['auditor', 'qhhc', ['/', '/sessions', '/nowhere', '/referrals']],
]

for (const [user, realm, pages] of roles)
  test(`pages of ${user}`, async () => {
    const page = await open_page(browser)
    await sign_in(page, user, realm)
    for (const where of pages) {
      await go(page, where)
      await page.locator('main h1, main .page-state').first().waitFor()
      await assert_accessible(page, `${user} ${where}`)
      await assert_fits(page, `${user} ${where}`)
    }
    await close_page(page)
  })

test('details open from their lists', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'qhoverseer', 'qhhc')
  for (const list of ['/organisations', '/alliances']) {
    await go(page, list)
    await page.locator('.dt tbody a').first().click()
    await page.locator('main .facts').first().waitFor()
    await assert_accessible(page, `a detail of ${list}`)
  }
  await close_page(page)
})

test('no county loses a part of its name on the tiles', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'qhoverseer', 'qhhc')
  await go(page, '/oversight')
  const tiles = page.locator('.squares a')
  await tiles.first().waitFor()
  const cut = (list) =>
    list
      .filter((a) => {
        const [name] = a.children
        const { left, right, bottom } = a.getBoundingClientRect()
        const range = document.createRange()
        range.selectNodeContents(name)
        const text = range.getBoundingClientRect()
        return text.left < left || text.right > right || text.bottom > bottom
      })
      .map((a) => a.innerText)
  assert.ok((await tiles.count()) > 40)
  assert.deepEqual(await tiles.evaluateAll(cut), [])
  await page.getByRole('link', { name: /^大柴旦\s*\d+$/ }).waitFor()
  await close_page(page)
})

const lists = [
  [
    'qhoverseer',
    'qhhc',
    [
      '/oversight',
      '/oversight/rows?scope=region:630106&period=year:2026&measure=sent',
      '/oversight/quiet?why=sign_in',
      '/organisations?kind=tcm_hospital',
      '/organisations?as_of=2016-01-01',
      '/alliances?kind=county_community',
      '/alliances/1',
      '/pairings?status=live',
    ],
  ],
  [
    'hzoffice',
    'hzalliance',
    ['/arrivals', '/imports', '/referrals?worklist=to_answer&sort=-due_at', '/referrals'],
  ],
]

test('what is shown can be had as a workbook', async () => {
  for (const [user, realm, pages] of lists) {
    const page = await open_page(browser)
    await sign_in(page, user, realm)
    for (const where of pages) {
      await go(page, where)
      const file = page.waitForEvent('download', { timeout: 60000 })
      await page.getByRole('button', { name: '导出 Excel' }).click()
      assert.match((await file).suggestedFilename(), /\.xlsx$/, where)
      await page.getByRole('button', { name: '导出 Excel' }).waitFor()
    }
    await close_page(page)
  }
})

test('an export tells rows where the whole is not known, a share where it is, and stops', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, '/referrals?worklist=to_answer')
  const job = { id: '01a20000-0000-7000-8000-000000000001', state: 'staged', total: null, done: 0 }
  await page.route('**/api/exports/*', (route) => route.fulfill({ json: job }))
  await page.route('**/api/exports', (route) => route.fulfill({ status: 201, json: job }))
  await page.route('**/api/exports/*/actions/cancel', (route) => {
    job.state = 'cancelled'
    return route.fulfill({ json: job })
  })
  const button = page.getByRole('button', { name: /导出/ })
  await button.first().click()
  await message(page, '正在准备导出')
  job.done = 3000
  await message(page, '已导出 3,000 行')
  job.total = 4000
  await message(page, '正在导出 75%')
  await assert_accessible(page, 'an export at work')
  await page.getByRole('button', { name: '停止导出' }).click()
  await message(page, '导出已停止')
  await page.getByRole('button', { name: '导出 Excel' }).waitFor()
  await close_page(page)
})

test('a phone shows worklists and details without sideways scrolling', async () => {
  const page = await open_page(browser, { width: 390, height: 844 })
  await sign_in(page, 'hzoffice')
  for (const where of [...clinical, ...structure]) {
    await go(page, where)
    await assert_fits(page, `phone ${where}`)
  }
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('link', { name: '全部转诊' }).click()
  await page.locator('.dt tbody a').first().click()
  await page.locator('.steps').waitFor()
  await assert_fits(page, 'phone detail')
  await assert_accessible(page, 'phone detail')
  await close_page(page)
})

test('English is whole, and large type fits', async () => {
  const page = await open_page(browser, { lang: 'en' })
  await page.addInitScript(() => localStorage.setItem('yl.size', 'extra'))
  await page.goto(`${process.env.YILIAN_URL}/#/login`)
  await page.getByLabel('User name').fill('hzoffice@hz')
  await page.getByLabel('Password', { exact: true }).fill('Yilian-2026')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: /Welcome/ }).waitFor()
  for (const where of ['/', '/referrals', '/referrals/new', '/oversight', '/organisations']) {
    await go(page, where)
    await assert_accessible(page, `English ${where}`)
    await assert_fits(page, `English ${where}`)
  }
  await close_page(page)
})
