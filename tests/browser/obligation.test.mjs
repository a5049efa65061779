/* obligation.test.mjs - the county sees the gap before it breaks the rule, opens it, and ends what is
 * no longer owed; the province keeps the holidays. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { assert_accessible, close_page, dir, go, launch, open_page, sign_in } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const modal = (page) => page.locator('[role=dialog][aria-modal=true]')

/* What an import of the owner would have brought: a doctor of the hospital at the township till the
 * day after next week, under an agreement that goes on. */
function bring(person) {
  const psql = [
    '-u',
    'postgres',
    '--',
    'psql',
    '-XqtA',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    `${dir}/run/pg`,
  ]
  const text = `
    create function pg_temp.o(c text) returns int language sql as $$ select id from biz.organisation where code = c $$;
    with staff as (insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
      values (gen_random_uuid(), pg_temp.o('XNH'), 0, 'confirmed', '2010-01-01', '${person}', 'doctor', 'mid', 'practising_doctor') returning id)
    select id from staff \\gset s_
    insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
      values (gen_random_uuid(), pg_temp.o('XNH'), 0, 'confirmed', '2020-01-01', 'S' || left(:'s_id', 8), '支援方案', 1) returning id \\gset c_
    insert into biz.scheme_rule (record_id, line, rule, amount, per, remark) values (:'c_id', 1, 'presence', 1, 'day', '每天保证有1名人员驻扎当地');
    insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, kind, name, scheme_id)
      values (gen_random_uuid(), pg_temp.o('XNH'), 0, pg_temp.o('HZT12'), 0, pg_temp.o('XNH'), 'confirmed', fig.today() - 3, fig.today() + 300, 'support', '支援协议${person}', :'c_id') returning id \\gset a_
    insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role, mode, agreement_id)
      values (gen_random_uuid(), pg_temp.o('XNH'), 0, pg_temp.o('HZT12'), 0, pg_temp.o('XNH'), 'confirmed', fig.today() - 3, fig.today() + 9, :'s_id', '内科', 'medical', 'resident', :'a_id');
    select fig.zh_day(fig.today() + 10) || ',' || fig.today() + 10;`
  return execFileSync('runuser', [...psql, '-U', 'postgres', '-d', 'yilian'], { input: text })
    .toString()
    .trim()
    .split('\n')
    .pop()
    .split(',')
}

test('the county sees the gap before it breaks the rule, and who ends it says why', async () => {
  const [spoken, written] = bring(`驻点${Date.now().toString(36).slice(-4)}`)
  const page = await open_page(browser)
  await sign_in(page, 'hzoverseer', 'qhhc')
  const verdict = `自${spoken}起将违反：届时在岗0人，应不少于1人，尚无接续派驻`
  const list = page.getByRole('table', { name: '履责预警' })
  // Found within seconds; a machine shared with other tests may take its worker a minute.
  for (let i = 0; i < 120; i++) {
    await go(page, '/obligations?result=ahead&kind=presence')
    await page.locator('.dt, .page-state').first().waitFor()
    if (await list.getByText(verdict).count()) break
    await page.waitForTimeout(1000)
  }
  await page.locator('.nav-link.here .nav-count').waitFor()
  await assert_accessible(page, 'the red list')
  await list.getByRole('link', { name: verdict }).first().click()
  await page.getByRole('heading', { level: 1, name: '每天保证有1名人员驻扎当地' }).waitFor()
  await page.locator('.verdict', { hasText: verdict }).waitFor()
  const month = page.getByRole('table', { name: `履行日历 ${written.slice(0, 7)}` })
  const day = (n) => month.locator('td:not(.none)').nth(Number(n) - 1)
  await month.waitFor()
  assert.match(await day(written.slice(8)).getAttribute('class'), /ahead/)
  assert.match(await day(written.slice(8)).innerText(), /0\/1/)
  await page.getByRole('table', { name: '逐项判定' }).getByText('将违反').first().waitFor()
  await assert_accessible(page, 'an obligation with its calendar')
  await page.getByRole('button', { name: '下一月' }).click()
  await page.waitForURL(/month=/)

  await page.locator('.page-head').getByRole('button', { name: '终止', exact: true }).click()
  await modal(page).getByRole('button', { name: '保存' }).click()
  await page.getByText('请填写终止原因').waitFor()
  await modal(page).getByLabel('终止原因').fill('改由医联体负责')
  await modal(page).getByRole('button', { name: '保存' }).click()
  await modal(page).waitFor({ state: 'detached' })
  await page.getByText('改由医联体负责').waitFor()
  assert.equal(await page.getByRole('button', { name: '终止', exact: true }).count(), 0)
  await close_page(page)
})

test('the province pastes the notice of a year; a wrong line is named', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'qhoverseer', 'qhhc')
  await go(page, '/holidays?year=2032')
  await page.getByRole('button', { name: '导入全年' }).click()
  const lines = modal(page).getByRole('textbox', { name: '节假日清单' })
  await lines.fill('2032-10-01 国庆节\n10月2日 国庆节')
  await modal(page).getByText('第 2 行不能识别').waitFor()
  await lines.fill('2032-10-01 国庆节\n2032-10-09 国庆节调休')
  await modal(page).getByRole('button', { name: '导入 2 天' }).click()
  const list = page.getByRole('table', { name: '节假日' })
  const row = list.getByRole('row').filter({ hasText: '2032-10-09' })
  await row.getByText('上班（调休）').waitFor()
  await assert_accessible(page, 'holidays')
  await row.getByRole('button', { name: '删除' }).click()
  await row.waitFor({ state: 'detached' })
  assert.equal(await list.getByRole('row').count(), 2)
  await close_page(page)
})
