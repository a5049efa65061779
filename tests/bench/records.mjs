// records.mjs - records by the sheet against plain copy, and their lists at two sizes, in one run.
//
// An import of ROWS donations is timed (reading, check, writing), then `copy` of the very same rows into a
// table of the same columns, constraints and indexes. Lists and searches of a hospital that has every row
// are asked for at 10^4 and at LARGE rows: medians, and how much slower the large table is. Absolute
// figures are of this machine at this hour: judge by the ratios. So is a file of which every row is wrong
// beside one of as many right rows.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

import { median } from './measure.mjs';

const checkout = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
const dir = process.env.BENCH_RECORDS_DIR ?? join(checkout, 'var/bench-records');
const rows = Number(process.env.IMPORT_ROWS ?? 100_000);
const large = Number(process.env.LARGE ?? 1_000_000);
const SMALL = 10_000;
const TIMES = 25;
const WRONG = 3000;

const instance = (...words) => execFileSync(join(checkout, 'tools/instance.sh'), [...words, '--dir', dir], { encoding: 'utf8' });
const psql = (...commands) => execFileSync('psql', ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((c) => ['-c', c])], {
  env: { ...process.env, PGHOST: join(dir, 'run/pg'), PGUSER: 'postgres', PGDATABASE: 'yilian' }, encoding: 'utf8',
}).trim();

let base, cookie;

