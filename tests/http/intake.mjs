// intake.mjs - an import from its file to its end.
import assert from 'node:assert/strict'
import { assert_status, wait_until } from './harness.mjs'

export const upload = (browser, bytes, name = '登记.csv') =>
  browser.put('/api/uploads', Buffer.from(bytes), {
    headers: { 'Content-Type': 'application/octet-stream', 'X-Upload-Name': encodeURIComponent(name) },
  })

export const settled = (browser, id) =>
  wait_until('the worker', async () => {
    const job = assert_status(await browser.get(`/api/imports/${id}`), 200)
    return ['staged', 'checking', 'running'].includes(job.state) ? null : job
  }, 600000)

export async function start(browser, bytes, { kind = 'referrals', name } = {}) {
  const file = assert_status(await upload(browser, bytes, name), 200)
  const job = assert_status(await browser.post('/api/imports', { upload_id: file.id, kind }), 201)
  assert.equal(job.state, 'staged')
  return settled(browser, job.id)
}

export async function act(browser, job, action) {
  assert_status(await browser.post(`/api/imports/${job.id}/actions/${action}`), 200)
  return settled(browser, job.id)
}

export async function bring_in(browser, bytes, options) {
  const mapped = await start(browser, bytes, options)
  assert.equal(mapped.state, 'mapping', mapped.message)
  const checked = await act(browser, mapped, 'check')
  assert.equal(checked.state, 'checked', checked.message)
  return act(browser, checked, 'run')
}

export const errors_of = async (browser, job) =>
  assert_status(await browser.get(`/api/imports/${job.id}/errors?limit=100`), 200).items
