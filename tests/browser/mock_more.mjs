/* mock_more.mjs - the invented API's structure, import and oversight half. */
import { iso, organisation, organisations } from './mock_data.mjs'

const alliances = [
  {
    id: 1,
    name: '湟中区县域医共体',
    kind: 'county_community',
    seat: { id: 11, name: '湟中区示范医院' },
    leads: [{ id: 11, name: '湟中区示范医院' }],
    members: 14,
    started_on: '2015-06-01',
    version: 1,
  },
  {
    id: 2,
    name: '西宁市医疗联合体',
    kind: 'medical_alliance',
    seat: { id: 10, name: '西宁市示范医院' },
    leads: [{ id: 10, name: '西宁市示范医院' }],
    members: 57,
    started_on: '2016-03-01',
    version: 1,
  },
]
const pairings = [
  {
    id: 1,
    from: { id: 10, name: '西宁市示范医院' },
    to: { id: 11, name: '湟中区示范医院' },
    programme: '城市医院支援县医院',
    purpose: '派驻医师、教学查房、新技术',
    specialties: ['心血管内科', '普外科'],
    starts_on: '2025-01-01',
    ends_on: '2027-12-31',
    status: 'live',
    version: 1,
  },
  {
    id: 2,
    from: { id: 11, name: '湟中区示范医院' },
    to: { id: 100, name: '田家寨镇示范卫生院' },
    programme: '二级医院支援卫生院',
    purpose: '半年轮换驻点',
    specialties: [],
    starts_on: '2023-01-01',
    ends_on: '2024-12-31',
    status: 'expired',
    version: 1,
  },
]
const counties = [
  [630102, '城东'],
  [630103, '城中'],
  [630104, '城西'],
  [630105, '城北'],
  [630106, '湟中'],
  [630121, '大通'],
  [630123, '湟源'],
  [630202, '乐都'],
  [630203, '平安'],
  [630222, '民和'],
  [630223, '互助'],
  [630224, '化隆'],
  [630225, '循化'],
  [632221, '门源'],
  [632222, '祁连'],
  [632223, '海晏'],
  [632224, '刚察'],
  [632301, '同仁'],
  [632322, '尖扎'],
  [632323, '泽库'],
  [632324, '河南'],
  [632521, '共和'],
  [632522, '同德'],
  [632523, '贵德'],
  [632524, '兴海'],
  [632525, '贵南'],
  [632621, '玛沁'],
  [632622, '班玛'],
  [632623, '甘德'],
  [632624, '达日'],
  [632625, '久治'],
  [632626, '玛多'],
  [632701, '玉树'],
  [632722, '杂多'],
  [632723, '称多'],
  [632724, '治多'],
  [632725, '囊谦'],
  [632726, '曲麻莱'],
  [632801, '格尔木'],
  [632802, '德令哈'],
  [632803, '茫崖'],
  [632821, '乌兰'],
  [632822, '都兰'],
  [632823, '天峻'],
]

const figures = (n) => ({
  up_visits: n,
  up_persons: Math.round(n * 0.86),
  down_visits: Math.round(n * 0.11),
  down_persons: Math.round(n * 0.1),
  down_inpatient_visits: Math.round(n * 0.08),
  sent: Math.round(n * 1.2),
  answered: Math.round(n * 1.15),
  accepted: Math.round(n * 1.08),
  came: n,
  closed: Math.round(n * 0.7),
})
const item = (key, name, n, extra = {}) => ({
  key: String(key),
  name,
  ...figures(n),
  last_year: figures(Math.round(n * (0.7 + (n % 5) / 10))),
  ...extra,
})
const cuts = {
  time: () =>
    Array.from({ length: 11 }, (_, i) =>
      item(`2026-${String(i + 1).padStart(2, '0')}-01`, `${i + 1}月`, 180 + ((i * 37) % 90)),
    ),
  county: () =>
    counties.map(([code, name], i) =>
      item(code, name, Math.round(900 / (1 + ((i * 7) % 23))), {
        short_name: name,
      }),
    ),
  from: () =>
    organisations.filter((o) => o.id >= 100).map((o, i) => item(o.id, o.name, 210 - i * 14)),
  to: () => [10, 11].map((id, i) => item(id, organisation(id).name, 1100 - i * 300)),
  pair: () =>
    organisations
      .filter((o) => o.id >= 100)
      .map((o, i) => item(`${o.id}:11`, `${o.name} → 湟中区示范医院`, 150 - i * 9)),
  department: () =>
    ['心血管内科', '普外科', '骨科', '产科'].map((n, i) => item(n, n, 320 - i * 60)),
  disease: () => ['I20', 'K35', 'E11', 'J18'].map((n, i) => item(n, n, 300 - i * 55)),
  total: () => [],
}
const fields = [
  ['register_number', '登记号', false],
  ['patient_name', '患者姓名', true],
  ['id_number', '身份证号', false],
  ['direction', '转诊方向', true],
  ['from', '转出单位', true],
  ['to', '转入单位', true],
  ['arrived_on', '到诊日期', true],
  ['diagnosis', '诊断', false],
  ['state', '状态', false],
].map(([name, label_zh, required]) => ({
  name,
  label_zh,
  label_en: name,
  required,
}))
const columns = [
  '序号',
  '姓名',
  '身份证号码',
  '转诊方向',
  '转出单位',
  '转入单位',
  '到诊日期',
  '诊断',
  '状态',
].map((title) => ({ title, mapped_to: null }))
const job = (id, state, extra = {}) => ({
  id,
  kind: 'referrals',
  name: '2016年转诊登记簿.xlsx',
  state,
  total: 1432,
  done: 1432,
  good: 1409,
  bad: 23,
  created_at: iso(-1),
  columns,
  fields,
  samples: [
    [
      '1',
      '马某某',
      '630121196801010011',
      '上转',
      '田家寨镇示范卫生院',
      '湟中区示范医院',
      '2016-03-02',
      '阑尾炎',
      '已到诊',
    ],
    ['2', '李某某', '', '下转', '湟中区示范医院', '共和镇示范卫生院', '2016-3-4', '康复', '完成'],
  ],
  states: [
    { text: '已到诊', count: 1400, state: 'arrived' },
    { text: '完成', count: 32, state: 'closed' },
  ],
  ...extra,
})
const jobs = {
  j1: job('j1', 'mapping'),
  j2: job('j2', 'checked'),
  j3: job('j3', 'done'),
}

