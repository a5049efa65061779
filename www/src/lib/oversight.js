/* oversight.js - the measures of referrals: order, units, ratios, ranking, tiles. */
export const key_measures = ['up_visits', 'up_persons', 'down_visits', 'down_persons']

export const table_measures = [
  'up_visits',
  'up_persons',
  'down_visits',
  'down_persons',
  'down_inpatient_visits',
  'sent',
  'answered',
  'accepted',
  'came',
  'closed',
]

export const cuts = ['county', 'from', 'to', 'pair', 'department', 'disease']

export function show_duration(seconds) {
  if (seconds === null || seconds === undefined) return null
  if (seconds < 3600) return { unit: 'minute', n: Math.round(seconds / 60) }
  if (seconds < 48 * 3600) return { unit: 'hour', n: Math.round(seconds / 360) / 10 }
  return { unit: 'day', n: Math.round(seconds / 8640) / 10 }
}

/* Rows with the largest value first, each with its share of the largest for a bar. */
export function ranked(items, measure) {
  const sorted = [...items].sort((a, b) => (b[measure] ?? 0) - (a[measure] ?? 0))
  const most = Math.max(1, ...sorted.map((i) => i[measure] ?? 0))
  return sorted.map((item, i) => ({
    ...item,
    rank: i + 1,
    share: Math.max(0, (item[measure] ?? 0) / most),
  }))
}

/* "9月" or "2016-09-05" for the first day of a step of time. */
export function time_label(key, step, t) {
  if (step === 'month') return t('period.short_month', { n: Number(String(key).slice(5, 7)) })
  if (step === 'year') return String(key).slice(0, 4)
  return String(key).slice(5)
}

/* Days for a month or less, weeks up to a quarter, then months. */
export function step_of_days(from, to) {
  const days = Math.round((new Date(to) - new Date(from)) / 86400000) + 1
  if (days <= 31) return 'day'
  return days <= 92 ? 'week' : days <= 366 * 3 ? 'month' : 'year'
}

/* What a row of a table is called; a code where it has no name. */
export function row_name(item, by, t) {
  if (by === 'pair' && item.from?.name) return `${item.from.name} \u2192 ${item.to?.name ?? ''}`
  if (item.name) return item.name
  if (item.key === '' || item.key === 'unknown') return t('oversight.unknown')
  return item.key
}

/* Which rows a number stands for, as the parameters of the list of rows. */
export function rows_filter(by, item) {
  if (!item) return {}
  if (by === 'pair') return { sender: item.from?.id, receiver: item.to?.id }
  const names = { from: 'sender', to: 'receiver' }
  return { [names[by] ?? by]: item.key }
}

/* A measure of the table as a figure and a direction of the list of rows. */
export function rows_query({ measure, ...rest }) {
  const m = /^(up|down|same_level)_(?:inpatient_|outpatient_)?(?:visits|persons)$/.exec(
    measure ?? '',
  )
  return m ? { ...rest, figure: 'visits', direction: m[1] } : { ...rest, figure: measure }
}

const endings =
  /((\u571f|\u56de|\u6492\u62c9|\u8499\u53e4|\u85cf)\u65cf)*(\u81ea\u6cbb)?([\u53bf\u533a\u5e02\u5dde]|\u884c\u653f\u59d4\u5458\u4f1a|\u884c\u59d4)$/

/* A county's name without its ending, for a narrow square. */
export function short_county(name) {
  const short = String(name ?? '').replace(endings, '')
  return short.length >= 2 ? short : String(name ?? '')
}

/* Five steps of colour by the square root, so that one great county does not pale all others. */
export function shade(value, most) {
  if (!value || most <= 0) return 0
  return Math.min(5, Math.max(1, Math.ceil(Math.sqrt(value / most) * 5)))
}

/* Where the counties of Qinghai lie, roughly, as columns and rows of squares. */
const qinghai = {
  630102: [9, 3],
  630103: [8, 3],
  630104: [7, 3],
  630105: [8, 2],
  630106: [7, 4],
  630121: [7, 2],
  630123: [6, 3],
  630202: [9, 4],
  630203: [10, 4],
  630222: [11, 4],
  630223: [9, 2],
  630224: [8, 4],
  630225: [10, 3],
  632221: [8, 1],
  632222: [6, 1],
  632223: [7, 1],
  632224: [5, 2],
  632301: [8, 6],
  632322: [9, 5],
  632323: [8, 7],
  632324: [9, 7],
  632521: [6, 4],
  632522: [7, 6],
  632523: [8, 5],
  632524: [5, 5],
  632525: [6, 5],
  632621: [7, 7],
  632622: [6, 9],
  632623: [7, 8],
  632624: [6, 8],
  632625: [8, 8],
  632626: [5, 7],
  632701: [4, 9],
  632722: [2, 9],
  632723: [4, 8],
  632724: [2, 8],
  632725: [4, 10],
  632726: [3, 8],
  632801: [3, 5],
  632802: [4, 4],
  632803: [1, 3],
  632821: [5, 4],
  632822: [4, 5],
  632823: [5, 3],
  632825: [2, 4],
  632857: [3, 4],
}

/* {columns, cells: [{column, row, ...item}]}. What has no known place (a city's own institutions, a
 * province we have no map of) goes on rows below, as many in a row as there are columns. */
export function tile_grid(items) {
  const placed = items.filter((i) => qinghai[i.key])
  const others = items.filter((i) => !qinghai[i.key])
  const cells = placed.map((item) => {
    const [column, row] = qinghai[item.key]
    return { ...item, column, row }
  })
  const columns = cells.length > 0 ? Math.max(10, ...cells.map((c) => c.column)) : 10
  const below = Math.max(0, ...cells.map((c) => c.row))
  others.forEach((item, i) =>
    cells.push({ ...item, column: (i % columns) + 1, row: below + 1 + Math.floor(i / columns) }),
  )
  return { columns, cells }
}

/* Counties without a single referral are shown too: the divisions of the region, with their figures. */
export function with_silent(items, divisions) {
  const known = new Set(items.map((i) => String(i.key)))
  const silent = divisions
    .filter((d) => !known.has(String(d.code)))
    .map((d) => ({ key: String(d.code), name: d.name }))
  return [...items, ...silent]
}
