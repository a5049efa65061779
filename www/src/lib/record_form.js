/* record_form.js - a record as a form holds it: blank, from what is stored, and what of it is sent.
 *
 * A form has a member for each party, each asked field, each kind of lines (rows with a key of their
 * own), and the note. Texts and numbers are held as typed; references as {value, label}; quantities as
 * {text, exactness}. A place is a field's name, or "items.<key>.<name>" within lines. */
import { plain_yuan, read_yuan } from './money.js'
import { read_decimal, read_quantity, read_whole } from './quantity.js'
import { read_id_number } from './idcard.js'
import { asked_fields, is_reference, sum_source } from './record_type.js'

let serial = 0

const said = (value) => value !== null && value !== undefined && String(value).trim() !== ''

export function blank_value(field) {
  if (field.type === 'quantity') return { text: '', exactness: 'exact' }
  if (field.type === 'boolean' || is_reference(field)) return null
  return ''
}

export function blank_line(lines) {
  const row = { key: ++serial }
  for (const f of asked_fields(lines)) row[f.name] = blank_value(f)
  return row
}

export function blank_form(type) {
  const form = { note: '' }
  for (const party of type.parties) form[party] = null
  for (const f of asked_fields(type)) form[f.name] = blank_value(f)
  for (const l of type.lines) form[l.name] = []
  return form
}

const reference = (value) =>
  value && typeof value === 'object' ? { value: value.id, label: value.name } : null

/* What stands in a field's box for a stored value. */
export function held_value(field, holder) {
  const value = holder[field.name]
  if (value === null || value === undefined) return blank_value(field)
  if (is_reference(field)) return reference(value)
  if (field.type === 'money') return plain_yuan(value)
  if (field.type === 'quantity')
    return { text: String(value), exactness: holder[`${field.name}_exactness`] ?? 'exact' }
  return field.type === 'boolean' ? value : String(value)
}

export function form_of(type, record) {
  const form = { note: record.note ?? '' }
  for (const party of type.parties) form[party] = reference(record[party])
  for (const f of asked_fields(type)) form[f.name] = held_value(f, record)
  for (const l of type.lines)
    form[l.name] = (record[l.name] ?? []).map((line) => {
      const row = { key: ++serial }
      for (const f of asked_fields(l)) row[f.name] = held_value(f, line)
      return row
    })
  return form
}

const readers = {
  money: (text, f) => {
    const { fen, fault } = read_yuan(text)
    if (fault) return { fault }
    if (fen < (f.min || 0)) return { fault: 'small' }
    return f.max && fen > f.max ? { fault: 'large' } : { value: fen }
  },
  integer: (text, f) => read_whole(text, f.min || f.max ? { min: f.min, max: f.max } : {}),
  decimal: (text, f) =>
    read_decimal(text, {
      ...(f.min || f.max ? { min: f.min, max: f.max } : {}),
      decimals: f.decimals || 2,
    }),
  quantity: (text, f) =>
    read_quantity(text, { unit: f.unit, ...(f.max ? { min: f.min, max: f.max } : {}) }),
  id_number: (text) => {
    if (text.includes('*')) return { value: text }
    const { number, fault } = read_id_number(text)
    return fault ? { fault: `id_${fault}` } : { value: number }
  },
}

/* {value}, {empty} or {fault} of what a box holds; a quantity's exactness comes beside. */
export function read_value(field, held) {
  if (is_reference(field)) return held?.value ? { value: held.value } : { empty: true }
  if (field.type === 'boolean') return held === null ? { empty: true } : { value: held }
  const text = String((field.type === 'quantity' ? held?.text : held) ?? '').trim()
  if (text === '') return { empty: true }
  const read = readers[field.type]?.(text, field) ?? { value: text }
  if (read.fault || field.type !== 'quantity') return read
  return { value: read.value, exactness: read.exactness ?? held.exactness ?? 'exact' }
}

const members = (field, read) => {
  const out = { [field.name]: read.empty ? null : read.value }
  if (field.type === 'quantity') out[`${field.name}_exactness`] = read.empty ? null : read.exactness
  return out
}

export const is_blank_line = (lines, row) =>
  asked_fields(lines).every((f) => f.type === 'boolean' || read_value(f, row[f.name]).empty)

export const filled_rows = (lines, form) =>
  (form[lines.name] ?? []).filter((row) => !is_blank_line(lines, row))

/* A total whose lines are given is their sum: {sum}; null where the box itself counts. */
export function summed(type, field, form) {
  const source = field.sum_of ? sum_source(type, field) : null
  const rows = source ? filled_rows(source.lines, form) : []
  if (rows.length === 0) return null
  let sum = 0
  for (const row of rows) sum += read_value(source.field, row[source.field.name]).value ?? 0
  return { sum }
}

