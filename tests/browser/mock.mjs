/* mock.mjs - serves www/dist and an invented API on a port, for looking at pages without a database.
 *
 *   node tests/browser/mock.mjs 9090        then sign in as t01doctor, hzoffice, qhoverseer, newcomer */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  code_lists,
  iso,
  next_state,
  organisation,
  organisations,
  people,
  referrals,
  workflow,
} from './mock_data.mjs'
import { more_routes } from './mock_more.mjs'
import { record_routes } from './mock_records.mjs'

const dist = fileURLToPath(new URL('../../www/dist/', import.meta.url))
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}
const csp =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; style-src-attr 'unsafe-inline'; frame-ancestors 'none'"
const drafts = new Map()
const events = new Map()
let who = null

export class Refusal extends Error {
  constructor(status, detail, errors) {
    super(detail)
    Object.assign(this, { status, detail, errors })
  }
}

const side_of = (r) => {
  const home = who.account.home_organisation.id
  return home === r.from.id ? 'from' : home === r.to.id ? 'to' : null
}
const actions_of = (r) =>
  workflow
    .filter((a) => a.states.includes(r.state) && a.party === side_of(r))
    .map(({ action, fields, reason, reasons }) => ({
      action,
      fields,
      reason,
      reasons,
    }))
const waits = {
  to_send: (r, s) => s === 'from' && ['draft', 'returned'].includes(r.state),
  to_answer: (r, s) => s === 'to' && ['sent', 'received'].includes(r.state),
  to_book: (r, s) => s === 'to' && r.state === 'accepted',
  arriving_today: (r, s) => s === 'to' && r.state === 'booked',
  overdue: (r, s) => s && r.overdue,
  rejected: (r, s) => s === 'from' && ['rejected', 'redirected', 'no_show'].includes(r.state),
  feedback_due: (r, s) => s === 'to' && ['arrived', 'treated'].includes(r.state),
  to_close: (r, s) => s === 'from' && r.state === 'feedback',
  changed: (r, s) => s && r.changed,
}
const mine = () => referrals.filter((r) => side_of(r))
const history = (r) =>
  events.get(r.id) ?? [
    {
      id: 1,
      at: r.created_at,
      actor_name: '田示范',
      organisation_name: r.from.name,
      action: 'create',
      to_state: 'draft',
    },
    ...(r.sent_at
      ? [
          {
            id: 2,
            at: r.sent_at,
            actor_name: '田示范',
            organisation_name: r.from.name,
            action: 'send',
            from_state: 'draft',
            to_state: 'sent',
          },
        ]
      : []),
    ...(r.answered_at
      ? [
          {
            id: 3,
            at: r.answered_at,
            actor_name: '湟示范',
            organisation_name: r.to.name,
            action: r.end_reason ? 'reject' : 'accept',
            from_state: 'sent',
            to_state: r.end_reason ? r.state : 'accepted',
            reason: r.end_reason,
            changes: { bed: r.bed },
          },
        ]
      : []),
  ]

const find = (id) => {
  const r = referrals.find((k) => k.id === id)
  if (!r) throw new Refusal(404, '没有找到')
  return r
}

function act(r, action, body) {
  const step = actions_of(r).find((a) => a.action === action)
  if (!step) throw new Refusal(409, `现在的状态不能这样做`)
  const before = r.state
  const list = history(r)
  Object.assign(r, body, {
    state: next_state[action],
    version: r.version + 1,
    updated_at: iso(0),
    changed: false,
  })
  const column = {
    send: 'sent_at',
    receive: 'received_at',
    accept: 'answered_at',
    book: 'booked_at',
    arrive: 'arrived_at',
    treat: 'treated_at',
    feedback: 'feedback_at',
    confirm: 'closed_at',
  }[action]
  if (column) r[column] ??= iso(0)
  events.set(r.id, [
    ...list,
    {
      id: list.length + 1,
      at: iso(0),
      actor_name: who.account.display_name,
      organisation_name: who.account.home_organisation.name,
      action,
      from_state: before,
      to_state: r.state,
      reason: body.reason,
      changes: body,
    },
  ])
  return { ...r, actions: actions_of(r) }
}