async function ask(method, path, body, headers = {}) {
  const raw = Buffer.isBuffer(body);
  const answer = await fetch(base + path, { method, body: raw ? body : body && JSON.stringify(body), headers: {
    ...(cookie && { Cookie: cookie }), Origin: base, 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': randomUUID(),
    'Content-Type': raw ? 'application/octet-stream' : 'application/json', ...headers,
  } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  if (answer.headers.has('set-cookie')) cookie = answer.headers.get('set-cookie').split(';')[0];
  return JSON.parse(text);
}

async function sign_in(user) {
  const lines = readFileSync(join(dir, 'accounts.tsv'), 'utf8').trim().split('\n').map((line) => line.split('\t'));
  const [realm, , password] = lines.find((line) => line[1] === user);
  cookie = undefined;
  await ask('POST', '/auth/login', { realm, user, password });
}

const seconds = (since) => (performance.now() - since) / 1000;

/** How long the job's present step takes. */
async function step(job, action) {
  const since = performance.now();
  if (action) await ask('POST', `/api/imports/${job.id}/actions/${action}`, {});
  for (;;) {
    const now = await ask('GET', `/api/imports/${job.id}`);
    if (!['staged', 'checking', 'running'].includes(now.state)) return { now, took: seconds(since) };
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function bring_in() {
  const run = Date.now();
  const lines = Array.from({ length: rows }, (_, i) => `B${run}-${i},HZT${String(1 + (i % 14)).padStart(2, '0')},${
    new Date(Date.UTC(2020, 0, 1 + (i % 2000))).toISOString().slice(0, 10)},设备,彩超 ${i},${1000 + i}.50,帮扶`);
  const file = await ask('PUT', '/api/uploads', Buffer.from(['登记号,受赠单位,捐赠日期,类别,捐赠内容,总金额,项目名称', ...lines].join('\r\n')), { 'X-Upload-Name': 'bench.csv' });
  const job = await ask('POST', '/api/imports', { upload_id: file.id, kind: 'donations' });
  const [read, check, write] = [await step(job), await step(job, 'check'), await step(job, 'run')];
  if (write.now.written !== rows) throw new Error(`${write.now.written} rows of ${rows} came in: ${write.now.message}`);
  return { job: job.id, read: read.took, check: check.took, write: write.took };
}

/** How long the check of as many rows takes: all right, all refused by a constraint, all by their lines. */
async function check_wrong() {
  const heads = '登记号,受赠单位,捐赠日期,类别,捐赠内容,总金额,名称,数量,单位,单价,金额', took = [];
  for (const [what, day, price] of [['right', '2020-03-01', 10], ['constraint', '1980-03-01', 10], ['lines', '2020-03-01', 11]]) {
    const lines = Array.from({ length: WRONG }, (_, i) => `W${what}${i},HZT01,${day},设备,彩超,10,彩超,1,台,${price},10`);
    const file = await ask('PUT', '/api/uploads', Buffer.from([heads, ...lines].join('\r\n')), { 'X-Upload-Name': 'wrong.csv' });
    const job = await ask('POST', '/api/imports', { upload_id: file.id, kind: 'donations' });
    await step(job);
    const check = await step(job, 'check');
    if (check.now.good + check.now.bad !== WRONG || (check.now.bad > 0) !== (what !== 'right')) throw new Error(`${what}: ${JSON.stringify(check.now)}`);
    took.push(check.took);
  }
  return took;
}

/** The same rows by copy, from a file, into a table like theirs. */
function copy(job) {
  const file = join(dir, 'bench.copy');
  psql(`\\copy (select * from biz.donation where import_job_id = '${job}') to '${file}'`,
    'set client_min_messages = warning', 'drop table if exists public.bench_copy; create table public.bench_copy (like biz.donation including all)');
  const since = performance.now();
  psql(`\\copy public.bench_copy from '${file}'`);
  const took = seconds(since);
  if (Number(psql('select count(*) from public.bench_copy')) !== rows) throw new Error('copy lost rows');
  psql('drop table public.bench_copy');
  unlinkSync(file);
  return took;
}

/** Fills the hospital's donations up to n; a word of its own in one of 100,000. */
function fill(n) {
  psql('set session_replication_role = replica', `insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id,
      state, donated_on, kind, subject, total_fen, submitted_at, confirmed_at, confirmed_by, created_by, updated_by)
    select gen_random_uuid(), h.id, h.region_id, t.id, t.region_id, h.id, 'confirmed', date '2000-01-01' + (i % 9000)::int,
           (array['equipment', 'medicine', 'supplies', 'money'])[1 + i % 4], case when i % 100000 = 77 then '测量专用' else '捐赠' || i end,
           100 + i, now(), now(), 0, 0, 0
      from generate_series((select count(*) from biz.donation) + 1, ${n}) i
      join biz.organisation h on h.code = 'HZH'
      join biz.organisation t on t.code = 'HZT' || lpad((1 + i % 14)::text, 2, '0')`, 'reset session_replication_role', 'vacuum analyze biz.donation');
}

const asked = [
  ['list of 50, newest', '/api/donations?limit=50'],
  ['list of 50, received by one', (ids) => `/api/donations?limit=50&organisation=${ids}`],
  ['list of 50, one kind, a year', '/api/donations?limit=50&kind=money&from=2015-01-01&to=2015-12-31'],
  ['search of a common word', `/api/donations?limit=50&q=${encodeURIComponent('捐赠1')}`],
  ['search of a rare word, a month', `/api/donations?limit=50&q=${encodeURIComponent('测量专用')}&from=2015-03-01&to=2015-03-31`],
];

async function time_lists(township) {
  const found = [];
  for (const [, path] of asked) {
    const where = typeof path === 'function' ? path(township) : path, seen = [];
    for (let i = 0; i < TIMES; i++) {
      const since = performance.now();
      await ask('GET', where);
      seen.push(performance.now() - since);
    }
    found.push(median(seen));
  }
  return found;
}

const line = (...cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : String(cell).padStart(12))).join(' '));

instance('start', '--fast', '--port', '0');
try {
  base = instance('url').trim();
  await sign_in('hzoffice');
  psql('delete from biz.donation_item; delete from biz.donation');
  const m = await bring_in(), plain = copy(m.job);
  line(`import of ${rows} donations`, 'seconds', 'rows/s', 'of copy');
  for (const [what, took] of [['reading', m.read], ['check, all rows tried', m.check], ['writing', m.write], ['all of it', m.read + m.check + m.write], ['copy, same shape', plain]])
    line(`  ${what}`, took.toFixed(1), Math.round(rows / took), (took / plain).toFixed(1));
  const [right, ...wrong] = await check_wrong();
  line(`check of ${WRONG} donations`, 'seconds', '', 'of right');
  for (const [what, took] of [['right ones', right], ['all refused by a constraint', wrong[0]], ['all refused by their lines', wrong[1]]])
    line(`  ${what}`, took.toFixed(1), '', (took / right).toFixed(1));
  psql('delete from biz.donation');
  const township = psql("select id from biz.organisation where code = 'HZT02'"), sizes = [];
  for (const n of [SMALL, large]) {
    fill(n);
    await new Promise((done) => setTimeout(done, 500)); // connections that nginx closed meanwhile are seen
    sizes.push(await time_lists(township));
  }
  line('a hospital with every row, ms', SMALL, large, 'ratio');
  asked.forEach(([what], i) => line(`  ${what}`, sizes[0][i].toFixed(2), sizes[1][i].toFixed(2), (sizes[1][i] / sizes[0][i]).toFixed(1)));
} finally {
  instance('stop');
}
