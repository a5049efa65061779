/* scope.js - which part of the country a viewer starts with. */

/* 630106 is a county, 630100 a city, 630000 a province: the end tells. */
export function level_of_region(code) {
  const n = Number(code)
  if (n % 10000 === 0) return 'province'
  if (n % 100 === 0) return 'city'
  return 'county'
}

/* A viewer with a range of regions begins with that region; whatever else one may see, the server knows. */
export function first_scope(me) {
  if (me.region_lo) return `region:${region_of_range(me.region_lo, me.region_hi)}`
  return ''
}

/* 630000..639999 is the province 630000; 630106..630106 the county itself. */
export function region_of_range(lo, hi) {
  if (!hi || lo === hi) return lo
  const span = hi - lo
  if (span >= 9999) return Math.floor(lo / 10000) * 10000
  if (span >= 99) return Math.floor(lo / 100) * 100
  return lo
}

export function parse_scope(scope) {
  const [kind, id] = String(scope ?? '').split(':')
  return { kind, id: Number(id) }
}

/* The digits all codes of a region begin with: 63 for 630000, 6301 for 630100. */
export function region_prefix(code) {
  const text = String(code)
  if (text.endsWith('0000')) return text.slice(0, 2)
  return text.endsWith('00') ? text.slice(0, 4) : text
}