const routes = [
  [
    'GET',
    '/auth/realms',
    ({ query }) => ({
      items: organisations
        .filter(
          (o) =>
            o.id >= 1 &&
            (!query.q ||
              o.name.includes(query.q) ||
              o.code.toLowerCase().includes(query.q.toLowerCase())),
        )
        .map((o) => ({
          realm: o.id === 1 ? 'qhhc' : o.id === 10 ? 'xncity' : 'hzalliance',
          organisation_id: o.id,
          name: o.name,
          county: o.division.name,
          suffix: 'hz',
          helpdesk_name: o.helpdesk_name,
          helpdesk_phone: o.helpdesk_phone,
        })),
    }),
  ],
  [
    'POST',
    '/auth/login',
    ({ body }) => {
      const name = String(body.user).split('@')[0]
      if (!people[name] || body.password !== 'Yilian-2026')
        throw new Refusal(401, '用户名或密码不正确。请核对所在单位；连续输错会暂时锁定。')
      who = people[name]
      return { account: who.account, pending: who.pending }
    },
  ],
  ['POST', '/auth/logout', () => void (who = null)],
  ['GET', '/api/me', () => who],
  [
    'GET',
    '/api/sessions',
    () => ({
      items: [
        {
          id: 'a',
          created_at: iso(0, -2),
          last_seen_at: iso(0),
          address: '10.12.3.40',
          agent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0',
          current: true,
        },
        {
          id: 'b',
          created_at: iso(-1),
          last_seen_at: iso(-1),
          address: '10.12.3.77',
          agent: 'Mozilla/5.0 (Windows NT 6.1) Chrome/86.0',
          current: false,
        },
      ],
    }),
  ],
  ['DELETE', '/api/sessions/:id', () => undefined],
  [
    'GET',
    '/api/worklists',
    () => ({
      items: Object.entries(waits).map(([code, test]) => ({
        code,
        count: mine().filter((r) => test(r, side_of(r))).length,
      })),
    }),
  ],
  [
    'GET',
    '/api/referrals',
    ({ query }) => {
      const start = Number(query.after ?? 0)
      const limit = Number(query.limit ?? 20)
      const all = mine().filter(
        (r) =>
          (!query.worklist || waits[query.worklist](r, side_of(r))) &&
          (!query.state || r.state === query.state) &&
          (!query.direction || r.direction === query.direction) &&
          (!query.q || r.number.includes(query.q) || r.patient.name.startsWith(query.q)),
      )
      return {
        items: all.slice(start, start + limit),
        next: all.length > start + limit ? String(start + limit) : null,
      }
    },
  ],
  [
    'POST',
    '/api/referrals',
    ({ body }) => {
      if (!body.diagnosis)
        throw new Refusal(422, '请检查填写的内容', [
          { pointer: '/diagnosis', detail: '请填写诊断' },
        ])
      const r = {
        ...referrals[1],
        ...body,
        id: `0192f0c4-0000-7000-8000-9${String(Date.now()).slice(-11)}`,
        number: `261122-${String(Date.now()).slice(-8)}`,
        state: 'draft',
        version: 1,
        sent_at: null,
        answered_at: null,
        end_reason: null,
        created_at: iso(0),
        updated_at: iso(0),
        from: {
          ...referrals[1].from,
          id: who.account.home_organisation.id,
          name: who.account.home_organisation.name,
          department: body.from_department,
          doctor: body.from_doctor,
        },
        to: {
          id: body.to_organisation_id,
          name: organisation(body.to_organisation_id)?.name,
          department: body.to_department,
        },
      }
      referrals.unshift(r)
      return { ...r, actions: actions_of(r) }
    },
  ],
  [
    'POST',
    '/api/referrals/actions/receive',
    ({ body }) => ({
      results: body.ids.map((id) => ({
        id,
        ok: Boolean(act(find(id), 'receive', {})),
        state: 'received',
      })),
    }),
  ],
  [
    'GET',
    '/api/referrals/:id',
    ({ params }) => {
      const r = find(params.id)
      return { ...r, actions: actions_of(r) }
    },
  ],
  ['PATCH', '/api/referrals/:id', ({ params, body }) => Object.assign(find(params.id), body)],
  ['GET', '/api/referrals/:id/events', ({ params }) => ({ items: history(find(params.id)) })],
  [
    'POST',
    '/api/referrals/:id/actions/:action',
    ({ params, body }) => act(find(params.id), params.action, body),
  ],
  [
    'GET',
    '/api/receivers',
    ({ query }) => ({
      items: organisations
        .filter((o) => (query.direction === 'down' ? o.id >= 100 : o.id === 10 || o.id === 11))
        .map((o) => ({
          organisation_id: o.id,
          name: o.name,
          kind: o.kind,
          last_used_at: o.id === 11 || o.id === 103 ? iso(-1) : null,
          departments: ['普外科', '心血管内科', '骨科'],
        })),
    }),
  ],
  ['GET', '/api/arrivals', () => ({ items: referrals.filter((r) => r.state === 'booked') })],
  [
    'POST',
    '/api/patients/actions/search',
    ({ body }) => ({
      items:
        body.id_number === '630121196801010011'
          ? [
              {
                id: 'p1',
                name: '马**',
                sex: 'M',
                birth_date: '1968-01-01',
                phone: '139****0001',
                open_referrals: [
                  {
                    id: referrals[0].id,
                    number: referrals[0].number,
                    state: 'sent',
                    sent_at: iso(-1),
                    to: { name: '湟中区示范医院' },
                  },
                ],
              },
            ]
          : [],
    }),
  ],
  ['POST', '/api/patients', () => ({ id: `p${Date.now()}`, version: 1 })],
  [
    'POST',
    '/api/patients/:id/actions/reveal',
    ({ params, body }) => ({
      value: referrals.find((r) => r.patient.id === params.id).patient.full[body.field],
    }),
  ],
  [
    'GET',
    '/api/code-lists/:name',
    ({ params }) => ({
      items: (code_lists[params.name] ?? []).map(
        ([code, name_zh, name_en, note_required = false]) => ({
          code,
          name_zh,
          name_en,
          note_required,
        }),
      ),
    }),
  ],
  ['GET', '/api/drafts', () => ({ items: [...drafts.values()] })],
  [
    'GET',
    '/api/drafts/:form',
    ({ params }) => drafts.get(params.form) ?? Promise.reject(new Refusal(404, '没有草稿')),
  ],
  [
    'PUT',
    '/api/drafts/:form',
    ({ params, body }) => {
      drafts.set(params.form, {
        form: params.form,
        content: body.content,
        updated_at: iso(0),
      })
      return drafts.get(params.form)
    },
  ],
  ['DELETE', '/api/drafts/:form', ({ params }) => void drafts.delete(params.form)],
  ...more_routes({ who: () => who, Refusal }),
  ...record_routes({ who: () => who, Refusal }),
]

