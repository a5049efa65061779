/* structure.test.mjs - who keeps the structure: institutions brought in, renamed, merged and closed,
 * members of an alliance, pairings, departments; and what the tree shows of each day. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { from_xlsx, to_xlsx } from '../http/register.mjs'
import { assert_accessible, close_page, go, launch, open_page, sign_in } from './portal.mjs'

let browser
const folder = mkdtempSync(join(tmpdir(), 'yl-structure-'))
before(async () => (browser = await launch()))
after(async () => {
  rmSync(folder, { recursive: true })
  await browser.close()
})

const run = Date.now().toString(36).slice(-5).toUpperCase()
const named = (what) => `${what}${run}示范卫生院`
const [stays, goes, ends] = ['甲河', '乙河', '丙河'].map(named)
const renamed = named('新甲河')

/* Fills a field of an open dialog; a day is confirmed, or its calendar would stay open. */
async function fill(dialog, label, text) {
  const field = dialog.getByLabel(label, { exact: false }).first()
  await field.fill(text)
  if (/^\d{4}-\d\d-\d\d$/.test(text)) await field.press('Enter')
}

async function choose(page, dialog, label, name) {
  await dialog.getByRole('combobox', { name: label }).fill(name)
  await page.getByRole('option', { name }).first().click()
}

// A calendar is a dialog too, but no modal one.
const modal = (page) => page.locator('[role=dialog][aria-modal=true]')

/* Opens a form by its button, fills it, sends it; the dialog closes when it is stored. */
async function form(page, button, work, send) {
  await button.click()
  const dialog = modal(page)
  await dialog.waitFor()
  await work(dialog)
  await dialog.getByRole('button', { name: send, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

const head = (page, name) => page.locator('.page-head').getByRole('button', { name, exact: true })

/* What hangs below the county's commission on a day, or now: the tree's own words. */
async function branch(page, day) {
  await go(page, day ? `/organisations?as_of=${day}` : '/organisations')
  await page.getByRole('tab', { name: '按隶属' }).click()
  const tree = page.getByRole('tree')
  for (const name of ['青海省', '西宁市', /湟中.卫生健康委员会/]) {
    const node = tree.getByRole('treeitem').filter({ hasText: name })
    await node.waitFor()
    await node.locator('.twist').click()
  }
  const shown = tree.getByRole('treeitem').filter({ hasText: run })
  await tree.locator('[aria-level="4"]').first().waitFor()
  return (await shown.locator('.name').allInnerTexts()).sort()
}

async function open_organisation(page, name) {
  await go(page, `/organisations?q=${encodeURIComponent(name)}&closed=true`)
  await page.getByRole('table', { name: '机构' }).getByRole('link', { name }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

test('a list of institutions comes in: good rows are made, the bad one is a file', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoverseer', 'qhhc')
  const heads = ['机构编码', '机构名称', '类型', '级别', '区划代码', '上级机构', '床位', '成立日期']
  const row = (n, name, kind = '卫生院') => ({
    机构编码: `B${run}${n}`,
    机构名称: name,
    类型: kind,
    级别: '一级',
    区划代码: '630106',
    上级机构: 'HZ000000',
    床位: '30',
    成立日期: '2001-01-01',
  })
  const file = join(folder, '机构.xlsx')
  const rows = [row(1, stays), row(2, goes), row(3, named('丁河'), '天文台'), row(4, ends)]
  writeFileSync(file, to_xlsx(rows, heads))
  await go(page, '/organisations')
  await page.getByRole('button', { name: '导入机构' }).click()
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '上传' }).click()
  await page.getByRole('button', { name: '开始检查' }).click()
  const errors = page.getByRole('table', { name: '错误清单' })
  await errors.getByRole('cell', { name: '天文台', exact: true }).waitFor()
  assert.deepEqual(await page.locator('.tile .value').allInnerTexts(), ['4', '3', '1'])
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载有误的行' }).click()
  const bad = from_xlsx(readFileSync(await (await download).path()))
  assert.deepEqual(
    bad.map((r) => r.机构名称),
    [named('丁河')],
  )
  assert.match(JSON.stringify(bad), /类型/)
  await page.getByRole('button', { name: '导入 3 行' }).click()
  await page.getByText('已导入 3 行').waitFor()
  await close_page(page)
})

test('renamed, merged, closed: the tree shows each day as it was', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoverseer', 'qhhc')
  await open_organisation(page, stays)
  await form(
    page,
    head(page, '更名'),
    async (d) => {
      await fill(d, '机构名称', renamed)
      await fill(d, '生效日期', '2010-01-01')
      await fill(d, '依据或原因', '撤乡建镇')
    },
    '更名',
  )
  await page.getByRole('heading', { level: 1, name: renamed }).waitFor()

  await open_organisation(page, goes)
  await form(
    page,
    head(page, '合并'),
    async (d) => {
      await choose(page, d, '并入的机构', renamed)
      await fill(d, '生效日期', '2015-01-01')
      await fill(d, '依据或原因', '布局调整')
    },
    '合并',
  )
  await page.locator('.facts').getByRole('link', { name: renamed }).waitFor()
  await assert_accessible(page, 'a merged institution')

  await open_organisation(page, ends)
  const close = head(page, '撤销')
  await close.click()
  await modal(page).getByRole('button', { name: '撤销', exact: true }).click()
  await page.getByText('请填写依据或原因').waitFor()
  await page.keyboard.press('Escape')
  await form(
    page,
    close,
    async (d) => {
      await fill(d, '生效日期', '2020-01-01')
      await fill(d, '依据或原因', '停业')
    },
    '撤销',
  )
  await page.locator('.page-head .tag', { hasText: '已撤销' }).waitFor()
  assert.equal(await head(page, '更名').count(), 0, 'what is closed changes no more')

  for (const [day, shown] of [
    ['2009-12-31', [stays, goes, ends]],
    ['2014-12-31', [renamed, goes, ends]],
    ['2020-01-01', [renamed]],
    ['', [renamed]],
  ])
    assert.deepEqual(await branch(page, day), [...shown].sort(), day || 'now')

  await go(page, `/organisations?q=${encodeURIComponent(goes)}&as_of=2014-12-31`)
  await assert_accessible(page, 'the list of a past day')
  await page.getByRole('table', { name: '机构' }).getByRole('link', { name: goes }).click()
  await page.getByText('2014-12-31 的情况').waitFor()
  await page.getByRole('link', { name: '查看现在' }).click()
  await page.locator('.page-head .tag', { hasText: '已撤销' }).waitFor()
  await close_page(page)
})

test('an alliance takes a member in, and the member leaves', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzunion', 'qhhc')
  await go(page, '/alliances?kind=county_community')
  await page.locator('.dt tbody a').first().click()
  const members = page.getByRole('table', { name: '成员' })
  await members.waitFor()
  const before_it = await members.locator('tbody tr').count()
  const at = new URL(page.url()).hash.slice(1)
  await form(
    page,
    head(page, '加入成员'),
    async (d) => {
      await choose(page, d, '成员单位', renamed)
      await fill(d, '加入日期', '2024-01-01')
    },
    '保存',
  )
  const row = members.getByRole('row').filter({ hasText: renamed })
  await row.getByText('2024-01-01').waitFor()
  assert.equal(await members.locator('tbody tr').count(), before_it + 1)
  await form(
    page,
    row.getByRole('button', { name: '退出' }),
    async (d) => {
      await fill(d, '退出日期', '2025-01-01')
      await fill(d, '退出原因', '另组联合体')
    },
    '保存',
  )
  await row.waitFor({ state: 'detached' })
  const former = page.getByRole('listitem').filter({ hasText: renamed })
  await former.getByText('2024-01-01 — 2025-01-01').waitFor()
  await assert_accessible(page, 'an alliance with a former member')
  await go(page, `${at}?as_of=2024-06-01`)
  await row.waitFor()
  assert.equal(await row.getByRole('button').count(), 0, 'a past day is only looked at')
  await close_page(page)
})

