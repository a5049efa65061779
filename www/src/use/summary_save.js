/* summary_save.js - keeps a summary while it is written, two seconds after the last change; another's
 * newer version stops it until the writer has chosen. */
import { onBeforeUnmount, ref } from 'vue'
import { change_summary, get_summary } from '../api/summaries.js'
import { ApiError } from '../lib/problem.js'

const wait_ms = 2000
const retry_ms = 6000

/* content(): {title, document} as it stands; took(summary): what the server made of it. */
export function use_summary_save(id, content, took) {
  const state = ref('saved') // saved, waiting, saving, lost, refused, newer
  const error = ref(null)
  let version = null
  let timer = null
  let changes = 0

  async function save() {
    clearTimeout(timer)
    if (['saving', 'newer'].includes(state.value)) return
    const seen = changes
    state.value = 'saving'
    try {
      const answer = await change_summary(id, content(), version)
      version = answer.version
      error.value = null
      state.value = changes === seen ? 'saved' : 'waiting'
      took(answer)
      if (state.value === 'waiting') timer = setTimeout(save, wait_ms)
    } catch (e) {
      if (!(e instanceof ApiError)) throw e
      error.value = e
      if (e.status === 412 || e.status === 409) state.value = 'newer'
      else if (e.status === 422 || e.status === 403) state.value = 'refused'
      else {
        state.value = 'lost'
        timer = setTimeout(save, retry_ms)
      }
    }
  }

  function touched() {
    changes++
    if (state.value === 'newer') return
    clearTimeout(timer)
    timer = setTimeout(save, wait_ms)
    if (state.value !== 'saving') state.value = 'waiting'
  }

  const unsaved = () => ['waiting', 'lost', 'saving', 'refused', 'newer'].includes(state.value)
  const warn = (event) => {
    if (!unsaved()) return
    event.preventDefault()
    event.returnValue = ''
  }
  window.addEventListener('beforeunload', warn)
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', warn)
    clearTimeout(timer)
    if (state.value === 'waiting' || state.value === 'lost') save()
  })

  return {
    state,
    error,
    unsaved,
    start(summary) {
      clearTimeout(timer)
      version = summary.version
      state.value = 'saved'
    },
    touched,
    /* What is not kept yet is, before something else is asked of the summary. */
    async flush() {
      if (state.value === 'waiting' || state.value === 'lost') await save()
      return state.value === 'saved'
    },
    /* The writer's own stands, over the other's. */
    async insist() {
      version = (await get_summary(id)).version
      state.value = 'waiting'
      await save()
    },
  }
}
