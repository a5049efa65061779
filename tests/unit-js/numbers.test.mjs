/* numbers.test.mjs - money and quantities as people write them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain_yuan, read_yuan, show_yuan, sum_fen, wan_of } from '../../www/src/lib/money.js'
import { read_decimal, read_quantity, read_whole } from '../../www/src/lib/quantity.js'

test('yuan become fen without a binary fraction', () => {
  const cases = [
    ['205408', 20540800],
    ['205,408.00', 20540800],
    ['0.29', 29],
    ['1.1', 110],
    ['4.35', 435],
    ['1129.6', 112960],
    ['.5', 50],
    ['8.', 800],
    ['0', 0],
    ['-0', 0],
    ['-12.5', -1250],
    ['０１２．５０', 1250],
    ['￥1,200,000', 120000000],
    [' 50 万元 ', 50000000],
    ['259万', 259000000],
    ['0.000001万', 1],
    ['1.2亿', 12000000000],
    ['9999999999999.99', 999999999999999],
  ]
  for (const [text, fen] of cases) assert.deepEqual(read_yuan(text), { fen }, text)
})

test('what is no amount is told by its fault', () => {
  const cases = [
    ['', 'empty'],
    ['  ', 'empty'],
    [null, 'empty'],
    ['.', 'number'],
    ['-', 'number'],
    ['万', 'number'],
    ['12，34', 'number'],
    ['1,23,456', 'number'],
    ['1.2.3', 'number'],
    ['1e5', 'number'],
    ['五万', 'number'],
    ['0.001', 'fraction'],
    ['1.2345678万', 'fraction'],
    ['10000000000000', 'large'],
  ]
  for (const [text, fault] of cases) assert.deepEqual(read_yuan(text), { fault }, String(text))
})

test('fen are shown, and what is shown in a box reads back the same', () => {
  assert.equal(show_yuan(20540800), '205,408.00')
  assert.equal(show_yuan(5), '0.05')
  assert.equal(show_yuan(-123456789), '-1,234,567.89')
  assert.equal(show_yuan(0), '0.00')
  for (const none of [null, undefined, '']) {
    assert.equal(show_yuan(none), '')
    assert.equal(plain_yuan(none), '')
    assert.equal(wan_of(none || null), '')
  }
  assert.deepEqual(read_decimal('1.5', { min: 2 }), { fault: 'small' })
  assert.deepEqual(read_decimal('2', { min: 2, max: 3 }), { value: 2 })
  assert.deepEqual(read_decimal('3.01', { min: 2, max: 3 }), { fault: 'large' })
  assert.deepEqual(read_decimal('-7', {}), { value: -7 }, 'without limits any number')
  assert.equal(wan_of(20540800), '20.5408')
  assert.equal(wan_of(500000000), '500')
  assert.equal(wan_of(999999), '')
  for (const fen of [0, 1, 29, 110, 100, 20540850, 999999999999999, -7])
    assert.deepEqual(read_yuan(plain_yuan(fen)), { fen })
  for (let fen = 0; fen < 20000; fen += 7) assert.deepEqual(read_yuan(show_yuan(fen)), { fen })
})

test('a sum is known only where each amount is', () => {
  assert.equal(sum_fen([1, 2, 3]), 6)
  assert.equal(sum_fen([]), 0)
  assert.equal(sum_fen([1, null]), null)
  assert.equal(sum_fen([Number.MAX_SAFE_INTEGER, 1]), null)
})

test('whole numbers and decimals keep to their range', () => {
  assert.deepEqual(read_whole('1,200'), { value: 1200 })
  assert.deepEqual(read_whole('３００'), { value: 300 })
  assert.deepEqual(read_whole('1.5'), { fault: 'number' })
  assert.deepEqual(read_whole('-1'), { fault: 'small' })
  assert.deepEqual(read_whole('32', { min: 1, max: 31 }), { fault: 'large' })
  assert.deepEqual(read_whole(''), { fault: 'empty' })
  assert.deepEqual(read_decimal('0.50', { decimals: 1 }), { value: 0.5 })
  assert.deepEqual(read_decimal('0.55', { decimals: 1 }), { fault: 'decimals' })
  assert.deepEqual(read_decimal('abc'), { fault: 'number' })
  assert.deepEqual(read_decimal('.', {}), { fault: 'number' })
  assert.deepEqual(read_decimal('101', { max: 100 }), { fault: 'large' })
})

test('a quantity says how exact it is', () => {
  const cases = [
    ['300', { value: 300 }],
    ['近20', { value: 20, exactness: 'near' }],
    ['近20名', { value: 20, exactness: 'near' }],
    ['300余', { value: 300, exactness: 'over' }],
    ['300余名', { value: 300, exactness: 'over' }],
    ['300名余', { value: 300, exactness: 'over' }],
    ['约 1,000 名', { value: 1000, exactness: 'about' }],
    ['50名以上', { value: 50, exactness: 'at_least' }],
    ['50+', { value: 50, exactness: 'at_least' }],
    ['近', { fault: 'number' }],
    ['近约3', { fault: 'number' }],
    ['', { fault: 'empty' }],
  ]
  for (const [text, want] of cases)
    assert.deepEqual(read_quantity(text, { unit: '名' }), want, text)
})
