/* draft.js - keeps what is typed on the server, two seconds after the last key and on leaving. */
import { onBeforeUnmount, ref, watch } from 'vue'
import { delete_draft, get_draft, list_drafts, put_draft } from '../api/session.js'

const wait_ms = 2000
const retry_ms = 5000

/* state: clean, waiting, saving, saved, lost. content() gives what to keep; null: nothing yet. */
export function use_draft(form, content) {
  const state = ref('clean')
  const saved_at = ref(null)
  let timer = null
  let last = null
  let stopped = false
  let kept = false // the server has one

  async function save() {
    clearTimeout(timer)
    const now = content()
    const text = JSON.stringify(now)
    if (stopped || now === null || text === last) {
      if (state.value === 'waiting') state.value = saved_at.value ? 'saved' : 'clean'
      return
    }
    state.value = 'saving'
    try {
      const answer = await put_draft(form, now)
      last = text
      saved_at.value = answer?.updated_at ?? new Date().toISOString()
      state.value = JSON.stringify(content()) === last ? 'saved' : 'waiting'
      if (state.value === 'waiting') timer = setTimeout(save, wait_ms)
    } catch {
      state.value = 'lost'
      timer = setTimeout(save, retry_ms)
    }
  }

  const touched = () => {
    const now = content()
    if (stopped || now === null || JSON.stringify(now) === last) return
    if (state.value !== 'saving') state.value = state.value === 'lost' ? 'lost' : 'waiting'
    clearTimeout(timer)
    timer = setTimeout(save, wait_ms)
  }

  const warn = (event) => {
    if (state.value !== 'waiting' && state.value !== 'lost' && state.value !== 'saving') return
    event.preventDefault()
    event.returnValue = ''
  }
  window.addEventListener('beforeunload', warn)
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', warn)
    if (state.value === 'waiting' || state.value === 'lost') save()
    clearTimeout(timer)
    stopped = true
  })

  return {
    state,
    saved_at,
    save,
    /* From now on changes are kept; what stands there now is the starting point. */
    watch_changes(source) {
      last = JSON.stringify(content())
      watch(source, touched, { deep: true })
    },
    async load() {
      const { items } = await list_drafts()
      kept = items.some((d) => d.form === form)
      return kept ? get_draft(form) : null
    },
    async forget() {
      stopped = true
      clearTimeout(timer)
      state.value = 'clean'
      if (saved_at.value || kept) await delete_draft(form).catch(() => {})
    },
    restart() {
      stopped = false
      last = JSON.stringify(content())
      state.value = 'clean'
    },
  }
}
