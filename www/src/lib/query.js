/* query.js - filters of a list to and from the address, so that Back brings them again. */
export function clean(object) {
  const out = {}
  for (const [key, value] of Object.entries(object)) {
    if (value === '' || value === null || value === undefined || value === false) continue
    if (Array.isArray(value) && value.length === 0) continue
    out[key] = Array.isArray(value) ? value.join(',') : String(value)
  }
  return out
}

export function query_string(object) {
  const pairs = Object.entries(clean(object))
  if (pairs.length === 0) return ''
  return '?' + pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')
}

export function filters_from(query, defaults) {
  const out = {}
  for (const key of Object.keys(defaults)) out[key] = query[key] ?? defaults[key]
  return out
}

export function same(a, b) {
  return JSON.stringify(clean(a)) === JSON.stringify(clean(b))
}
