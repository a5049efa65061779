/* records.test.mjs - forms, words and lists of records, drawn from what their type says. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { donations as raw_donations, samples as raw_samples } from '../browser/mock_types.mjs'
import {
  changed_body,
  blank_form,
  blank_line,
  differs,
  draft_faults,
  faults_of,
  form_of,
  new_body,
  place_errors,
  read_value,
  rebase,
  summed,
} from '../../www/src/lib/record_form.js'
import {
  bar_fields,
  current_tab,
  filter_fields,
  is_narrowed,
  leave_view,
  list_columns,
  list_defaults,
  list_tabs,
  sent_filters,
  with_view,
} from '../../www/src/lib/record_list.js'
import { make_words } from '../../www/src/lib/record_show.js'
import {
  asked_fields,
  confirming_party,
  entering_party,
  field_of,
  is_in_house,
  read_type,
} from '../../www/src/lib/record_type.js'
import zh from '../../www/src/i18n/zh-CN/index.js'

const donations = read_type(raw_donations)
const samples = read_type(raw_samples)

const find = (key) => key.split('.').reduce((node, part) => node?.[part], zh)
const words = make_words({
  t: (key, params = {}) => find(key).replace(/\{(\w+)\}/g, (all, name) => params[name] ?? all),
  has: (key) => typeof find(key) === 'string',
  word: (sentence) => sentence?.zh ?? '',
  name: (field, id) => `#${id}`,
})

function filled_donation() {
  const form = blank_form(donations)
  Object.assign(form, {
    from: { value: 10, label: '西宁市示范医院' },
    to: { value: 11, label: '湟中区示范医院' },
    donated_on: '2026-05-01',
    kind: 'equipment',
    subject: '便携式彩超',
    total_fen: '205,408',
  })
  return form
}

function add_line(form, values) {
  const row = Object.assign(blank_line(donations.lines[0]), values)
  form.items.push(row)
  return row
}

const item = (name, heads, value) => ({
  name,
  quantity: { text: heads, exactness: 'exact' },
  unit: '台',
  value_fen: value,
})

test('a form asks for what its type asks, no more', () => {
  assert.deepEqual(
    asked_fields(donations)
      .map((f) => f.name)
      .filter((n) => ['received_on', 'receipt_number'].includes(n)),
    [],
  )
  assert.ok(!asked_fields(samples).some((f) => ['score', 'ended_on'].includes(f.name)))
  assert.deepEqual(Object.keys(faults_of(donations, blank_form(donations))), [
    'from',
    'to',
    'donated_on',
    'kind',
    'subject',
    'total_fen',
  ])
  assert.deepEqual(faults_of(donations, filled_donation()), {})
})

test('a draft needs its parties and its day, and numbers that can be read', () => {
  const form = filled_donation()
  Object.assign(form, { kind: '', subject: '', total_fen: '12,34', donated_on: '' })
  assert.deepEqual(
    Object.entries(draft_faults(donations, form)).map(([k, v]) => [k, v.kind]),
    [
      ['donated_on', 'need'],
      ['total_fen', 'number'],
    ],
  )
  Object.assign(form, { total_fen: '', donated_on: '2026-05-01' })
  const row = add_line(form, item('彩超', '', '5'))
  assert.deepEqual(Object.keys(draft_faults(donations, form)), [`items.${row.key}.quantity`])
})

test('money and quantities are sent as whole numbers', () => {
  const form = filled_donation()
  form.total_fen = '1129.6'
  add_line(form, {})
  const body = new_body(donations, form)
  assert.deepEqual(body, {
    from: 10,
    to: 11,
    donated_on: '2026-05-01',
    kind: 'equipment',
    subject: '便携式彩超',
    total_fen: 112960,
  })
  add_line(form, item('彩超', '近 20', '0.29'))
  assert.deepEqual(new_body(donations, form).items, [
    { name: '彩超', quantity: 20, quantity_exactness: 'near', unit: '台', value_fen: 29 },
  ])
})

test('a total with lines is their sum, and is not sent', () => {
  const form = filled_donation()
  const total = field_of(donations, 'total_fen')
  assert.equal(summed(donations, total, form), null)
  add_line(form, item('彩超', '2', '0.1'))
  add_line(form, item('心电图机', '1', '0.2'))
  assert.deepEqual(summed(donations, total, form), { sum: 30 })
  form.total_fen = '7'
  assert.equal('total_fen' in new_body(donations, form), false)
  form.total_fen = 'nonsense'
  assert.equal('total_fen' in new_body(donations, form), false)
  assert.deepEqual(faults_of(donations, form), {})
})

test('what a line has computed is not asked, sent or compared', () => {
  const type = read_type({
    name: 'visits',
    sides: 'one',
    day: 'on',
    title: 'on',
    fields: [{ name: 'on', type: 'date', label: { zh: '日期' } }],
    lines: [
      {
        name: 'findings',
        label: { zh: '问题' },
        fields: [
          { name: 'progress', type: 'code', computed: true, codes: [], label: { zh: '进展' } },
          { name: 'finding', type: 'text', required: true, label: { zh: '问题' } },
        ],
      },
    ],
  })
  const form = form_of(type, {
    on: '2026-03-01',
    findings: [{ finding: '甲', progress: 'passed' }],
  })
  assert.deepEqual(Object.keys(form.findings[0]), ['key', 'finding'])
  assert.deepEqual(new_body(type, form).findings, [{ finding: '甲' }])
  const row = { ...blank_line(type.lines[0]), finding: '' }
  assert.deepEqual(
    Object.keys(place_errors(type, { ...form, findings: [row] }, { 'findings.0': 'x' })),
    ['findings'],
  )
  assert.deepEqual(place_errors(type, form, { 'findings.0': 'x' }), {
    [`findings.${form.findings[0].key}.finding`]: 'x',
  })
})

test('errors of lines stand at the row that was sent, whatever blank rows lie between', () => {
  const form = filled_donation()
  const first = add_line(form, item('彩超', '2', '100'))
  add_line(form, {})
  const third = add_line(form, item('', '1', '5'))
  assert.deepEqual(Object.keys(faults_of(donations, form)), [`items.${third.key}.name`])
  assert.deepEqual(
    place_errors(donations, form, {
      'items.1.value_fen': 'a',
      'items.0.quantity_exactness': 'b',
      'items.1': 'c',
      'items.7.name': 'd',
      items: 'e',
      total_fen: 'f',
    }),
    {
      [`items.${third.key}.value_fen`]: 'a',
      [`items.${first.key}.quantity`]: 'b',
      [`items.${third.key}.name`]: 'c',
      items: 'd',
      total_fen: 'f',
    },
  )
  form.items.splice(0, 1)
  assert.deepEqual(place_errors(donations, form, { 'items.0.name': 'x' }), {
    [`items.${third.key}.name`]: 'x',
  })
})

const stored = {
  id: 'd1',
  version: 4,
  from: { id: 10, name: '西宁市示范医院' },
  to: { id: 11, name: '湟中区示范医院' },
  donated_on: '2026-05-01',
  kind: 'equipment',
  subject: '便携式彩超',
  total_fen: 20540850,
  programme: null,
  contact_phone: '139****0001',
  note: '首批',
  items: [
    {
      name: '彩超',
      quantity: 2,
      quantity_exactness: 'over',
      unit: '台',
      value_fen: 20540850,
      specification: null,
      unit_value_fen: null,
    },
  ],
}

test('a stored record fills the form; unchanged it sends nothing', () => {
  const form = form_of(donations, stored)
  const before = form_of(donations, stored)
  assert.deepEqual(changed_body(donations, form, before), {})
  assert.equal(differs(donations, form, before), false)
  assert.deepEqual(faults_of(donations, form), {})
  form.note = ''
  form.programme = '组团式帮扶'
  form.items[0].value_fen = '205,408.51'
  assert.deepEqual(changed_body(donations, form, before), {
    note: null,
    programme: '组团式帮扶',
    items: [
      {
        name: '彩超',
        quantity: 2,
        quantity_exactness: 'over',
        unit: '台',
        value_fen: 20540851,
      },
    ],
  })
  form.items = []
  assert.deepEqual(changed_body(donations, form, before).items, [])
})

test('a changed exactness alone is a change, and brings its number', () => {
  const record = { org: { id: 1, name: 'x' }, heads: 300, heads_exactness: 'over', free: false }
  const form = form_of(samples, record)
  form.heads.text = '301'
  assert.deepEqual(changed_body(samples, form, form_of(samples, record)), {
    heads: 301,
    heads_exactness: 'over',
  })
  form.heads = { text: '300', exactness: 'near' }
  assert.deepEqual(changed_body(samples, form, form_of(samples, record)), {
    heads_exactness: 'near',
  })
  form.free = null
  assert.equal(changed_body(samples, form, form_of(samples, record)).free, null)
})

test('what somebody else stored meanwhile stays, under what was typed here', () => {
  const before = form_of(donations, stored)
  const form = form_of(donations, stored)
  form.subject = '便携式彩超两台'
  const fresh = form_of(donations, { ...stored, programme: '新项目', subject: '彩超' })
  const merged = rebase(donations, form, before, fresh)
  assert.equal(merged.subject, '便携式彩超两台')
  assert.equal(merged.programme, '新项目')
})

test('values that cannot be read are named by their fault', () => {
  const kind = (name, held) => read_value(field_of(samples, name), held).fault
  assert.equal(kind('hours', '1.25'), 'decimals')
  assert.equal(kind('sessions', '1.5'), 'number')
  assert.equal(kind('id_number', '630121196801010019'), 'id_check_digit')
  assert.equal(kind('heads', { text: '很多', exactness: 'exact' }), 'number')
  assert.deepEqual(read_value(field_of(samples, 'free'), false), { value: false })
  assert.deepEqual(read_value(field_of(samples, 'free'), null), { empty: true })
  assert.deepEqual(read_value(field_of(samples, 'id_number'), '6301**********0013'), {
    value: '6301**********0013',
  })
})

test('who enters and who confirms', () => {
  assert.equal(entering_party(donations), 'from')
  assert.equal(confirming_party(donations, 'from'), 'to')
  assert.equal(confirming_party(donations, 'to'), null)
  assert.equal(confirming_party({ ...donations, confirms: 'other' }, 'to'), 'from')
  assert.equal(entering_party(samples), 'org')
  assert.equal(confirming_party(samples, 'org'), null)
})

test('values are said in words, with unit and exactness', () => {
  const say = (name, record) => words.value(field_of(samples, name), record)
  assert.equal(say('heads', { heads: 1300, heads_exactness: 'over' }), '1,300 余人')
  assert.equal(say('heads', { heads: 20, heads_exactness: 'near' }), '近 20 人')
  assert.equal(say('heads', { heads: 20 }), '20 人')
  assert.equal(say('fee_fen', { fee_fen: 20540850 }), '205,408.50 元')
  assert.equal(words.value(field_of(samples, 'fee_fen'), { fee_fen: 5 }, true), '0.05')
  assert.equal(words.heading(field_of(samples, 'fee_fen')), '费用（元）')
  assert.equal(say('form', { form: 'lecture' }), '讲座')
  assert.equal(say('free', { free: false }), '否')
  assert.equal(say('speaker', { speaker: { id: 'u', name: '示范甲' } }), '示范甲')
  assert.equal(say('hours', { hours: null }), '')
  assert.equal(words.state(donations, 'disputed'), '有异议')
  assert.equal(words.party(donations, 'to'), '受赠单位')
  assert.equal(words.party(samples, 'org'), '机构')
  const year = { name: 'y', type: 'integer', min: 1990, max: 2100 }
  assert.equal(words.value(year, { y: 2026 }), '2026', 'a year is no count')
})

test('history says what changed, old and new, in words', () => {
  const lines = (value) => [{ ...stored.items[0], value_fen: value }]
  const said = words.changes(
    donations,
    {
      kind: ['equipment', 'supplies'],
      total_fen: [20540850, 100],
      contact_phone_enc: 'changed',
      to_org_id: [11, 12],
      note: ['首批', null],
      version: [1, 2],
      donation_item: [lines(1), [...lines(1), ...lines(2)]],
    },
    stored,
  )
  assert.deepEqual(said, [
    { label: '受赠单位', before: '#11', after: '#12' },
    { label: '类别', before: '设备', after: '物资' },
    { label: '总金额', before: '205,408.50 元', after: '1.00 元' },
    { label: '经办人电话', hidden: true },
    { label: '备注', before: '首批', after: '' },
    {
      label: '捐赠明细 第 2 行',
      before: '',
      after: '彩超 · 2 余 · 台 · 0.02 元',
    },
  ])
  assert.deepEqual(words.changes(samples, { heads_exactness: ['exact', 'near'] }, { heads: 20 }), [
    { label: '参加人数', before: '20 人', after: '近 20 人' },
  ])
})

test('columns begin with the day and the name, and hide where room ends', () => {
  const columns = list_columns(donations, words, (key) => find(key))
  assert.deepEqual(
    columns.map((c) => c.key),
    [
      'donated_on',
      'subject',
      'from',
      'to',
      'kind',
      'total_fen',
      'programme',
      'state',
      'updated_at',
    ],
  )
  const shown = columns.filter((c) => !c.hidden).map((c) => c.key)
  assert.ok(shown.includes('total_fen') && shown.includes('state') && !shown.includes('updated_at'))
  assert.ok(list_columns(samples, words, (key) => find(key)).some((c) => c.field && c.hidden))
})

test('tabs and filters live in the address, names of chosen references beside them', () => {
  const tabs = list_tabs(donations)
  assert.deepEqual(
    tabs.map((tab) => tab.code),
    ['all', 'entered', 'mine', 'to_confirm', 'disputed', 'draft'],
  )
  assert.equal(current_tab(tabs, { box: '', state: '' }), 'all')
  assert.equal(current_tab(tabs, { box: '', state: 'confirmed' }), 'all')
  assert.equal(current_tab(tabs, { box: 'mine', state: 'draft' }), 'draft')
  assert.equal(current_tab(tabs, { box: 'mine', state: 'void' }), 'mine')
  const waits = (enters, confirms) =>
    list_tabs({ ...donations, enters, confirms }).find((tab) => tab.code === 'to_confirm')?.filters
  assert.deepEqual(waits('either', 'to'), { box: 'waiting', state: '', view: '' })
  assert.equal(waits('either', 'none'), undefined)
  assert.deepEqual(sent_filters(donations, { box: 'waiting', sort: '' }), {
    box: 'waiting',
    sort: 'since',
  })
  assert.equal(sent_filters(donations, { box: 'waiting', sort: 'day' }).sort, 'day')
  const filters = { box: 'waiting', state: '', q: '' }
  assert.equal(is_narrowed(donations, filters), false)
  assert.equal(is_narrowed(donations, { ...filters, q: 'x' }), true)
  assert.equal(is_narrowed(donations, { state: 'confirmed' }), true)
  assert.deepEqual(
    list_tabs(samples).map((tab) => tab.code),
    ['all', 'mine', 'draft'],
  )
  assert.deepEqual(
    list_tabs({ ...samples, supported: true }).map((tab) => tab.filters.box),
    ['', 'entered', 'supported', 'mine', ''],
  )
  assert.equal('speaker_name' in list_defaults(samples), true)
  assert.deepEqual(
    sent_filters(samples, {
      speaker: 'u1',
      speaker_name: '示范甲',
      organisation_name: 'x',
      q: 'a',
    }),
    { speaker: 'u1', q: 'a' },
  )
})

test('a view is a tab whose filters stand in the bar until one is taken away', () => {
  const date = { name: 'ends_on', type: 'date', filter: true, label: { zh: '终止日期' } }
  const filters = { ends_on_from: 'today', ends_on_to: 'today+90', state: 'confirmed' }
  const type = {
    ...donations,
    fields: [...donations.fields, date],
    views: [
      { name: 'expiring', label: { zh: '90 天内到期' }, filters },
      { name: 'expired', label: { zh: '已到期' }, filters: { ends_on_to: 'today-1' } },
    ],
  }
  const tabs = list_tabs(type)
  assert.deepEqual(
    tabs.slice(-2).map((tab) => [tab.label.zh, tab.filters]),
    [
      ['90 天内到期', { box: '', state: '', view: 'expiring' }],
      ['已到期', { box: '', state: '', view: 'expired' }],
    ],
  )
  const at = { ...list_defaults(type), view: 'expiring' }
  assert.equal(current_tab(tabs, at), 'expiring')
  assert.equal(is_narrowed(type, at), false)
  const shown = with_view(type, at, '2026-11-22')
  assert.deepEqual(
    [shown.ends_on_from, shown.ends_on_to, shown.state],
    ['2026-11-22', '2027-02-20', 'confirmed'],
  )
  assert.equal(with_view(type, { view: 'expired' }, '2026-03-01').ends_on_to, '2026-02-28')
  assert.equal(with_view(type, { ...at, state: 'void' }, '2026-11-22').state, 'void')
  assert.equal(sent_filters(type, at).view, 'expiring', 'the server knows it')
  const left = leave_view(type, at, { state: '' }, '2026-11-22')
  assert.deepEqual([left.view, left.state, left.ends_on_to], ['', '', '2027-02-20'])
  assert.deepEqual(leave_view(type, at, { q: '' }), { q: '' })
  assert.deepEqual(leave_view(type, at, { state: 'void' }), { state: 'void' })
  const all = [{ name: 'organisation', type: 'organisation' }, ...filter_fields(type)]
  const names = (f) => bar_fields(all, f).map((field) => field.name)
  assert.equal(names({}).includes('ends_on'), false, 'no room for it')
  assert.equal(names(shown).includes('ends_on'), true, 'but it is in force')
})

test('one institution on both sides is in its own house, where the type allows it', () => {
  const form = { from: { value: 10 }, to: { value: 10 } }
  assert.equal(is_in_house({ ...donations, in_house: true }, form), true)
  assert.equal(is_in_house({ ...donations, in_house: true }, { ...form, to: { value: 11 } }), false)
  assert.equal(is_in_house({ ...donations, in_house: true }, { from: null, to: null }), false)
  assert.equal(is_in_house(donations, form), false)
})
