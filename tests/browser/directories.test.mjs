/* directories.test.mjs - one hospital's directory falls silent; the others' people notice nothing. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { base, close_page, dir, launch, message, open_page, sign_in } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

test('a mute directory beside a healthy one', async () => {
  const pid = Number(readFileSync(join(dir, 'run/ldap/xncity.pid'), 'utf8'))
  const page = await open_page(browser)
  page.expected.push([503, '/auth/login'])
  process.kill(pid, 'SIGSTOP') // it still accepts connections, and says nothing
  try {
    await page.goto(`${base}/#/login`)
    await page.getByLabel('用户名').fill('xnoffice@xncity')
    await page.getByLabel('密码', { exact: true }).fill('Yilian-2026')
    await page.getByRole('button', { name: '登录' }).click()
    const healthy = await open_page(browser)
    const begun = Date.now()
    await sign_in(healthy, 'hzdirector')
    assert.ok(Date.now() - begun < 8000, 'the healthy directory answered slowly')
    await page.getByText('本单位目录暂不可用').waitFor({ timeout: 30000 })
    await close_page(healthy)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  page.faults = page.faults.filter((f) => !f.startsWith('503 '))
  await message(page, '其他单位不受影响')
  await close_page(page)
})
