// bench.mjs - the full path through nginx, worker, session and policies against its limit, in one run.
//
// The limit is 1 / (1/A + 1/B): A = nginx serving a static file of the same size, B = pgbench with the
// same statements over the same socket and as many connections. Systems take turns; medians of the rounds
// are printed. Absolute figures are of this machine at this hour: judge by the ratios. The dashboard of
// all figures is also held against plain aggregation of the same rows, number by number.
// ROWS: referrals; DAYS: days of attendance (both filled once); WORKS, CONNECTIONS, ROUNDS, SECONDS.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cpuMicroseconds, median, memory, pgbench, pidsOf, windowFor, wrk } from './measure.mjs';
import { works } from './works.mjs';

const checkout = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
const dir = process.env.BENCH_DIR ?? join(checkout, 'var/bench');
const rows = Number(process.env.ROWS ?? 1_000_000);
const days = Number(process.env.DAYS ?? 9 * rows);
const seconds = Number(process.env.SECONDS ?? 3);
const rounds = Number(process.env.ROUNDS ?? 5);
const loads = (process.env.CONNECTIONS ?? '16,64').split(',').map(Number);
const chosen = works.filter((work) => (process.env.WORKS ?? work.code).split(',').includes(work.code));

/** Connections of the workers and of whoever looks in, beside those of pgbench. */
const OTHER_CLIENTS = 40;

const instance = (...words) => execFileSync(join(checkout, 'tools/instance.sh'), [...words, '--dir', dir], { encoding: 'utf8' });

function psql(args, input) {
  return execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...args], {
    env: { ...process.env, PGHOST: join(dir, 'run/pg'), PGUSER: 'postgres', PGDATABASE: 'yilian' },
    input,
    encoding: 'utf8',
  });
}

/** A private instance has few connections, and one role fewer: pgbench is to have as many as wrk. */
function widen() {
  const wanted = Math.max(...loads) + OTHER_CLIENTS;
  if (Number(psql(['-c', 'show max_connections'])) < wanted) {
    psql(['-c', `alter system set max_connections = ${wanted}`]);
    instance('restart-postgres');
  }
  psql(['-c', `alter role yl_web connection limit ${wanted}`]);
}

/** Tokens of the three who measure; made once, kept beside the data. */
function prepare() {
  const file = join(dir, 'bench.json');
  instance('start', '--bare', '--port', '0', '--only', 'postgres workers nginx');
  widen();
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const tokens = Object.fromEntries(
      ['township', 'hospital', 'province'].map((who) => [who, randomBytes(32).toString('base64url')]),
    );
    if (Number(psql(['-c', 'select count(*) from biz.referral'])) < rows) {
      console.log(`filling ${rows} referrals`);
      psql(['-v', `referrals=${rows}`, '-f', join(checkout, 'tests/bench/fill.sql')]);
    }
    psql([...Object.entries(tokens).flatMap(([who, token]) => ['-v', `${who}=${token}`]), '-f', join(checkout, 'tests/bench/sessions.sql')]);
    const facts = {
      tokens,
      referral: psql(['-c', "select r.id from biz.referral r join biz.organisation o on o.id = r.from_org_id where o.code = 'B00021' order by r.listed_at desc limit 1"]).trim(),
      bookable: psql(['-c', 'select id from public.bookable order by n']).trim().split('\n'),
    };
    writeFileSync(file, JSON.stringify(facts));
    return facts;
  }
}

/** Days worked by posted staff, and the counters of all records: once, for the works that ask for them. */
function fillPeople() {
  if (psql(['-c', "select to_regclass('public.people') is null"]).trim() === 'f') return;
  console.log(`filling ${days} days of attendance`);
  psql(['-v', `days=${days}`, '-f', join(checkout, 'tests/bench/people.sql')]);
  psql(['-c', `create table public.people as select ${days} as days`]);
}