const exported = { id: 'e1', state: 'staged', total: null, done: 0 }
const write_more = () => {
  exported.done += 1000
  return exported.done % 4000 ? exported : { ...exported, state: 'done', total: exported.done }
}

export const more_routes = () => [
  [
    'GET',
    '/api/divisions',
    ({ query }) => ({
      items: !query.parent
        ? [
            {
              code: 630000,
              name: '青海省',
              level: 1,
              children: 8,
              organisations: 19,
            },
          ]
        : query.parent === '630000'
          ? [
              {
                code: 630100,
                name: '西宁市',
                level: 2,
                children: 7,
                organisations: 18,
                path: '青海省西宁市',
              },
            ]
          : query.parent === '630100'
            ? [
                {
                  code: 630106,
                  name: '湟中区',
                  level: 3,
                  children: 15,
                  organisations: 16,
                  path: '青海省西宁市湟中区',
                },
              ]
            : organisations
                .filter((o) => o.id >= 100)
                .map((o) => ({
                  code: o.division.code,
                  name: o.division.name,
                  level: 4,
                  children: 0,
                  organisations: 1,
                })),
    }),
  ],
  [
    'GET',
    '/api/organisations',
    ({ query }) => ({
      items: organisations
        .filter(
          (o) =>
            (!query.q || o.name.includes(query.q)) &&
            (!query.kind || o.kind === query.kind) &&
            (!query.parent || o.parent_id === Number(query.parent)),
        )
        .slice(0, Number(query.limit ?? 20)),
      next: null,
    }),
  ],
  [
    'GET',
    '/api/organisations/tree',
    ({ query }) => ({
      items: organisations
        .filter((o) => (o.parent_id ?? 0) === Number(query.root ?? 0))
        .map((o) => ({
          ...o,
          children: organisations.filter((c) => c.parent_id === o.id).length,
          below: organisations.filter((c) => c.parent_id === o.id).length,
        })),
    }),
  ],
  [
    'GET',
    '/api/organisations/:id',
    ({ params }) => {
      const o = organisation(params.id)
      return {
        ...o,
        ownership: 'public',
        parent: o.parent_id ? organisation(o.parent_id) : null,
        above: o.parent_id ? [organisation(o.parent_id)] : [],
        children: organisations.filter((c) => c.parent_id === o.id).length,
        names: [
          { name: o.name, valid_from: '2021-03-01', valid_to: null },
          {
            name: o.name.replace('区', '县'),
            valid_from: '2010-01-01',
            valid_to: '2021-03-01',
          },
        ],
        standings: [],
        history: [
          {
            at: iso(-500),
            action: 'rename',
            effective_on: '2021-03-01',
            reason: '撤县设区',
          },
        ],
        departments: [
          { id: 1, name: '心血管内科', phone: '0971-555 0111' },
          { id: 2, name: '普外科' },
        ],
        alliances: [
          {
            id: 1,
            name: '湟中区县域医共体',
            kind: 'county_community',
            role: 'lead',
            joined_on: '2015-06-01',
          },
        ],
        pairings: [
          {
            id: 1,
            side: 'supported',
            organisation_id: 10,
            organisation_name: '西宁市示范医院',
            programme: '城市医院支援县医院',
            starts_on: '2025-01-01',
            ends_on: '2027-12-31',
            status: 'live',
          },
        ],
        editable: true,
      }
    },
  ],
  ['PATCH', '/api/organisations/:id', ({ params }) => organisation(params.id)],
  ['POST', '/api/organisations/:id/actions/:action', ({ params }) => organisation(params.id)],
  ['GET', '/api/alliances', () => ({ items: alliances, next: null })],
  [
    'GET',
    '/api/alliances/:id',
    ({ params }) => ({
      ...alliances[params.id - 1],
      region_name: '青海省西宁市湟中区',
      charter: '统一管理、双向转诊、检查结果互认。',
      editable: true,
      former: [
        {
          id: 10,
          name: '西宁市示范医院',
          role: 'member',
          joined_on: '2015-06-01',
          left_on: '2016-03-01',
          reason: '转入市医联体',
        },
      ],
      members: organisations
        .filter((o) => o.id >= 11)
        .map((o) => ({
          id: o.id,
          code: o.code,
          name: o.name,
          kind: o.kind,
          role: o.id === 11 ? 'lead' : 'member',
          joined_on: '2015-06-01',
        })),
    }),
  ],
  ['GET', '/api/pairings', () => ({ items: pairings, next: null })],
  [
    'GET',
    '/api/pairings/coverage',
    () => ({
      items: [
        {
          kind: 'general_hospital',
          eligible: 46,
          paired: 44,
          percent: '95.65',
        },
        {
          kind: 'township_hospital',
          eligible: 380,
          paired: 361,
          percent: '95.00',
        },
        { kind: 'maternal_child', eligible: 42, paired: 12, percent: '28.57' },
      ],
    }),
  ],
  ['GET', '/api/imports', () => ({ items: Object.values(jobs), next: null })],
  ['POST', '/api/imports', () => jobs.j1],
  ['GET', '/api/imports/:id', ({ params }) => jobs[params.id]],
  ['PATCH', '/api/imports/:id', ({ params }) => jobs[params.id]],
  [
    'POST',
    '/api/imports/:id/actions/:action',
    ({ params: { id, action } }) =>
      Object.assign(jobs[id], {
        state: { check: 'checked', run: 'done', cancel: 'cancelled' }[action],
      }),
  ],
  [
    'GET',
    '/api/imports/:id/errors',
    () => ({
      items: [
        {
          line: 17,
          column: '身份证号码',
          value: '630121196801010012',
          message: '校验位不符，请核对身份证号',
        },
        {
          line: 88,
          column: '到诊日期',
          value: '2016-02-30',
          message: '没有这一天，请改为真实日期',
        },
        {
          line: 204,
          column: '转出单位',
          value: '某某卫生院',
          message: '没有这个机构，请按机构名册填写',
        },
      ],
      next: null,
    }),
  ],
  [
    'PUT',
    '/api/uploads',
    ({ headers, raw }) => ({
      id: 'u1',
      name: decodeURIComponent(headers['x-upload-name']),
      bytes: raw.length,
    }),
  ],
  ['POST', '/api/exports', () => ({ ...exported, done: 0 })],
  ['GET', '/api/exports/:id', () => write_more()],
  ['POST', '/api/exports/:id/actions/cancel', () => ({ ...exported, state: 'cancelled' })],
  [
    'GET',
    '/api/oversight/referrals',
    ({ query }) => ({
      as_of: iso(0),
      scope: { kind: 'region', name: '青海省' },
      items: cuts[query.by](),
      totals: {
        ...figures(2140),
        answer_seconds_median: 5400,
        answer_seconds_average: 11200,
        ratios: [
          { code: 'accepted', numerator: 2311, denominator: 2461 },
          { code: 'arrival', numerator: 2140, denominator: 2311 },
          { code: 'closed_by_sender', numerator: 1498, denominator: 2350 },
          { code: 'closed_by_receiver', numerator: 1502, denominator: 2350 },
          { code: 'down_up_visits', numerator: 235, denominator: 2140 },
        ],
      },
      last_year: figures(1825),
    }),
  ],
  [
    'GET',
    '/api/oversight/referrals/rows',
    () => ({
      items: Array.from({ length: 20 }, (_, i) => ({
        id: i,
        direction: 'up',
        sent_at: iso(-i),
        arrived_on: '2026-03-02',
        from: organisation(100 + (i % 14)),
        to: organisation(11),
        department: '普外科',
        disease: 'K35',
        sex: i % 2 ? 'F' : 'M',
        age_band: '45-59',
        state: 'closed',
      })),
      next: null,
    }),
  ],
  [
    'GET',
    '/api/oversight/quiet',
    () => ({
      scope: { name: '青海省' },
      items: organisations
        .filter((o) => o.id > 108)
        .map((o, i) => ({
          organisation: o,
          region: { id: 630106, name: '湟中区' },
          no_referral: i % 2 === 0,
          no_sign_in: i % 3 === 0,
          last_referral_on: '2026-09-12',
          last_sign_in_at: i % 3 ? iso(-3) : null,
        })),
    }),
  ],
]
