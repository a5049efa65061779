// hold.mjs - keeps a transaction of the test's own open, so that somebody waits for its locks.
import { spawn } from 'node:child_process'
import path from 'node:path'

/** Runs the statements in a transaction of the instance in dir and returns what ends it (rollback). */
export async function hold(dir, statements) {
  const psql = ['psql', '-XqtA', '-v', 'ON_ERROR_STOP=1', '-h', path.join(dir, 'run/pg'), '-U', 'postgres', '-d', 'yilian']
  const [program, ...args] = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--', ...psql] : psql
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise((done) => child.on('close', done))
  let told = ''
  child.stderr.on('data', (text) => (told += text))
  await new Promise((done, fail) => {
    child.stdout.on('data', (text) => String(text).includes('held') && done())
    child.on('close', () => fail(new Error(`psql: ${told}`)))
    child.stdin.write(`begin;\n${statements};\n\\echo held\n`)
  })
  return async () => {
    child.stdin.end('rollback;\n')
    await ended
  }
}
