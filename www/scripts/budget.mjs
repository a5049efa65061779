/* budget.mjs - what the built pages weigh over the wire, against the limits we set ourselves. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const limits = { login: 160, all: 600, chunk: 200 }
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const kb = (file) => statSync(`${dist}${file}.gz`).size / 1024

function files_of(key, seen = new Set()) {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const other of chunk.imports ?? []) files_of(other, seen)
  return seen
}

const login = new Set(['index.html', 'boot.js'])
for (const key of ['index.html', 'src/pages/Login.vue', 'src/i18n/zh-CN/first.js'])
  for (const file of files_of(key)) login.add(file)
const all = readdirSync(dist, { recursive: true }).filter((f) => f.endsWith('.gz'))
const sizes = all.map((f) => [f.slice(0, -3), statSync(dist + f).size / 1024])
sizes.sort((a, b) => b[1] - a[1])

const result = {
  login: [...login].reduce((sum, f) => sum + kb(f), 0),
  all: sizes.reduce((sum, [, size]) => sum + size, 0),
  chunk: sizes[0][1],
}
let failed = false
for (const [what, limit] of Object.entries(limits)) {
  const over = result[what] > limit
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${what} ${result[what].toFixed(1)} KB gz of ${limit}`)
}
if (process.argv.includes('-v')) for (const [f, s] of sizes) console.log(s.toFixed(1), f)
process.exit(failed ? 1 : 0)
