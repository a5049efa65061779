/* figures.test.mjs - what dashboards show of figures: no data is no 0, changes, bars, order of units. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  change_of,
  code_label,
  compare_bars,
  figures_of,
  month_shapes,
  ranked_units,
  show_value,
  unit_filter,
  unit_place,
} from '../../www/src/lib/figures.js'
import { days_of_period, parse_period, write_period } from '../../www/src/lib/period.js'

test('a value has its decimals, and no data is nothing', () => {
  assert.deepEqual(
    [show_value(10542, 1), show_value(0), show_value(1234567), show_value(null), show_value()],
    ['10,542.0', '0', '1,234,567', null, null],
  )
})

test('a change is in per cent, of shares in points, good or bad by its direction', () => {
  const figure = (before, more) => ({
    direction: 'up',
    decimals: 0,
    compare: { last_year: before },
    ...more,
  })
  assert.deepEqual(change_of(figure({ change: 15, rate: 15 })), {
    sign: 1,
    good: 1,
    text: '+15.0',
    relative: true,
  })
  assert.deepEqual(change_of(figure({ change: -2, rate: -50 }, { direction: 'down' })).good, 1)
  assert.deepEqual(change_of(figure({ change: -2, rate: -50 }, { direction: 'none' })).good, 0)
  const share = change_of(figure({ change: -0.59, rate: -2.8 }, { kind: 'ratio', decimals: 2 }))
  assert.deepEqual([share.text, share.good, share.relative], ['-0.59', -1, false])
  assert.equal(
    change_of(figure({ change: 4, rate: null })).text,
    '+4',
    'from 0 there is no per cent',
  )
  assert.equal(change_of(figure({ change: null })), null)
  assert.equal(change_of({}), null)
})

test('months are bars up to the highest of both years; a line breaks where there is no data', () => {
  const items = [
    { key: '2026-01', value: 48, before: 96 },
    { key: '2026-02', value: null, before: null },
    { key: '2026-03', value: 0, before: 24 },
  ]
  const { bars, lines, most } = month_shapes(items)
  assert.equal(most, 96)
  assert.deepEqual(
    bars.map((b) => b.height),
    [48, 0, 0],
  )
  assert.deepEqual(lines, ['5,4', '25,76'])
  assert.equal(month_shapes([{ key: 'x', value: null, before: null }]).most, 0)
})

test('bars to compare stand on one scale; a target only where there is one', () => {
  const bars = compare_bars({ value: 50, compare: { last_year: { value: 100 }, target: null } })
  assert.deepEqual(
    bars.map((b) => [b.kind, b.share]),
    [
      ['now', 50],
      ['before', 100],
    ],
  )
  const empty = compare_bars({ value: null, compare: { target: { value: 3 } } })
  assert.deepEqual(
    empty.map((b) => [b.kind, b.value ?? null, b.share]),
    [
      ['now', null, 0],
      ['before', null, 0],
      ['target', 3, 100],
    ],
  )
})

test('units that have nothing have no bar', () => {
  const rows = [
    { key: '1', values: { a: 0 } },
    { key: '2', values: {} },
  ]
  assert.deepEqual(
    ranked_units(rows, 'a').map((r) => r.share),
    [0, 0],
  )
})

test('units: the highest first, what has no data last', () => {
  const rows = [
    { key: '3', values: {} },
    { key: '2', values: { a: 5 } },
    { key: '1', values: { a: 10 } },
    { key: '4', values: { a: 0 } },
    { key: '0', values: { a: 5 } },
  ]
  assert.deepEqual(
    ranked_units(rows, 'a').map((r) => [r.key, r.share]),
    [
      ['1', 100],
      ['0', 50],
      ['2', 50],
      ['4', 0],
      ['3', 0],
    ],
  )
})

test('a unit leads to its rows and to its dashboard', () => {
  assert.deepEqual(unit_filter('region', '630000', '630100'), { county: '630100' })
  assert.deepEqual(unit_filter('region', '630106', '55'), { unit: '55' })
  assert.deepEqual(unit_place('region', '630000', '630100'), {
    code: 'province',
    scope: 'region:630100',
  })
  assert.deepEqual(unit_place('region', '630100', '630106'), {
    code: 'county',
    scope: 'region:630106',
  })
  assert.equal(unit_place('region', '630100', '630100'), null, 'its own institutions are no region')
  assert.deepEqual(unit_place('region', '630106', '55'), { code: 'hospital', scope: 'org:55' })
  assert.equal(unit_place('org', '55', '56'), null, 'a partner is not one\u2019s own')
})

test('figures of a part keep its order; kinds have their field\u2019s label', () => {
  const values = [{ code: 'b' }, { code: 'a' }]
  assert.deepEqual(
    figures_of({ figures: ['a', 'gone', 'b'] }, values).map((f) => f.code),
    ['a', 'b'],
  )
  const codes = [{ code: 'mid', label: { zh: '中级', en: 'Intermediate' } }]
  const type = {
    fields: [{ name: 'rank', codes }],
    lines: [{ name: 'work', fields: [{ name: 'kind', codes }] }],
  }
  assert.equal(code_label(type, 'staff.rank', 'mid').zh, '中级')
  assert.equal(code_label(type, 'attendance.work.kind', 'mid').zh, '中级')
  assert.equal(code_label(type, 'staff.rank', 'other'), null)
  assert.equal(code_label(type, 'text', 'mid'), null)
  assert.equal(code_label(type, null, 'mid'), null)
  assert.equal(code_label({ fields: [{ name: 'text', codes }] }, 'text', 'mid'), null, 'free text')
  assert.equal(code_label(null, 'staff.rank', 'mid'), null)
})

test('a period to date begins with the beginning', () => {
  const p = parse_period('until:2026-11-22')
  assert.deepEqual(
    [write_period(p), ...days_of_period(p)],
    ['until:2026-11-22', '1949-10-01', '2026-11-22'],
  )
  assert.equal(parse_period('until:soon'), null)
})
