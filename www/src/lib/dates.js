/* dates.js - calendar days and moments as people in Asia/Shanghai read them. */
const offset_ms = 8 * 3600 * 1000

const pad = (n) => String(n).padStart(2, '0')

/* The parts of a moment on a Shanghai wall clock, whatever the PC's own zone says. */
function parts(moment) {
  const d = new Date(new Date(moment).getTime() + offset_ms)
  return Number.isNaN(d.getTime()) ? null : d
}

export function day_of(moment) {
  const d = parts(moment)
  return d ? d.toISOString().slice(0, 10) : ''
}

export function today() {
  return day_of(Date.now())
}

export function time_of(moment) {
  const d = parts(moment)
  return d ? `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}` : ''
}

/* "2026-03-05 14:20"; a plain date stays one. */
export function show_moment(moment) {
  if (!moment) return ''
  if (/^\d{4}-\d\d-\d\d$/.test(moment)) return moment
  return `${day_of(moment)} ${time_of(moment)}`
}

/* Short for lists: today only the time, this year without the year. */
export function show_short(moment, now = Date.now()) {
  if (!moment) return ''
  const day = day_of(moment)
  if (day === day_of(now)) return time_of(moment)
  return day.slice(0, 4) === day_of(now).slice(0, 4) ? `${day.slice(5)} ${time_of(moment)}` : day
}

/* What the date picker gives ("2026-03-05 14:20:00", Shanghai time) as the API wants it. */
export function to_moment(text) {
  return text ? `${text.replace(' ', 'T').slice(0, 19)}+08:00` : null
}

export function from_moment(moment) {
  return moment ? `${day_of(moment)} ${time_of(moment)}:00` : ''
}

/* {unit: 'day'|'hour'|'minute', n}: how long ago, or null after a month. */
export function ago(moment, now = Date.now()) {
  const minutes = Math.floor((now - new Date(moment).getTime()) / 60000)
  if (Number.isNaN(minutes) || minutes < 0) return null
  if (minutes < 60) return { unit: 'minute', n: minutes }
  if (minutes < 60 * 24) return { unit: 'hour', n: Math.floor(minutes / 60) }
  const n = Math.floor(minutes / 60 / 24)
  return n <= 30 ? { unit: 'day', n } : null
}

export function add_days(day, n) {
  const d = new Date(`${day}T00:00:00Z`)
  d.setUTCDate(d.getUTCDate() + n)
  return d.toISOString().slice(0, 10)
}
