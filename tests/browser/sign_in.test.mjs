/* sign_in.test.mjs - institution picker, errors in words, waiting for rights, a session that ends. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  assert_fits,
  base,
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

async function pick(page, typed, name) {
  await page.getByRole('combobox', { name: '所在单位' }).fill(typed)
  await page.getByRole('option', { name }).first().click()
}

test('an institution is found by initials, remembered, and its helpdesk shown', async () => {
  const page = await open_page(browser)
  await page.goto(`${base}/#/login`)
  await assert_accessible(page, 'sign-in')
  await pick(page, 'hzqsfyy', '湟中区示范医院')
  await message(page, '登录遇到问题，请联系湟中区示范医院')
  await page.getByLabel('用户名').fill('hzoffice')
  await page.getByLabel('密码', { exact: true }).fill('Yilian-2026')
  await page.getByLabel('密码', { exact: true }).press('Enter')
  await message(page, '您好')
  await page.locator('.head-button.user').click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.getByRole('button', { name: '登录' }).waitFor()
  assert.equal(
    await page.getByRole('combobox', { name: '所在单位' }).inputValue(),
    '湟中区示范医院',
  )
  assert.equal(await page.getByLabel('用户名').inputValue(), 'hzoffice')
  await close_page(page)
})

test('a wrong password is told in words, the user name stays', async () => {
  const page = await open_page(browser)
  page.expected.push([401, '/auth/login'])
  await page.goto(`${base}/#/login`)
  await page.getByRole('button', { name: '登录' }).click()
  await message(page, '请选择所在单位')
  await page.getByLabel('用户名').fill('t02clerk@hz')
  await page.getByLabel('密码', { exact: true }).fill('not-the-password')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('alert').first().waitFor()
  assert.equal(await page.getByLabel('用户名').inputValue(), 't02clerk@hz')
  assert.equal(await page.getByLabel('密码', { exact: true }).inputValue(), '')
  await assert_accessible(page, 'sign-in with an error')
  await close_page(page)
})

test('who has no rights yet learns whom to ask', async () => {
  const page = await open_page(browser, { width: 390, height: 844 })
  await sign_in(page, 'newcomer')
  await message(page, '账号等待授权')
  await message(page, '服务台')
  await assert_accessible(page, 'waiting for rights')
  await assert_fits(page, 'waiting for rights')
  await close_page(page)
})

test('a session that ended asks for the password and keeps what was typed', async () => {
  const page = await open_page(browser)
  page.expected.push([401, '/api/'])
  await sign_in(page, 't01doctor')
  await go(page, '/referrals/new')
  await page.getByLabel('姓名').fill('示范患者')
  await page.context().clearCookies()
  const dialog = page.getByRole('dialog', { name: '登录已过期' })
  await dialog.waitFor()
  await assert_accessible(page, 'signing in again')
  await dialog.getByLabel('密码').fill('Yilian-2026')
  await dialog.getByRole('button', { name: '登录' }).click()
  await message(page, '已自动保存')
  assert.equal(await page.getByLabel('姓名').inputValue(), '示范患者')
  await page.getByRole('link', { name: '首页' }).click()
  await go(page, '/referrals/new')
  await message(page, '已恢复您')
  assert.equal(await page.getByLabel('姓名').inputValue(), '示范患者')
  await page.getByRole('button', { name: '放弃这些内容' }).click()
  assert.equal(await page.getByLabel('姓名').inputValue(), '')
  await close_page(page)
})

test('a lost line is shown, and what was typed is saved when it is back', async () => {
  const page = await open_page(browser)
  page.expected.push([0, ''])
  await sign_in(page, 't02clerk')
  await go(page, '/referrals/new')
  await page.context().setOffline(true)
  await page.getByLabel('姓名').fill(`示范${Date.now()}`)
  await message(page, '网络中断，正在重试')
  await page.context().setOffline(false)
  await page.getByText('已自动保存').waitFor({ timeout: 20000 })
  await close_page(page)
})

test('other sessions can be seen and ended', async () => {
  const one = await open_page(browser)
  const two = await open_page(browser)
  await sign_in(one, 'xndoctor', 'xncity')
  await sign_in(two, 'xndoctor', 'xncity')
  await go(two, '/sessions')
  await assert_accessible(two, 'my sessions')
  const ends = two.getByRole('button', { name: '结束' })
  const n = await ends.count()
  assert.ok(n >= 1)
  await ends.first().click()
  await message(two, '已结束这个登录')
  await close_page(one)
  await close_page(two)
})
