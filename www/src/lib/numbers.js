/* numbers.js - figures as they stand in tables and tiles. */
export function show_count(n) {
  if (n === null || n === undefined || n === '') return '\u2014'
  const [whole, part] = String(n).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}

/* How much waits on a worklist: the server counts to 1000, which stands for "or more". */
export function show_waiting(n) {
  if (n === null || n === undefined) return '\u2013'
  return n >= 1000 ? '999+' : String(n)
}

export function show_percent(numerator, denominator, digits = 1) {
  if (!denominator) return '\u2014'
  return `${((numerator / denominator) * 100).toFixed(digits)}%`
}

/* Change against an earlier value: {sign: 1|0|-1, text} or null where there is nothing to compare. */
export function change(now, before) {
  if (before === null || before === undefined || now === null || now === undefined) return null
  const diff = now - before
  if (before === 0)
    return { sign: Math.sign(diff), text: diff > 0 ? `+${show_count(diff)}` : `${diff}` }
  const percent = (diff / before) * 100
  return { sign: Math.sign(diff), text: `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%` }
}

export function show_bytes(n) {
  if (n < 1024) return `${n} B`
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(0)} KB`
  return `${(n / 1024 / 1024).toFixed(1)} MB`
}
