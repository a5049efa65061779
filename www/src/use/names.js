/* names.js - what a reference is called of which only the id is known, asked once each. */
import { reactive } from 'vue'
import { get_organisation } from '../api/organisations.js'
import { get_record } from '../api/records.js'

const names = reactive({})

const ask = (field, id) => {
  if (field.type === 'organisation') return get_organisation(id).then((o) => o.name)
  return get_record(field.type === 'staff' ? 'staff' : field.refers, id).then((r) => r.title)
}

/* '\u2026' until the answer is there; the id where there is none. */
export function name_of_reference(field, id) {
  const key = `${field.type}/${field.refers ?? ''}/${id}`
  if (!(key in names)) {
    names[key] = '\u2026'
    ask(field, id).then(
      (name) => (names[key] = name || String(id)),
      () => (names[key] = String(id)),
    )
  }
  return names[key]
}
