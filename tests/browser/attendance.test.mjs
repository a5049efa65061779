// attendance.test.mjs - on a phone: a doctor enters the day in three taps, the township confirms the week.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { add_days, today } from '../../www/src/lib/dates.js'
import { monday_of } from '../../www/src/lib/presence.js'
import {
  assert_accessible,
  assert_fits,
  close_page,
  dir,
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

const phone = { width: 390, height: 800 }

function sql(text) {
  const psql = [
    'psql',
    '-XqtA',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    path.join(dir, 'run/pg'),
    '-U',
    'postgres',
    '-d',
    'yilian',
    '-c',
    text,
  ]
  const [command, ...args] =
    process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--', ...psql] : psql
  return execFileSync(command, args).toString().trim()
}

/* A doctor of the county hospital, posted to the township health centre for these weeks, confirmed. */
function post_a_doctor(name) {
  const [staff, posting] = [randomUUID(), randomUUID()]
  const org = (code) => `(select id from biz.organisation where code = '${code}')`
  const region = (code) => `(select region_id from biz.organisation where code = '${code}')`
  sql(`begin;
    update biz.staff set login = null where login = 'hzdoctor@hz';
    insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, login,
           confirmed_at, confirmed_by, submitted_at, created_by, updated_by)
    values ('${staff}', ${org('HZH')}, ${region('HZH')}, 'confirmed', '2010-01-01', '${name}', 'doctor', 'mid',
           'practising_doctor', 'hzdoctor@hz', now(), 0, now(), 0, 0);
    insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on,
           ends_on, staff_id, staff_name, department, role, mode, confirmed_at, confirmed_by, submitted_at, created_by, updated_by)
    values ('${posting}', ${org('HZH')}, ${region('HZH')}, ${org('HZT02')}, ${region('HZT02')}, ${org('HZH')}, 'confirmed',
           '${add_days(today(), -20)}', '${add_days(today(), 60)}', '${staff}', '${name}', '全科', 'medical', 'resident',
           now(), 0, now(), 0, 0);
    commit`)
  return posting
}

test('three taps for the doctor, one for the township', async () => {
  const name = `试例${String.fromCharCode(0x5b89 + Math.floor(Math.random() * 2000))}`
  const posting = post_a_doctor(name)
  const doctor = await open_page(browser, phone)
  await sign_in(doctor, 'hzdoctor')
  await go(doctor, '/presence')
  await assert_fits(doctor, 'the entry')
  await assert_accessible(doctor, 'the entry')
  const entry = doctor.locator('.entry')
  assert.match(await entry.innerText(), new RegExp(name))

  // The line breaks at the third tap; what was chosen is kept and sent again, once.
  doctor.expected.push([0, '/api/attendance'])
  await doctor.route('**/api/attendance', (route) => route.abort(), { times: 1 })
  await entry.getByRole('button', { name: '全天' }).click()
  await entry.getByRole('button', { name: '门诊', exact: true }).click()
  await entry.getByRole('button', { name: '保存' }).click()
  await message(doctor, '已保存在本机')
  await doctor.reload()
  await entry.getByRole('button', { name: '再发送' }).click()
  await message(doctor, '已登记，等待受援单位确认')
  await entry.getByText('待确认').waitFor()
  assert.equal(
    sql(
      `select string_agg(state || part || kind, ' ') from biz.attendance where posting_id = '${posting}'`,
    ),
    'submittedfulloutpatient',
  )

  // A gap in the calendar is tapped and filled.
  const back = [...Array(7).keys()]
    .map((n) => add_days(today(), -1 - n))
    .find(
      (d) => d.slice(0, 7) === today().slice(0, 7) && sql(`select biz.is_workday('${d}')`) === 't',
    )
  const cell = doctor.locator('.month-grid button', { hasText: back ?? today() })
  if (back) {
    assert.match(await cell.getAttribute('class'), /gap/)
    await cell.click()
    await entry.getByText(back).waitFor()
    await entry.getByRole('button', { name: '上午' }).click()
    await entry.getByRole('button', { name: '查房' }).click()
    await entry.getByRole('button', { name: '保存' }).click()
    await doctor.locator('.month-grid .waits', { hasText: back }).waitFor()
  }
  await close_page(doctor)

  const clerk = await open_page(browser, phone)
  await sign_in(clerk, 't02clerk')
  await go(clerk, '/presence')
  const person = clerk.locator('.waiting-people li', { hasText: name })
  await person.waitFor()
  await assert_fits(clerk, 'what waits')
  await assert_accessible(clerk, 'what waits')
  const weeks = back && monday_of(back) !== monday_of(today()) ? 2 : 1
  assert.equal(await person.locator('.week').count(), weeks)
  await person.locator('.confirm-week').last().click()
  await message(clerk, '已确认')
  if (weeks === 2) await person.locator('.confirm-week').click()
  await person.waitFor({ state: 'detached' })
  await settle(clerk)
  assert.equal(
    sql(
      `select string_agg(distinct state, ' ') from biz.attendance where posting_id = '${posting}'`,
    ),
    'confirmed',
  )
  const choice = clerk.locator('.month select')
  if ((await choice.count()) > 0) await choice.selectOption(posting)
  await clerk.locator(`.month-grid .today.here:not(.waits)`).waitFor()
  await close_page(clerk)
})
