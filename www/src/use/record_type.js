/* record_type.js - what describes a kind of record, asked once, and its words in the language in use. */
import { ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { get_record_type } from '../api/records.js'
import { has, t, word } from '../i18n/index.js'
import { make_words } from '../lib/record_show.js'
import { read_type } from '../lib/record_type.js'
import { session } from '../session.js'
import { use_load } from './load.js'
import { name_of_reference } from './names.js'

const types = new Map()

export const words = make_words({ t, has, word, name: name_of_reference })

/* What the caller may do with the kinds of record: {read, write, confirm}. */
export const may_of = (name) => session.record_types.find((type) => type.name === name)?.may ?? {}

export function load_type(name) {
  if (!types.has(name)) {
    const promise = get_record_type(name)
    promise.catch(() => types.delete(name))
    types.set(name, promise)
  }
  return types.get(name).then((raw) => read_type({ ...raw, may: may_of(name) }))
}

/* The type that the address names: {type, error, loading, reload}; the window takes its title. */
export function use_record_type(title_key) {
  const route = useRoute()
  const name = route.params.type
  const found = use_load(load_type)
  const type = ref(null)
  watch(
    () => [found.value.value, t('app.name')],
    ([value]) => {
      type.value = value
      if (!value) return
      const label = word(value.label)
      document.title = `${title_key ? t(title_key, { label }) : label} \u00b7 ${t('app.name')}`
    },
  )
  found.reload(name)
  return { ...found, type, reload: () => found.reload(name) }
}