/** The same page by plain aggregation: how long that takes, and whether it comes to the same numbers. */
async function comparePlain(work, facts, base) {
  const cookie = `__Host-yilian=${facts.tokens[work.who]}`;
  const [plain, counted] = [[], []];
  let lines;
  let answer;
  for (let round = 0; round < rounds; round++) {
    let start = performance.now();
    lines = psql(['-f', join(checkout, 'tests/bench/plain.sql')]).trim().split('\n');
    plain.push(performance.now() - start);
    start = performance.now();
    answer = await (await fetch(base + work.path(facts), { headers: { cookie } })).json();
    counted.push(performance.now() - start);
  }
  const told = Object.fromEntries(answer.values.map((v) => [v.code, v.value]));
  const wrong = lines.map((line) => line.split(' ')).filter(([code, n]) => Number(n) !== told[code]);
  if (wrong.length > 0) {
    console.log(`  plain aggregation differs: ${wrong.map(([code, n]) => `${code} ${n}, not ${told[code]}`).join('; ')}`);
    process.exitCode = 1;
  }
  const raw = psql(['-c', `select (select count(*) from biz.referral) + (select count(*) from biz.attendance)
    + (select count(*) from biz.posting)`]).trim();
  console.log(`  of ${raw} rows: from counters ${median(counted).toFixed(0)} ms, by plain aggregation ${
    median(plain).toFixed(0)} ms: ${(median(plain) / median(counted)).toFixed(1)} times; ${lines.length - wrong.length} numbers equal`);
}

/** A statement of sql/queries/web with its $n given as text; null stays null. */
function statement(name, params) {
  const text = readFileSync(join(checkout, `sql/queries/web/${name}.sql`), 'utf8').replace(/^\s*--.*$/gm, '');
  return text.replace(/\$(\d+)/g, (_, n) => {
    const value = params[n - 1];
    if (value === null || value === undefined) return 'null';
    return value.sql ?? `'${String(value).replace(/'/g, "''")}'`;
  });
}

function script(work, facts, clients) {
  const begin = statement('request/begin', [
    `\\x${execFileSync('sha256sum', { input: facts.tokens[work.who] }).toString().slice(0, 64)}`,
    work.permission, work.writes ? 'false' : 'true', 'bench', '127.0.0.1',
  ]);
  const steps = work.steps(facts).map(([name, params]) => statement(name, params));
  const file = join(dir, 'bench', `${work.code}.pgbench`);
  // Rows of its own for each client: waiting for a row another holds would measure the chance of that.
  const each = Math.floor(facts.bookable.length / clients);
  if (work.random && each < 1) throw new Error(`${clients} clients need as many referrals to book: fill more ROWS`);
  const set = work.random
    ? `\\set n 1 + :client_id + ${clients} * random(0, ${each - 1})\n\\set key random(1, 9000000000000000)\n` : '';
  writeFileSync(file, `${set}\\startpipeline\n${[begin, ...steps].map((s) => `${s.replace(/\s*\n\s*/g, ' ').trim()};`).join('\n')}\n\\endpipeline\n`);
  return file;
}

