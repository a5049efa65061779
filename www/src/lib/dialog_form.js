/* dialog_form.js - small forms declared as fields: {name, label, type, required, options, value}. */
const empty = (value) => value === null || value === undefined || String(value).trim() === ''

export function first_values(fields) {
  const values = {}
  for (const f of fields) values[f.name] = f.value ?? (f.type === 'boolean' ? false : '')
  return values
}

export function missing_fields(fields, values) {
  return fields.filter((f) => f.required && empty(values[f.name])).map((f) => f.name)
}

function typed(field, value) {
  if (field.type === 'number') return Number(value)
  if (field.type === 'list')
    return String(value)
      .split(/[,，、\s]+/)
      .filter(Boolean)
  return typeof value === 'string' ? value.trim() : value
}

/* What is sent. With changes_only, only what differs; a value taken away goes as null. */
export function dialog_body(fields, values, changes_only = false) {
  const body = {}
  for (const f of fields) {
    const now = values[f.name]
    if (changes_only && String(now ?? '') === String(f.value ?? '')) continue
    if (empty(now)) {
      if (changes_only) body[f.name] = null
      continue
    }
    body[f.name] = typed(f, now)
  }
  return body
}
