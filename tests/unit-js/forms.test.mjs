/* forms.test.mjs - what forms hold, lack and send. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  action_body,
  action_lacks,
  described,
  referral_values,
  start_values,
} from '../../www/src/lib/action_form.js'
import { dialog_body, first_values, missing_fields } from '../../www/src/lib/dialog_form.js'
import {
  again_from,
  blank_form,
  body_of,
  from_record,
  lacks,
  lacks_for_draft,
  patient_body,
  worth_keeping,
} from '../../www/src/lib/referral_form.js'

const today = '2026-11-22'

function filled() {
  const form = blank_form()
  Object.assign(form.patient, {
    name: '示范患者',
    sex: 'F',
    birth_date: '1980-01-01',
  })
  return Object.assign(form, {
    to_organisation_id: 11,
    diagnosis: '阑尾炎',
    reason_code: 'surgery',
    consent: 'written',
  })
}

test('a blank form says what it lacks; a filled one lacks nothing', () => {
  assert.deepEqual(Object.keys(lacks(blank_form(), today)), [
    'patient.name',
    'patient.sex',
    'patient.birth_date',
    'to_organisation_id',
    'diagnosis',
    'reason_code',
    'consent',
  ])
  assert.deepEqual(lacks(filled(), today), {})
  assert.deepEqual(lacks_for_draft(Object.assign(filled(), { diagnosis: '' }), today), {})
})

test('the way down needs a recovery plan, and only it sends one', () => {
  const form = filled()
  form.recovery_plan = '每日锻炼'
  assert.equal('recovery_plan' in body_of(form), false)
  form.direction = 'down'
  assert.equal(body_of(form).recovery_plan, '每日锻炼')
  form.recovery_plan = ' '
  assert.deepEqual(lacks(form, today), { recovery_plan: 'need' })
})

test('a wrong identity number is named by its fault', () => {
  const form = filled()
  form.patient.id_number = '630121196801010019'
  assert.deepEqual(lacks(form, today), { 'patient.id_number': 'check_digit' })
  form.patient.id = 'known'
  assert.deepEqual(lacks(form, today), {})
})

test('a new referral leaves out what is empty, a change takes it away', () => {
  const form = filled()
  form.patient.id = 'p1'
  form.summary = ''
  const body = body_of(form)
  assert.equal(body.patient_id, 'p1')
  assert.equal('summary' in body, false)
  const change = body_of(form, true)
  assert.equal(change.summary, '')
  assert.equal('patient_id' in change, false)
  assert.equal('previous_id' in change, false)
})

test('a patient is sent with a tidy number', () => {
  const form = filled()
  form.patient.id_number = ' 63012119680101001x '
  assert.equal(patient_body(form).id_number, '63012119680101001X')
  assert.equal('phone' in patient_body(form), false)
})

test('a stored referral fills the form; sent again it names the one before', () => {
  const record = {
    id: 'r1',
    state: 'redirected',
    redirect_to: { id: 10, name: '市医院' },
    emergency: true,
    patient: { id: 'p1', name: '示*' },
    from: { id: 1, department: '全科', doctor: '甲' },
    to: { id: 11, name: '县医院', department: '外科' },
    diagnosis: '阑尾炎',
  }
  const form = from_record(record)
  assert.deepEqual(
    [form.to_organisation_id, form.urgency, form.patient.id, form.from_doctor, form.previous_id],
    [11, 'emergency', 'p1', '甲', null],
  )
  const again = again_from(record)
  assert.deepEqual(
    [again.previous_id, again.to_organisation_id, again.to_department],
    ['r1', 10, ''],
  )
})

test('an action is asked with its own fields and reasons', () => {
  const book = { action: 'book', reason: 'none' }
  const fields = [described({ name: 'booked_for', type: 'timestamp', required: true })]
  const values = referral_values(fields, {}, Date.parse('2026-11-22T01:00:00Z'))
  assert.equal(values.booked_for, '2026-11-23 09:00:00')
  assert.deepEqual(action_body(book, fields, values), {
    booked_for: '2026-11-23T09:00:00+08:00',
  })
  assert.deepEqual(action_lacks(book, fields, { booked_for: '' }), { booked_for: 'need' })
  const reject = { action: 'reject', reason: 'mandatory', reasons: 'reject_reason' }
  assert.deepEqual(action_lacks(reject, [], { reason_code: '', reason: 'x' }), {
    reason_code: 'need',
  })
  assert.deepEqual(
    action_lacks(reject, [], { reason_code: 'other', reason: '' }, { note_required: true }),
    { reason: 'need' },
  )
  assert.equal(described({ name: 'redirect_to', type: 'integer' }).type, 'organisation')
  assert.equal(described({ name: 'feedback', type: 'text' }).type, 'lines')
})

test('an action of a record takes its fields as the record has them', () => {
  const fields = [
    { name: 'paid_fen', type: 'money', required: true },
    { name: 'heads', type: 'quantity', unit: '人' },
    { name: 'target', type: 'organisation' },
  ]
  const values = start_values(fields, { paid_fen: 2950, target: { id: 7, name: 'x' } })
  assert.deepEqual(values.target, { value: 7, label: 'x' })
  values.heads = { text: '300余人', exactness: 'exact' }
  values.reason = ' 记错 '
  assert.deepEqual(action_body({ reason: 'optional' }, fields, values), {
    reason: '记错',
    paid_fen: 2950,
    heads: 300,
    heads_exactness: 'over',
    target: 7,
  })
  assert.deepEqual(action_lacks({}, fields, { paid_fen: '1.005' }), { paid_fen: 'fraction' })
  assert.deepEqual(action_lacks({}, fields, { paid_fen: '' }), { paid_fen: 'need' })
})

test('a small form sends typed values, or only what changed', () => {
  const fields = [
    { name: 'name', required: true, value: '旧名' },
    { name: 'beds', type: 'number', value: 20 },
    { name: 'tags', type: 'list', value: '' },
  ]
  const values = first_values(fields)
  assert.deepEqual(dialog_body(fields, values, true), {})
  Object.assign(values, { beds: '', tags: '骨科、外科' })
  assert.deepEqual(dialog_body(fields, values, true), {
    beds: null,
    tags: ['骨科', '外科'],
  })
  assert.deepEqual(dialog_body(fields, { name: ' 新 ', beds: '30', tags: '' }), {
    name: '新',
    beds: 30,
  })
  assert.deepEqual(missing_fields(fields, { name: ' ' }), ['name'])
})

test('a form is kept once something was written in it', () => {
  const form = blank_form()
  form.direction = 'down'
  assert.equal(worth_keeping(form), false)
  form.summary = 'x'
  assert.equal(worth_keeping(form), true)
  assert.equal(worth_keeping(filled()), true)
})
