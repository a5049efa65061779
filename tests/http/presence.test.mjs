// presence.test.mjs - whose days are entered and confirmed by whom, and a month with its gaps.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { assert_problem, assert_status, organisation_id, sign_in, sql, stranger } from './harness.mjs'

const [hospital, township] = [organisation_id('HZH'), organisation_id('HZT02')]
const region = (id) => `(select region_id from biz.organisation where id = ${id})`

function post_a_doctor(starts_on, ends_on) {
  const [staff, posting] = [randomUUID(), randomUUID()]
  const common = 'now(), 0, now(), 0, 0'
  sql(`begin;
    update biz.staff set login = null where login = 'hzdoctor@hz';
    insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, login,
           confirmed_at, confirmed_by, submitted_at, created_by, updated_by)
    values ('${staff}', ${hospital}, ${region(hospital)}, 'confirmed', '2010-01-01', '试例安', 'doctor', 'mid',
           'practising_doctor', 'hzdoctor@hz', ${common});
    insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on,
           staff_id, department, role, mode, confirmed_at, confirmed_by, submitted_at, created_by, updated_by)
    values ('${posting}', ${hospital}, ${region(hospital)}, ${township}, ${region(township)}, ${hospital}, 'confirmed',
           ${starts_on}, ${ends_on}, '${staff}', '全科', 'medical', 'resident', ${common});
    commit`)
  return posting
}

test('a doctor enters the own days, the receiver confirms, nobody else sees; a month tells gaps from free days', async () => {
  const posting = post_a_doctor("date '2026-09-01'", 'current_date + 30')
  const [doctor, clerk] = [await sign_in('hzdoctor', { fresh: true }), await sign_in('t02clerk')]
  const mine = async (who) => assert_status(await who.get('/api/presence'), 200).items.find((p) => p.id === posting)
  const [own, theirs] = [await mine(doctor), await mine(clerk)]
  assert.deepEqual([own.own, own.may_enter, own.staff_name, own.waiting, own.today], [true, true, '试例安', null, null])
  assert.deepEqual([theirs.own, theirs.may_confirm, own.may_confirm], [false, true, false])
  assert.equal(await mine(await sign_in('xnoffice')), undefined)

  const enter = (on_day, part, kind) => doctor.post('/api/attendance',
    { from: hospital, to: township, posting, on_day, part, kind, submit: true })
  const made = assert_status(await enter('2026-10-12', 'full', 'outpatient'), 201)
  assert.equal(made.state, 'submitted', 'the receiver must say so')
  assert_status(await enter('2026-10-13', 'am', 'ward_round'), 201)
  assert_problem(await enter('2026-10-13', 'full', 'surgery'), 409, 'conflict')
  const waiting = (await mine(clerk)).waiting
  assert.deepEqual(waiting.map((w) => [w.day, w.part, w.kind]),
    [['2026-10-12', 'full', 'outpatient'], ['2026-10-13', 'am', 'ward_round']])
  const { results } = assert_status(await clerk.post('/api/attendance/actions/confirm', { ids: [made.id] }), 200)
  assert.deepEqual(results.map((r) => [r.ok, r.state]), [[true, 'confirmed']])
  assert.deepEqual([(await mine(clerk)).waiting.length, (await mine(doctor)).last_kind], [1, 'ward_round'])

  const month = assert_status(await doctor.get(`/api/presence/${posting}?month=2026-10-20`), 200)
  assert.deepEqual([month.month, month.days.length], ['2026-10-01', 31])
  const day = (n) => month.days[n - 1]
  assert.deepEqual(day(12).entries.map((e) => [e.state, e.half_days]), [['confirmed', 2]])
  assert.deepEqual([day(12).gap, day(13).gap, day(14).gap, day(14).workday], [false, false, true, true])
  assert.deepEqual([day(18).gap, day(18).workday], [false, false], 'a Sunday is no gap')
  const before = assert_status(await clerk.get(`/api/presence/${posting}?month=2026-08-31`), 200)
  assert.ok(before.days.every((d) => !d.within && !d.gap))
  assert_problem(await (await sign_in('xnoffice')).get(`/api/presence/${posting}`), 404, 'not-found')
  assert_problem(await (await sign_in('auditor')).get(`/api/presence/${posting}`), 403, 'forbidden')
  assert_problem(await stranger.get('/api/presence'), 401, 'sign-in')
  sql(`update biz.staff set login = null where login = 'hzdoctor@hz'`)
})
