/* import.test.mjs - a hospital's register comes in: matched, checked by row and column, written once. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { hold } from '../http/hold.mjs'
import {
  assert_accessible,
  close_page,
  dir,
  go,
  invent_patient,
  launch,
  message,
  open_page,
  sign_in,
} from './portal.mjs'
import { to_book } from '../http/register.mjs'

let browser
const folder = mkdtempSync(join(tmpdir(), 'yl-import-'))
before(async () => (browser = await launch()))
after(async () => {
  rmSync(folder, { recursive: true })
  await browser.close()
})

function register() {
  const stamp = Date.now().toString().slice(-7)
  const rows = ['登记号,患者姓名,身份证号,转诊方向,转出单位,接收单位,到诊日期,诊断']
  for (let i = 0; i < 6; i++) {
    const p = invent_patient({ year: 1950 + i })
    rows.push(
      `Z${stamp}${i},${p.name},${p.id_number},上转,上新庄镇示范中心卫生院,湟中区示范医院,2016-03-0${i + 1},肺炎`,
    )
  }
  const bad = invent_patient()
  rows.push(
    `Z${stamp}7,${bad.name},${bad.id_number},上转,上新庄镇示范中心卫生院,湟中区示范医院,2016-02-30,肺炎`,
  )
  rows.push(
    `Z${stamp}8,${bad.name},${bad.id_number},上转,没有这家卫生院,湟中区示范医院,2016-03-02,肺炎`,
  )
  const file = join(folder, `register-${stamp}.csv`)
  writeFileSync(file, rows.join('\r\n'))
  return file
}

async function check(page, file, { accessible = false } = {}) {
  await go(page, '/imports/new')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '上传' }).click()
  await page.getByRole('button', { name: '开始检查' }).waitFor({ timeout: 60000 })
  if (accessible) await assert_accessible(page, 'matching columns')
  await page.getByRole('button', { name: '开始检查' }).click()
  await page.locator('.tile', { hasText: '可导入' }).waitFor({ timeout: 60000 })
}

const tile = async (page, name) =>
  Number(await page.locator('.tile', { hasText: name }).locator('.value').innerText())

test('a register is checked, imported, and adds nothing the second time', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, '/imports')
  const template = page.waitForEvent('download')
  await page.getByRole('button', { name: '登记簿模板' }).click()
  assert.match((await template).suggestedFilename(), /\.xlsx$/)

  const file = register()
  await check(page, file, { accessible: true })
  assert.deepEqual(
    [await tile(page, '总行数'), await tile(page, '可导入'), await tile(page, '有错误')],
    [8, 6, 2],
  )
  const errors = page.getByRole('table', { name: '错误清单' })
  await errors.getByText('没有这家卫生院').first().waitFor()
  await errors.getByText('2016-02-30').first().waitFor()
  await assert_accessible(page, 'the errors of a register')
  const rejected = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载有误的行' }).click()
  assert.match((await rejected).suggestedFilename(), /\.xlsx$/)
  await page.getByRole('button', { name: '导入 6 行' }).click()
  await page.getByText('已导入 6 行').waitFor({ timeout: 60000 })

  await check(page, file)
  assert.equal(await tile(page, '可导入'), 0)
  assert.equal(await tile(page, '已存在'), 6)
  await message(page, '有错误')
  await close_page(page)
})

test('another column of states offers its own texts', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  const p = invent_patient()
  const line = (mark) =>
    `,${p.name},${p.id_number},上转,上新庄镇示范中心卫生院,湟中区示范医院,2016-03-01,已结案,${mark}`
  const file = join(folder, 'marks.csv')
  writeFileSync(
    file,
    [
      '登记号,患者姓名,身份证号,转诊方向,转出单位,接收单位,到诊日期,状态,办结标记',
      line('走完了'),
      line('还没完'),
    ].join('\r\n'),
  )
  await go(page, '/imports/new')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '上传' }).click()
  await page.getByLabel('已结案 2').waitFor({ timeout: 60000 })
  await page.getByLabel('状态', { exact: true }).selectOption({ label: '办结标记' })
  const odd = page.getByLabel('还没完 1')
  await odd.waitFor({ timeout: 60000 })
  assert.equal(await page.getByLabel('已结案 2').count(), 0)
  // What nobody knows is not taken for closed: it must be said.
  const begin = page.getByRole('button', { name: '开始检查' })
  await page.getByText('请选择这些状态各对应什么：走完了、还没完').waitFor()
  assert.ok(await begin.isDisabled())
  await odd.selectOption({ label: '已诊疗' })
  await page.getByText('请选择这些状态各对应什么：走完了').waitFor()
  assert.ok(await begin.isDisabled())
  await page.getByLabel('走完了 1').selectOption({ label: '已结案' })
  await assert_accessible(page, 'states of another column')
  await begin.click()
  await page.locator('.tile', { hasText: '可导入' }).waitFor({ timeout: 60000 })
  assert.equal(await tile(page, '可导入'), 2)
  await close_page(page)
})

test('a workbook with lines in their own sheet comes in as drafts; errors name the sheet', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  const stamp = Date.now().toString().slice(-7)
  const gift = (n) => ({
    登记号: `${n}${stamp}`,
    受赠单位: 'HZT01',
    捐赠日期: '2026-03-01',
    捐赠内容: '彩超',
  })
  const item = (n, 数量) => ({
    登记号: `${n}${stamp}`,
    名称: '血压计',
    数量,
    单位: '台',
    金额: '50',
  })
  const file = join(folder, `book-${stamp}.xlsx`)
  writeFileSync(
    file,
    to_book(
      ['捐赠', [gift('A'), gift('B')], ['登记号', '受赠单位', '捐赠日期', '捐赠内容']],
      ['捐赠明细', [item('A', '2'), item('B', '许多')], ['登记号', '名称', '数量', '单位', '金额']],
    ),
  )
  await go(page, '/imports/new?kind=donations')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '上传' }).click()
  await page.getByRole('heading', { name: '工作表“捐赠明细”' }).waitFor({ timeout: 60000 })
  await page.getByText('还有必填内容没有对应的列：类别').waitFor()
  const begin = page.getByRole('button', { name: '开始检查' })
  assert.ok(await begin.isDisabled(), 'what is submitted needs its kind')
  await page.getByText('存为草稿', { exact: true }).click()
  await assert_accessible(page, 'a workbook of several sheets')
  await begin.click()
  const row = page.getByRole('row', { name: '捐赠明细 3 数量 许多' })
  await row.waitFor({ timeout: 60000 })
  assert.equal(await tile(page, '可导入'), 1)
  await assert_accessible(page, 'errors of several sheets')
  await page.getByRole('button', { name: '导入 1 行' }).click()
  await page.getByText('已存为草稿').waitFor({ timeout: 60000 })
  await close_page(page)
})

test('an import is cancelled while it writes: nothing of it stays', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  const file = register()
  await check(page, file)
  const release = await hold(dir, 'lock table biz.referral in share mode')
  try {
    await page.getByRole('button', { name: '导入 6 行' }).click()
    const cancel = page.getByRole('button', { name: '取消', exact: true })
    await cancel.waitFor()
    await assert_accessible(page, 'a running import')
    await cancel.click()
    await page.getByText('正在取消').waitFor()
  } finally {
    await release()
  }
  await page.getByRole('heading', { name: '已取消' }).waitFor()
  await message(page, '没有写入任何数据')
  await check(page, file)
  assert.deepEqual([await tile(page, '可导入'), await tile(page, '有错误')], [6, 2])
  assert.equal(await page.locator('.tile', { hasText: '已存在' }).count(), 0)
  await close_page(page)
})
