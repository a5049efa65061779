/* i18n.test.mjs - both languages say everything, and components say nothing of their own. */
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import zh, { areas as zh_areas } from '../../www/src/i18n/zh-CN/index.js'
import zh_first from '../../www/src/i18n/zh-CN/first.js'
import en, { areas as en_areas } from '../../www/src/i18n/en/index.js'

const src = fileURLToPath(new URL('../../www/src/', import.meta.url))
const sources = readdirSync(src, { recursive: true })
  .filter((f) => /\.(vue|js)$/.test(f) && !f.startsWith('i18n/zh-CN') && !f.startsWith('i18n/en'))
  .map((f) => [f, readFileSync(src + f, 'utf8')])

function keys(node, prefix = '') {
  return Object.entries(node).flatMap(([k, v]) =>
    typeof v === 'string' ? [prefix + k] : keys(v, `${prefix}${k}.`),
  )
}
const at = (node, key) => key.split('.').reduce((n, part) => n?.[part], node)

test('both languages have the same keys', () => {
  assert.deepEqual(keys(en).sort(), keys(zh).sort())
})

test('a group of texts stands in one file, the same in both languages', () => {
  const places = (areas) =>
    Object.entries(areas).flatMap(([area, texts]) =>
      Object.keys(texts).map((group) => [group, area]),
    )
  const zh_places = places(zh_areas)
  assert.equal(new Map(zh_places).size, zh_places.length, 'one group in two files')
  assert.deepEqual(Object.fromEntries(places(en_areas)), Object.fromEntries(zh_places))
})

test('both languages take the same parameters', () => {
  const slots = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
  for (const key of keys(zh))
    assert.deepEqual(slots(at(en, key)), slots(at(zh, key)), `parameters of ${key}`)
})

test('every key that is written out in a source exists', () => {
  for (const [file, text] of sources)
    for (const [, key] of text.matchAll(/\bt\(\s*'([a-z_]+(?:\.[\w]+)+)'/g))
      assert.equal(typeof at(zh, key), 'string', `${file} asks for ${key}`)
})

test('what is shown before signing in is among the first texts', () => {
  const early = sources.filter(([f]) =>
    /^(pages\/Login|components\/(LoginSide|ComboBox|PageState)|api\/http|App)\./.test(f),
  )
  assert.equal(early.length, 6)
  for (const [file, text] of early)
    for (const [, key] of text.matchAll(/\bt\(\s*'([a-z_]+(?:\.[\w]+)+)'/g))
      assert.equal(typeof at(zh_first, key), 'string', `${file} asks for ${key}`)
})

test('every group that a source builds a key from exists', () => {
  for (const [file, text] of sources)
    for (const [, group] of text.matchAll(/\bt\(\s*`([a-z_]+)\.\$\{/g))
      assert.equal(typeof zh[group], 'object', `${file} asks for ${group}.*`)
})

test('no Chinese stands outside the messages', () => {
  for (const [file, text] of sources) {
    const plain = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
    assert.ok(!/[\u4e00-\u9fff]/.test(plain), `${file} holds Chinese text`)
  }
})
