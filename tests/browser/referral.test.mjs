/* referral.test.mjs - the main job: a township doctor refers, the county hospital accepts and books, the
 * patient comes, feedback returns, the sender closes, the province sees one more. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  close_page,
  fill_referral,
  go,
  invent_patient,
  launch,
  message,
  open_page,
  settle,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const state = (page, name) => page.locator('.page-head .tag', { hasText: name }).waitFor()

async function act(page, name, fill) {
  await page.locator('.page-head').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  if (fill) await fill(dialog)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function up_visits(page) {
  await go(page, '/oversight')
  await page.reload()
  const tile = page.locator('.keys .tile', { hasText: '上转人次' }).locator('.value')
  return Number((await tile.innerText()).replace(/[^\d]/g, ''))
}

test('from the township to the county and back', async () => {
  const province = await open_page(browser)
  await sign_in(province, 'qhoverseer', 'qhhc')
  const before_it = await up_visits(province)

  const doctor = await open_page(browser)
  await sign_in(doctor, 't01doctor')
  await go(doctor, '/referrals/new')
  const patient = invent_patient()
  await fill_referral(doctor, patient)
  assert.equal(await doctor.getByLabel('出生日期').inputValue(), patient.birth_date)
  assert.ok(await doctor.getByRole('radio', { name: '女' }).isChecked())
  await assert_accessible(doctor, 'the filled form')
  await doctor.getByRole('button', { name: '发送' }).click()
  await state(doctor, '已发送')
  const at = new URL(doctor.url()).hash.slice(1)
  await assert_accessible(doctor, 'a sent referral')

  const office = await open_page(browser)
  await sign_in(office, 'hzoffice')
  await go(office, '/referrals?worklist=to_answer')
  await assert_accessible(office, 'the worklist')
  await go(office, at)
  await act(office, '接受', (d) => d.getByLabel('床位').fill('外科 12 床'))
  await state(office, '已接受')
  await act(office, '预约')
  await state(office, '已预约')
  await act(office, '登记到诊')
  await state(office, '已到诊')

  const county_doctor = await open_page(browser)
  await sign_in(county_doctor, 'hzdoctor')
  await go(county_doctor, at)
  await act(county_doctor, '反馈', async (d) => {
    await d.getByLabel('反馈内容').fill('行阑尾切除术，恢复良好。')
    await d.getByLabel('后续建议').fill('一周后拆线。')
  })
  await state(county_doctor, '已反馈')

  await go(doctor, '/referrals?worklist=to_close')
  await doctor.getByRole('link', { name: await number_of(county_doctor) }).click()
  await message(doctor, '一周后拆线。')
  await act(doctor, '确认结案')
  await state(doctor, '已结案')

  assert.equal(await up_visits(province), before_it + 1)
  await assert_accessible(province, 'the dashboard')
  for (const page of [doctor, office, county_doctor, province]) await close_page(page)
})

const number_of = (page) => page.locator('.page-head h1').innerText()

test('the form counts what is missing and says wrong numbers in words', async () => {
  const page = await open_page(browser)
  await sign_in(page, 't01doctor')
  await go(page, '/referrals/new')
  await page.getByLabel('身份证号').fill('630122196801010010')
  await message(page, '身份证号校验位不符，请核对')
  await page.getByRole('button', { name: '发送' }).click()
  await message(page, '请填写诊断')
  await assert_accessible(page, 'a form with errors')
  await close_page(page)
})

test('a second open referral of the same patient is warned of', async () => {
  const page = await open_page(browser)
  await sign_in(page, 't01doctor')
  const patient = invent_patient({ sex: 'M' })
  await go(page, '/referrals/new')
  await fill_referral(page, patient)
  await page.getByRole('button', { name: '发送' }).click()
  await state(page, '已发送')
  await go(page, '/referrals/new')
  await page.getByLabel('身份证号').fill(patient.id_number)
  await message(page, '这位患者还有未结束的转诊')
  await close_page(page)
})

test('of two people acting at once one wins, the other sees the present state', async () => {
  const sender = await open_page(browser)
  await sign_in(sender, 't01doctor')
  await go(sender, '/referrals/new')
  await fill_referral(sender, invent_patient())
  await sender.getByRole('button', { name: '发送' }).click()
  await state(sender, '已发送')
  const at = new URL(sender.url()).hash.slice(1)

  const first = await open_page(browser)
  const second = await open_page(browser)
  second.expected.push([409, '/actions/'], [412, '/actions/'])
  await sign_in(first, 'hzoffice')
  await sign_in(second, 'hzdoctor')
  await go(first, at)
  await go(second, at)
  await act(first, '接受')
  await second.locator('.page-head').getByRole('button', { name: '拒绝', exact: true }).click()
  const dialog = second.getByRole('dialog')
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('button', { name: '拒绝', exact: true }).click()
  await message(second, '刚才已有人处理，这份转诊现在是“已接受”')
  await state(second, '已接受')
  for (const page of [sender, first, second]) await close_page(page)
})

test('several are received at once, and the list can be had as a workbook', async () => {
  const sender = await open_page(browser)
  await sign_in(sender, 't02clerk')
  for (let i = 0; i < 2; i++) {
    await go(sender, '/referrals/new')
    await fill_referral(sender, invent_patient())
    await sender.getByRole('button', { name: '发送' }).click()
    await state(sender, '已发送')
  }
  const office = await open_page(browser)
  await sign_in(office, 'hzoffice')
  await go(office, '/referrals?worklist=to_answer&limit=100')
  const boxes = office.locator('.dt tbody input[type=checkbox]')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await office.getByRole('button', { name: '接收所选 2 份' }).click()
  await message(office, '已接收 2 份')
  await go(office, '/referrals')
  const file = office.waitForEvent('download', { timeout: 60000 })
  await office.getByRole('button', { name: '导出 Excel' }).click()
  assert.match((await file).suggestedFilename(), /\.xlsx$/)
  await close_page(sender)
  await close_page(office)
})

test('a hidden number is shown for a reason', async () => {
  const page = await open_page(browser)
  await sign_in(page, 't01doctor')
  const patient = invent_patient()
  await go(page, '/referrals/new')
  await fill_referral(page, patient)
  await page.getByRole('button', { name: '发送' }).click()
  await state(page, '已发送')
  await page.getByRole('button', { name: /显示\s*身份证号/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '显示' }).click()
  await dialog.getByText('请说明查看原因').waitFor()
  await dialog.getByLabel('查看原因').fill('核对转诊材料')
  await dialog.getByRole('button', { name: '显示' }).click()
  await message(page, patient.id_number)
  await close_page(page)
})

test('the letter prints what the patient carries', async () => {
  const page = await open_page(browser)
  await sign_in(page, 't01doctor')
  await go(page, '/referrals')
  await page.locator('.dt tbody a').first().click()
  await page.getByRole('button', { name: '打印转诊单' }).click()
  await page.getByRole('heading', { name: /转诊/ }).waitFor()
  await page.emulateMedia({ media: 'print' })
  await settle(page)
  assert.equal(await page.getByRole('button', { name: '打印' }).isVisible(), false)
  await page.emulateMedia({ media: 'screen' })
  await assert_accessible(page, 'the letter')
  await close_page(page)
})
