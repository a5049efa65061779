/* keyboard.test.mjs - the main job without a mouse: sign in, refer, answer. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { base, close_page, invent_patient, launch, message, open_page, settle } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const focused = (page) =>
  page.evaluate(() => {
    const e = document.activeElement
    const label = e.labels?.[0]?.innerText ?? ''
    const name = e.getAttribute('aria-label') || label || e.innerText || ''
    return name.replace(/^\*\s*/, '').trim()
  })

/* Presses Tab until what is focused has this name. */
async function tab_to(page, name, key = 'Tab') {
  const seen = []
  for (let i = 0; i < 80; i++) {
    const now = await focused(page)
    if (now === name) return
    seen.push(now)
    await page.keyboard.press(key)
  }
  assert.fail(`Tab never reached "${name}", only: ${[...new Set(seen)].join(' | ')}`)
}

async function sign_in_by_keys(page, institution, option, user) {
  await page.goto(`${base}/#/login`)
  await page.getByRole('button', { name: '登录' }).waitFor()
  await tab_to(page, '所在单位')
  await page.keyboard.type(institution)
  await page.getByRole('option', { name: option }).first().waitFor()
  await page.keyboard.press('Enter')
  await tab_to(page, '用户名')
  await page.keyboard.type(user)
  await tab_to(page, '密码')
  await page.keyboard.type('Yilian-2026')
  await page.keyboard.press('Enter')
  await message(page, '您好')
}

test('a referral is written, sent and accepted by keys alone', async () => {
  const patient = invent_patient()
  const page = await open_page(browser)
  await sign_in_by_keys(page, '田家寨镇示范中心', '田家寨镇示范中心卫生院', 't01doctor')
  await tab_to(page, '新建转诊')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '新建转诊' }).waitFor()
  await settle(page)
  await tab_to(page, '身份证号')
  await page.keyboard.type(patient.id_number)
  await tab_to(page, '姓名')
  await page.keyboard.type(patient.name)
  await tab_to(page, '接收单位')
  await page.keyboard.type('湟中区示范医院')
  await page.getByRole('option', { name: '湟中区示范医院' }).first().waitFor()
  await page.keyboard.press('Enter')
  await tab_to(page, '诊断')
  await page.keyboard.type('急性阑尾炎')
  await tab_to(page, '转诊原因')
  await page.keyboard.press('ArrowDown')
  await tab_to(page, '知情同意')
  await page.keyboard.press('ArrowDown')
  await tab_to(page, '发送')
  await page.keyboard.press('Enter')
  await page.locator('.page-head .tag', { hasText: '已发送' }).waitFor()
  const at = new URL(page.url()).hash
  await close_page(page)

  const county = await open_page(browser)
  await sign_in_by_keys(county, 'hzqsfyy', '湟中区示范医院', 'hzoffice')
  await county.goto(`${base}/${at}`)
  await county.getByRole('button', { name: '接受', exact: true }).waitFor()
  await settle(county)
  await tab_to(county, '接受')
  await county.keyboard.press('Enter')
  await county.getByRole('dialog').waitFor()
  await settle(county)
  await county.keyboard.press('Escape')
  await county.getByRole('dialog').waitFor({ state: 'detached' })
  assert.ok((await focused(county)).startsWith('接受'), 'focus returns to the button')
  await county.keyboard.press('Enter')
  await county.getByRole('dialog').waitFor()
  await settle(county)
  await tab_to(county, '床位')
  await county.keyboard.type('12 床')
  await tab_to(county, '接受')
  await county.keyboard.press('Enter')
  await county.locator('.page-head .tag', { hasText: '已接受' }).waitFor()
  await close_page(county)
})

test('the tree of divisions is walked by arrow keys', async () => {
  const page = await open_page(browser)
  await sign_in_by_keys(page, '湟中区示范医院', '湟中区示范医院', 'hzoffice')
  await tab_to(page, '机构')
  await page.keyboard.press('Enter')
  await page.getByRole('treeitem').first().waitFor()
  await settle(page)
  await page.getByRole('treeitem').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('treeitem', { level: 2 }).first().waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/division=/)
  await close_page(page)
})
