/* action_form.js - a step of a record's life as a form: first values, what is missing, the body. Its
 * fields are described as those of records are: {name, label, type, required, ..}. */
import { from_moment, to_moment } from './dates.js'
import { blank_value, held_value, read_value } from './record_form.js'

const paragraphs = ['answer', 'treatment', 'feedback', 'advice']

/* A field as the workflow writes it, {name, type, required}, as a described one. */
export function described(field, label) {
  let type = 'text'
  if (['timestamp', 'timestamptz', 'moment'].includes(field.type)) type = 'moment'
  else if (field.type === 'date') type = 'date'
  else if (field.name === 'redirect_to' || field.type === 'organisation') type = 'organisation'
  else if (field.type === 'lines' || paragraphs.includes(field.name)) type = 'lines'
  return { name: field.name, label, type, required: Boolean(field.required) }
}

export function start_values(fields, record) {
  const values = { reason_code: '', reason: '' }
  for (const f of fields)
    values[f.name] = f.type === 'moment' ? blank_value(f) : held_value(f, record)
  return values
}

/* What a referral's step begins with: nine tomorrow is a fair guess for a booking, now for an arrival. */
export function referral_values(fields, record, now) {
  const guesses = {
    arrived_at: () => from_moment(now),
    booked_for: () =>
      record.booked_for
        ? from_moment(record.booked_for)
        : `${from_moment(now + 24 * 3600 * 1000).slice(0, 10)} 09:00:00`,
    department: () => record.to?.department ?? '',
    feedback_diagnosis: () => record.diagnosis ?? '',
  }
  const values = start_values(fields, {})
  for (const f of fields) if (guesses[f.name]) values[f.name] = guesses[f.name]()
  return values
}

const empty = (value) => String(value ?? '').trim() === ''

/* {name: fault}; chosen: the reason that was picked. */
export function action_lacks(action, fields, values, chosen) {
  const out = {}
  if (action.reason === 'mandatory') {
    if (action.reasons && empty(values.reason_code)) out.reason_code = 'need'
    if (!action.reasons && empty(values.reason)) out.reason = 'need'
  }
  if (chosen?.note_required && empty(values.reason)) out.reason = 'need'
  for (const f of fields) {
    const read = read_value(f, values[f.name])
    if (read.fault || (f.required && read.empty)) out[f.name] = read.fault ?? 'need'
  }
  return out
}

export function action_body(action, fields, values) {
  const body = {}
  if (action.reason && action.reason !== 'none') {
    if (!empty(values.reason_code)) body.reason_code = values.reason_code
    if (!empty(values.reason)) body.reason = values.reason.trim()
  }
  for (const f of fields) {
    const read = read_value(f, values[f.name])
    if (read.empty || read.fault) continue
    body[f.name] = f.type === 'moment' ? to_moment(read.value) : read.value
    if (read.exactness) body[`${f.name}_exactness`] = read.exactness
  }
  return body
}
