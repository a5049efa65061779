/* export.js - asks for a file, waits for it, and hands it to the browser. */
import { ref } from 'vue'
import { create_export, export_address, get_export } from '../api/jobs.js'
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
  const percent = ref(0)

  async function start(kind, filter) {
    percent.value = 0
    return run(async () => {
      let job = await create_export(kind, filter)
      while (['staged', 'checking', 'running'].includes(job.state)) {
        await pause(wait_ms)
        job = await get_export(job.id)
        if (job.total) percent.value = Math.round((job.done / job.total) * 100)
      }
      if (job.state === 'done') download(export_address(job.id))
      return job
    })
  }
  return { busy, error, percent, start }
}
