/* records.test.mjs - a record of any kind: a hospital enters a gift line by line, the township disputes it,
 * the hospital corrects it, the township confirms it; lists, drafts, differences, paper. */
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
  settle,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const receiver = '上新庄镇示范中心卫生院'
const state = (page, name) => page.locator('.page-head .tag', { hasText: name }).waitFor()
const unique = (name) => `${name} ${Date.now().toString(36)}`

async function choose(page, box, name) {
  await page.getByRole('combobox', { name: box }).fill(name)
  await page.locator('.combo-list').getByRole('option', { name }).first().click()
}

/* A blank form, whatever an earlier test left in it. */
async function blank(page) {
  await go(page, '/records/donations/new')
  await page.getByLabel('捐赠内容').waitFor()
  const kept = page.getByRole('button', { name: '放弃这些内容' })
  if (await kept.isVisible()) await kept.click()
}

/* The least that a donation needs, typed by somebody of the giver. */
async function fill(page, subject) {
  await blank(page)
  await choose(page, '受赠单位', receiver)
  await page.getByLabel('捐赠日期').fill('20261103')
  await page.getByLabel('类别').selectOption({ label: '设备' })
  await page.getByLabel('捐赠内容').fill(subject)
}

async function act(page, name, reason) {
  await page.locator('.page-head').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  if (reason) await dialog.getByLabel('说明').fill(reason)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a gift is entered line by line, disputed, corrected and confirmed', async () => {
  const subject = unique('便携式彩超')
  const office = await open_page(browser)
  await sign_in(office, 'hzoffice')
  await fill(office, subject)
  await office.getByRole('button', { name: '添加一行' }).click()
  await office.getByLabel('名称 第 1 行').fill('便携式彩超')
  await office.getByLabel('数量 第 1 行', { exact: true }).fill('2')
  await office.getByLabel('单位 第 1 行').fill('台')
  await office.getByLabel('金额 第 1 行').fill('205,408.10')
  await office.getByLabel('金额 第 1 行').press('Enter')
  await office.getByLabel('名称 第 2 行').fill('耦合剂')
  await office.getByLabel('数量 第 2 行', { exact: true }).fill('近30')
  await office.getByLabel('单位 第 2 行').fill('瓶')
  await office.getByLabel('金额 第 2 行').fill('0.29')
  await office.getByLabel('金额 第 2 行').press('Tab')
  assert.equal(await office.getByLabel('总金额').inputValue(), '205,408.39 元（明细合计）')
  await assert_accessible(office, 'a filled form')
  await office.getByRole('button', { name: '提交' }).click()
  await state(office, '已提交')
  await office.getByText('近 30').waitFor()
  await office.getByText(`等待${receiver}确认`).waitFor()
  await assert_accessible(office, 'a submitted record')
  const at = new URL(office.url()).hash.slice(1)

  const clerk = await open_page(browser)
  await sign_in(clerk, 't02clerk')
  await go(clerk, '/records/donations?box=received&state=submitted')
  await clerk.getByRole('link', { name: subject }).click()
  await clerk.getByText('等待本单位确认').waitFor()
  await act(clerk, '提出异议', '实收 1 台')
  await state(clerk, '有异议')
  await clerk.getByText('实收 1 台').first().waitFor()

  await go(office, '/differences')
  await office.locator('tr', { hasText: subject }).getByRole('button', { name: '去更正' }).click()
  await office.getByText('实收 1 台').waitFor()
  await office.getByLabel('数量 第 1 行', { exact: true }).fill('1')
  await office.getByLabel('金额 第 1 行').fill('10.2万')
  await office.getByLabel('备注').fill('另一台下月送达')
  await office.getByRole('button', { name: '提交' }).click()
  await state(office, '已提交')
  await office.getByText('102,000.29 元').first().waitFor()

  await go(clerk, '/differences')
  await clerk.locator('.el-message').waitFor({ state: 'detached' })
  await assert_accessible(clerk, 'the differences')
  const row = clerk.locator('tr', { hasText: subject })
  await row.getByRole('button', { name: '确认', exact: true }).click()
  await row.waitFor({ state: 'detached' })
  await go(clerk, at)
  await state(clerk, '已确认')
  const history = clerk.locator('.time-line')
  await history.getByText('205,408.39 元').waitFor()
  await history.getByText('另一台下月送达').waitFor()
  await assert_accessible(clerk, 'a confirmed record')
  await close_page(office)
  await close_page(clerk)
})

test('several are confirmed at once', async () => {
  const subject = unique('防护物资')
  const office = await open_page(browser)
  await sign_in(office, 'hzoffice')
  for (const n of [1, 2]) {
    await fill(office, `${subject} ${n}`)
    await office.getByLabel('总金额').fill('300')
    await office.getByRole('button', { name: '提交' }).click()
    await state(office, '已提交')
  }
  const clerk = await open_page(browser)
  await sign_in(clerk, 't02clerk')
  await go(clerk, '/records/donations')
  await clerk.getByRole('link', { name: '待本单位处理' }).click()
  await clerk.getByLabel('搜索').fill(subject)
  await clerk.getByLabel('搜索').press('Enter')
  for (const n of [1, 2]) await clerk.getByLabel(`选择 ${subject} ${n}`).check()
  await assert_accessible(clerk, 'a ticked list')
  await clerk.getByRole('button', { name: '确认所选 2 条' }).click()
  await message(clerk, '已确认 2 条')
  await clerk.getByText('没有等待本单位确认或更正的捐赠').waitFor()
  await close_page(office)
  await close_page(clerk)
})

