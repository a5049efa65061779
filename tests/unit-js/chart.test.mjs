// chart.test.mjs - the geometry of charts: round marks, bars in their step, lines that break.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { label_step, lay_out, scale_of } from '../../www/src/lib/chart.js'

test('marks are round, whole for counts, and reach the highest value', () => {
  assert.deepEqual(scale_of(0).marks, [0, 1])
  assert.deepEqual(scale_of(1).marks, [0, 1])
  assert.deepEqual(scale_of(3).marks, [0, 1, 2, 3])
  assert.deepEqual(scale_of(1409).marks, [0, 500, 1000, 1500])
  assert.deepEqual(scale_of(0.4).marks, [0, 0.1, 0.2, 0.3, 0.4])
  for (const max of [7, 10, 11, 99, 101, 12345])
    assert.ok(scale_of(max).top >= max && scale_of(max).top < max * 2)
})

test('bars stand side by side on the ground line, lines break where there is no data', () => {
  const chart = lay_out({
    bars: [
      { color: 'a', values: [10, 0] },
      { color: 'b', values: [5, null] },
    ],
    lines: [
      { color: 'c', values: [null, 10] },
      { color: 'd', values: [1, null] },
    ],
    count: 2,
    width: 240,
    height: 100,
    left: 40,
  })
  assert.deepEqual(chart.scale.marks, [0, 5, 10])
  const [first, , second] = chart.rects
  assert.deepEqual([first.y, first.height], [0, 100])
  assert.deepEqual([second.y, second.height], [50, 50])
  assert.ok(second.x >= first.x + first.width)
  assert.ok(first.x >= 40 && second.x + second.width <= 140)
  assert.equal(chart.paths[0].d, 'M190.0 0.0')
  assert.equal(chart.paths[1].dots.length, 1)
})

test('labels are left out before they meet', () => {
  assert.equal(label_step(12, 700), 1)
  assert.equal(label_step(31, 600), 3)
})
