// works.mjs - what is measured: whose request, which statements stand behind it, and the target.

const list = (who) => ({
  code: `list-${who}`, who, target: '0.85',
  title: `list of 50, ${who}`,
  permission: 'referral.read',
  path: () => '/api/referrals?box=any&limit=50',
  steps: () => [['referral/list', ['any', null, null, null, null, null, null, 50]]],
});

const year = new Date().getFullYear();

/** SQL that pgbench computes afresh for each transaction. */
const sql = (text) => ({ sql: text });
const bookable = sql('(select id from public.bookable where n = :n)');

const booking = (ids, base) => `
local ids = { ${ids.map((id) => `"${id}"`).join(', ')} }
local count = 0
math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 1000000)
local prefix = string.format("%08x-0000-4000-8000", math.random(0, 0x7fffffff))
request = function()
  count = count + 1
  local headers = wrk.headers
  headers["Content-Type"] = "application/json"
  headers["Origin"] = "${base}"
  headers["Idempotency-Key"] = string.format("%s-%012x", prefix, count)
  return wrk.format("POST", "/api/referrals/" .. ids[math.random(#ids)] .. "/actions/book", headers,
    '{"booked_for":"2099-01-01T09:00:00+08:00"}')
end
`;

export const works = [
  {
    code: 'one', who: 'township', target: '0.60',
    title: 'one referral by id, audited',
    permission: 'referral.read', writes: true,
    path: (facts) => `/api/referrals/${facts.referral}`,
    steps: ({ referral }) => [['referral/get', [referral]], ['referral/seen', [referral]], ['referral/audit', [referral]]],
  },
  list('township'),
  list('hospital'),
  {
    code: 'act', who: 'hospital', target: '0.75',
    title: 'a state change (book)',
    permission: 'referral.book', writes: true, random: true,
    path: (facts) => `/api/referrals/${facts.bookable[0]}`,
    lua: (facts, base) => booking(facts.bookable, base),
    steps: () => [
      ['request/claim', [sql("'bench-' || :key"), sql("'\\x00'"), sql('gen_random_uuid()'), 'referrals']],
      ['referral/act', [bookable, 'book', '{accepted,booked,no_show}', '{booked,booked,booked}',
        '{receiver,receiver,receiver}', '{"","",""}', null, null, null, '{"booked_for":"2099-01-01T09:00:00+08:00"}']],
      ['referral/get', [bookable]],
    ],
  },
  {
    code: 'dashboard', who: 'province', target: '0.95',
    title: "the province's dashboard, by county",
    permission: 'oversight.read',
    path: () => `/api/oversight/referrals?scope=region:630000&period=year:${year}&by=county`,
    steps: () => {
      const scope = ['region', 630000, `${year}-01-01`, `${year}-12-31`];
      return [
        ['oversight/frame', scope],
        ['oversight/total', [...scope, 'false']],
        ['oversight/table', [...scope, 'county', 'month', 'false', 500]],
      ];
    },
  },
  {
    code: 'pairs', who: 'province',
    title: "the province's pairs, by last year",
    permission: 'oversight.read',
    path: () => `/api/oversight/referrals?scope=region:630000&period=year:${year}&by=pair&compare=1&totals=0`,
    steps: () => {
      const scope = ['region', 630000, `${year}-01-01`, `${year}-12-31`];
      return [
        ['oversight/frame', scope],
        ['oversight/table', [...scope, 'pair', 'month', 'true', 500]],
      ];
    },
  },
  {
    code: 'board', who: 'province', target: '0.95', people: true,
    title: "the province's dashboard of all figures",
    permission: 'figure.read',
    path: () => `/api/dashboards/province?scope=region:630000&period=year:${year}`,
    steps: () => {
      const asked = ['province', 'region', '630000', 'then', `${year}-01-01`, `${year}-12-31`];
      return [
        ['dashboard/get', asked],
        ['dashboard/values', asked],
        ['dashboard/months', [...asked.slice(0, 4), asked[5]]],
        ['dashboard/units', asked],
      ];
    },
  },
];
