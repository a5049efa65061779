/* figures.js - what dashboards show of figures: values, comparisons, bars, where a number leads. */
import { show_count } from './numbers.js'

const missing = (value) => value === null || value === undefined

/* "10,542.0", or null where there is no data: that is never shown as 0. */
export function show_value(value, decimals = 0) {
  if (missing(value)) return null
  return show_count(decimals > 0 ? Number(value).toFixed(decimals) : value)
}

/* Against the same days of last year: {sign, good, text} or null. The change of a share is in points. */
export function change_of(figure) {
  const before = figure.compare?.last_year
  if (!before || missing(before.change)) return null
  const sign = Math.sign(before.change)
  const share = figure.kind === 'ratio'
  const amount = share || missing(before.rate) ? before.change : before.rate
  const digits = share ? figure.decimals : missing(before.rate) ? figure.decimals : 1
  const text = `${sign > 0 ? '+' : ''}${show_value(amount, digits)}`
  const good =
    sign === 0 || figure.direction === 'none' ? 0 : figure.direction === 'up' ? sign : -sign
  return { sign, good, text, relative: !share && !missing(before.rate) }
}

/* The figures of a part in its order; what is not in force is left out. */
export function figures_of(part, values) {
  return part.figures.map((code) => values.find((v) => v.code === code)).filter(Boolean)
}

/* Bars and a line in a box of the height 100 and 10 to each month: {bars, line, most}. */
export function month_shapes(items) {
  const most = Math.max(0, ...items.flatMap((i) => [i.value ?? 0, i.before ?? 0]))
  const height = (n) => (most > 0 ? (Math.max(0, n) / most) * 96 : 0)
  const bars = items.map((item, i) => ({
    key: item.key,
    x: i * 10 + 2.2,
    y: 100 - height(item.value ?? 0),
    height: height(item.value ?? 0),
  }))
  const points = items.map((item, i) =>
    missing(item.before) ? null : [i * 10 + 5, 100 - height(item.before)],
  )
  return { bars, lines: runs(points), most }
}

/* Stretches of points without a gap, as an SVG polyline wants them. */
function runs(points) {
  const out = []
  let run = []
  for (const p of [...points, null]) {
    if (p) run.push(p.map((n) => Math.round(n * 100) / 100).join(','))
    else if (run.length > 0) {
      out.push(run.join(' '))
      run = []
    }
  }
  return out
}

/* This period, last year and what was agreed as bars on one scale: [{kind, value, share}]. */
export function compare_bars(figure) {
  const bars = [
    { kind: 'now', value: figure.value },
    { kind: 'before', value: figure.compare?.last_year?.value },
    { kind: 'target', value: figure.compare?.target?.value },
  ].filter((b) => b.kind !== 'target' || !missing(b.value))
  const most = Math.max(0, ...bars.map((b) => Number(b.value ?? 0)))
  return bars.map((b) => ({
    ...b,
    share: most > 0 ? Math.max(0, (Number(b.value ?? 0) / most) * 100) : 0,
  }))
}

/* Rows of the table by unit, the highest of a column first and what has no data last, each with its
 * share of the highest. */
export function ranked_units(rows, code) {
  const value = (r) => r.values?.[code] ?? null
  const known = rows.filter((r) => value(r) !== null)
  const most = Math.max(0, ...known.map(value))
  const order = [...rows].sort((a, b) => {
    if (value(a) === null || value(b) === null) return (value(a) === null) - (value(b) === null)
    return value(b) - value(a) || String(a.key).localeCompare(String(b.key))
  })
  return order.map((r) => ({
    ...r,
    share: most > 0 && value(r) !== null ? Math.max(0, (value(r) / most) * 100) : 0,
  }))
}

/* Which rows a number of a unit stands for: of a region below, or of an institution. */
export function unit_filter(scope_kind, scope_id, key) {
  const by_region = scope_kind === 'region' && Number(scope_id) % 100 === 0
  return by_region ? { county: key } : { unit: key }
}

/* The dashboard that a unit's name opens, or null. */
export function unit_place(scope_kind, scope_id, key) {
  if (scope_kind === 'region' && Number(scope_id) % 100 === 0) {
    if (String(key) === String(scope_id)) return null
    const level = Number(key) % 100 === 0 ? 'province' : 'county'
    return { code: level, scope: `region:${key}` }
  }
  if (scope_kind === 'region' || scope_kind === 'alliance')
    return { code: 'hospital', scope: `org:${key}` }
  return null
}

/* A month's short name in the axis: its number, January with the year. */
export const month_of = (key) => Number(String(key).slice(5, 7))

/* The label of a kind that a figure is cut by ("donations.kind", "attendance.work.kind"), or null. */
export function code_label(type, cut, kind) {
  if (!type || !cut || cut === 'text') return null
  const [, ...path] = cut.split('.')
  const name = path.pop()
  const fields = path.length > 0 ? type.lines.find((l) => l.name === path[0])?.fields : type.fields
  const field = (fields ?? []).find((f) => f.name === name)
  return field?.codes?.find((c) => c.code === kind)?.label ?? null
}
