/* record_type.js - what GET /api/record-types/{name} says of a kind of record, in the form the pages use. */
const flags = [
  'required',
  'listed',
  'filter',
  'searched',
  'fixed',
  'computed',
  'personal',
  'by_confirmer',
  'by_action',
]

export function read_field(raw) {
  const field = { ...raw, type: String(raw.type).toLowerCase() }
  for (const flag of flags) field[flag] = Boolean(raw[flag] ?? raw.flags?.includes(flag))
  return field
}

export function read_type(raw) {
  const fields = (raw.fields ?? []).map(read_field)
  const two = raw.sides === 'two'
  return {
    ...raw,
    two,
    may: raw.may ?? {},
    fields,
    lines: (raw.lines ?? []).map((l) => ({ ...l, fields: l.fields.map(read_field) })),
    states: raw.states ?? [],
    actions: raw.actions ?? [],
    views: raw.views ?? [],
    parties: two ? ['from', 'to'] : ['org'],
  }
}

export const field_of = (type, name) => type.fields.find((f) => f.name === name)

/* What a form asks for, of a record or of its lines; not what the database finds out, nor what a later step says. */
export const asked_fields = (type) =>
  type.fields.filter((f) => !f.computed && !f.by_confirmer && !f.by_action)

export const is_reference = (field) => ['organisation', 'staff', 'record'].includes(field.type)
export const is_number = (field) => ['integer', 'decimal', 'money', 'quantity'].includes(field.type)

/* The party that enters a new record by itself; either: the sender is a first guess. */
export function entering_party(type) {
  if (!type.two) return 'org'
  return type.enters === 'to' ? 'to' : 'from'
}

/* Whether a form names one institution on both sides, where the type allows it: nobody else has a word. */
export const is_in_house = (type, form) =>
  Boolean(type.in_house && form.from?.value && form.from.value === form.to?.value)

/* Which party's word makes a record count that this party enters; null: nobody's but its own. */
export function confirming_party(type, entering) {
  if (!type.two || type.confirms === 'none') return null
  const other = entering === 'from' ? 'to' : 'from'
  const party = type.confirms === 'other' ? other : type.confirms
  return party === entering ? null : party
}

/* The member a total is the sum of: {lines, field}; null where a field is not one. */
export function sum_source(type, field) {
  const [name, member] = String(field.sum_of ?? '').split('.')
  const lines = type.lines.find((l) => l.name === name)
  const of = lines?.fields.find((f) => f.name === member)
  return of ? { lines, field: of } : null
}

/* How wide each asked field stands in a form of three columns: {name: '' | 'two' | 'wide'}. The name of
 * the record takes two where the row has them left. */
export function spans(type) {
  const out = {}
  let column = 0
  for (const f of asked_fields(type)) {
    const two = f.name === type.title && column < 2
    out[f.name] = f.type === 'lines' ? 'wide' : two ? 'two' : ''
    column = f.type === 'lines' ? 0 : (column + (two ? 2 : 1)) % 3
  }
  return out
}
