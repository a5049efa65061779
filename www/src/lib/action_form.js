/* action_form.js - a workflow action's fields as a form: kinds, first values, what is missing, body. */
import { from_moment, to_moment } from './dates.js'

const paragraphs = ['answer', 'treatment', 'feedback', 'advice']

export function kind_of_field(field) {
  if (['timestamp', 'timestamptz', 'moment'].includes(field.type)) return 'moment'
  if (field.type === 'date') return 'date'
  if (field.name === 'redirect_to' || field.type === 'organisation') return 'organisation'
  return field.type === 'lines' || paragraphs.includes(field.name) ? 'paragraph' : 'line'
}

/* Nine o'clock tomorrow is a fair guess for a booking, now for an arrival. */
export function start_values(fields, record, now) {
  const values = { reason_code: '', reason: '' }
  for (const f of fields) {
    values[f.name] = kind_of_field(f) === 'organisation' ? null : ''
    if (f.name === 'arrived_at') values[f.name] = from_moment(now).slice(0, 16) + ':00'
    if (f.name === 'booked_for')
      values[f.name] = record.booked_for
        ? from_moment(record.booked_for)
        : `${from_moment(now + 24 * 3600 * 1000).slice(0, 10)} 09:00:00`
    if (f.name === 'department') values[f.name] = record.to?.department ?? ''
    if (f.name === 'feedback_diagnosis') values[f.name] = record.diagnosis ?? ''
  }
  return values
}

const empty = (value) => value === null || value === undefined || String(value).trim() === ''

export function action_lacks(action, values, chosen) {
  const out = {}
  if (action.reason === 'mandatory') {
    if (action.reasons && empty(values.reason_code)) out.reason_code = 'need'
    if (!action.reasons && empty(values.reason)) out.reason = 'need'
  }
  if (chosen?.note_required && empty(values.reason)) out.reason = 'need'
  for (const f of action.fields ?? []) if (f.required && empty(values[f.name])) out[f.name] = 'need'
  return out
}

export function action_body(action, values) {
  const body = {}
  if (action.reason && action.reason !== 'none') {
    if (!empty(values.reason_code)) body.reason_code = values.reason_code
    if (!empty(values.reason)) body.reason = values.reason.trim()
  }
  for (const f of action.fields ?? []) {
    const value = values[f.name]
    if (empty(value)) continue
    const kind = kind_of_field(f)
    if (kind === 'moment') body[f.name] = to_moment(value)
    else body[f.name] = typeof value === 'string' ? value.trim() : value
  }
  return body
}
