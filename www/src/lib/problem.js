/* problem.js - RFC 9457 answers as something a form can show. */
export class ApiError extends Error {
  constructor(fields) {
    super(fields.detail || fields.title || 'error')
    Object.assign(this, fields)
  }
}

/* {"patient.id_number": "..."} from errors[{pointer, detail}]; pointers may begin with /body. */
export function field_errors(error) {
  const out = {}
  for (const { pointer, detail } of error?.errors ?? []) {
    const key = String(pointer ?? '')
      .replace(/^#/, '')
      .replace(/^\/body(?=\/)/, '')
      .replace(/^\//, '')
      .replace(/\//g, '.')
    if (!(key in out)) out[key] = detail
  }
  return out
}

/* What remains to be said above the form: errors whose field it does not have, else the detail. */
export function form_message(error, fields) {
  if (!error) return ''
  const known = new Set(fields)
  const rest = Object.entries(field_errors(error)).filter(([key]) => !known.has(key))
  if (rest.length > 0) return rest.map(([, detail]) => detail).join(' ')
  if ((error.errors ?? []).length > 0) return ''
  return error.detail || error.title || ''
}
