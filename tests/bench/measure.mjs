// measure.mjs - runs wrk and pgbench, reads what processes used; no opinions.
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Fails with the first thing a program complained of. */
const run = async (...what) => {
  try {
    return await execute(...what);
  } catch (error) {
    throw new Error(`${what[0]}: ${(error.stderr || error.message).split('\n')[0]}`);
  }
};

const TICK_US = 10_000; // clock ticks of 1/100 s, as /proc counts them

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const SCALE = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const milliseconds = (text) => {
  const found = /^([\d.]+)(us|ms|s|m|h)$/.exec(text);
  if (!found) throw new Error(`wrk says ${text}: nothing was measured`);
  const [, number, unit] = found;
  return Number(number) * SCALE[unit];
};

/** Answers that make a rate and its spread worth telling, and how long to wait for them at most. */
const ANSWERS = 200;
const ROUNDS_OF_ALL = 5;
const LONGEST_S = 60;

/** Seconds to measure something that was seen for a second: more for the slow. */
export function windowFor(seen, { connections, seconds }) {
  const wanted = Math.max(ANSWERS, ROUNDS_OF_ALL * connections);
  const rate = Math.max(seen.rps, wanted / LONGEST_S);
  return Math.max(seconds, Math.ceil(wanted / rate));
}

/** Requests per second, p50 and p99 in ms; not numbers where none was answered in time. Throws where
 * an answer was no 2xx: then nothing was measured. */
export async function wrk({ url, connections, seconds, headers = [], script }) {
  const args = ['-t2', `-c${connections}`, `-d${seconds}s`, '--timeout', '60s', '--latency'];
  for (const header of headers) args.push('-H', header);
  if (script) args.push('-s', script);
  const { stdout } = await run('wrk', [...args, url], { maxBuffer: 1 << 20 });
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (bad) throw new Error(`${bad[1]} answers were no success: ${url}`);
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  if (requests === 0) return { rps: 0, requests, p50: NaN, p99: NaN };
  return {
    rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    requests,
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
  };
}

/** Transactions per second of a pgbench script, prepared statements; 0 where none ended in time. */
export async function pgbench({ file, clients, seconds, env, as }) {
  const args = ['-n', '-M', 'prepared', '-f', file, '-c', `${clients}`, '-j', '2', '-T', `${seconds}`];
  const command = as ? 'setpriv' : 'pgbench';
  const before = as ? ['--reuid', as, '--regid', as, '--clear-groups', '--', 'pgbench'] : [];
  const { stdout } = await run(command, [...before, ...args], { env: { ...process.env, ...env } });
  const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
  if (failed) throw new Error(`${failed} transactions of ${file} failed`);
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0);
}

/** Process ids of a program by the end of its path. */
export function pidsOf(program, root) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return words[0].endsWith(`/${program}`) && words.join(' ').includes(root);
      } catch {
        return false;
      }
    });
}

/** CPU time (user and system) that these processes have used, in µs. */
export function cpuMicroseconds(pids) {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return sum + (Number(fields[11]) + Number(fields[12])) * TICK_US;
  }, 0);
}

/** Largest resident and proportional memory among these processes, in MB. */
export function memory(pids) {
  const field = (text, name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
  const seen = pids.map((pid) => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return {
    rss: Math.max(...seen.map((text) => field(text, 'Rss'))),
    pss: Math.max(...seen.map((text) => field(text, 'Pss'))),
  };
}
