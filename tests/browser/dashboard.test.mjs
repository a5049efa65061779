/* dashboard.test.mjs - a province's dashboard from the start page: its numbers, what they mean, the rows
 * behind them, a city of it, also by keyboard and on a phone. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  assert_fits,
  close_page,
  go,
  launch,
  open_page,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const number = (text) => Number(text.replace(/[^\d.-]/g, ''))

test('a province opens its dashboard, a number opens its rows', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'qhoverseer', 'qhhc')
  await page.locator('main').getByRole('link', { name: '省市看板' }).click()
  await page.getByRole('heading', { level: 1, name: '青海省 · 省市看板' }).waitFor()
  await assert_accessible(page, 'the province')
  await assert_fits(page, 'the province')
  const tile = page.locator('.figure-tile').filter({ hasText: '上转人次' }).first()
  const text = await tile.locator('.figure-value').innerText()
  const told = number(text)
  assert.ok(told > 0)

  // What it means, on focus; then the month's number and the rows behind it.
  await tile.locator('.figure-name').focus()
  await page.getByRole('tooltip').filter({ hasText: '按到诊日期计' }).waitFor()
  await page.getByRole('button', { name: '月', exact: true }).click()
  await tile.locator('.figure-value').filter({ hasNotText: text }).waitFor()
  const month = number(await tile.locator('.figure-value').innerText())
  assert.ok(month < told)
  await tile.locator('.figure-value').focus()
  await page.keyboard.press('Enter')
  await page.locator('.dt tbody tr').first().waitFor()
  assert.equal(number(await page.locator('.figure-total .num').innerText()), month)
  assert.equal(await page.locator('.dt tbody tr').count(), Math.min(50, month))
  await assert_accessible(page, 'rows of a figure')
  await assert_fits(page, 'rows of a figure')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 Excel' }).click(),
  ])
  assert.match(file.suggestedFilename(), /\.xlsx$/)

  await page.goBack()
  await page.locator('.units').getByRole('link', { name: '西宁市' }).click()
  await page.getByRole('heading', { level: 1, name: '西宁市 · 省市看板' }).waitFor()
  await page.locator('.units').getByRole('link', { name: '湟中区' }).click()
  await page.getByRole('heading', { level: 1, name: '湟中区 · 县区看板' }).waitFor()
  await page.locator('.figure-name').first().click()
  const chosen = page.locator('.definitions tr.chosen')
  assert.match(await chosen.innerText(), /up_visits/)
  await assert_accessible(page, 'definitions')

  // Where nothing was entered there is no 0.
  await go(page, '/dashboards/province?period=year:2001')
  await page.getByText('这个范围在这一时期没有数据').waitFor()
  assert.equal(await page.locator('.figure-value').count(), 0)
  await close_page(page)
})

test('a director reads the own institution on a phone, in English', async () => {
  const page = await open_page(browser, { width: 390, height: 800 })
  await sign_in(page, 'hzdirector', 'hzalliance')
  await page.getByRole('button', { name: 'English' }).click()
  for (const where of ['/dashboards', '/dashboards/pairing', '/figures']) {
    await go(page, where)
    await page.locator('.figure-tile, .definitions').first().waitFor()
    await assert_accessible(page, where)
    await assert_fits(page, where)
  }
  await go(page, '/dashboards')
  const heading = page.locator('main h1')
  await heading.filter({ hasText: 'Institution' }).waitFor()
  assert.doesNotMatch(await page.locator('main .tabs').innerText(), /Province|County/)
  await close_page(page)
})
