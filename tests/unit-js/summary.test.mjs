// summary.test.mjs - a summary in the editor: there and back, identities, what goes to the server.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EditorState, TextSelection } from '../../www/node_modules/prosemirror-state/dist/index.js'
import { splitBlock } from '../../www/node_modules/prosemirror-commands/dist/index.js'
import { refresh } from '../../www/src/lib/summary_refresh.js'
import {
  from_editor,
  keep_identities,
  schema,
  to_editor,
} from '../../www/src/lib/summary_schema.js'
import {
  kept_findings,
  parts_of,
  place_of_offer,
  rows_place,
  sort_findings,
  token_period,
  tokens_of,
  with_offer,
} from '../../www/src/lib/summary_show.js'

const token = (id, more = {}) => ({
  id,
  code: 'up_visits',
  scope: 'alliance:1',
  period: 'year:2016',
  structure: 'then',
  style: 'exact',
  name: '上转人次',
  unit: '人次',
  value: 1409,
  shown: '1409人次',
  state: 'ok',
  ...more,
})
const document = {
  blocks: [
    {
      id: 'h',
      part: 'results',
      origin: 'generated',
      kind: 'heading',
      level: 1,
      content: [{ text: '工作成效' }],
    },
    {
      id: 'p',
      part: 'up',
      origin: 'generated',
      kind: 'paragraph',
      content: [{ text: '上转患者' }, { token: token('t1') }, { text: '。' }],
    },
    { id: 'l', part: null, origin: 'own', kind: 'list_item', content: [] },
    {
      id: 'b',
      part: 'units',
      origin: 'generated',
      kind: 'table',
      rows: [
        [[{ text: '单位' }], [{ text: '人次' }]],
        [[{ text: '示范卫生院' }], [{ token: token('t2', { member: '12' }) }]],
      ],
    },
  ],
}
const asked = ({ id, code, scope, period, structure, style, member }) => ({
  token: { id, code, scope, period, structure, style, ...(member && { member }) },
})

let n = 0
const start = (doc = to_editor(document)) => {
  n = 0
  return EditorState.create({ doc, plugins: [keep_identities(() => `new${++n}`)] })
}
const block = (state, i) => ({ ...state.doc.child(i).attrs })

test('a document goes through the editor whole, without the values of its numbers', () => {
  const back = from_editor(to_editor(document))
  const sent = structuredClone(document)
  sent.blocks[1].content[1] = asked(token('t1'))
  sent.blocks[3].rows[1][1] = [asked(token('t2', { member: '12' }))]
  assert.deepEqual(back, sent)
  assert.equal(from_editor(to_editor({ blocks: [] })).blocks.length, 1)
})

test('a number is one piece: it is deleted whole, and typing never changes it', () => {
  const state = start()
  const at = state.doc.child(0).nodeSize + 1 + '上转患者'.length
  assert.equal(state.doc.nodeAt(at).type.name, 'token')
  const typed = state.apply(state.tr.insertText('9', at + 1))
  assert.deepEqual(
    from_editor(typed.doc).blocks[1].content.map((r) => r.text ?? r.token.code),
    ['上转患者', 'up_visits', '9。'],
  )
  const gone = typed.apply(typed.tr.delete(at, at + 1))
  assert.deepEqual(from_editor(gone.doc).blocks[1].content, [{ text: '上转患者9。' }])
})

test('what the writer changes is no longer the template’s; what is split, copied or new is their own', () => {
  let state = start()
  const inside = state.doc.child(0).nodeSize + 3
  state = state.apply(state.tr.insertText('本年', inside))
  assert.deepEqual(
    [block(state, 0).origin, block(state, 1).origin, block(state, 1).part],
    ['generated', 'edited', 'up'],
  )
  state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, inside + 2)))
  splitBlock(state, (tr) => (state = state.apply(tr)))
  assert.deepEqual(block(state, 1), { id: 'p', part: 'up', origin: 'edited' })
  assert.deepEqual(block(state, 2), { id: 'new1', part: null, origin: 'own' })
  const copy = state.doc.child(2)
  state = state.apply(state.tr.insert(state.doc.content.size, copy))
  const ids = from_editor(state.doc).blocks.map((b) => b.id)
  assert.equal(new Set(ids).size, ids.length)
  const tokens = []
  state.doc.descendants(
    (node) => void (node.type.name === 'token' && tokens.push(node.attrs.token.id)),
  )
  assert.equal(new Set(tokens).size, 3)
})

