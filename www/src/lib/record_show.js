/* record_show.js - what a record says, in words: values, headings, parties, changes. */
import { show_moment } from './dates.js'
import { show_yuan } from './money.js'
import { show_count } from './numbers.js'
import { is_number, is_reference } from './record_type.js'

const missing = (value) => value === null || value === undefined || value === ''

/* say: {t, has, word} of the language in use, in which the functions answer, and name(field, id): what a
 * reference is called of which only the id is known. */
export function make_words({ t, has, word, name }) {
  const unit = (name) => (name && has(`unit_of.${name}`) ? t(`unit_of.${name}`) : name || '')
  const counted = (exactness, v, f) =>
    t(`quantity.${exactness}`, { n: show_count(v), unit: unit(f.unit) })
      .replace(/ +/g, ' ')
      .trim()
  const code_label = (codes, code) => word(codes?.find((c) => c.code === code)?.label) || code

  const is_year = (f) => f.min >= 1900 && f.max <= 2200

  const shows = {
    money: (v, f, bare) => (bare ? show_yuan(v) : t('record.yuan', { n: show_yuan(v) })),
    integer: (v, f, bare) =>
      is_year(f) ? String(v) : bare ? show_count(v) : counted('exact', v, f),
    decimal: (v, f, bare) => (bare ? show_count(v) : counted('exact', v, f)),
    boolean: (v) => t(v ? 'yes' : 'no'),
    code: (v, f) => code_label(f.codes, v),
    quantity: (v, f, bare, holder) => counted(holder[`${f.name}_exactness`] || 'exact', v, f),
  }

  /* A field's value; bare: without the unit that the heading names. '' where there is none. */
  function value(field, holder, bare = false) {
    const v = holder?.[field.name]
    if (missing(v)) return ''
    if (is_reference(field)) return typeof v === 'object' ? v.name || '' : name(field, v)
    if (shows[field.type]) return shows[field.type](v, field, bare, holder)
    return /^\d{4}-\d\d-\d\dT/.test(v) ? show_moment(v) : String(v)
  }

  function heading(field) {
    const label = word(field.label)
    if (field.type === 'money') return t('record.heading', { label, unit: unit('\u5143') })
    const named = ['integer', 'decimal'].includes(field.type) && field.unit
    return named ? t('record.heading', { label, unit: unit(field.unit) }) : label
  }

  function party(type, name) {
    const label = name === 'to' ? type.to_label : type.from_label
    return word(label) || t(`record.party_${name}`)
  }

  const state = (type, code) => word(type.states.find((s) => s.code === code)?.label) || code
  function action(type, code) {
    const own = word(type.actions.find((a) => a.code === code)?.label)
    return own || (has(`record_action.${code}`) ? t(`record_action.${code}`) : code)
  }

  /* A stored line's columns are its members, but of references only the id. */
  const as_line = (lines, row) =>
    lines.fields.reduce((out, f) => ({ ...out, [f.name]: row[f.name] ?? row[`${f.name}_id`] }), row)

  /* [old lines, new lines] among the changes; they stand under the name of their table. */
  function lines_of(lines, changes) {
    const holds = (row) =>
      lines.fields.every((f) => f.name in row || `${f.name}_id` in row || `${f.name}_enc` in row)
    const found = Object.values(changes).find(
      (c) =>
        Array.isArray(c) &&
        [0, 1].every((i) => Array.isArray(c[i])) &&
        [...c[0], ...c[1]].length > 0 &&
        [...c[0], ...c[1]].every((row) => row && typeof row === 'object' && holds(row)),
    )
    return found?.map((rows) => rows.map((row) => as_line(lines, row)))
  }

  const line_text = (lines, line) =>
    lines.fields
      .map((f) => value(f, line))
      .filter(Boolean)
      .join(' \u00b7 ')

  function line_changes(lines, [before, after]) {
    const [old_rows, new_rows] = [before ?? [], after ?? []]
    const out = []
    for (let i = 0; i < Math.max(old_rows.length, new_rows.length); i++) {
      const [a, b] = [old_rows[i], new_rows[i]].map((r) => (r ? line_text(lines, r) : ''))
      if (a !== b) out.push({ label: t('record.line', { n: i + 1 }), before: a, after: b })
    }
    return out
  }

  /* Of one field, where it or its exactness changed. */
  function field_change(field, changes, record) {
    const column = ['', '_id', '_org_id', '_enc']
      .map((end) => field.name + end)
      .find((c) => c in changes)
    const exactness = `${field.name}_exactness`
    if (!column && !(exactness in changes)) return null
    const change = changes[column]
    if (column && !Array.isArray(change)) return { label: word(field.label), hidden: true }
    const side = (i) => {
      const holder = { ...record }
      if (column) holder[field.name] = change[i]
      if (exactness in changes) holder[exactness] = changes[exactness][i]
      return value(field, holder)
    }
    return { label: word(field.label), before: side(0), after: side(1) }
  }

  /* [{label, before, after} or {label, hidden}] of an event's changes {column: [old, new]}. */
  function changes(type, given, record = {}) {
    if (!given) return []
    const parties = type.parties.map((name) => ({
      name,
      type: 'organisation',
      label: { zh: party(type, name), en: party(type, name) },
    }))
    const note = {
      name: 'note',
      type: 'lines',
      label: { zh: t('record.note'), en: t('record.note') },
    }
    const out = []
    if (given.attachment) {
      const [before, after] = given.attachment
      out.push({ label: t('attachment.name'), before: before ?? '', after: after ?? '' })
    }
    for (const f of [...parties, ...type.fields, note]) {
      const change = field_change(f, given, record)
      if (change && (change.hidden || change.before !== change.after)) out.push(change)
    }
    for (const l of type.lines) {
      const change = lines_of(l, given)
      if (change)
        out.push(
          ...line_changes(l, change).map((c) => ({
            ...c,
            label: `${word(l.label)} ${c.label}`,
          })),
        )
    }
    return out
  }

  return { value, heading, party, state, action, unit, changes, is_right: is_number }
}
