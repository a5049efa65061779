/* summary_show.js - a summary as it is read: its numbers in order, where their rows are, its notes. */

export const styles = ['exact', 'nearly', 'over', 'above', 'about', 'wan', 'change']

const tones = { draft: 'grey', review: 'amber', published: 'green', withdrawn: 'quiet' }
export const summary_tone = (state) => tones[state] ?? 'grey'

const runs_of = (block) => (block.rows ? block.rows.flat(2) : (block.content ?? []))

/* Every number of the document, as it is read. */
export function tokens_of(document) {
  return (document?.blocks ?? []).flatMap((block) =>
    runs_of(block)
      .filter((run) => run.token)
      .map((run) => run.token),
  )
}

/* The page of the rows behind a number. */
export function rows_place(token) {
  const query = { scope: token.scope, period: token.period, structure: token.structure }
  return { path: `/figures/${token.code}/rows`, query }
}

/* What a number is: 下转/上转 = 13 / 1409. */
export function parts_of(token) {
  if (token.numerator === undefined || token.numerator === null) return ''
  if (token.denominator === undefined || token.denominator === null) return ''
  return `${token.numerator} / ${token.denominator}`
}

/* Findings by what keeps a summary from being published first. */
export function sort_findings(checks) {
  const rank = { error: 0, warning: 1 }
  return [...(checks ?? [])].sort((a, b) => (rank[a.severity] ?? 2) - (rank[b.severity] ?? 2))
}

/* Where an offered block goes: after the block it names, or at the beginning. */
export function place_of_offer(blocks, after) {
  if (!after) return 0
  const at = blocks.findIndex((b) => b.id === after)
  return at < 0 ? blocks.length : at + 1
}

export function with_offer(document, offer) {
  const blocks = [...document.blocks]
  blocks.splice(place_of_offer(blocks, offer.after), 0, offer.block)
  return { ...document, blocks }
}

/* What the server wants to know of a token: what it asks; the number is the server's own. */
export function token_question(token) {
  const asked = {}
  for (const key of ['id', 'code', 'scope', 'period', 'structure', 'style', 'member', 'kind'])
    if (token[key] !== undefined && token[key] !== null) asked[key] = token[key]
  return asked
}
