/* lately.js - the institutions this person chose last, on this PC. */
import { computed, reactive } from 'vue'
import { recall, remember, session } from '../session.js'

const keep = 6
const key = () => `yl.lately.${session.me?.account.id}`
const stored = reactive({})

function read(name) {
  try {
    const list = JSON.parse(recall(name))
    return Array.isArray(list) ? list : []
  } catch {
    return []
  }
}

export const lately = computed(() => stored[key()] ?? read(key()))

/* option: {value, label}; the own institution is no choice. */
export function remember_choice(option) {
  if (!option || option.value === session.me.account.home_organisation?.id) return
  const { value, label } = option
  const list = [{ value, label }, ...lately.value.filter((o) => o.value !== value)].slice(0, keep)
  stored[key()] = list
  remember(key(), JSON.stringify(list))
}
