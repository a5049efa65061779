// exported.mjs - an export from its asking to its rows, and a list page by page to compare it with.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { assert_status, dir, wait_until } from './harness.mjs'
import { from_xlsx } from './register.mjs'

export async function exported(browser, kind, filter) {
  const made = assert_status(await browser.post('/api/exports', { kind, filter }), 201)
  const job = await wait_until('the export', async () => {
    const now = assert_status(await browser.get(`/api/exports/${made.id}`), 200)
    return ['staged', 'running'].includes(now.state) ? null : now
  }, 60000)
  if (job.state !== 'done') return { job }
  const rows = from_xlsx(fs.readFileSync(path.join(dir, `spool/${made.id}.xlsx`)))
  assert.equal(rows.length, job.total)
  return { job, rows }
}

/** A list to its end, page by page. */
export async function listed(browser, filter, where = '/api/referrals') {
  const items = []
  for (let after = ''; after !== null;) {
    const query = new URLSearchParams({ limit: 100, ...filter, ...(after && { after }) })
    const page = assert_status(await browser.get(`${where}?${query}`), 200)
    items.push(...page.items)
    after = page.next ?? null
  }
  return items
}
