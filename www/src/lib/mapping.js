/* mapping.js - which column of a register holds which field: guesses by header, gaps, clashes. */
const fold = (text) =>
  String(text ?? '')
    .replace(/[\s\u3000()（）:：*＊/、_-]/g, '')
    .toLowerCase()

/* {field: column index}: what is mapped already stays; exact headers first, then contained ones. */
export function guess_mapping(fields, columns, given = {}) {
  const mapping = { ...given }
  const taken = new Set(Object.values(mapping).filter((c) => c !== null && c !== undefined))
  const titles = columns.map((c) => fold(c.title))
  const names = (f) =>
    [f.label_zh, f.label_en, f.name, ...(f.aliases ?? [])].map(fold).filter(Boolean)
  const tests = [
    (title, n) => title === n,
    (title, n) => n.length > 1 && title.includes(n),
    (title, n) => title.length > 1 && n.includes(title),
  ]
  for (const test of tests) {
    for (const f of fields) {
      if (mapping[f.name] !== null && mapping[f.name] !== undefined) continue
      const at = titles.findIndex(
        (title, i) => !taken.has(i) && names(f).some((n) => test(title, n)),
      )
      if (at < 0) continue
      mapping[f.name] = at
      taken.add(at)
    }
  }
  return mapping
}

export function unmapped_required(fields, mapping) {
  return fields.filter((f) => f.required && (mapping[f.name] ?? null) === null)
}

/* Columns that two fields claim. */
export function clashes(mapping) {
  const seen = new Map()
  for (const [field, column] of Object.entries(mapping)) {
    if (column === null || column === undefined) continue
    seen.set(column, [...(seen.get(column) ?? []), field])
  }
  return [...seen.values()].filter((list) => list.length > 1)
}

/* What each text of the register's states means: as the server knows it; '' must be chosen. */
export function first_states(texts) {
  return Object.fromEntries((texts ?? []).map((s) => [s.text, s.state ?? '']))
}

export function unknown_states(texts, map) {
  return (texts ?? []).filter((s) => !map[s.text]).map((s) => s.text)
}

/* At which step of the wizard a job stands. */
export function step_of(state) {
  if (['staged', 'mapping'].includes(state)) return 'map'
  if (['checking', 'checked'].includes(state)) return 'check'
  if (['running', 'done', 'failed', 'cancelled'].includes(state)) return 'run'
  return 'upload'
}