test('what the server made goes in without marking anything as edited', () => {
  let state = start()
  const view = {
    get state() {
      return state
    },
    dispatch: (tr) => (state = state.apply(tr)),
  }
  const fresh = structuredClone(document)
  fresh.blocks[1].content[1].token = token('t1', { value: 1410, shown: '1410人次' })
  fresh.blocks[2].origin = 'edited'
  refresh(view, fresh)
  assert.deepEqual([block(state, 1).origin, block(state, 2).origin], ['generated', 'edited'])
  assert.equal(state.doc.child(1).child(1).attrs.token.shown, '1410人次')
  const before = state
  refresh(view, fresh)
  assert.equal(state, before)
})

test('a pasted text brings no identity, and unknown things become text', () => {
  const made = schema.nodes.paragraph.create({ id: 'p' }, schema.text('重复'))
  let state = start()
  state = state.apply(state.tr.insert(0, made))
  const ids = from_editor(state.doc).blocks.map((b) => b.id)
  assert.deepEqual(ids.slice(0, 3), ['p', 'h', 'new1'])
})

test('numbers in order, their rows, their parts; findings and offers', () => {
  assert.deepEqual(
    tokens_of(document).map((k) => k.id),
    ['t1', 't2'],
  )
  assert.deepEqual(rows_place(token('t1', { member: '12' })), {
    name: 'figure_rows',
    params: { code: 'up_visits' },
    query: { scope: 'alliance:1', period: 'year:2016', structure: 'then', unit: '12' },
  })
  assert.equal(parts_of(token('t1', { numerator: 14, denominator: 1409 })), '14 / 1409')
  assert.equal(parts_of(token('t1', { numerator: 0, denominator: null })), '')
  assert.deepEqual(
    sort_findings([{ severity: 'warning' }, { severity: 'error' }]).map((c) => c.severity),
    ['error', 'warning'],
  )
  const offer = { after: 'h', block: { id: 'x' } }
  assert.deepEqual(
    with_offer(document, offer).blocks.map((b) => b.id),
    ['h', 'x', 'p', 'l', 'b'],
  )
  assert.equal(place_of_offer(document.blocks, null), 0)
  assert.equal(place_of_offer(document.blocks, 'gone'), 4)
})

test('a save keeps the findings of numbers that still stand as they did', () => {
  const paper = (...tokens) => ({
    blocks: [{ id: 'a', kind: 'paragraph', content: tokens.map((k) => ({ token: k })) }],
  })
  const before = {
    document: paper(
      { id: 'same', shown: '14例' },
      { id: 'other', shown: '3人' },
      { id: 'gone', shown: '9次' },
    ),
    checks: [
      { check: 'typed', token: null },
      { check: 'figure', token: null },
      ...['same', 'other', 'gone'].map((token) => ({ check: 'stale', token })),
    ],
  }
  const answer = {
    document: paper({ id: 'same', shown: '14例' }, { id: 'other', shown: '4人' }),
    checks: [{ check: 'X5', token: 'same' }],
  }
  const found = kept_findings(before, answer).map((c) => `${c.check} ${c.token}`)
  assert.deepEqual(found, ['X5 same', 'figure null', 'stale same'])
  assert.deepEqual(kept_findings(null, answer), answer.checks)
})

test('what a number is made of, and its period in words', () => {
  assert.equal(parts_of({ numerator: 13, denominator: 1409 }), '13 / 1409')
  for (const none of [{}, { numerator: null, denominator: 5 }, { numerator: 5, denominator: null }])
    assert.equal(parts_of(none), '')
  const t = (key, { year, n, day }) => [key, year, n, day].filter(Boolean).join(' ')
  const said = (period) => token_period({ period }, t)
  assert.equal(said('until:2026-06-30'), 'period.name_until 2026-06-30')
  assert.equal(said('half:2026-1'), 'period.name_half_1 2026 1')
  assert.equal(said('week:2026-W03'), 'week:2026-W03', 'as it was asked, where it has no name')
})