/* A form that was kept elsewhere, its rows with keys that nothing here has. */
export function rekeyed(type, form) {
  const out = { ...blank_form(type), ...form }
  for (const l of type.lines) out[l.name] = out[l.name].map((row) => ({ ...row, key: ++serial }))
  return out
}

/* What the form holds at a place. */
export function value_at(form, place) {
  const [head, key, name] = place.split('.')
  if (key === undefined) return form[head]
  return form[head]?.find((row) => String(row.key) === key)?.[name]
}

/* Everything the form says, empty members as null, without what cannot be read. */
export function whole_body(type, form) {
  const body = { note: said(form.note) ? form.note.trim() : null }
  for (const party of type.parties) body[party] = form[party]?.value ?? null
  for (const f of asked_fields(type))
    if (!summed(type, f, form)) Object.assign(body, members(f, read_value(f, form[f.name])))
  for (const l of type.lines)
    body[l.name] = filled_rows(l, form).map((row) =>
      Object.assign({}, ...asked_fields(l).map((f) => members(f, read_value(f, row[f.name])))),
    )
  return body
}

const without_empty = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, v]) => v !== null && v !== undefined))

/* For POST: what is said. */
export function new_body(type, form) {
  const body = without_empty(whole_body(type, form))
  for (const l of type.lines) {
    body[l.name] = body[l.name].map(without_empty)
    if (body[l.name].length === 0) delete body[l.name]
  }
  return body
}

/* For PATCH: what differs from the form as it was; a value taken away goes as null. */
export function changed_body(type, form, before) {
  const [now, then] = [whole_body(type, form), whole_body(type, before)]
  const body = {}
  for (const [key, value] of Object.entries(now))
    if (JSON.stringify(value) !== JSON.stringify(then[key])) body[key] = value
  for (const f of asked_fields(type))
    if (f.type === 'quantity' && f.name in body)
      body[`${f.name}_exactness`] = now[`${f.name}_exactness`]
  for (const l of type.lines) if (l.name in body) body[l.name] = body[l.name].map(without_empty)
  return body
}

/* The form on top of a newer stored one: what was typed stays, all else is as stored now. */
export function rebase(type, form, before, fresh) {
  const changed = changed_body(type, form, before)
  const out = { ...fresh }
  for (const key of Object.keys(changed)) if (key in form) out[key] = form[key]
  return out
}

function look(fields, holder, prefix, out, skip = () => false) {
  for (const f of fields) {
    if (skip(f)) continue
    const read = read_value(f, holder[f.name])
    if (read.fault) out[prefix + f.name] = { kind: read.fault, field: f }
    else if (read.empty && f.required) out[prefix + f.name] = { kind: 'need', field: f }
  }
}

/* What is missing or cannot be read, by place: {kind, field}. kind 'need' counts for submitting only. */
export function faults_of(type, form) {
  const out = {}
  for (const party of type.parties)
    if (!form[party]?.value) out[party] = { kind: 'need', party: true }
  look(asked_fields(type), form, '', out, (f) => Boolean(summed(type, f, form)))
  for (const l of type.lines) {
    const rows = filled_rows(l, form)
    if (l.min && rows.length < l.min) out[l.name] = { kind: 'need', lines: l }
    for (const row of rows) look(asked_fields(l), row, `${l.name}.${row.key}.`, out)
  }
  return out
}

/* Faults that stop even a draft: what cannot be read, the day and the parties, which every row has, and
 * what a line lacks: a line is stored whole or not at all. */
export function draft_faults(type, form) {
  const always = [...type.parties, type.day]
  return Object.fromEntries(
    Object.entries(faults_of(type, form)).filter(
      ([k, v]) => v.kind !== 'need' || always.includes(k) || k.includes('.'),
    ),
  )
}

/* Where the server's errors belong: {place: text} from {"items.2.amount_fen": text}. The server counts
 * the rows that were sent; blank ones in between were not. */
export function place_errors(type, form, errors) {
  const out = {}
  for (const [path, text] of Object.entries(errors)) {
    const [head, index, name] = path.split('.')
    const lines = type.lines.find((l) => l.name === head)
    const row = lines && filled_rows(lines, form)[Number(index)]
    const own = (field) => String(field ?? '').replace(/_exactness$/, '')
    let place = lines ? head : own(head)
    if (row) place = `${head}.${row.key}.${own(name) || asked_fields(lines)[0].name}`
    if (!(place in out)) out[place] = text
  }
  return out
}

/* Whether anything was typed that would be missed. */
export const differs = (type, form, before) =>
  Object.keys(changed_body(type, form, before)).length > 0 ||
  asked_fields(type).some((f) => JSON.stringify(form[f.name]) !== JSON.stringify(before[f.name]))
