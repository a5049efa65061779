/* summary.test.mjs - the alliance office has its summary composed, writes its own words, puts a number in,
 * opens the rows behind it, has it reviewed and publishes it; the published one stands still. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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

async function act(page, name, reason) {
  await page.locator('.page-head').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  if (reason) await dialog.getByLabel('说明').fill(reason)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/* What is typed is kept by the server without being asked. */
const kept = (page, work) =>
  Promise.all([
    page.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok(), { timeout: 40000 }),
    work(),
  ]).then(() => page.getByRole('status').filter({ hasText: '已保存' }).waitFor())
const state = (page, name) => page.locator('.page-head .tag', { hasText: name }).waitFor()

test('the alliance office writes and publishes its summary', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzunion', 'qhhc')
  await go(page, '/summaries')
  await page.getByRole('button', { name: '新建总结' }).click()
  await page.getByRole('radio', { name: /医联体/ }).check()
  await page.getByRole('combobox', { name: '范围', exact: true }).fill('湟中')
  await page.getByRole('option', { name: '湟中区示范医共体' }).click()
  await assert_accessible(page, 'the dialog of a new summary')
  await page.getByRole('button', { name: '生成草稿' }).click()
  const text = page.getByRole('textbox', { name: '总结正文' })
  await text.waitFor()
  await assert_accessible(page, 'the editor')
  const numbers = page.locator('.ProseMirror .sd-token')
  const before = await numbers.count()
  assert.ok(before > 5, 'numbers were composed')

  await text.locator('p').first().click()
  await page.keyboard.press('Home')
  await kept(page, () => page.keyboard.type('在上级部门指导下，'))
  await page.reload()
  await text.getByText('在上级部门指导下，').waitFor()

  await numbers.first().click()
  const card = page.getByRole('complementary', { name: '检查与来源' })
  const value = await card.locator('.sd-shown').textContent()
  await page.keyboard.type('7')
  await settle(page)
  await page.keyboard.press('Control+z')
  assert.equal(
    await numbers.first().textContent(),
    value,
    'a number is replaced whole or not at all',
  )

  await text.locator('p').first().click()
  await page.keyboard.press('End')
  await page.getByRole('button', { name: '插入数字' }).click()
  await page.getByRole('combobox', { name: '指标' }).fill('上转人次')
  await page
    .getByRole('option', { name: /^上转人次/ })
    .first()
    .click()
  await page.locator('.sd-preview strong', { hasText: '人次' }).waitFor()
  await assert_accessible(page, 'the dialog of a number')
  await kept(page, () => page.getByRole('button', { name: '插入', exact: true }).click())
  assert.equal(await numbers.count(), before + 1)

  const [rows] = await Promise.all([
    page.context().waitForEvent('page'),
    numbers
      .first()
      .click()
      .then(() => card.getByRole('link', { name: '查看明细' }).click()),
  ])
  await rows.locator('table.dt tbody tr').first().waitFor()
  await rows.close()

  const address = page.url()
  await act(page, '提交审核')
  await state(page, '待审核')
  await act(page, '退回修改', '请补充下一步打算')
  await page.getByText('请补充下一步打算').waitFor()
  const prompts = text.getByText('【请补充')
  while ((await prompts.count()) > 0) {
    await prompts.first().click({ clickCount: 3 })
    await kept(page, () => page.keyboard.type('各项制度已落实。'))
  }
  await text.locator('p').last().click()
  await page.keyboard.press('Control+End')
  await kept(page, () => page.keyboard.type('下一步继续推进双向转诊。'))
  await act(page, '提交审核')
  await state(page, '待审核')
  await act(page, '发布')
  await state(page, '已发布')
  await page.getByText(/校验值/).waitFor()
  assert.equal(await text.count(), 0, 'what was published is not edited')
  await page.getByRole('tab', { name: '变化' }).click()
  await page.getByText('与发布时相同').waitFor()

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 Word' }).click(),
  ])
  assert.equal(
    readFileSync(await file.path())
      .subarray(0, 2)
      .toString(),
    'PK',
  )
  await page.getByRole('button', { name: '打印' }).click()
  await page.getByText('数字注释').waitFor()
  assert.ok((await page.locator('.sd-notes li').count()) > 3)
  await page.goto(address)
  await page.getByText('下一步继续推进双向转诊。').waitFor()
  await page.setViewportSize({ width: 390, height: 800 })
  await settle(page)
  await assert_fits(page, 'a published summary on a phone')
  await close_page(page)

  const member = await open_page(browser)
  await sign_in(member, 't02clerk')
  await go(member, '/summaries')
  await member
    .getByRole('row', { name: /已发布/ })
    .first()
    .getByRole('link')
    .click()
  await member.getByText('作为成员单位查看').waitFor()
  await member.getByText('下一步继续推进双向转诊。').waitFor()
  assert.equal(await member.getByRole('tab').count(), 0, 'neither findings nor versions')
  assert.equal(await member.locator('.sd a').count(), 0, 'nor rows of other members')
  assert.equal(await member.getByRole('button', { name: '撤回' }).count(), 0)
  await assert_accessible(member, 'a summary as a member reads it')
  await close_page(member)
})
