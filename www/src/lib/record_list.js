/* record_list.js - the columns, filters and tabs of a list of records, from its type. */
import { add_days, today } from './dates.js'
import { is_number, is_reference } from './record_type.js'

const widths = {
  date: 104,
  money: 132,
  integer: 92,
  decimal: 92,
  quantity: 112,
  boolean: 72,
  code: 104,
  organisation: 168,
  staff: 100,
  record: 160,
  text: 150,
  lines: 220,
}
const room = 1080 // what a screen of 1366 leaves beside the menu, in pixels

/* Columns for DataTable: {key, label, width, field, ..}; later ones are hidden where room ends. */
export function list_columns(type, words, t) {
  const px = (n) => `${n}px`
  const of_field = (f) => ({
    key: f.name,
    field: f,
    label: words.heading(f),
    width: f.name === type.title ? undefined : px(widths[f.type] ?? 150),
    takes: f.name === type.title ? 220 : (widths[f.type] ?? 150),
    align: is_number(f) ? 'right' : undefined,
    nowrap: ['date', 'code', 'staff', 'boolean'].includes(f.type),
    sort: f.name === type.day ? 'day' : undefined,
    always: f.name === type.title,
    lead: f.name === type.title,
  })
  const title = type.fields.find((f) => f.name === type.title)
  const day = type.fields.find((f) => f.name === type.day)
  const rest = type.fields.filter((f) => f.listed && f !== title && f !== day)
  const party = (name) => ({
    key: name,
    party: name,
    label: words.party(type, name),
    width: px(widths.organisation),
    takes: widths.organisation,
  })
  const columns = [
    ...(day && day !== title ? [of_field(day)] : []),
    ...(title ? [of_field(title)] : []),
    ...type.parties.map(party),
    ...rest.map(of_field),
  ]
  const state = { key: 'state', label: t('record.state'), width: '92px', takes: 92, always: true }
  const updated = {
    key: 'updated_at',
    label: t('record.updated_at'),
    width: '108px',
    sort: 'updated_at',
    hidden: true,
  }
  let left = room - state.takes
  for (const c of columns) {
    left -= c.takes
    c.hidden = left < 0 && !c.always
  }
  return [...columns, { ...state, nowrap: true }, updated]
}

/* The tabs: {code, filters}, and behind them the type's views, which bring their label. Two-sided records
 * wait for the other side's word, one-sided for nobody's. */
export function list_tabs(type) {
  const tab = (code, filters) => ({ code, filters: { box: '', state: '', view: '', ...filters } })
  const tabs = [tab('all', {})]
  if (type.two || type.supported) tabs.push(tab('entered', { box: 'entered' }))
  if (type.supported) tabs.push(tab('supported', { box: 'supported' }))
  tabs.push(tab('mine', { box: 'mine' }))
  if (type.two && type.confirms !== 'none') {
    tabs.push(tab('to_confirm', { box: 'waiting' }))
    tabs.push(tab('disputed', { state: 'disputed' }))
  }
  tabs.push(tab('draft', { state: 'draft' }))
  const views = type.views.map((v) => ({ ...tab(v.name, { view: v.name }), label: v.label }))
  return [...tabs, ...views]
}

export const current_tab = (tabs, filters) =>
  [...tabs]
    .reverse()
    .find((tab) => Object.entries(tab.filters).every(([k, v]) => !v || filters[k] === v)).code

/* "today+90" as a day. */
const told = (value, now) =>
  value.startsWith('today') ? add_days(now, Number(value.slice(5)) || 0) : value

/* The filters in force: those that the view brings, where the address has no other. */
export function with_view(type, filters, now = today()) {
  const view = type.views.find((v) => v.name === filters.view)
  const out = { ...filters }
  for (const [key, value] of Object.entries(view?.filters ?? {}))
    if (!out[key]) out[key] = told(value, now)
  return out
}

/* Changes of the filters. Who takes away what the view brought leaves the view, with the rest of it. */
export function leave_view(type, filters, changes, now = today()) {
  const view = type.views.find((v) => v.name === filters.view)
  const left = Object.keys(changes).some((key) => !changes[key] && view?.filters[key])
  return left ? { ...with_view(type, filters, now), ...changes, view: '', after: '' } : changes
}

/* The keys of a filter in the address: of a day from and to. */
export const filter_keys = (f) =>
  f.type === 'date' ? [`${f.name}_from`, `${f.name}_to`] : [f.name]
const room_for_filters = 3
/* The fields that the bar shows: the first few, and each that is in force. */
export function bar_fields(fields, filters) {
  let left = room_for_filters
  return fields.filter((f) => {
    left -= filter_keys(f).length
    return left >= 0 || filter_keys(f).some((key) => filters[key])
  })
}
export const filter_fields = (type) => type.fields.filter((f) => f.filter)
export const is_searched = (type) => type.fields.some((f) => f.searched)

/* What use_list keeps in the address, all empty. A reference's name goes with it, for the box. */
export function list_defaults(type) {
  const out = {
    box: '',
    state: '',
    view: '',
    organisation: '',
    organisation_name: '',
    from: '',
    to: '',
    q: '',
  }
  for (const f of filter_fields(type)) {
    for (const key of filter_keys(f)) out[key] = ''
    if (is_reference(f)) out[`${f.name}_name`] = ''
  }
  return out
}

/* The part of the filters that the server knows. */
export function sent_filters(type, filters) {
  const out = { ...filters }
  // What waits longest stands first.
  if (out.box === 'waiting' && !out.sort) out.sort = 'since'
  delete out.organisation_name
  for (const f of filter_fields(type)) delete out[`${f.name}_name`]
  return out
}

/* The filters of the tab that is shown, all others empty. */
export function tab_filters(type, filters) {
  const tabs = list_tabs(type)
  const tab = tabs.find((one) => one.code === current_tab(tabs, filters))
  return { ...list_defaults(type), ...tab.filters }
}

/* Whether the tab's list is narrowed further: then an empty one has another sentence. */
export const is_narrowed = (type, filters) =>
  Object.entries(tab_filters(type, filters)).some(([key, value]) => (filters[key] ?? '') !== value)

/* What each side's book says of a row of the differences: {from, to}, each has, waits, disputes or lacks
 * (a register that was imported names what the other side never entered). */
export function book_states(row) {
  const answers = { disputed: 'disputes', one_book: 'lacks' }[row.reason] ?? 'waits'
  const { entered } = row
  const other = entered === 'from' ? 'to' : 'from'
  return { [entered]: 'has', [other]: answers }
}
