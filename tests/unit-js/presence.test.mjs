/* presence.test.mjs - weeks of what waits, the grid of a month, what of a day is open. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  grid_of,
  kind_of_day,
  monday_of,
  month_before,
  open_parts,
  weeks_of,
} from '../../www/src/lib/presence.js'

test('what waits stands in weeks from Monday, the oldest first', () => {
  assert.equal(monday_of('2026-11-22'), '2026-11-16')
  assert.equal(monday_of('2026-11-23'), '2026-11-23')
  const weeks = weeks_of([
    { id: 'c', day: '2026-11-23' },
    { id: 'a', day: '2026-11-16' },
    { id: 'b', day: '2026-11-22' },
  ])
  assert.deepEqual(
    weeks.map((w) => [w.from, w.to, w.ids]),
    [
      ['2026-11-16', '2026-11-22', ['a', 'b']],
      ['2026-11-23', '2026-11-29', ['c']],
    ],
  )
  assert.deepEqual(weeks_of(null), [])
})

test('a month is rows of seven, from Monday', () => {
  const days = [...Array(30).keys()].map((n) => ({
    day: `2026-11-${String(n + 1).padStart(2, '0')}`,
  }))
  const rows = grid_of(days)
  assert.equal(rows.length, 6)
  assert.deepEqual(
    rows[0].map((d) => d?.day ?? null),
    [null, null, null, null, null, null, '2026-11-01'],
  )
  assert.equal(rows[5][0].day, '2026-11-30')
  assert.equal(month_before('2026-01-01'), '2025-12-01')
  assert.equal(month_before('2026-12-01', -1), '2027-01-01')
})

test('a day is full, half, without service or open; done where all of it is confirmed', () => {
  const e = (part, half_days, state = 'confirmed') => ({ part, half_days, state })
  assert.deepEqual(kind_of_day({ entries: [e('am', 1), e('pm', 1)] }), { kind: 'full', done: true })
  assert.deepEqual(kind_of_day({ entries: [e('am', 1), e('pm', 1, 'submitted')] }), {
    kind: 'full',
    done: false,
  })
  assert.equal(kind_of_day({ entries: [e('am', 1)] }).kind, 'half')
  assert.equal(kind_of_day({ entries: [e('full', 0)] }).kind, 'leave')
  assert.deepEqual(kind_of_day({ entries: [] }), { kind: 'none', done: false })
  assert.deepEqual(open_parts([]), ['full', 'am', 'pm'])
  assert.deepEqual(open_parts([e('am', 1)]), ['pm'])
  assert.deepEqual(open_parts([e('am', 1), e('pm', 1)]), [])
})
