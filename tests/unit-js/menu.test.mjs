/* menu.test.mjs - what stands in the side menu, and in which order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { menu_for } from '../../www/src/layout/menu.js'

const types = [
  { name: 'agreements', label: '协议', confirms: 'other', may: { read: true, write: true } },
]
const codes = (...rights) =>
  menu_for((right) => rights.includes(right), types).map((group) => group.code)

test('who oversees finds the whole before the records', () => {
  assert.deepEqual(codes('oversight.read', 'figure.read', 'referral.read'), [
    'work',
    'oversight',
    'referral',
    'records',
  ])
})

test('a hospital finds its referrals and records before figures', () => {
  assert.deepEqual(codes('oversight.read', 'figure.read', 'referral.read', 'referral.answer'), [
    'work',
    'referral',
    'records',
    'oversight',
  ])
})