/** The same bytes as a file of nginx's. */
async function staticFile(work, base, headers, path) {
  const answer = await fetch(base + path, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${body}`);
  const name = `bench-${work.code}.json`;
  writeFileSync(join(dir, 'release/www', name), body);
  return { url: `${base}/${name}`, bytes: body.length };
}

async function measure(work, facts, base, workers) {
  const cookie = `__Host-yilian=${facts.tokens[work.who]}`;
  const path = work.path(facts);
  const still = await staticFile(work, base, { cookie }, path);
  const lua = work.lua ? join(dir, 'bench', `${work.code}.lua`) : undefined;
  if (lua) writeFileSync(lua, work.lua(facts, base));
  const headers = [`Cookie: ${cookie}`];
  const pgEnv = { PGHOST: join(dir, 'run/pg'), PGUSER: 'yl_web', PGDATABASE: 'yilian' };
  const as = process.getuid() === 0 ? 'yilian' : undefined;

  for (const connections of loads) {
    const file = script(work, facts, connections);
    const ask = (length) => wrk({ url: base + path, connections, seconds: length, headers, script: lua });
    const database = (length) => pgbench({ file, clients: connections, seconds: length, env: pgEnv, as });
    const head = [work.title, connections, still.bytes];
    try {
      const seen = await alternate({ ask, database, url: still.url, connections, workers });
      const m = Object.fromEntries(Object.entries(seen).map(([name, values]) => [name, median(values)]));
      const limit = 1 / (1 / m.a + 1 / m.b);
      print([...head, whole(m.a), whole(m.b), whole(limit), whole(m.c), fixed(m.c / limit, 2), work.target ?? '',
        fixed(m.p50, 2), fixed(m.p99, 2), fixed(m.p99 / m.p50, 1), m.c > 0 ? fixed(m.cpu, 0) : '-']);
    } catch (error) {
      // Too slow for its own time limit: said in its row, and the other works are measured none the less.
      print([...head, '-', '-', '-', 'no answer', '-', work.target ?? '', '-', '-', '-', '-']);
      console.log(`  ${error.message.split('\n')[0]}`);
      process.exitCode = 1;
    }
  }
}

/** What each round saw of the static file, the database alone and the full path, in turns. */
async function alternate({ ask, database, url, connections, workers }) {
  const length = windowFor(await ask(1), { connections, seconds });
  const seen = { a: [], b: [], c: [], p50: [], p99: [], cpu: [] };
  for (let round = 0; round < rounds; round++) {
    seen.a.push((await wrk({ url, connections, seconds })).rps);
    seen.b.push(await database(length));
    const before = cpuMicroseconds(workers);
    const full = await ask(length);
    seen.cpu.push((cpuMicroseconds(workers) - before) / full.requests);
    seen.c.push(full.rps);
    seen.p50.push(full.p50);
    seen.p99.push(full.p99);
  }
  return seen;
}

/** A rate, or that there was none: a work slower than its window is no work of 0. */
const whole = (n) => (n > 0 && Number.isFinite(n) ? String(Math.round(n)) : 'no answer');
const fixed = (n, digits) => (Number.isFinite(n) && (n > 0 || digits === 0) ? n.toFixed(digits) : '-');

const widths = [34, 5, 7, 9, 9, 9, 9, 6, 6, 8, 8, 7, 7];
const print = (cells) => console.log(cells.map((cell, i) => (
  i === 0 ? cell.padEnd(widths[0]) : String(cell).padStart(widths[i])
)).join(' '));

/** Request limits would measure themselves. */
function liftLimits() {
  const file = join(dir, 'nginx/limits.conf');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/rate=\S+;/g, 'rate=1000000r/s;'));
  process.kill(Number(readFileSync(join(dir, 'nginx.pid'), 'utf8')), 'SIGHUP');
}

const facts = prepare();
mkdirSync(join(dir, 'bench'), { recursive: true });
liftLimits();
await new Promise((done) => setTimeout(done, 2000)); // nginx changes its workers
const base = instance('url').trim();
const workers = pidsOf('yilian-web', dir);
console.log(`${rows} referrals, ${rounds} rounds of ${seconds} s, ${workers.length} workers`);
print(['work', 'conn', 'bytes', 'A static', 'B pg', 'limit', 'full', 'share', 'target', 'p50 ms', 'p99 ms', 'p99/50', 'CPU µs']);
try {
  if (chosen.some((work) => work.people)) fillPeople();
  for (const work of chosen) {
    await measure(work, facts, base, workers);
    if (work.people) await comparePlain(work, facts, base);
  }
  const used = memory(workers);
  console.log(`memory of a worker, largest: RSS ${used.rss.toFixed(1)} MB, PSS ${used.pss.toFixed(1)} MB (target RSS <= 12)`);
} finally {
  instance('stop');
}