function match(method, path) {
  for (const [m, pattern, run] of routes) {
    if (m !== method) continue
    const names = []
    const re = new RegExp(
      `^${pattern.replace(/:(\w+)/g, (all, name) => (names.push(name), '([^/]+)'))}$`,
    )
    const hit = re.exec(path)
    if (hit)
      return {
        run,
        params: Object.fromEntries(names.map((n, i) => [n, decodeURIComponent(hit[i + 1])])),
      }
  }
  return null
}

async function answer(req, res) {
  const url = new URL(req.url, 'http://mock')
  const chunks = []
  for await (const chunk of req) chunks.push(chunk)
  const raw = Buffer.concat(chunks)
  const send = (status, data, type = 'application/json') => {
    res.writeHead(status, { 'Content-Type': type })
    res.end(data === undefined ? '' : JSON.stringify(data))
  }
  try {
    const hit = match(req.method, url.pathname)
    if (!hit) throw new Refusal(404, `没有这个地址 ${url.pathname}`)
    if (!who && !url.pathname.startsWith('/auth/')) throw new Refusal(401, '请登录')
    const is_json = (req.headers['content-type'] ?? '').includes('json')
    const data = await hit.run({
      params: hit.params,
      query: Object.fromEntries(url.searchParams),
      body: is_json && raw.length ? JSON.parse(raw) : {},
      raw,
      headers: req.headers,
    })
    send(data === undefined ? 204 : 200, data)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    send(
      error.status,
      {
        type: 'about:blank',
        status: error.status,
        title: error.detail,
        detail: error.detail,
        errors: error.errors,
        request_id: 'mock',
      },
      'application/problem+json',
    )
  }
}

export function start_mock(port = 0) {
  const server = createServer((req, res) => {
    if (/^\/(api|auth)\//.test(req.url)) return void answer(req, res)
    let file = dist + req.url.split(/[?#]/)[0].slice(1)
    if (!existsSync(file) || statSync(file).isDirectory()) file = `${dist}index.html`
    res.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': csp,
    })
    createReadStream(file).pipe(res)
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await start_mock(Number(process.argv[2] ?? 9090))
}
