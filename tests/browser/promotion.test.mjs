/* promotion.test.mjs - personnel sees why somebody is not eligible, the county issues a certificate, a
 * stranger checks it on a phone, the county revokes it; the doctor sees the own ledger. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  assert_fits,
  base,
  close_page,
  dir,
  go,
  launch,
  open_page,
  settle,
  sign_in,
} from './portal.mjs'

const mark = Date.now().toString(36).slice(-4)
const [able, short] = [`晋升甲${mark}`, `晋升乙${mark}`]
const ids = { scheme: randomUUID(), able: randomUUID(), short: randomUUID() }

function sql(text) {
  const own = ['psql', '-XqtA', '-v', 'ON_ERROR_STOP=1', '-h', `${dir}/run/pg`, '-U', 'postgres']
  const all = [...own, '-d', 'yilian', '-c', text]
  const as_root = process.getuid() === 0
  return execFileSync(
    as_root ? 'runuser' : all[0],
    as_root ? ['-u', 'postgres', '--', ...all] : all.slice(1),
  )
    .toString()
    .trim()
}

const of = (code) => `(select id from biz.organisation where code = '${code}')`
const person = (id, name, login) => `
  insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind,
    promotion_target, promotion_year, login)
  values ('${id}', ${of('HZH')}, 1, 'confirmed', '2010-01-01', '${name}', 'doctor', 'mid', 'practising_doctor',
    'deputy_senior', 2014, ${login});`
const posting = (id, staff) => `
    insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on,
      ends_on, staff_id, department, role, mode, scheme_id, appraisal, passed)
    values ('${id}', ${of('HZH')}, 1, ${of('HZT01')}, 1, ${of('HZH')}, 'confirmed', '2013-07-01',
      '2013-12-31', '${staff}', '内科', 'medical', 'resident', '${ids.scheme}', '好', true);`
const attendance = (id, odd) => `
  insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day,
    posting_id, part, kind)
  select gen_random_uuid(), ${of('HZH')}, 1, ${of('HZT01')}, 1, ${of('HZT01')}, 'confirmed', w.day, '${id}', 'full',
    'outpatient'
    from (select d.day, to_char(d.day, 'IYYY-"W"IW') as week,
            row_number() over (partition by date_trunc('week', d.day) order by d.day) as nth
            from biz.workdays('2013-07-01', '2013-12-31') d (day)) w
   where nth <= case week when '2013-W34' then ${odd} else 3 end;`

let browser, lender
before(async () => {
  browser = await launch()
  // The doctor's account may stand in the register for somebody else: lent for these stories.
  lender = sql("select id from biz.staff where login = 'hzdoctor@hz' and state <> 'void'")
  if (lender) sql(`update biz.staff set login = null where id = '${lender}'`)
  sql(`insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
      select '${ids.scheme}', id, 1, 'confirmed', '2010-01-01', 'B-${mark}', '晋升前服务方案${mark}', 1
        from biz.organisation where kind = 'commission' and region_id = 630106 order by id limit 1;
    insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level) values
      ('${ids.scheme}', 1, 'service_length', 6, 'month', 'posting', null),
      ('${ids.scheme}', 2, 'week_days', 3, 'day', 'week', null),
      ('${ids.scheme}', 3, 'gate_rank', null, null, null, 'deputy_senior');`)
  sql(person(ids.able, able, "'hzdoctor@hz'") + person(ids.short, short, 'null'))
  for (const [staff, odd] of [
    [ids.able, 3],
    [ids.short, 2],
  ]) {
    const id = randomUUID()
    sql(posting(id, staff) + attendance(id, odd))
  }
})
after(async () => {
  sql(`update biz.staff set login = null where id = '${ids.able}'`)
  if (lender) sql(`update biz.staff set login = 'hzdoctor@hz' where id = '${lender}'`)
  await browser.close()
})

const verdict = (page, name) => page.locator('.page-head .tag', { hasText: name }).waitFor()

test('personnel opens a verdict down to the day', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  await go(page, `/promotions?as_of=2013-12-31&q=${mark}`)
  const row = page.getByRole('row', { name: short })
  await row.getByText('2013-W34：实到 2 天，应到 3 天').waitFor()
  await assert_accessible(page, 'list')
  await assert_fits(page, 'list')
  await row.getByRole('link', { name: short }).click()
  await verdict(page, '不符合')
  await page.getByRole('button', { name: '2013-W34' }).click()
  const week = page.getByRole('row', { name: '2013-W34' })
  await week.getByText('08-20 全天').waitFor()
  await week.getByText('08-21 无').waitFor()
  assert.equal(await page.getByRole('button', { name: '签发证书' }).count(), 0)
  await settle(page)
  await assert_accessible(page, 'ledger')
  await assert_fits(page, 'ledger')
  await close_page(page)
})

test('a certificate is issued, checked by a stranger, revoked; the doctor sees the own', async () => {
  const county = await open_page(browser)
  await sign_in(county, 'hzoverseer', 'qhhc')
  await go(county, `/promotions/${ids.able}?as_of=2013-12-31`)
  await verdict(county, '符合')
  await county.getByRole('button', { name: '签发证书' }).click()
  await county.getByRole('dialog').getByRole('button', { name: '签发证书' }).click()
  await county.getByText('特此证明').waitFor()
  await county.getByText(`${able}同志`).waitFor()
  await county.getByRole('img', { name: '核验二维码' }).waitFor()
  const number = /证书编号：(\S{17})/.exec(await county.locator('main').innerText())[1]
  const code = /校验码：\s*(\S{4} \S{4} \S{4} \S{4})/.exec(
    await county.locator('main').innerText(),
  )[1]

  const phone = await open_page(browser, { width: 390, height: 800 })
  await phone.goto(`${base}/#/verify/${number}/${code.replaceAll(' ', '')}`)
  await phone.getByText('证书有效').waitFor()
  const told = await phone.locator('main').innerText()
  assert.ok(told.includes('晋**') && !told.includes(able), told)
  assert.ok(told.includes('具备申报晋升副高级职称的服务基层条件'), told)
  await assert_accessible(phone, 'check')
  await assert_fits(phone, 'check')
  await phone.getByLabel('校验码').fill('0000 0000 0000 0000')
  await phone.getByRole('button', { name: '核验' }).click()
  await phone.getByText('查无此证').waitFor()
  await phone.getByLabel('证书编号').fill(number.slice(1))
  await phone.getByRole('button', { name: '核验' }).click()
  await phone.getByText('编号应为 17 位').waitFor()

  await county.getByRole('button', { name: '撤销证书' }).click()
  const dialog = county.getByRole('dialog')
  await dialog.getByLabel('撤销原因').fill('出勤登记有误')
  await dialog.getByRole('button', { name: '撤销证书' }).click()
  await county.getByText('出勤登记有误').waitFor()
  await phone.getByLabel('证书编号').fill(number)
  await phone.getByLabel('校验码').fill(code)
  await phone.getByRole('button', { name: '核验' }).click()
  await phone.getByText('证书已撤销').waitFor()
  await close_page(phone)
  await close_page(county)

  const personnel = await open_page(browser)
  await sign_in(personnel, 'hzhr')
  await go(personnel, '/promotions')
  await personnel.locator('main').getByRole('button', { name: '晋升证书' }).click()
  await personnel.getByRole('textbox', { name: '姓名或证书编号' }).fill(able)
  await personnel.keyboard.press('Enter')
  const issued = personnel.getByRole('row', { name: number })
  await issued.getByText('出勤登记有误').waitFor()
  await assert_accessible(personnel, 'certificates')
  await assert_fits(personnel, 'certificates')
  await issued.getByRole('link', { name: able }).click()
  await verdict(personnel, '符合')
  await personnel.getByText('本结论依据').waitFor()
  await personnel.getByText('派驻时即按此方案（1 次派驻）').waitFor()
  await personnel.getByText('2013-07-01 开始的派驻按这一版判定').waitFor()
  const schemes = personnel.getByRole('combobox', { name: '方案' })
  await schemes.selectOption({ label: '县级医院对口支援乡镇卫生院实施方案（现未施行）' })
  await verdict(personnel, '无服务要求')
  await personnel.getByText('本单位（湟中区示范医院）发布的方案').waitFor()
  await personnel.getByRole('button', { name: '恢复默认方案' }).click()
  await verdict(personnel, '符合')
  await close_page(personnel)

  const doctor = await open_page(browser)
  await sign_in(doctor, 'hzdoctor')
  await go(doctor, '/promotions/mine')
  await doctor.getByRole('heading', { name: able }).waitFor()
  await doctor.getByText(number).waitFor()
  doctor.expected.push([404, '/api/promotions/'])
  await go(doctor, `/promotions/${ids.short}`)
  await doctor.getByRole('alert').waitFor()
  await go(doctor, '/promotions')
  await doctor.getByText('您没有打开这个页面的权限').waitFor()
  await close_page(doctor)
})
