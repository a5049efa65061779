// attachments.test.mjs - a photographed receipt: added, looked at, refused where it is none, taken away.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import {
  assert_accessible,
  close_page,
  go,
  launch,
  message,
  open_page,
  sign_in,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

test('a file of a record, from the phone to its removal', async () => {
  const page = await open_page(browser)
  await sign_in(page, 'hzoffice')
  const picture = { name: '签收单.png', mimeType: 'image/png', buffer: await page.screenshot() }
  const id = await page.evaluate(async (key) => {
    const ask = (method, path, body) =>
      fetch(path, {
        method,
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
        body: body && JSON.stringify(body),
      }).then((r) => r.json())
    const { items } = await ask('GET', '/api/organisations?q=' + encodeURIComponent('上新庄'))
    return (
      await ask('POST', '/api/donations', {
        to: items[0].id,
        donated_on: '2026-05-01',
        kind: 'equipment',
        subject: '心电图机',
        total_fen: 100,
      })
    ).id
  }, randomUUID())
  assert.ok(id)
  await go(page, `/records/donations/${id}`)
  const input = page.locator('input[type=file]')
  await input.setInputFiles(picture)
  await message(page, '附件已上传')

  page.expected.push([422, '/api/attachments'])
  await input.setInputFiles({
    ...picture,
    name: '假的.png',
    buffer: Buffer.from('<script>alert(1)</script>'),
  })
  await message(page, '只接受 PDF、JPEG 和 PNG')

  const files = page.locator('.files li')
  assert.equal(await files.count(), 1)
  await files.getByRole('button', { name: '签收单.png', exact: true }).click()
  const image = page.getByRole('dialog').locator('img')
  await image.waitFor()
  await page.waitForFunction(() => document.querySelector('[role=dialog] img')?.naturalWidth > 0)
  await assert_accessible(page, 'a file that is looked at')
  await page.keyboard.press('Escape')
  await image.waitFor({ state: 'detached' })

  await files.getByRole('button', { name: '移除' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea').fill('拍错了')
  await dialog.getByRole('button', { name: '移除', exact: true }).click()
  await message(page, '附件已移除')
  await page.getByText('没有附件').waitFor()
  await page.getByText('删除附件').first().waitFor()
  await page.getByText('拍错了').first().waitFor()
  await close_page(page)
})
