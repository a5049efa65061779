/* lib.test.mjs - the pure functions of src/lib, table by table. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser_of } from '../../www/src/lib/agent.js'
import { next_sort, sort_state, visible_columns } from '../../www/src/lib/columns.js'
import { ago, day_of, show_moment, show_short, to_moment } from '../../www/src/lib/dates.js'
import { export_filter, export_progress, is_going } from '../../www/src/lib/export.js'
import { age_at, check_digit, read_id_number, tidy_id_number } from '../../www/src/lib/idcard.js'
import { make_latest } from '../../www/src/lib/latest.js'
import {
  clashes,
  first_states,
  guess_mapping,
  step_of,
  unknown_states,
  unmapped_required,
} from '../../www/src/lib/mapping.js'
import {
  change,
  show_bytes,
  show_count,
  show_percent,
  show_waiting,
} from '../../www/src/lib/numbers.js'
import { level_text } from '../../www/src/lib/organisation.js'
import {
  ranked,
  shade,
  short_county,
  show_duration,
  tile_grid,
  with_silent,
} from '../../www/src/lib/oversight.js'
import {
  days_of_period,
  parse_period,
  period_name,
  period_with,
  shift_period,
  write_period,
} from '../../www/src/lib/period.js'
import { field_errors, form_message } from '../../www/src/lib/problem.js'
import { clean, filters_from, query_string } from '../../www/src/lib/query.js'
import { match_receivers } from '../../www/src/lib/receivers.js'
import { keep_sort, sorts_of } from '../../www/src/lib/referral_sort.js'
import { level_of_region, region_of_range, region_prefix } from '../../www/src/lib/scope.js'
import { order_actions, state_tone, states, steps_of } from '../../www/src/lib/states.js'
import { make_node, tree_step, visible_rows } from '../../www/src/lib/tree.js'
import { make_key_keeper, new_uuid } from '../../www/src/lib/uuid.js'

const today = '2026-11-22'
const number = (body) => body + check_digit(body)

test('an identity number gives birth date and sex, or its fault', () => {
  const male = number('63012119680101001')
  assert.deepEqual(read_id_number(male, today), {
    number: male,
    birth_date: '1968-01-01',
    sex: 'M',
  })
  assert.equal(read_id_number(number('63012119680101002'), today).sex, 'F')
  const cases = [
    ['', 'empty'],
    ['  ', 'empty'],
    ['6301211968010100', 'length'],
    ['63012119680101A011', 'character'],
    ['X30121196801010011', 'character'],
    [number('63012119680230001'), 'birth_date'],
    [number('63012120990101001'), 'future'],
    [male.slice(0, 17) + (male[17] === '0' ? '1' : '0'), 'check_digit'],
  ]
  for (const [text, fault] of cases) assert.equal(read_id_number(text, today).fault, fault, text)
})

test('pasted identity numbers are tidied; old ones become 18 characters', () => {
  assert.equal(tidy_id_number('６３０１２１ 19680101001x'), '63012119680101001X')
  assert.equal(read_id_number('630121680101001', today).number, number('63012119680101001'))
})

test('an age counts full years, months below two years', () => {
  const cases = [
    ['1980-11-22', { years: 46 }],
    ['1980-11-23', { years: 45 }],
    ['2025-01-01', { months: 22 }],
    ['2026-11-22', { months: 0 }],
    ['2027-01-01', null],
    ['', null],
  ]
  for (const [birth, age] of cases) assert.deepEqual(age_at(birth, today), age, birth)
})

test('moments are read on a Shanghai clock whatever the zone of the PC', () => {
  assert.equal(day_of('2026-11-21T17:00:00Z'), '2026-11-22')
  assert.equal(show_moment('2026-11-21T17:05:00Z'), '2026-11-22 01:05')
  assert.equal(show_moment('2026-11-21'), '2026-11-21')
  assert.equal(show_moment(null), '')
  assert.equal(to_moment('2026-11-22 09:00:00'), '2026-11-22T09:00:00+08:00')
  const now = Date.parse('2026-11-22T04:00:00Z')
  assert.equal(show_short('2026-11-22T01:00:00Z', now), '09:00')
  assert.equal(show_short('2026-03-01T01:00:00Z', now), '03-01 09:00')
  assert.equal(show_short('2025-03-01T01:00:00Z', now), '2025-03-01')
  assert.deepEqual(ago('2026-11-22T01:00:00Z', now), { unit: 'hour', n: 3 })
})

test('numbers', () => {
  assert.equal(show_count(1234567), '1,234,567')
  assert.equal(show_count(0), '0')
  assert.equal(show_count(null), '—')
  assert.equal(show_percent(1, 3), '33.3%')
  assert.equal(show_percent(1, 0), '—')
  assert.deepEqual(change(110, 100), { sign: 1, text: '+10.0%' })
  assert.deepEqual(change(3, 0), { sign: 1, text: '+3' })
  assert.equal(change(3, null), null)
  assert.equal(show_bytes(1536 * 1024), '1.5 MB')
})

test('a retry keeps its key, another body or a finished one gets a new', () => {
  let n = 0
  const keeper = make_key_keeper(() => `key${++n}`)
  assert.equal(keeper.key_for({ a: 1 }), 'key1')
  assert.equal(keeper.key_for({ a: 1 }), 'key1')
  assert.equal(keeper.key_for({ a: 2 }), 'key2')
  keeper.done()
  assert.equal(keeper.key_for({ a: 2 }), 'key3')
  assert.match(new_uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('only the newest of two answers counts', async () => {
  const latest = make_latest()
  let slow
  const first = latest(new Promise((resolve) => (slow = resolve)))
  const second = latest(Promise.resolve(2))
  slow(1)
  assert.deepEqual(await second, { stale: false, value: 2 })
  assert.equal((await first).stale, true)
})

test('problems come down to fields', () => {
  const error = {
    detail: 'Some values',
    errors: [
      { pointer: '/id_number', detail: 'wrong digit' },
      { pointer: '/patient/name', detail: 'missing' },
      { pointer: '/patient/name', detail: 'second' },
    ],
  }
  assert.deepEqual(field_errors(error), {
    id_number: 'wrong digit',
    'patient.name': 'missing',
  })
  assert.equal(form_message(error, ['id_number', 'patient.name']), '')
  assert.equal(form_message(error, ['id_number']), 'missing')
  assert.equal(form_message({ detail: 'No line' }, []), 'No line')
})

test('filters go into the address and come back', () => {
  assert.deepEqual(clean({ a: '', b: null, c: 0, d: 'x', e: [], f: ['p', 'q'] }), {
    c: '0',
    d: 'x',
    f: 'p,q',
  })
  assert.equal(query_string({ q: '张 三', n: '' }), '?q=%E5%BC%A0%20%E4%B8%89')
  assert.deepEqual(filters_from({ q: 'x', evil: '1' }, { q: '', sort: 'a' }), {
    q: 'x',
    sort: 'a',
  })
})

test('columns and sorting', () => {
  const columns = [{ key: 'a', always: true }, { key: 'b' }, { key: 'c', hidden: true }]
  const keys = (list) => list.map((c) => c.key).join('')
  assert.equal(keys(visible_columns(columns, null)), 'ab')
  assert.equal(keys(visible_columns(columns, ['c'])), 'ac')
  assert.equal(next_sort('', 'at'), '-at')
  assert.equal(next_sort('-at', 'at'), 'at')
  assert.equal(sort_state('-at', 'at'), 'descending')
})

test('every state has a colour; buttons stand in order', () => {
  for (const state of states) assert.ok(state_tone(state))
  const ordered = order_actions(
    ['reject', 'receive', 'accept', 'return'].map((action) => ({ action })),
  )
  assert.deepEqual(
    ordered.map((a) => [a.action, a.kind]),
    [
      ['accept', 'primary'],
      ['receive', 'default'],
      ['return', 'default'],
      ['reject', 'danger'],
    ],
  )
  const steps = steps_of({ state: 'rejected', sent_at: 'x', answered_at: 'y' })
  assert.equal(steps.find((s) => s.state === 'accepted').done, false)
  assert.equal(steps_of({ state: 'booked' }).filter((s) => s.done).length, 4)
})

test('periods: read, written, shifted, their days', () => {
  for (const text of [
    'year:2016',
    'half:2016-2',
    'quarter:2016-3',
    'month:2016-05',
    'day:2016-05-01',
    'range:2016-01-01..2016-03-31',
  ])
    assert.equal(write_period(parse_period(text)), text)
  for (const wrong of [
    'moon:1',
    'moon:2016-01',
    'month:x',
    'range:2016-01-01',
    'range:..2016-01-01',
    '',
  ])
    assert.equal(parse_period(wrong), null, wrong)
  const days = (text) => days_of_period(parse_period(text)).join('..')
  assert.equal(days('half:2016-2'), '2016-07-01..2016-12-31')
  assert.equal(days('month:2016-02'), '2016-02-01..2016-02-29')
  assert.equal(days('quarter:2016-4'), '2016-10-01..2016-12-31')
  const shifted = (text, by) => write_period(shift_period(parse_period(text), by))
  assert.equal(shifted('month:2016-01', -1), 'month:2015-12')
  assert.equal(shifted('half:2016-2', 1), 'half:2017-1')
  assert.equal(shifted('range:2016-01-01..2016-01-10', 1), 'range:2016-01-11..2016-01-20')
  assert.equal(shifted('day:2016-02-29', 1), 'day:2016-03-01')
  assert.equal(shifted('until:2016-03-01', -1), 'until:2016-02-29')
  for (const [kind, day, wanted] of [
    ['quarter', '2016-05-09', 'quarter:2016-2'],
    ['quarter', '2016-06-30', 'quarter:2016-2'],
    ['quarter', '2016-07-01', 'quarter:2016-3'],
    ['half', '2016-06-30', 'half:2016-1'],
    ['month', '2016-12-31', 'month:2016-12'],
    ['day', '2016-05-09', 'day:2016-05-09'],
    ['until', '2016-05-09', 'until:2016-05-09'],
    ['range', '2016-05-09', 'range:2016-01-01..2016-05-09'],
  ])
    assert.equal(write_period(period_with(kind, day)), wanted)
  const name = (text) =>
    period_name(parse_period(text), (key, { year, n }) => `${key} ${year} ${n}`)
  assert.equal(name('half:2016-2'), 'period.name_half_2 2016 2')
  assert.equal(name('month:2016-05'), 'period.name_month 2016 5')
  assert.equal(name('day:2016-05-09'), '2016-05-09')
  assert.equal(name('range:2016-01-01..2016-05-09'), '2016-01-01 ~ 2016-05-09')
  assert.equal(name('x'), '')
})

test('regions and scopes', () => {
  assert.equal(level_of_region(630000), 'province')
  assert.equal(level_of_region(630100), 'city')
  assert.equal(level_of_region(630106), 'county')
  assert.equal(region_of_range(630000, 639999), 630000)
  assert.equal(region_of_range(630100, 630199), 630100)
  assert.equal(region_of_range(630106, 630106), 630106)
  assert.equal(region_of_range(630106, null), 630106)
  assert.equal(region_of_range(630101, 630106), 630101, 'less than a city')
})

test('oversight: ranks, shades, durations, tiles', () => {
  const rows = ranked([{ n: 5 }, { n: 10 }, {}], 'n')
  assert.deepEqual(
    rows.map((r) => [r.rank, r.share]),
    [
      [1, 1],
      [2, 0.5],
      [3, 0],
    ],
  )
  assert.deepEqual([shade(0, 10), shade(1, 100), shade(100, 100)], [0, 1, 5])
  assert.deepEqual(show_duration(5400), { unit: 'hour', n: 1.5 })
  assert.deepEqual(show_duration(90), { unit: 'minute', n: 2 })
  assert.equal(show_duration(null), null)
  const known = tile_grid([{ key: '630106' }, { key: '630102' }])
  assert.ok(known.columns >= 7)
  const free = tile_grid(Array.from({ length: 12 }, (_, i) => ({ key: `37010${i}` })))
  assert.deepEqual([free.columns, free.cells[11].row], [10, 2])
  const mixed = tile_grid([{ key: '630106' }, { key: '630100' }])
  assert.equal(mixed.cells[1].row, mixed.cells[0].row + 1)
  assert.deepEqual(
    with_silent([{ key: '630106' }], [{ code: 630106 }, { code: 630102, name: 'x' }]).map(
      (i) => i.key,
    ),
    ['630106', '630102'],
  )
  assert.equal(short_county('\u5faa\u5316\u6492\u62c9\u65cf\u81ea\u6cbb\u53bf'), '\u5faa\u5316')
  assert.deepEqual(
    ['大柴旦行政委员会', '大柴旦行委', '湟中区', '河南蒙古族自治县', '茫崖市', '区县', '陵县'].map(
      short_county,
    ),
    ['大柴旦', '大柴旦', '湟中', '河南', '茫崖', '区县', '陵县'],
  )
  assert.deepEqual([630000, 630100, 630106].map(region_prefix), ['63', '6301', '630106'])
  const cells = tile_grid(['630102', '630103', '630106', '632525'].map((key) => ({ key }))).cells
  assert.equal(new Set(cells.map((c) => `${c.column},${c.row}`)).size, 4)
})

test('columns of a register find their fields', () => {
  const fields = [
    { name: 'patient_name', label_zh: '患者姓名', required: true },
    { name: 'id_number', label_zh: '身份证号' },
    { name: 'state', label_zh: '状态' },
    { name: 'number', label_zh: '登记号', required: true },
  ]
  const columns = ['姓名', '身份证号码', '状 态*'].map((title) => ({ title }))
  const mapping = guess_mapping(fields, columns)
  assert.deepEqual(mapping, { patient_name: 0, id_number: 1, state: 2 })
  assert.deepEqual(
    unmapped_required(fields, mapping).map((f) => f.name),
    ['number'],
  )
  assert.deepEqual(clashes({ a: 1, b: 1, c: null }), [['a', 'b']])
  assert.equal(guess_mapping(fields, columns, { state: 0 }).patient_name, undefined)
  assert.deepEqual(['mapping', 'checking', 'done'].map(step_of), ['map', 'check', 'run'])
  const texts = [
    { text: '已结案', state: 'closed' },
    { text: '莫名其妙', state: null },
    { text: '甲' },
  ]
  const chosen = first_states(texts)
  assert.deepEqual(chosen, { 已结案: 'closed', 莫名其妙: '', 甲: '' }, 'nothing is guessed')
  assert.deepEqual(unknown_states(texts, chosen), ['莫名其妙', '甲'])
  assert.deepEqual(unknown_states(texts, { ...chosen, 莫名其妙: 'closed' }), ['甲'])
  assert.deepEqual([first_states(undefined), unknown_states(undefined, {})], [{}, []])
})

test('receivers are narrowed by name and initials', () => {
  const items = [
    { name: '湟中区示范医院', initials: 'hzqsfyy' },
    { name: '西宁市示范医院', initials: 'xns' },
  ]
  assert.equal(match_receivers(items, 'HZQ').length, 1)
  assert.equal(match_receivers(items, '示范').length, 2)
  assert.equal(match_receivers(items, ' ').length, 2)
})

test('a tree is walked by keys', () => {
  const root = make_node({ key: 1 }, 1)
  const child = make_node({ key: 2, leaf: true }, 2, root)
  root.nodes = [child]
  assert.deepEqual(
    visible_rows([root]).map((r) => r.key),
    [1],
  )
  assert.equal(tree_step([root], root, 'ArrowRight').open, root)
  root.open = true
  const rows = visible_rows([root])
  assert.equal(tree_step(rows, root, 'ArrowDown').row, child)
  assert.equal(tree_step(rows, child, 'ArrowLeft').row, root)
  assert.equal(tree_step(rows, root, 'ArrowLeft').close, root)
  assert.equal(tree_step(rows, child, 'ArrowRight'), null)
})

test('browsers and levels by name', () => {
  assert.equal(
    browser_of('Mozilla/5.0 (Windows NT 6.1) Chrome/86.0 Safari/537'),
    'Chrome 86 · Windows 7',
  )
  assert.equal(browser_of(null), '')
  const t = (key) => ({ 'level.3': '三级', 'grade.a': '甲等' })[key]
  assert.equal(level_text({ level: 3, grade: 'A' }, t), '三级甲等')
  assert.equal(level_text({}, t), '')
})

test('a worklist that was counted to its end shows the number, one that was not shows 999+', () => {
  const cases = [
    [undefined, '\u2013'],
    [null, '\u2013'],
    [0, '0'],
    [999, '999'],
    [1000, '999+'],
    [1640, '999+'],
  ]
  for (const [n, text] of cases) assert.equal(show_waiting(n), text)
})

test('a list sorts by what the server takes, and drops what it no longer would', () => {
  const whole = ['sent_at', 'updated_at']
  for (const [filters, more] of [
    [{}, false],
    [{ q: '' }, false],
    [{ q: '王' }, false],
    [{ q: ' 王 ' }, false],
    [{ q: '王示' }, true],
    [{ q: '2' }, true],
    [{ worklist: 'to_book', q: '' }, true],
  ])
    assert.equal(sorts_of(filters).length > whole.length, more, JSON.stringify(filters))
  assert.deepEqual(sorts_of({}), whole)
  const found = { q: '王示', sort: '-booked_for' }
  assert.deepEqual(keep_sort(found, { q: '' }), { q: '', sort: '' })
  assert.deepEqual(keep_sort(found, { q: '2611' }), { q: '2611' })
  assert.deepEqual(keep_sort({ q: '王示', sort: '-sent_at' }, { q: '' }), { q: '' })
  assert.deepEqual(keep_sort({ q: '' }, { state: 'sent' }), { state: 'sent' })
})

test('an export tells a share only of a whole that is known', () => {
  for (const [job, key, n] of [
    [null, 'export.waiting'],
    [{ state: 'staged', total: null, done: 0 }, 'export.waiting'],
    [{ state: 'staged', total: 4000, done: 0 }, 'export.waiting'],
    [{ state: 'staged', total: null, done: 3000 }, 'export.rows', 3000],
    [{ state: 'staged', total: 4000, done: 3000 }, 'export.running', 75],
    [{ state: 'staged', total: 4000, done: 4100 }, 'export.running', 100],
  ])
    assert.deepEqual(export_progress(job), n === undefined ? { key } : { key, n })
  assert.ok(is_going({ state: 'staged' }) && !is_going({ state: 'failed' }) && !is_going(null))
  assert.deepEqual(export_filter({ q: '王', sort: '', after: 'x', limit: '50', closed: 'true' }), {
    q: '王',
    closed: 'true',
  })
})
