/* paste.js - cells copied from a spreadsheet into the rows of a form. */
import { blank_line, blank_value } from './record_form.js'
import { asked_fields, is_reference } from './record_type.js'
import { read_quantity } from './quantity.js'
import { tidy_number } from './money.js'

/* Rows of cells from what Excel and WPS put on the clipboard; null where it is one plain value. */
export function read_cells(text) {
  const source = String(text ?? '').replace(/\r\n?/g, '\n')
  if (!/[\t\n]/.test(source.replace(/\n$/, ''))) return null
  const rows = [[]]
  const pattern = /("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)(\t|\n|$)/g
  for (const [whole, cell, end] of source.matchAll(pattern)) {
    if (whole === '' && end === '') break
    const quoted = cell.length > 1 && cell[0] === '"' && cell[cell.length - 1] === '"'
    const plain = quoted ? cell.slice(1, -1).replace(/""/g, '"') : cell
    rows[rows.length - 1].push(plain.replace(/\s+/g, ' ').trim())
    if (end === '\n') rows.push([])
    if (end === '') break
  }
  while (rows.length > 0 && rows[rows.length - 1].every((c) => c === '')) rows.pop()
  return rows
}

/* "2026/5/1", "2026.5.1", "20260501" or with the Chinese signs, as an ISO day; '' where it is none. */
export function read_day(text) {
  const tidy = tidy_number(text)
  const m =
    /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/.exec(tidy) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(tidy)
  if (!m) return ''
  const day = `${m[1]}-${m[2].padStart(2, '0')}-${m[3].padStart(2, '0')}`
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? day : ''
}

/* What a box holds for a pasted text; yes and no: what the language calls them. */
export function pasted_value(field, text, { yes, no }) {
  const same = (label) => String(label ?? '').toLowerCase() === text.toLowerCase()
  if (is_reference(field)) return null
  if (field.type === 'date') return read_day(text)
  if (field.type === 'boolean') return same(yes) ? true : same(no) ? false : null
  if (field.type === 'code')
    return field.codes.find((c) => same(c.code) || same(c.label.zh) || same(c.label.en))?.code ?? ''
  if (field.type !== 'quantity') return text
  const { value, exactness } = read_quantity(text, { unit: field.unit })
  return { ...blank_value(field), text: String(value ?? text), ...(exactness && { exactness }) }
}

/* The rows with the cells laid over them from a row and a column on; rows are added as far as max. */
export function paste_cells(lines, rows, at, cells, { max = 200, ...words }) {
  const out = [...rows]
  const fields = asked_fields(lines)
  cells.forEach((row, i) => {
    const n = at.row + i
    if (n >= max) return
    while (out.length <= n) out.push(blank_line(lines))
    const next = { ...out[n] }
    row.forEach((text, j) => {
      const field = fields[at.column + j]
      if (field) next[field.name] = pasted_value(field, text, words)
    })
    out[n] = next
  })
  return out
}
