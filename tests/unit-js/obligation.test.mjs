/* obligation.test.mjs - the calendar of an obligation, and the notice of a year as it is pasted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  days_of_month,
  mark_of,
  obligation_body,
  parse_notice,
  shift_month,
  weeks_of,
} from '../../www/src/lib/obligation.js'

test('months go on over the year; weeks begin on Monday', () => {
  assert.deepEqual(
    [shift_month('2026-12', 1), shift_month('2026-01', -1), shift_month('2026-05', 14)],
    ['2027-01', '2025-12', '2027-07'],
  )
  assert.deepEqual(days_of_month('2028-02'), ['2028-02-01', '2028-02-29'])
  const days = Array.from({ length: 30 }, (_, i) => ({
    day: `2026-11-${String(i + 1).padStart(2, '0')}`,
  }))
  const weeks = weeks_of(days)
  assert.equal(weeks.length, 6)
  assert.deepEqual(
    weeks[0].map((d) => d?.day ?? null),
    [null, null, null, null, null, null, '2026-11-01'],
  )
  assert.equal(weeks[5][0].day, '2026-11-30')
  assert.deepEqual(weeks_of([]), [])
})

test('a day is a gap only where the rule asks for it', () => {
  const day = { asked: true, working: true, kept: false, ahead: false }
  assert.equal(mark_of(day), 'gap')
  assert.equal(mark_of({ ...day, ahead: true }), 'ahead')
  assert.equal(mark_of({ ...day, kept: true }), 'kept')
  assert.equal(mark_of({ ...day, kept: true, ahead: true }), 'planned')
  assert.equal(mark_of({ ...day, asked: false }), 'plain')
  assert.equal(mark_of({ ...day, asked: false, working: false }), 'free')
})

test('a pasted notice: weekdays are free, weekend days worked, wrong lines are named', () => {
  assert.deepEqual(parse_notice('2026-10-01 国庆节\n\n 2026-10-10，国庆节调休 \n'), {
    days: [
      { day: '2026-10-01', working: false, name: '国庆节' },
      { day: '2026-10-10', working: true, name: '国庆节调休' },
    ],
    wrong: [],
  })
  assert.deepEqual(parse_notice('2026-02-30 春节\n10月1日 国庆\n2026-01-01').wrong, [1, 2, 3])
})

test('a flat form becomes a body with parameters', () => {
  assert.deepEqual(
    obligation_body(
      { to_org_id: 1, 'parameters.n': 2, 'parameters.every': 'day', 'parameters.x': null },
      'presence',
    ),
    { kind: 'presence', to_org_id: 1, parameters: { n: 2, every: 'day' } },
  )
  assert.deepEqual(obligation_body({ owner: null }), { owner: null })
  assert.deepEqual(obligation_body({ 'parameters.figure': 'what:guidance', 'parameters.n': 1 }), {
    parameters: { what: 'guidance', n: 1 },
  })
  assert.deepEqual(obligation_body({ 'parameters.figure': 'trainings' }), {
    parameters: { figure: 'trainings' },
  })
})
