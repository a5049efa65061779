/* summary_refresh.js - what the server made of a document goes into the editor without moving the
 * cursor: numbers by their id, where blocks come from by theirs. */
import { tokens_of } from './summary_show.js'

export function refresh(view, document) {
  const tokens = new Map(tokens_of(document).map((token) => [token.id, token]))
  const origins = new Map(document.blocks.map((block) => [block.id, block.origin]))
  const { tr, doc } = view.state
  doc.descendants((node, at) => {
    if (node.type.name === 'token') {
      const token = tokens.get(node.attrs.token.id)
      if (token && JSON.stringify(token) !== JSON.stringify(node.attrs.token))
        tr.setNodeMarkup(at, null, { token })
    } else if (node.attrs.origin && origins.has(node.attrs.id)) {
      const origin = origins.get(node.attrs.id)
      if (origin !== node.attrs.origin) tr.setNodeMarkup(at, null, { ...node.attrs, origin })
    }
  })
  if (!tr.docChanged) return
  tr.setMeta('from_server', true).setMeta('addToHistory', false)
  view.dispatch(tr)
}
