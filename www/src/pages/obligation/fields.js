/* fields.js - the small forms of obligations: each kind of rule has its parameters. */
import { get } from '../../api/http.js'
import { t, word } from '../../i18n/index.js'
import { today } from '../../lib/dates.js'

const choice = (group, codes) => codes.map((value) => ({ value, label: t(`${group}.${value}`) }))
const parameter = (name, rest) => ({
  name: `parameters.${name}`,
  label: t(`obligation.p_${name}`),
  required: true,
  ...rest,
})

let figures = null
const whats = {
  period: ['posted', 'study', 'guidance'],
  deadline: ['arrival', 'funds'],
}
async function search_figures(q, kind) {
  figures ??= (await get('/api/figures')).items
  const counted = whats[kind]
    .map((what) => ({ value: `what:${what}`, label: t(`counted.${what}`) }))
    .filter((w) => !q || w.label.includes(q))
  const found = figures
    .filter((f) => !q || word(f.name).includes(q) || f.code.includes(q))
    .map((f) => ({ value: f.code, label: word(f.name), hint: word(f.meaning) }))
  return [...counted, ...found].slice(0, 30)
}

const number = (name, rest) => parameter(name, { type: 'number', ...rest })
const rank = (rest) =>
  parameter('rank_level', {
    type: 'choice',
    options: choice('rank_level', ['junior', 'mid', 'deputy_senior', 'senior']),
    ...rest,
  })
const figure = (kind) =>
  parameter('figure', { type: 'search', search: (q) => search_figures(q, kind) })
const unit = () =>
  parameter('unit', {
    type: 'choice',
    options: choice('length_unit', ['month', 'week', 'day', 'year']),
    value: 'month',
  })

const parameters = {
  presence: () => [
    number('n', { value: 1 }),
    parameter('every', {
      type: 'choice',
      options: choice('every', ['workday', 'day']),
      value: 'workday',
    }),
    rank({ required: false }),
  ],
  minimum_at_once: () => [number('n'), rank({ required: false })],
  team: () => [parameter('pattern', { wide: true, hint: t('obligation.pattern_hint') })],
  rotation: () => [number('amount', { value: 6 }), unit(), number('gap', { value: 0 })],
  batch_size: () => [number('n')],
  length: () => [
    parameter('of', {
      type: 'choice',
      options: choice('length_of', ['study', 'support']),
      value: 'study',
    }),
    number('amount', { label: t('obligation.p_length'), value: 6 }),
    unit(),
  ],
  coverage: () => [
    parameter('class', {
      type: 'choice',
      options: choice('coverage_class', [
        'primary',
        'township',
        'central_township',
        'poor_central_township',
        'community',
        'county',
        'county_general',
        'second_b',
      ]),
      value: 'primary',
    }),
    number('n', { label: t('obligation.p_percent'), value: 100 }),
  ],
  rank: () => [
    parameter('of', {
      type: 'choice',
      options: choice('rank_of', ['posting', 'mentorship']),
      value: 'posting',
    }),
    rank(),
    number('rank_years', { required: false }),
  ],
  quota_per_year: () => [figure('period'), number('n')],
  minimum_per_period: () => [
    figure('period'),
    parameter('grain', {
      type: 'choice',
      options: choice('grain', ['week', 'month', 'quarter', 'half', 'year', 'total']),
      value: 'month',
    }),
    number('n'),
  ],
  deadline: () => [
    figure('deadline'),
    number('target', { required: false, hint: t('obligation.target_hint') }),
  ],
}

export function obligation_fields(kind) {
  const area = kind === 'coverage'
  return [
    ...(area
      ? []
      : [
          {
            name: 'from_org_id',
            label: t('obligation.from'),
            type: 'organisation',
            hint: t('obligation.from_hint'),
          },
        ]),
    {
      name: 'to_org_id',
      label: t(area ? 'obligation.area' : 'obligation.to'),
      type: 'organisation',
      required: true,
      hint: area ? t('obligation.area_hint') : undefined,
    },
    ...parameters[kind](),
    {
      name: 'valid_from',
      label: t('obligation.valid_from'),
      type: 'date',
      required: true,
      value: today(),
    },
    {
      name: 'valid_to',
      label: t(kind === 'deadline' ? 'obligation.due' : 'obligation.valid_to'),
      type: 'date',
      required: kind === 'deadline',
    },
    { name: 'name', label: t('obligation.name'), wide: true, max: 400 },
    { name: 'owner', label: t('obligation.owner'), max: 200 },
  ]
}

export const change_fields = (o) => [
  {
    name: 'valid_from',
    label: t('obligation.valid_from'),
    type: 'date',
    required: true,
    value: o.valid_from,
  },
  { name: 'valid_to', label: t('obligation.valid_to'), type: 'date', value: o.valid_to ?? '' },
  { name: 'owner', label: t('obligation.owner'), max: 200, value: o.owner ?? '' },
]

export const end_fields = () => [
  { name: 'on', label: t('obligation.ended_on'), type: 'date', required: true, value: today() },
  { name: 'reason', label: t('obligation.end_reason'), required: true, wide: true, max: 400 },
]
