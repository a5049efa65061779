/* submit.js - one running action of a page: busy, its error in words, its errors by field. */
import { computed, ref } from 'vue'
import { ApiError, field_errors } from '../lib/problem.js'

export function use_submit() {
  const busy = ref(false)
  const error = ref(null)
  const errors = computed(() => field_errors(error.value))

  /* Answers what the work answers, or undefined after a refusal that is now in error. */
  async function run(work) {
    if (busy.value) return undefined
    busy.value = true
    error.value = null
    try {
      return await work()
    } catch (e) {
      if (!(e instanceof ApiError)) throw e
      if (!e.cancelled) error.value = e
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, error, errors, run }
}
