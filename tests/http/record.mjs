// record.mjs - keeps what was asked and answered, for coverage.mjs; only where run.sh says in which file.
import fs from 'node:fs'

export function record(method, where, status, user) {
  if (process.env.YILIAN_REQUESTS)
    fs.appendFileSync(process.env.YILIAN_REQUESTS, `${[method, where.split('?')[0], status, user ?? '-'].join('\t')}\n`)
}
