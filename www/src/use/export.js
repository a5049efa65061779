/* export.js - asks for a file, waits for it, and hands it to the browser. */
import { computed, ref } from 'vue'
import { cancel_export, create_export, export_address, get_export } from '../api/jobs.js'
import { export_progress, is_going } from '../lib/export.js'
import { use_submit } from './submit.js'

const wait_ms = 700

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export function download(address) {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  document.body.appendChild(link)
  link.click()
  link.remove()
}

export function use_export() {
  const { busy, error, run } = use_submit()
  const job = ref(null)
  const stopping = ref(false)

  /* Answers the job as it ended, or undefined after a refusal that is now in error. */
  async function start(kind, filter) {
    job.value = null
    stopping.value = false
    return run(async () => {
      job.value = await create_export(kind, filter)
      while (is_going(job.value)) {
        await pause(wait_ms)
        job.value = await get_export(job.value.id)
      }
      if (job.value.state === 'done') download(export_address(job.value.id))
      return job.value
    })
  }

  /* It ends at its next page; what was finished meanwhile is there, and told by the loop above. */
  async function stop() {
    if (!job.value || stopping.value) return
    stopping.value = true
    await cancel_export(job.value.id).catch(() => {})
  }
  return {
    busy,
    error,
    job,
    stopping,
    progress: computed(() => export_progress(job.value)),
    start,
    stop,
  }
}
