/* columns.js - which columns a person wants to see, remembered on this PC. */
export function visible_columns(columns, chosen) {
  if (!chosen) return columns.filter((c) => c.always || !c.hidden)
  return columns.filter((c) => c.always || chosen.includes(c.key))
}

export function read_choice(storage, key) {
  try {
    const list = JSON.parse(storage.getItem(key))
    return Array.isArray(list) ? list : null
  } catch {
    return null
  }
}

export function write_choice(storage, key, list) {
  try {
    storage.setItem(key, JSON.stringify(list))
  } catch {
    /* a full or closed storage costs the memory of a choice, nothing else */
  }
}

/* "-sent_at" means newest first; a second press on the same column turns it round. */
export function next_sort(current, key) {
  if (current === `-${key}`) return key
  if (current === key) return `-${key}`
  return `-${key}`
}

export function sort_state(current, key) {
  if (current === key) return 'ascending'
  if (current === `-${key}`) return 'descending'
  return 'none'
}
