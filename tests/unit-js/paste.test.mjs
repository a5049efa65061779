/* paste.test.mjs - cells of a spreadsheet come into the rows of a form. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { donations as raw_donations } from '../browser/mock_types.mjs'
import { paste_cells, pasted_value, read_cells, read_day } from '../../www/src/lib/paste.js'
import { blank_line } from '../../www/src/lib/record_form.js'
import { read_type } from '../../www/src/lib/record_type.js'

const lines = read_type(raw_donations).lines[0]
const said = { yes: '是', no: '否' }

test('one plain value is pasted as ever; rows and columns are cells', () => {
  assert.equal(read_cells('彩超'), null)
  assert.equal(read_cells('彩超\r\n'), null)
  assert.deepEqual(read_cells('彩超\t2\r\n探头\t30余\r\n'), [
    ['彩超', '2'],
    ['探头', '30余'],
  ])
  assert.deepEqual(read_cells('a\n\nb'), [['a'], [''], ['b']])
  assert.deepEqual(read_cells('"两行\n一格"\t"说""好"""\t\n'), [['两行 一格', '说"好"', '']])
})

test('days in any usual form are ISO days, those that do not exist are none', () => {
  for (const text of ['2026-5-1', '2026/05/01', '2026.5.1', '20260501', '2026年5月1日'])
    assert.equal(read_day(text), '2026-05-01', text)
  for (const text of ['2026-02-30', '2026-13-01', '5月1日', '', '20260532'])
    assert.equal(read_day(text), '', text)
  assert.equal(read_day('2028-02-29'), '2028-02-29')
})

test('a pasted text becomes what its box holds', () => {
  const codes = [{ code: 'oral', label: { zh: '口头', en: 'Oral' } }]
  assert.equal(pasted_value({ type: 'code', codes }, '口头', said), 'oral')
  assert.equal(pasted_value({ type: 'code', codes }, 'ORAL', said), 'oral')
  assert.equal(pasted_value({ type: 'code', codes }, '别的', said), '')
  assert.equal(pasted_value({ type: 'boolean' }, '否', said), false)
  assert.equal(pasted_value({ type: 'boolean' }, '?', said), null)
  assert.deepEqual(pasted_value({ type: 'quantity', unit: '人' }, '300余人', said), {
    text: '300',
    exactness: 'over',
  })
  assert.deepEqual(pasted_value({ type: 'quantity' }, '很多', said), {
    text: '很多',
    exactness: 'exact',
  })
  assert.equal(pasted_value({ type: 'staff' }, '张三', said), null)
})

test('cells are laid over the rows from where one stands, rows are added, up to the limit', () => {
  const rows = [blank_line(lines), { ...blank_line(lines), name: '留下', unit: '台' }]
  const cells = [
    ['S9', '2', '台', '', '200,000'],
    ['探头', '30余', '个', '1', '2', 'too far'],
    ['x', '1'],
  ]
  const out = paste_cells(lines, rows, { row: 1, column: 1 }, cells, { max: 3, ...said })
  assert.equal(out.length, 3)
  assert.deepEqual(rows[1].specification, '', 'the rows given stay as they were')
  assert.equal(out[0], rows[0])
  assert.deepEqual(
    [out[1].name, out[1].specification, out[1].quantity.text, out[1].value_fen],
    ['留下', 'S9', '2', '200,000'],
  )
  assert.deepEqual([out[2].name, out[2].quantity.exactness, out[2].value_fen], ['', 'over', '2'])
  assert.equal(new Set(out.map((row) => row.key)).size, 3)
})
