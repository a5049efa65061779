/* summary_schema.js - what a summary's document is made of in the editor, and back: blocks whose text
 * is free and whose numbers are whole tokens. */
import { Schema } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { token_question } from './summary_show.js'
import { new_uuid } from './uuid.js'

const block_attrs = { id: { default: null }, part: { default: null }, origin: { default: 'own' } }
const marks_of = (node) => ({ 'data-block': node.attrs.id ?? '', class: `sd-${node.attrs.origin}` })

/* What is pasted brings its own headings and lists, never an id: those are ours. */
export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    text: { group: 'inline' },
    token: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { token: {} },
      toDOM: (node) => {
        const { id, state, shown } = node.attrs.token
        const name = state === 'ok' ? 'sd-token' : 'sd-token none'
        return [
          'span',
          { class: name, 'data-token': id, 'data-content': JSON.stringify(node.attrs.token) },
          shown ?? '…',
        ]
      },
      parseDOM: [
        {
          tag: 'span[data-content]',
          getAttrs: (dom) => ({ token: read_token(dom.getAttribute('data-content')) }),
        },
      ],
      leafText: (node) => node.attrs.token.shown ?? '',
    },
    paragraph: {
      group: 'block',
      content: 'inline*',
      attrs: block_attrs,
      toDOM: (node) => ['p', marks_of(node), 0],
      parseDOM: [{ tag: 'p' }],
    },
    heading: {
      group: 'block',
      content: 'inline*',
      attrs: { ...block_attrs, level: { default: 1 } },
      defining: true,
      toDOM: (node) => [`h${node.attrs.level + 1}`, marks_of(node), 0],
      parseDOM: [1, 2, 3, 4, 5, 6].map((n) => ({
        tag: `h${n}`,
        attrs: { level: Math.min(Math.max(n - 1, 1), 3) },
      })),
    },
    list_item: {
      group: 'block',
      content: 'inline*',
      attrs: block_attrs,
      toDOM: (node) => ['p', { ...marks_of(node), class: `sd-item sd-${node.attrs.origin}` }, 0],
      parseDOM: [{ tag: 'li' }, { tag: 'p.sd-item', priority: 60 }],
    },
    table: {
      group: 'block',
      content: 'row+',
      attrs: block_attrs,
      isolating: true,
      toDOM: (node) => ['table', marks_of(node), ['tbody', 0]],
      parseDOM: [{ tag: 'table' }],
    },
    row: { content: 'cell+', toDOM: () => ['tr', 0], parseDOM: [{ tag: 'tr' }] },
    cell: {
      content: 'inline*',
      isolating: true,
      toDOM: () => ['td', 0],
      parseDOM: [{ tag: 'td' }, { tag: 'th' }],
    },
  },
})

function read_token(text) {
  try {
    return { ...JSON.parse(text) }
  } catch {
    return {}
  }
}

const inline = (content) =>
  (content ?? []).flatMap((run) => {
    if (run.token) return [schema.node('token', { token: run.token })]
    return run.text ? [schema.text(run.text)] : []
  })

function node_of(block) {
  const { id = null, part = null, origin = 'own', kind } = block
  const attrs = { id, part, origin }
  if (kind === 'table') {
    const row = (cells) =>
      schema.node(
        'row',
        null,
        cells.map((c) => schema.node('cell', null, inline(c))),
      )
    return schema.node('table', attrs, block.rows.map(row))
  }
  if (kind === 'heading')
    return schema.node('heading', { ...attrs, level: block.level ?? 1 }, inline(block.content))
  return schema.node(kind === 'list_item' ? 'list_item' : 'paragraph', attrs, inline(block.content))
}

/* The server's document as the editor's. */
export function to_editor(document) {
  const blocks = (document?.blocks ?? []).map(node_of)
  return schema.node(
    'doc',
    null,
    blocks.length ? blocks : [schema.node('paragraph', { id: new_uuid() })],
  )
}

function runs_of(node) {
  const runs = []
  node.forEach((child) => {
    if (child.isText) runs.push({ text: child.text })
    else runs.push({ token: token_question(child.attrs.token) })
  })
  return runs
}

function block_of(node) {
  const { id, part, origin, level } = node.attrs
  const block = { id, part, origin, kind: node.type.name }
  if (level) block.level = level
  if (node.type.name !== 'table') return { ...block, content: runs_of(node) }
  const rows = []
  node.forEach((row) => {
    const cells = []
    row.forEach((cell) => cells.push(runs_of(cell)))
    rows.push(cells)
  })
  return { ...block, rows }
}

/* The editor's document as the server takes it. */
export function from_editor(doc) {
  const blocks = []
  doc.forEach((node) => blocks.push(block_of(node)))
  return { blocks }
}

/* Every block and token has an id of its own, also after a split, a copy or a paste; a block whose text
 * was changed is no longer the template's. */
export function keep_identities(make_id = new_uuid) {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      if (!transactions.some((tr) => tr.docChanged)) return null
      if (transactions.some((tr) => tr.getMeta('from_server'))) return null
      const tr = after.tr
      const old = new Map()
      before.doc.forEach((node) => old.set(node.attrs.id, node))
      const [blocks, tokens] = [new Set(), new Set()]
      after.doc.descendants((node, at) => {
        if (node.type.name === 'token') {
          const { token } = node.attrs
          if (!token.id || tokens.has(token.id))
            tr.setNodeMarkup(at, null, { token: { ...token, id: make_id() } })
          else tokens.add(token.id)
          return
        }
        if (!('origin' in node.attrs)) return
        const { id, origin } = node.attrs
        if (!id || blocks.has(id))
          tr.setNodeMarkup(at, null, { ...node.attrs, id: make_id(), part: null, origin: 'own' })
        else {
          blocks.add(id)
          const was = old.get(id)
          if (origin === 'generated' && was && !was.eq(node))
            tr.setNodeMarkup(at, null, { ...node.attrs, origin: 'edited' })
        }
      })
      return tr.docChanged ? tr.setMeta('addToHistory', false) : null
    },
  })
}
