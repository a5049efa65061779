/* presence.js - days of a posting: weeks of what waits, the grid of a month, what may be entered. */
import { add_days } from './dates.js'

const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 // Monday is 0
export const monday_of = (day) => add_days(day, -weekday(day))

/* What waits, by weeks from Monday: [{from, to, ids, days}], the oldest first. */
export function weeks_of(waiting) {
  const weeks = new Map()
  for (const w of waiting ?? []) {
    const from = monday_of(w.day)
    if (!weeks.has(from)) weeks.set(from, { from, to: add_days(from, 6), ids: [], days: [] })
    weeks.get(from).ids.push(w.id)
    weeks.get(from).days.push(w)
  }
  return [...weeks.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
}

/* Rows of seven for a month's days, null where another month's would stand. */
export function grid_of(days) {
  if (!days.length) return []
  const cells = [...Array(weekday(days[0].day)).fill(null), ...days]
  while (cells.length % 7 > 0) cells.push(null)
  const rows = []
  for (let i = 0; i < cells.length; i += 7) rows.push(cells.slice(i, i + 7))
  return rows
}

/* full, half, leave (no service), none; confirmed only where all of it is. */
export function kind_of_day(day) {
  const entries = day?.entries ?? []
  const halves = entries.reduce((n, e) => n + (e.half_days ?? 0), 0)
  const done = entries.length > 0 && entries.every((e) => e.state === 'confirmed')
  const kind =
    entries.length === 0 ? 'none' : halves >= 2 ? 'full' : halves === 1 ? 'half' : 'leave'
  return { kind, done }
}

/* Parts of a day that are not entered yet. */
export function open_parts(entries) {
  const has = (part) => (entries ?? []).some((e) => e.part === part)
  if (has('full') || (has('am') && has('pm'))) return []
  if (has('am')) return ['pm']
  if (has('pm')) return ['am']
  return ['full', 'am', 'pm']
}

export function month_before(month, n = 1) {
  const [y, m] = month.split('-').map(Number)
  const all = y * 12 + m - 1 - n
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}-01`
}