test('a pairing is made by form, changed and ended', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoverseer', 'qhhc')
  await go(page, '/pairings')
  const programme = `对口帮扶${run}`
  await form(
    page,
    head(page, '新建结对'),
    async (d) => {
      await choose(page, d, '支援单位', '西宁市示范医院')
      await choose(page, d, '受援单位', renamed)
      await fill(d, '项目', programme)
      await fill(d, '支援内容', '带教')
      await fill(d, '专科', '急诊科、儿科')
      await fill(d, '开始日期', '2025-01-01')
      await fill(d, '结束日期', '2099-12-31')
    },
    '保存',
  )
  const row = page.getByRole('row').filter({ hasText: programme })
  await row.getByText('在期').waitFor()
  await row.getByText('急诊科、儿科').waitFor()
  await form(
    page,
    row.getByRole('button', { name: '修改' }),
    async (d) => {
      await fill(d, '支援内容', '带教和巡诊')
      await fill(d, '专科', '急诊科')
    },
    '保存',
  )
  await row.getByText('带教和巡诊').waitFor()
  assert.equal(await row.getByText('儿科').count(), 0)
  await form(
    page,
    row.getByRole('button', { name: '终止' }),
    async (d) => {
      await fill(d, '结束日期', '2025-06-30')
      await fill(d, '终止原因', '任务完成')
    },
    '保存',
  )
  await row.getByText('已终止').waitFor()
  await row.getByText('2025-01-01 — 2025-06-30').waitFor()
  await close_page(page)
})

test('a hospital keeps its departments', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, '/organisations?q=HZH')
  await page.getByRole('table', { name: '机构' }).getByRole('link').first().click()
  const name = `胸痛中心${run}`
  await form(
    page,
    page.getByRole('button', { name: '新增科室' }),
    async (d) => {
      await fill(d, '科室名称', name)
      await fill(d, '科室电话', '0971-2232120')
    },
    '保存',
  )
  const line = page.getByRole('listitem').filter({ hasText: name })
  await line.getByText('0971-2232120').waitFor()
  await form(
    page,
    line.getByRole('button', { name: '修改' }),
    (d) => d.getByRole('checkbox').uncheck(),
    '保存',
  )
  await line.getByText('不接收转诊').waitFor()
  await assert_accessible(page, 'departments that may be changed')
  await form(page, line.getByRole('button', { name: '停用' }), () => {}, '保存')
  await line.waitFor({ state: 'detached' })
  await close_page(page)
})
