/* mock_records.mjs - the invented API's records: any kind that mock_types.mjs describes, its life, its
 * history, its files and the differences of the two books. */
import { iso, organisation } from './mock_data.mjs'
import { record_types } from './mock_types.mjs'

const type_of = (name) => record_types.find((t) => t.name === name)
const day = (n) => iso(n).slice(0, 10)
const side = (id) => ({ id, name: organisation(id).name })
const subjects = [
  '便携式彩超 2 台',
  '新生儿暖箱',
  '基本药物一批',
  '远程会诊终端',
  '防护物资',
  '专项经费',
]
const states = ['submitted', 'confirmed', 'confirmed', 'draft', 'disputed', 'submitted', 'void']

function donation(i) {
  const state = states[i % states.length]
  const given = i % 3 !== 2
  const fen = 20540800 + i * 123457
  return {
    id: `0192f0c4-0000-7000-8000-d${String(i).padStart(11, '0')}`,
    version: 2,
    state,
    state_reason:
      state === 'disputed' ? '数量与入库单不符：实收 1 台' : state === 'void' ? '重复登记' : null,
    from: side(given ? 10 : 11),
    to: side(given ? 11 : 100 + (i % 14)),
    entered: given || i % 2 ? 'from' : 'to',
    donated_on: day(-i * 9 - 3),
    kind: ['equipment', 'equipment', 'medicine', 'equipment', 'supplies', 'money'][i % 6],
    subject: subjects[i % 6],
    total_fen: fen,
    programme: i % 2 ? '组团式帮扶' : null,
    original_giver: null,
    contact_name: '示范甲',
    contact_phone: '139****0001',
    received_on: state === 'confirmed' ? day(-i * 9) : null,
    receipt_number: null,
    note: i % 4 ? null : '随货附合格证和保修卡',
    origin: 'portal',
    items: [
      {
        name: '便携式彩超',
        specification: 'S9',
        quantity: 2,
        quantity_exactness: 'exact',
        unit: '台',
        unit_value_fen: 10000000,
        value_fen: 20000000,
      },
      {
        name: '探头及耗材',
        specification: null,
        quantity: 30,
        quantity_exactness: 'over',
        unit: '个',
        unit_value_fen: null,
        value_fen: fen - 20000000,
      },
    ],
    submitted_at: state === 'draft' ? null : iso(-i - 2),
    created_at: iso(-i - 3),
    updated_at: iso(-i - 1),
  }
}

function sample(i) {
  return {
    id: `0192f0c4-0000-7000-8000-e${String(i).padStart(11, '0')}`,
    version: 1,
    state: i % 5 ? 'confirmed' : 'draft',
    org: side(11),
    held_on: day(-i * 7),
    topic: ['急诊急救流程', '慢病管理', '院感防控', '超声读片'][i % 4],
    form: i % 2 ? 'lecture' : 'online',
    heads: 40 + i * 13,
    heads_exactness: ['exact', 'near', 'over', 'about', 'at_least'][i % 5],
    hours: 1.5 + i,
    sessions: i + 1,
    fee_fen: i % 3 ? 0 : 150050,
    free: i % 3 !== 0,
    host: side(10),
    speaker: { id: 's1', name: '示范讲师' },
    gift: null,
    id_number: '630***********0013',
    phone: '139****0002',
    summary: '要点：早识别、早处置、早转运。',
    score: 90 + (i % 10),
    note: null,
    origin: 'portal',
    created_at: iso(-i),
    updated_at: iso(-i),
  }
}

const stored = {
  donations: Array.from({ length: 34 }, (_, i) => donation(i)),
  samples: Array.from({ length: 9 }, (_, i) => sample(i)),
}
const events = new Map()
const files = new Map()
let serial = 0