test('what is missing or wrong is said at its box, a day that is none is refused', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await blank(page)
  await page.getByLabel('捐赠日期').fill('2026-02-30')
  await page.getByLabel('捐赠日期').press('Tab')
  await page.getByText('没有“2026-02-30”这一天').waitFor()
  await page.getByLabel('总金额').fill('12,34')
  await page.getByLabel('总金额').press('Tab')
  await page.getByText('总金额应为数字').waitFor()
  await page.getByRole('button', { name: '添加一行' }).click()
  await page.getByLabel('名称 第 1 行').fill('彩超')
  await page.getByRole('button', { name: '提交' }).click()
  for (const text of ['请选择受赠单位', '请选择捐赠日期', '请填写捐赠内容', '请填写数量'])
    await page.getByText(text).waitFor()
  await assert_accessible(page, 'a form with errors')
  await close_page(page)
})

test('cells of a spreadsheet are pasted as rows', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await blank(page)
  await page.getByRole('button', { name: '添加一行' }).click()
  await page.getByLabel('名称 第 1 行').evaluate((box, text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
  }, '彩超\tS9\t2\t台\t100,000\t200,000\n探头\t\t30余\t个\t\t5,408\n')
  assert.equal(await page.getByLabel('金额 第 2 行').inputValue(), '5,408')
  assert.equal(await page.getByLabel('数量 第 2 行 的精确程度').inputValue(), 'over')
  assert.equal(await page.getByLabel('总金额').inputValue(), '205,408.00 元（明细合计）')
  await page.getByLabel('名称 第 2 行').press('Control+Delete')
  await page.getByLabel('名称 第 2 行').waitFor({ state: 'detached' })
  await close_page(page)
})

test('a draft survives leaving the page, and another one wins no race', async () => {
  const subject = unique('经费')
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await fill(page, subject)
  await page.getByText('已自动保存').waitFor()
  await go(page, '/')
  await go(page, '/records/donations/new')
  await page.getByText('已恢复您').waitFor()
  assert.equal(await page.getByLabel('捐赠内容').inputValue(), subject)
  await page.getByRole('button', { name: '保存草稿' }).click()
  await state(page, '草稿')
  const at = new URL(page.url()).hash.slice(1)

  const other = await open_page(browser)
  await sign_in(other, 'hzoffice')
  page.expected.push([412, '/api/donations/'])
  await go(page, `${at}/edit`)
  await page.getByLabel('备注').fill('我写的')
  await go(other, `${at}/edit`)
  await other.getByLabel('项目名称').fill('组团式帮扶')
  await other.getByRole('button', { name: '保存草稿' }).click()
  await state(other, '草稿')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await page.getByRole('button', { name: '载入最新内容' }).click()
  await message(page, '已载入最新内容')
  assert.equal(await page.getByLabel('项目名称').inputValue(), '组团式帮扶')
  assert.equal(await page.getByLabel('备注').inputValue(), '我写的')
  await page.getByRole('button', { name: '保存草稿' }).click()
  await state(page, '草稿')
  await close_page(page)
  await close_page(other)
})

test('the sheet prints without buttons, and a phone shows every page', async () => {
  const page = await open_page(browser, { width: 390, height: 844 })
  await sign_in(page, 'hzoffice')
  for (const where of [
    '/records/donations',
    '/records/staff',
    '/records/staff/new',
    '/differences',
  ]) {
    await go(page, where)
    await page.locator('main h1').waitFor()
    await assert_fits(page, `phone ${where}`)
    await assert_accessible(page, `phone ${where}`)
  }
  await go(page, '/records/donations')
  await page.locator('.dt tbody a').first().click()
  await page.locator('.facts').first().waitFor()
  await assert_fits(page, 'phone record')
  await page.getByRole('button', { name: '打印' }).click()
  await page.getByRole('heading', { name: '捐赠登记表' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  await settle(page)
  assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false)
  await close_page(page)
})

test('English is whole', async () => {
  const page = await open_page(browser, { lang: 'en' })
  await page.goto(`${process.env.YILIAN_URL}/#/login`)
  await page.getByLabel('User name').fill('hzoffice@hz')
  await page.getByLabel('Password', { exact: true }).fill('Yilian-2026')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: /Welcome/ }).waitFor()
  for (const where of ['/records/donations', '/records/donations/new', '/differences']) {
    await go(page, where)
    await page.locator('main h1').waitFor()
    await assert_accessible(page, `English ${where}`)
    const text = await page.locator('main').innerText()
    const chinese = text.split('\n').filter((line) => /[\u4e00-\u9fff]/.test(line))
    const names = /示范|医院|卫生/
    assert.deepEqual(where.endsWith('new') ? chinese.filter((l) => !names.test(l)) : [], [])
  }
  await close_page(page)
})
