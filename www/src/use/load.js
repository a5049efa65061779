/* load.js - something a page shows: loading, error, value; reload() asks again. */
import { ref } from 'vue'
import { ApiError } from '../lib/problem.js'
import { make_latest } from '../lib/latest.js'

export function use_load(fetcher, initial = null) {
  const value = ref(initial)
  const loading = ref(false)
  const error = ref(null)
  const latest = make_latest()

  async function reload(...args) {
    loading.value = true
    try {
      const answer = await latest(fetcher(...args))
      if (answer.stale) return
      value.value = answer.value
      error.value = null
    } catch (e) {
      if (!(e instanceof ApiError)) throw e
      error.value = e
    }
    loading.value = false
  }
  return { value, loading, error, reload }
}
