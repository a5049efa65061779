/* references.js - institutions, people and records by name, for boxes with suggestions. */
import { list_records } from '../api/records.js'
import { search_organisations } from './organisations.js'
import { load_type, words } from './record_type.js'
import { field_of } from '../lib/record_type.js'

async function search_records(name, q) {
  const type = await load_type(name)
  const { items } = await list_records(name, { q, limit: 20 })
  const day = field_of(type, type.day)
  const codes = type.fields.filter((f) => f.listed && f.type === 'code').slice(0, 2)
  return items.map((item) => ({
    value: item.id,
    label: item.title,
    hint: [
      ...type.parties.map((party) => item[party]?.name),
      ...codes.map((f) => words.value(f, item)),
      type.day !== type.title ? words.value(day, item) : '',
    ]
      .filter(Boolean)
      .join(' \u00b7 '),
  }))
}

/* The search for a field's box. */
export function search_for(field) {
  if (field.type === 'organisation') return search_organisations
  return (q) => search_records(field.type === 'staff' ? 'staff' : field.refers, q)
}
