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
async function search_figures(q) {
  figures ??= (await get('/api/figures')).items
  return figures
    .filter((f) => !q || word(f.name).includes(q) || f.code.includes(q))
    .slice(0, 30)
    .map((f) => ({ value: f.code, label: word(f.name), hint: word(f.meaning) }))
}

const number = (name, rest) => parameter(name, { type: 'number', ...rest })
const rank = (rest) =>
  parameter('rank_level', {
    type: 'choice',
    options: choice('rank_level', ['junior', 'mid', 'deputy_senior', 'senior']),
    ...rest,
  })
const figure = () => parameter('figure', { type: 'search', search: search_figures })

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
  rotation: () => [
    number('amount', { value: 6 }),
    parameter('unit', {
      type: 'choice',
      options: choice('length_unit', ['month', 'week', 'day', 'year']),
      value: 'month',
    }),
    number('gap', { value: 0 }),
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
  quota_per_year: () => [figure(), number('n')],
  minimum_per_period: () => [
    figure(),
    parameter('grain', {
      type: 'choice',
      options: choice('grain', ['week', 'month', 'quarter', 'half', 'year', 'total']),
      value: 'month',
    }),
    number('n'),
  ],
  deadline: () => [figure(), number('target')],
}

export function obligation_fields(kind) {
  return [
    {
      name: 'from_org_id',
      label: t('obligation.from'),
      type: 'organisation',
      hint: t('obligation.from_hint'),
    },
    { name: 'to_org_id', label: t('obligation.to'), type: 'organisation', required: true },
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