export function record_routes({ who, Refusal }) {
  const home = () => who().account.home_organisation.id
  const rows_of = (name) => stored[name] ?? refuse(404, '没有这类记录')
  const refuse = (...args) => {
    throw new Refusal(...args)
  }
  const find = (name, id) => rows_of(name).find((r) => r.id === id) ?? refuse(404, '没有找到')
  const entering = (type, r) => (type.sides === 'two' ? r[r.entered] : r.org)
  const confirming = (type, r) => (type.confirms === 'to' && r.entered === 'from' ? r.to : null)
  const waiting = (type, r) => {
    if (r.state === 'submitted') return confirming(type, r)
    return r.state === 'disputed' ? entering(type, r) : null
  }

  function actions_of(type, r) {
    const out = []
    const mine = entering(type, r)?.id === home()
    const reason = (action, rule, fields = []) => out.push({ action, reason: rule, fields })
    if (mine && r.state !== 'void')
      out.push({ action: 'correct', via: 'PATCH /donations/{id}', fields: [] })
    if (mine && ['draft', 'disputed'].includes(r.state)) reason('submit', 'none')
    if (r.state === 'submitted' && confirming(type, r)?.id === home()) {
      const own = type.fields.filter((f) => f.by_confirmer)
      reason(
        'confirm',
        'none',
        own.map((f) => ({ name: f.name, type: f.type, required: false })),
      )
      reason('dispute', 'mandatory')
    }
    if (mine && r.state !== 'void') reason('void', 'mandatory')
    return out
  }

  const brief = (type, r) => ({ ...r, day: r[type.day], title: r[type.title] })
  const answer = (type, r) => ({
    ...brief(type, r),
    actions: actions_of(type, r),
    attachments: files.get(r.id) ?? [],
  })

  function note(r, action, before, more = {}) {
    events.set(r.id, [
      ...(events.get(r.id) ?? history(r)),
      {
        id: ++serial,
        at: iso(0),
        actor_name: who().account.display_name,
        organisation_name: who().account.home_organisation.name,
        action,
        from_state: before,
        to_state: r.state,
        ...more,
      },
    ])
  }
  const history = (r) => [
    {
      id: ++serial,
      at: r.created_at,
      actor_name: '示范甲',
      organisation_name: (r.from ?? r.org).name,
      action: 'create',
      from_state: null,
      to_state: 'draft',
    },
    ...(r.submitted_at
      ? [
          {
            id: ++serial,
            at: r.submitted_at,
            actor_name: '示范甲',
            organisation_name: r.from.name,
            action: 'submit',
            from_state: 'draft',
            to_state: 'submitted',
          },
        ]
      : []),
  ]

  const named = (type, body) => {
    const out = { ...body }
    const references = [
      ...(type.sides === 'two' ? ['from', 'to'] : ['org']),
      ...type.fields.filter((f) => f.type === 'organisation').map((f) => f.name),
    ]
    for (const name of references) if (out[name]) out[name] = side(out[name])
    return out
  }

  function check(type, r, submitting) {
    const errors = []
    for (const f of type.fields)
      if (submitting && f.required && (r[f.name] === null || r[f.name] === undefined) && !f.sum_of)
        errors.push({ pointer: `/${f.name}`, detail: `请填写${f.label.zh}` })
    for (const l of type.lines)
      (r[l.name] ?? []).forEach((line, i) => {
        if (line.value_fen > 100000000000)
          errors.push({
            pointer: `/${l.name}/${i}/value_fen`,
            detail: '单项金额超过 10 亿元，请核对单位',
          })
      })
    if (errors.length > 0) refuse(422, '请检查填写的内容', errors)
    if (r.items?.length && 'total_fen' in r)
      r.total_fen = r.items.reduce((sum, line) => sum + (line.value_fen ?? 0), 0)
  }

  const submit = (type, r) => {
    const before = r.state
    r.state = confirming(type, r) ? 'submitted' : 'confirmed'
    r.submitted_at = iso(0)
    note(r, 'submit', before)
  }

  function act(type, r, action, body) {
    const step = actions_of(type, r).find((a) => a.action === action)
    if (!step) refuse(409, '现在的状态不能这样做')
    const { reason, ...values } = body
    if (step.reason === 'mandatory' && !reason)
      refuse(422, '请写明原因', [{ pointer: '/reason', detail: '请写明原因' }])
    const before = r.state
    r.version++
    if (action === 'submit') return submit(type, r)
    Object.assign(r, values, { state_reason: reason ?? null, updated_at: iso(0) })
    r.state = { confirm: 'confirmed', dispute: 'disputed', void: 'void' }[action]
    return note(r, action, before, { reason })
  }

  const boxes = {
    any: () => true,
    mine: (type, r) => entering(type, r)?.id === home(),
    sent: (type, r) => r.from?.id === home(),
    received: (type, r) => r.to?.id === home(),
  }

  function list(type, query) {
    const fits = (r) =>
      (!query.box || boxes[query.box](type, r)) &&
      (!query.state || r.state === query.state) &&
      (!query.from || r[type.day] >= query.from) &&
      (!query.to || r[type.day] <= query.to) &&
      (!query.q || String(r[type.title]).includes(query.q)) &&
      type.fields
        .filter((f) => f.filter && query[f.name])
        .every((f) => String(r[f.name]?.id ?? r[f.name]) === query[f.name])
    const all = rows_of(type.name).filter(fits)
    if (query.sort === 'day') all.reverse()
    const start = Number(query.after ?? 0)
    const limit = Number(query.limit ?? 20)
    return {
      items: all.slice(start, start + limit).map((r) => brief(type, r)),
      next: all.length > start + limit ? String(start + limit) : null,
    }
  }

  const routes = [
    [
      'GET',
      '/api/record-types',
      () => ({
        items: record_types.map(({ name, label, module, sides, enters, confirms }) => ({
          ...{ name, label, module, sides, enters, confirms },
          may: { read: true, write: true, confirm: true },
        })),
        next: null,
      }),
    ],
    ['GET', '/api/record-types/:name', ({ params }) => type_of(params.name) ?? refuse(404, '没有')],
    [
      'GET',
      '/api/differences',
      ({ query }) => ({
        items: stored[query.record_type]
          .filter((r) => waiting(type_of(query.record_type), r))
          .map((r) => ({
            ...brief(type_of(query.record_type), r),
            waiting_for: waiting(type_of(query.record_type), r),
            since: r.submitted_at,
            days: Math.floor((Date.now() - Date.parse(r.submitted_at)) / 86400000),
            reason: r.state === 'disputed' ? 'disputed' : 'waiting',
          })),
        next: null,
      }),
    ],
    ['GET', '/api/presence', () => ({ items: [], next: null })],
    ['GET', '/api/waiting', () => ({ items: [], next: null })],
    ['GET', '/api/attachments', ({ query }) => ({ items: files.get(query.record_id) ?? [] })],
    [
      'POST',
      '/api/attachments',
      ({ body }) => {
        const file = {
          id: `f${++serial}`,
          name: body.name,
          bytes: 123456,
          media_type: 'application/pdf',
          created_at: iso(0),
          created_by: { name: who().account.display_name, organisation: null },
          removable: true,
        }
        files.set(body.record_id, [...(files.get(body.record_id) ?? []), file])
        return file
      },
    ],
    [
      'POST',
      '/api/attachments/:id/actions/remove',
      ({ params }) => {
        for (const [id, list] of files)
          files.set(
            id,
            list.filter((f) => f.id !== params.id),
          )
      },
    ],
  ]
  for (const type of record_types) {
    const at = `/api/${type.name}`
    routes.push(
      ['GET', at, ({ query }) => list(type, query)],
      [
        'POST',
        at,
        ({ body }) => {
          const { submit: submitting, ...values } = body
          const r = {
            id: `0192f0c4-0000-7000-8000-f${String(++serial).padStart(11, '0')}`,
            version: 1,
            state: 'draft',
            created_at: iso(0),
            updated_at: iso(0),
            origin: 'portal',
            ...named(type, values),
          }
          r.entered = r.to?.id === home() ? 'to' : 'from'
          check(type, r, submitting)
          note(r, 'create', null)
          events.set(r.id, events.get(r.id).slice(-1))
          stored[type.name].unshift(r)
          if (submitting) submit(type, r)
          return answer(type, r)
        },
      ],
      [
        'POST',
        `${at}/actions/confirm`,
        ({ body }) => ({
          results: body.ids.map((id) => {
            const r = find(type.name, id)
            if (r.state !== 'submitted' || confirming(type, r)?.id !== home())
              return {
                id,
                ok: false,
                state: r.state,
                problem: { detail: '状态已变，请刷新后再看' },
              }
            act(type, r, 'confirm', {})
            return { id, ok: true, state: r.state }
          }),
        }),
      ],
      ['GET', `${at}/:id`, ({ params }) => answer(type, find(type.name, params.id))],
      [
        'PATCH',
        `${at}/:id`,
        ({ params, body, headers }) => {
          const r = find(type.name, params.id)
          if (headers['if-match'] !== `"${r.version}"`) refuse(412, '内容刚被修改过，请重新载入')
          const { reason, ...values } = body
          const changes = {}
          for (const [key, value] of Object.entries(named(type, values))) {
            changes[key] = [r[key], value]
            r[key] = value
          }
          check(type, r, false)
          const before = r.state
          if (before === 'confirmed' && confirming(type, r)) r.state = 'submitted'
          r.version++
          r.updated_at = iso(0)
          note(r, 'correct', before, { reason, changes })
          return answer(type, r)
        },
      ],
      [
        'GET',
        `${at}/:id/events`,
        ({ params }) => {
          const r = find(type.name, params.id)
          return { items: events.get(r.id) ?? history(r) }
        },
      ],
      [
        'POST',
        `${at}/:id/actions/:action`,
        ({ params, body }) => {
          const r = find(type.name, params.id)
          act(type, r, params.action, body)
          return answer(type, r)
        },
      ],
    )
  }
  return routes
}
