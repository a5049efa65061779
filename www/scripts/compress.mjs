/* compress.mjs - leaves a .gz beside every text file of dist/, for nginx's gzip_static. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
for (const name of readdirSync(dist, { recursive: true })) {
  if (/\.(js|css|html|json|svg)$/.test(name))
    writeFileSync(`${dist}${name}.gz`, gzipSync(readFileSync(dist + name), { level: 9 }))
}
