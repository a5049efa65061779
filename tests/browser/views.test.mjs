/* views.test.mjs - lists that are one press away: what expires, what is unsigned, what one's own people
 * did elsewhere; and a training in one's own house, which waits for nobody. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  assert_fits,
  close_page,
  go,
  launch,
  open_page,
  settle,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const day = (n = 0) => new Date(Date.now() + 8 * 3600e3 + n * 86400e3).toISOString().slice(0, 10)
const query = (page) => Object.fromEntries(new URLSearchParams(page.url().split('?')[1]))
const state = (page) => page.getByRole('combobox', { name: '状态' })
const current = (page) => page.locator('.tabs [aria-current]').innerText()

test('what expires is one press from the agreements, with its filters in the bar', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, '/records/agreements')
  await page.getByRole('link', { name: '90 天内到期' }).click()
  await settle(page)
  assert.deepEqual(query(page), { view: 'expiring' })
  const box = (name) => page.getByLabel(name)
  assert.equal(await box('终止日期从').inputValue(), day())
  assert.equal(await box('终止日期至').inputValue(), day(90))
  assert.equal(await state(page).inputValue(), 'confirmed')
  assert.equal(await page.getByRole('button', { name: '清除条件' }).isVisible(), false)
  const ends = await page.locator('.dt tbody td[data-label="终止日期"]').allInnerTexts()
  assert.ok(ends.length > 0 && ends.every((end) => end >= day() && end <= day(90)), `${ends}`)
  await assert_fits(page, 'view')
  await assert_accessible(page, 'view')

  await state(page).selectOption('')
  await settle(page)
  const { view, ...left } = query(page)
  assert.deepEqual([view, left.ends_on_from, left.ends_on_to], [undefined, day(), day(90)])
  assert.equal(await current(page), '全部')
  assert.equal(await page.getByRole('combobox', { name: '签字齐全' }).isVisible(), false)
  await page.getByRole('button', { name: '更多条件' }).click()
  await page.getByRole('combobox', { name: '签字齐全' }).waitFor()
  await page.getByRole('link', { name: '未签齐' }).click()
  await settle(page)
  assert.deepEqual(query(page), { view: 'unsigned' })
  assert.equal(await page.getByRole('combobox', { name: '签字齐全' }).inputValue(), 'false')

  await page.setViewportSize({ width: 390, height: 800 })
  await page.reload()
  await page.locator('.tabs [aria-current]').waitFor()
  await settle(page)
  const tab = await page.locator('.tabs [aria-current]').boundingBox()
  assert.ok(tab.x >= 0 && tab.x + tab.width <= 390, `the tab that is shown is in sight: ${tab.x}`)
  await assert_fits(page, 'view on a phone')
  await close_page(page)
})

test('rescues of our people elsewhere are listed, to read only', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, '/records/rescues')
  await page.getByRole('link', { name: '本单位支援的' }).click()
  await settle(page)
  const places = await page.locator('.dt tbody td[data-label="抢救单位"]').allInnerTexts()
  assert.ok(places.length > 0 && !places.includes('湟中区示范医院'), `${places}`)
  await page.locator('.dt tbody a').first().click()
  await page.getByText('只可查看').waitFor()
  assert.equal(await page.getByRole('heading', { name: '变更记录' }).count(), 0)
  assert.equal(await page.getByRole('button', { name: '上传附件' }).count(), 0)
  await close_page(page)
})

test('a training in one\u2019s own house is confirmed when it is sent', async () => {
  const page = await open_page(browser)
  await sign_in(page, 't02clerk')
  await go(page, '/records/trainings/new')
  await page.getByRole('button', { name: '本单位院内举办' }).click()
  await page.getByLabel('培训日期').fill('20261103')
  await page.getByLabel('主题').fill('三基训练')
  await page.getByLabel('类型').selectOption({ label: '专题讲座' })
  await page.getByLabel('方式').selectOption({ label: '现场' })
  await page.getByLabel('参训人次').first().fill('12')
  await page.getByRole('button', { name: '提交' }).click()
  await page.locator('.page-head .tag', { hasText: '已确认' }).waitFor()
  await close_page(page)
})
