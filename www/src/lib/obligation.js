/* obligation.js - the calendar of an obligation, its findings, and holidays pasted as lines. */
import { add_days } from './dates.js'

export const results = ['broken', 'ahead', 'running', 'over']
export const tones = { broken: 'red', ahead: 'amber', running: 'blue', over: 'green' }

export const by_hand = [
  'presence',
  'minimum_at_once',
  'team',
  'rotation',
  'rank',
  'batch_size',
  'length',
  'coverage',
  'quota_per_year',
  'minimum_per_period',
  'deadline',
]

/* "2026-11" and n months on. */
export function shift_month(month, n) {
  const [year, m] = month.split('-').map(Number)
  const at = year * 12 + m - 1 + n
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

export function days_of_month(month) {
  const first = `${month}-01`
  return [first, add_days(`${shift_month(month, 1)}-01`, -1)]
}

/* Rows of seven, Monday first; null where a week lies outside the month. */
export function weeks_of(days) {
  if (days.length === 0) return []
  const lead = (new Date(`${days[0].day}T00:00:00Z`).getUTCDay() + 6) % 7
  const cells = [...Array(lead).fill(null), ...days]
  while (cells.length % 7) cells.push(null)
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7))
}

/* How a day of the calendar is drawn. */
export function mark_of(day) {
  if (!day.asked) return day.working ? 'plain' : 'free'
  if (day.kept) return day.ahead ? 'planned' : 'kept'
  return day.ahead ? 'ahead' : 'gap'
}

/* Lines "2026-10-01 国庆节", weekend days being worked: what the notice of a year says. */
export function parse_notice(text) {
  const days = []
  const wrong = []
  for (const [i, line] of text.split('\n').entries()) {
    if (!line.trim()) continue
    const m = line.trim().match(/^(\d{4}-\d\d-\d\d)[\s,，、]+(\S.*)$/)
    const at = m && new Date(`${m[1]}T00:00:00Z`)
    if (!m || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== m[1]) {
      wrong.push(i + 1)
      continue
    }
    const weekend = [0, 6].includes(at.getUTCDay())
    days.push({ day: m[1], working: weekend, name: m[2].trim() })
  }
  return { days, wrong }
}

/* Records that are counted without a figure stand among the figures as "what:study". */
function parameter(name, value) {
  return name === 'figure' && value.startsWith?.('what:')
    ? { what: value.slice(5) }
    : { [name]: value }
}

/* {"parameters.n": 2, valid_from: ...} as the API takes it. */
export function obligation_body(flat, kind) {
  const body = kind ? { kind } : {}
  for (const [key, value] of Object.entries(flat)) {
    if (!key.startsWith('parameters.')) body[key] = value
    else if (value !== null)
      Object.assign((body.parameters ??= {}), parameter(key.slice(11), value))
  }
  return body
}
