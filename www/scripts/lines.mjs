/* lines.mjs - pages stay within 250 lines and components within 150; the rest belongs in src/lib. */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src/', import.meta.url))
let failed = false
for (const name of readdirSync(src, { recursive: true })) {
  if (!name.endsWith('.vue')) continue
  const limit = name.startsWith('pages') ? 250 : 150
  const lines = readFileSync(src + name, 'utf8').split('\n').length - 1
  if (lines > limit) {
    console.log(`src/${name}: ${lines} lines, at most ${limit}`)
    failed = true
  }
}
process.exit(failed ? 1 : 0)
