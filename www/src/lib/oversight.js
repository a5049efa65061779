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

/* {columns, cells: [{column, row, ...item}]}; counties without a known place go on rows of ten. */
export function tile_grid(items) {
  const known = items.length > 0 && items.every((i) => qinghai[i.key])
  const cells = items.map((item, i) => {
    const [column, row] = known ? qinghai[item.key] : [(i % 10) + 1, Math.floor(i / 10) + 1]
    return { ...item, column, row }
  })
  return { columns: Math.max(1, ...cells.map((c) => c.column)), cells }
}
