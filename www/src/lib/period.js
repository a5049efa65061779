/* period.js - the periods of oversight: "year:2016", "half:2016-1", "quarter:2016-3", "month:2016-05",
 * "day:2016-05-01", "range:2016-01-01..2016-12-31"; of figures also "until:2016-12-31": all up to then. */
import { add_days } from './dates.js'

const pad = (n) => String(n).padStart(2, '0')
const months_in = { month: 1, quarter: 3, half: 6, year: 12 }

export const period_kinds = ['month', 'quarter', 'half', 'year', 'day', 'range']
export const figure_periods = ['month', 'quarter', 'half', 'year', 'until', 'range']
const until_from = '1949-10-01'

/* {kind, year, n} or {kind, from, to} or {kind, day}; null where the text means nothing. */
export function parse_period(text) {
  const [kind, value = ''] = String(text ?? '').split(':')
  if (kind === 'range') {
    const [from, to] = value.split('..')
    return from && to ? { kind, from, to } : null
  }
  if (kind === 'day' || kind === 'until')
    return /^\d{4}-\d\d-\d\d$/.test(value) ? { kind, day: value } : null
  if (kind === 'year') return /^\d{4}$/.test(value) ? { kind, year: Number(value), n: 1 } : null
  const m = /^(\d{4})-(\d+)$/.exec(value)
  return months_in[kind] && m ? { kind, year: Number(m[1]), n: Number(m[2]) } : null
}

export function write_period(p) {
  if (p.kind === 'range') return `range:${p.from}..${p.to}`
  if (p.kind === 'day' || p.kind === 'until') return `${p.kind}:${p.day}`
  if (p.kind === 'year') return `year:${p.year}`
  return `${p.kind}:${p.year}-${p.kind === 'month' ? pad(p.n) : p.n}`
}

/* First and last day. */
export function days_of_period(p) {
  if (p.kind === 'range') return [p.from, p.to]
  if (p.kind === 'day') return [p.day, p.day]
  if (p.kind === 'until') return [until_from, p.day]
  const length = months_in[p.kind]
  const first = (p.n - 1) * length + 1
  const from = `${p.year}-${pad(first)}-01`
  const after = first + length
  const next = after > 12 ? `${p.year + 1}-${pad(after - 12)}-01` : `${p.year}-${pad(after)}-01`
  return [from, add_days(next, -1)]
}

/* The period of a kind that holds a day. */
export function period_with(kind, day) {
  if (kind === 'day' || kind === 'until') return { kind, day }
  if (kind === 'range') return { kind, from: `${day.slice(0, 4)}-01-01`, to: day }
  const year = Number(day.slice(0, 4))
  return { kind, year, n: Math.floor((Number(day.slice(5, 7)) - 1) / months_in[kind]) + 1 }
}

/* The one before (-1) or after (1). */
export function shift_period(p, by) {
  if (p.kind === 'day' || p.kind === 'until') return { ...p, day: add_days(p.day, by) }
  if (p.kind === 'range') {
    const [from, to] = [new Date(p.from), new Date(p.to)]
    const length = Math.round((to - from) / 86400000) + 1
    return { ...p, from: add_days(p.from, by * length), to: add_days(p.to, by * length) }
  }
  const per_year = 12 / months_in[p.kind]
  const n = p.n + by
  if (n < 1) return { ...p, year: p.year - 1, n: per_year }
  if (n > per_year) return { ...p, year: p.year + 1, n: 1 }
  return { ...p, n }
}

/* What a period is called: t() gives the words. */
export function period_name(p, t) {
  if (!p) return ''
  if (p.kind === 'day') return p.day
  if (p.kind === 'range') return `${p.from} ~ ${p.to}`
  const key = p.kind === 'half' ? `half_${p.n}` : p.kind
  return t(`period.name_${key}`, { year: p.year, n: p.n })
}
