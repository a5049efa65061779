// elsewhere.test.mjs - what belongs to another institution or region: as if it were not there, or refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hold } from './hold.mjs'
import {
  act, assert_problem, assert_status, dir, organisation_id, send_referral, sign_in, sql, wait_until,
} from './harness.mjs'

test('no step of a referral, no look at it, for who is neither party', async () => {
  const [doctor, stranger] = [await sign_in('t01doctor'), await sign_in('xnoffice')]
  const sent = await send_referral(doctor, { contact_name: '某人', contact_phone: '13877776666' })
  const steps = {
    send: {}, receive: {}, accept: {}, reject: { reason_code: 'no_bed' }, return: { reason_code: 'incomplete', reason: '补' },
    redirect: { reason_code: 'no_bed', redirect_to: organisation_id('XNH') }, book: { booked_for: new Date().toISOString() },
    arrive: {}, no_show: {}, treat: {}, feedback: { feedback: '好转' }, close: {}, cancel: { reason_code: 'mistake' },
  }
  for (const [action, body] of Object.entries(steps))
    assert_problem(await act(stranger, sent, action, body), 404, 'not-found')
  for (const where of ['', '/events'])
    assert_problem(await stranger.get(`/api/referrals/${sent.id}${where}`), 404, 'not-found')
  for (const [where, field] of [[`referrals/${sent.id}`, 'contact_phone'], [`patients/${sent.patient.id}`, 'phone']])
    assert_problem(await stranger.post(`/api/${where}/actions/reveal`, { field, reason: '核对' }), 404, 'not-found')
  assert.equal(sql(`select state || ' ' || version from biz.referral where id = '${sent.id}'`), `sent ${sent.version}`)
  assert.equal(sql(`select count(*) from aud.event where account_id = ${stranger.account.id}
    and object_id in ('${sent.id}', '${sent.patient.id}') and result = 'done'`), '0', 'nothing was shown')
})

test('who did not come is noted, and is referred anew', async () => {
  const [doctor, office] = [await sign_in('t01doctor'), await sign_in('hzoffice')]
  const sent = await send_referral(doctor)
  assert_status(await act(office, sent, 'accept'), 200)
  const missed = assert_status(await act(office, sent, 'no_show', { reason_code: 'other', reason: '联系不上' }), 200)
  assert.equal(missed.state, 'no_show')
  assert.ok(missed.actions.some((a) => a.action === 'arrive'), 'and may still come')
  assert.ok(assert_status(await doctor.get(`/api/referrals/${sent.id}`), 200).actions.some((a) => a.action === 'resend'))
})

test('an export is looked at, stopped and fetched by its owner alone', async () => {
  const [office, clerk] = [await sign_in('hzoffice'), await sign_in('t02clerk')]
  const release = await hold(dir, 'lock table biz.referral in access exclusive mode')
  let job
  try {
    job = assert_status(await office.post('/api/exports', { kind: 'referrals' }), 201)
    assert_problem(await clerk.get(`/api/exports/${job.id}`), 404, 'not-found')
    assert_problem(await clerk.post(`/api/exports/${job.id}/actions/cancel`), 404, 'not-found')
    assert_problem(await clerk.get(`/api/exports/${job.id}/file`), 404, 'not-found')
    assert_status(await office.post(`/api/exports/${job.id}/actions/cancel`), 200)
  } finally {
    await release()
  }
  await wait_until('its end', async () =>
    assert_status(await office.get(`/api/exports/${job.id}`), 200).state === 'cancelled')
  assert.match(assert_problem(await office.get(`/api/exports/${job.id}/file`), 409, 'conflict').detail, /没有文件/)
  assert_problem(await office.post(`/api/exports/${job.id}/actions/cancel`), 409, 'conflict')
})

test('an alliance of another region is read, not changed; a pairing there is not seen', async () => {
  const overseer = await sign_in('hzoverseer')
  const one = (table) => sql(`select id from biz.${table} where not (region_id between 630106 and 630106) order by id limit 1`)
  const alliance = Number(one('alliance'))
  const made = await (await sign_in('qhoverseer')).post('/api/pairings', { from_org_id: organisation_id('XNH'),
    to_org_id: organisation_id('630121H'), programme: `别处${Date.now()}`, purpose: '带教', starts_on: '2026-01-01' })
  const pairing = assert_status(made, 201).id
  const { version } = assert_status(await overseer.get(`/api/alliances/${alliance}`), 200)
  const member = sql(`select organisation_id from biz.alliance_member where alliance_id = ${alliance} and left_on is null limit 1`)
  assert_problem(await overseer.patch(`/api/alliances/${alliance}`, { charter: '改章程' }, version), 403, 'forbidden')
  assert_problem(await overseer.patch(`/api/alliances/${alliance}/members/${member}`, { role: 'lead' }, version), 403, 'forbidden')
  assert_problem(await overseer.get(`/api/pairings/${pairing}`), 404, 'not-found')
  assert_problem(await overseer.patch(`/api/pairings/${pairing}`, { purpose: '改为巡诊' }, 1), 404, 'not-found')
  assert.equal(assert_status(await overseer.get(`/api/alliances/${alliance}`), 200).version, version)
})
