/* batch.test.mjs - a hospital sends a batch: the batch, a person who is already away is refused, then one
 * who is free; the township confirms and notes the arrival. */
import { after, before, test } from 'node:test'
import { today } from '../../www/src/lib/dates.js'
import { assert_accessible, close_page, go, launch, open_page, sign_in } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const state = (page, name) => page.locator('.page-head .tag', { hasText: name }).waitFor()

async function choose(page, box, name) {
  await page.getByRole('combobox', { name: box }).fill(name)
  await page.locator('.combo-list').getByRole('option', { name }).first().click()
}

async function blank(page, type) {
  await go(page, `/records/${type}/new`)
  await page.locator('form').first().waitFor()
  const kept = page.getByRole('button', { name: '放弃这些内容' })
  if (await kept.isVisible()) await kept.click()
}

async function act(page, name, fill = async () => {}) {
  await page.locator('.page-head').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog', { name })
  await dialog.waitFor()
  await fill(dialog)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a hospital sends a batch, the township confirms who comes', async () => {
  const mark = Date.now().toString(36)
  const year = Number(today().slice(0, 4)) + 1
  const office = await open_page(browser)
  await sign_in(office, 'hzoffice')
  await blank(office, 'batches')
  await office.getByLabel('批次号').fill('1')
  await office.getByLabel('批次名称').fill(`试批 ${mark}`)
  await office.getByLabel('项目名称').fill(`试项目 ${mark}`)
  await office.getByLabel('计划开始日期').fill(`${year}-03-01`)
  await office.getByLabel('计划结束日期').fill(`${year}-08-31`)
  await office.getByLabel('计划人数').fill('2')
  await office.getByRole('button', { name: '提交' }).click()
  await state(office, '已确认')

  office.expected.push([409, '/api/postings'])
  await blank(office, 'postings')
  await choose(office, '受援单位', '上新庄镇示范中心卫生院')
  await choose(office, '派驻人员', '白桦')
  await office.getByLabel('接收科室').fill('全科')
  await office.getByLabel('岗位').selectOption({ label: '医疗' })
  await office.getByLabel('方式').selectOption({ label: '固定驻守' })
  await office.getByLabel('开始日期', { exact: true }).fill(today())
  await office.getByLabel('结束日期', { exact: true }).fill(`${year}-12-31`)
  await office.getByRole('button', { name: '提交' }).click()
  await office
    .getByText(/已有另一项派驻/)
    .first()
    .waitFor()
  await assert_accessible(office, 'a posting that is refused')
  await office.getByLabel('开始日期', { exact: true }).fill(`${year}-03-01`)
  await office.getByLabel('结束日期', { exact: true }).fill(`${year}-08-31`)
  await choose(office, '批次', `试批 ${mark}`)
  await office.getByRole('button', { name: '提交' }).click()
  await state(office, '已提交')
  const at = new URL(office.url()).hash.slice(1)

  const clerk = await open_page(browser)
  await sign_in(clerk, 't02clerk')
  await go(clerk, at)
  await act(clerk, '确认')
  await state(clerk, '已确认')
  await act(clerk, '登记到位', (dialog) => dialog.getByLabel('到位日期').fill(`${year}-03-02`))
  await clerk.getByText(`${year}-03-02`).first().waitFor()
  await assert_accessible(clerk, 'a confirmed posting')
  await office.reload()
  await state(office, '已确认')
  await act(office, '作废', (dialog) => dialog.getByLabel('说明').fill('试验'))
  await state(office, '已作废')
  await close_page(office)
  await close_page(clerk)
})
