/* promotion.test.mjs - QR codes as a reader read them, numbers and codes as they are typed, the drawing. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import zh from '../../www/src/i18n/zh-CN/index.js'
import {
  draw_ledger,
  is_certificate_number,
  reason_words,
  requirement_words,
  tidy_code,
  tidy_number,
  version_why,
  week_days,
  week_tone,
} from '../../www/src/lib/promotion.js'
import { qr_code } from '../../www/src/lib/qr.js'

const t = (key, params = {}) =>
  key
    .split('.')
    .reduce((node, part) => node[part], zh)
    .replace(/\{(\w+)\}/g, (all, name) => params[name])
const digest = (m) =>
  createHash('sha256')
    .update(m.map((r) => r.map(Number).join('')).join('\n'))
    .digest('hex')

/* These three were read back by jsQR 1.4 when the digests were taken. */
test('QR codes: one block, the address of a check, four blocks of Chinese', () => {
  const address = 'https://portal.example.cn/#/verify/2026630106000001X/ABCDEFGHJKMNPQRS'
  for (const [text, size, hash] of [
    ['A', 21, '2bae48594b732587'],
    [address, 37, 'a415f3425b9515f2'],
    ['医联'.repeat(17), 41, '4bf44926e5eb1c33'],
  ]) {
    const m = qr_code(text)
    assert.equal(m.length, size, text)
    assert.equal(digest(m).slice(0, 16), hash, text)
  }
  assert.equal(qr_code('x'.repeat(106)).length, 41)
  assert.equal(qr_code('x'.repeat(107)), null)
})

test('a number is told wrong before anybody is asked; spaces and look-alikes are mended', () => {
  assert.ok(is_certificate_number('2026630106000001X'))
  for (const wrong of ['20266301060000010', '2026630106000010X', '2026630106000001', '', 'X'])
    assert.ok(!is_certificate_number(wrong), wrong)
  assert.equal(tidy_number(' 2026 6301 0600 0001 x'), '2026630106000001X')
  assert.equal(tidy_code('bxmt-hIm5 agoo 6ykL'), 'BXMTH1M5AG006YK1')
})

test('reasons and requirements in words', () => {
  const week = { code: 'short_week', week: '2013-W34', had: '2.0', wanted: 3 }
  assert.equal(reason_words(week, t), '2013-W34：实到 2 天，应到 3 天')
  assert.equal(
    reason_words({ code: 'too_short', per: 'posting', had: 0, wanted: null, amount: 6 }, t),
    '没有计入的服务',
  )
  assert.equal(
    reason_words({ code: 'too_short', per: 'posting', had: 0, amount: 6 }, t),
    '没有计入的服务',
  )
  assert.equal(
    reason_words({ ...week, code: 'week_waiting', had: '0.0', waiting: '4.5' }, t),
    '2013-W34：4.5 天待受援单位确认，已确认 0 天，应到 3 天',
  )
  assert.equal(week_tone({ had: 0, wanted: 3, short: false, running: false }), 'amber')
  assert.equal(week_tone({ had: 3, wanted: 3, short: false, running: false }), 'green')
  const version = { posted_on: null, in_force: false, reached_on: null }
  assert.equal(version_why(version, '2017-06-30', t), '没有更早的版本')
  assert.equal(
    version_why({ ...version, in_force: true, reached_on: '2017-01-01' }, '2017-06-30', t),
    '2017-06-30 施行中；2017-01-01 达到要求',
  )
  assert.equal(
    reason_words({ code: 'refused', on: '2013-03-01', bars: 2013 }, t),
    '2013-03-01 拒绝派驻，取消 2013 年度资格',
  )
  const asked = { amount: 6, unit: 'month', per: 'posting', week_days: 3 }
  assert.equal(requirement_words(asked, t), '连续服务满 6 个月；每周至少 3 个工作日；鉴定合格')
})

test('the drawing: bars to the day, cells for weeks, ticks that fit', () => {
  const posting = { first: '2022-01-01', last: '2022-12-31', counted: true, passed: false }
  const ledger = {
    as_of: '2022-12-31',
    earliest_on: null,
    postings: [posting, { ...posting, first: '2022-07-02', counted: false }],
    stretches: [{ first: '2022-01-01', last: '2022-12-31', days: 365 }],
    weeks: [{ week: '2022-W01', first: '2022-01-03', last: '2022-01-09', short: true }],
  }
  const d = draw_ledger(ledger, 730)
  assert.deepEqual([d.postings[0].x, d.postings[0].width, d.postings[0].tone], [0, 730, 'red'])
  assert.deepEqual([d.postings[1].x, d.postings[1].tone, d.now], [364, 'grey', 730])
  assert.deepEqual([d.weeks[0].x, d.weeks[0].width, d.weeks[0].tone], [4, 14, 'red'])
  assert.equal(d.ticks.length, 12)
  assert.equal(d.earliest, null)
  assert.equal(draw_ledger({ ...ledger, postings: [] }, 730), null)
  const running = draw_ledger(
    {
      ...ledger,
      as_of: '2022-02-09',
      earliest_on: '2022-03-10',
      postings: [{ ...posting, first: '2022-01-10', last: '2022-02-09' }],
    },
    600,
  )
  assert.deepEqual([running.now, running.earliest], [310, 600], 'after the last day, not before')
  assert.deepEqual(
    running.ticks.map((k) => k.label),
    ['2022-02', '2022-03'],
    'no tick before the first day',
  )
  assert.deepEqual(
    week_days({ days: { '2022-01-05': 1, '2022-01-03': 2, '2022-01-04': 2 } }).map((w) => w.day),
    ['2022-01-03', '2022-01-04', '2022-01-05'],
  )
})
