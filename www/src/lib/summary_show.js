/* summary_show.js - a summary as it is read: its numbers in order, where their rows are, its notes. */

import { parse_period, period_name } from './period.js'

export const styles = ['exact', 'nearly', 'over', 'above', 'about', 'wan', 'change']

const tones = { draft: 'grey', review: 'amber', published: 'green', withdrawn: 'quiet' }
export const summary_tone = (state) => tones[state] ?? 'grey'

const runs_of = (block) => (block.rows ? block.rows.flat(2) : (block.content ?? []))

const tokens_in = (blocks) =>
  blocks.flatMap((block) =>
    runs_of(block)
      .filter((run) => run.token)
      .map((run) => run.token),
  )

/* Every number of the document, as it is read. */
export const tokens_of = (document) => tokens_in(document?.blocks ?? [])

/* Those of its sentences: on paper each has a note; those of tables say by row and column what they are. */
export const noted_tokens = (document) => tokens_in(document.blocks.filter((b) => !b.rows))

/* The page of the rows behind a number. */
export function rows_place(token) {
  const query = { scope: token.scope, period: token.period, structure: token.structure }
  if (token.member) query.unit = token.member
  if (token.kind) query.kind = token.kind
  return { name: 'figure_rows', params: { code: token.code }, query }
}

/* What a number is: 下转/上转 = 13 / 1409. */
export function parts_of(token) {
  if (token.numerator === undefined || token.numerator === null) return ''
  if (token.denominator === undefined || token.denominator === null) return ''
  return `${token.numerator} / ${token.denominator}`
}

/* "half:2026-1" or "until:2026-06-30" in words. */
export function token_period(token, t) {
  const [kind, day] = token.period.split(':')
  if (kind === 'until') return t('period.name_until', { day })
  return period_name(parse_period(token.period), t) || token.period
}

/* Findings by what keeps a summary from being published first. */
export function sort_findings(checks) {
  const rank = { error: 0, warning: 1 }
  return [...(checks ?? [])].sort((a, b) => (rank[a.severity] ?? 2) - (rank[b.severity] ?? 2))
}

/* A save tells what the text alone can tell; of numbers the findings of before stand while the number does. */
export function kept_findings(before, answer) {
  const now = new Map(tokens_of(answer.document).map((k) => [k.id, k.shown]))
  const was = new Map(tokens_of(before?.document).map((k) => [k.id, k.shown]))
  const kept = (before?.checks ?? []).filter(
    (c) =>
      c.check === 'figure' ||
      (c.check === 'stale' && now.has(c.token) && now.get(c.token) === was.get(c.token)),
  )
  return [...answer.checks, ...kept]
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
