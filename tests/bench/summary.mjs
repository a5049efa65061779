// summary.mjs - composing a summary beside the statements of its figures alone, in one run, as a ratio.
//
// Over the referrals of bench.mjs (run that first: it fills BENCH_DIR, var/bench). The same session asks
// in turns for the document of template T-C over a region with its numbers, and for those numbers by
// fig.figures: once as a whole, once by unit, once of last year, once as the template's conditions ask.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { median } from './measure.mjs';

const checkout = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
const dir = process.env.BENCH_DIR ?? join(checkout, 'var/bench');
const rounds = Number(process.env.ROUNDS ?? 5);
const year = new Date().getFullYear();
const instance = (...words) => execFileSync(join(checkout, 'tools/instance.sh'), [...words, '--dir', dir], { encoding: 'utf8' });

const psql = (user, input) => execFileSync('psql', ['-XqAt', '-v', 'ON_ERROR_STOP=1'], {
  env: { ...process.env, PGHOST: join(dir, 'run/pg'), PGUSER: user, PGDATABASE: 'yilian' }, input, encoding: 'utf8',
});

/** Milliseconds of statements of one session, warmed by a first round. */
function timed(token, statements) {
  const hash = execFileSync('sha256sum', { input: token }).toString().slice(0, 64);
  const round = statements.map((s) => `${s};`).join('\n');
  const script = `begin; set local jit = off;
select sec.begin_request('\\x${hash}', 'summary.write', false, 'bench', '127.0.0.1') \\g /dev/null
${round}
\\timing on
${round.repeat(rounds)}
rollback;`;
  const out = psql('yl_web', script);
  const times = [...out.matchAll(/^Time: ([\d.]+) ms/gm)].map((m) => Number(m[1])).slice(0, statements.length * rounds);
  return statements.map((_, i) => median(times.filter((_t, k) => k % statements.length === i)));
}

instance('start', '--bare', '--port', '0', '--only', 'postgres workers nginx');
try {
  const { tokens } = JSON.parse(readFileSync(join(dir, 'bench.json'), 'utf8'));
  const rows = psql('postgres', 'select count(*) from biz.referral').trim();
  const county = psql('postgres', "select region_id from biz.organisation where code = 'B00001'").trim();
  console.log(`${rows} referrals, ${rounds} rounds\nscope            figures ms   summary ms   ratio   numbers`);
  for (const scope of [county, '630000']) {
    const document = `fig.fill_document(fig.compose('T-C', 1, 'region:${scope}', 'year:${year}'))`;
    const said = JSON.parse(psql('yl_web', `begin;
select sec.begin_request('\\x${execFileSync('sha256sum', { input: tokens.province }).toString().slice(0, 64)}', 'summary.write', false, 'bench', '127.0.0.1') \\g /dev/null
select ${document}; rollback;`));
    const asked = [...JSON.stringify(said).matchAll(/"token":(\{.*?"shown".*?\}|\{.*?\})/g)].map((m) => JSON.parse(m[1]));
    const codes = (list) => `array['${[...new Set(list.map((t) => t.code))].join("','")}']`;
    const figures = (list, by, y = year) =>
      `select count(*) from fig.figures(${codes(list)}, 'region', '${scope}', 'then', '${y}-01-01', '${y}-12-31', '${by}')`;
    const whole = asked.filter((t) => !t.member);
    const alone = [
      "select count(*) from fig.figures(array(select distinct t ->> 'code' from fig.template_part p, jsonb_array_elements(p.terms) t "
        + `where p.template = 'T-C'), 'region', '${scope}', 'then', '${year}-01-01', '${year}-12-31')`,
      figures(whole, 'total'),
      ...(asked.some((t) => t.member) ? [figures(asked.filter((t) => t.member), 'unit')] : []),
      ...(asked.some((t) => t.style === 'change') ? [figures(asked.filter((t) => t.style === 'change'), 'total', year - 1)] : []),
    ];
    const times = timed(tokens.province, [`select length(${document}::text)`, ...alone]);
    const sum = times.slice(1).reduce((a, b) => a + b, 0);
    console.log(`region:${scope}${sum.toFixed(1).padStart(14)}${times[0].toFixed(1).padStart(13)}${(times[0] / sum).toFixed(2).padStart(8)}${String(asked.length).padStart(10)}`);
  }
} finally {
  instance('stop');
}
