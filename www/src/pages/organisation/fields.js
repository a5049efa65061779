/* fields.js - the small forms of an organisation and its departments: make, alter, rename, merge, close. */
import { list_divisions } from '../../api/organisations.js'
import { t } from '../../i18n/index.js'
import { today } from '../../lib/dates.js'
import { kinds, ownerships } from '../../lib/organisation.js'

async function search_divisions(q) {
  const { items } = await list_divisions(q ? { q, limit: 20 } : { level: 1, limit: 40 })
  return items.map((d) => ({ value: d.code, label: d.name, hint: d.path ?? String(d.code) }))
}

const label = (name) => t(`organisation.${name}`)
const choice = (name, values, prefix) => ({
  name,
  label: label(name),
  type: 'choice',
  options: values.map((value) => ({ value, label: t(`${prefix}.${value}`) })),
})
const number = (name) => ({ name, label: label(name), type: 'number', max: 10 })

function attributes(o) {
  return [
    { ...choice('kind', kinds, 'kind'), required: true, value: o?.kind },
    { ...choice('level', ['1', '2', '3'], 'level'), value: o?.level ?? '' },
    { ...choice('grade', ['a', 'b', 'c'], 'grade'), value: o?.grade ?? '' },
    { ...choice('ownership', ownerships, 'ownership'), value: o?.ownership ?? '' },
    {
      name: 'division_code',
      label: label('division'),
      type: 'search',
      search: search_divisions,
      required: true,
      value: o?.division?.code,
      shown: o?.division?.path,
    },
    {
      name: 'parent_id',
      label: label('parent'),
      type: 'organisation',
      value: o?.parent?.id,
      shown: o?.parent?.name,
    },
    { ...number('beds'), value: o?.beds },
    { ...number('population'), value: o?.population },
    { name: 'helpdesk_name', label: label('helpdesk_name'), value: o?.helpdesk_name, max: 50 },
    { name: 'helpdesk_phone', label: label('helpdesk_phone'), value: o?.helpdesk_phone, max: 40 },
  ].map((f) => (f.name === 'level' ? { ...f, type: 'choice' } : f))
}

const on = () => ({
  name: 'on',
  label: label('on'),
  type: 'date',
  value: today(),
  hint: label('on_hint'),
})
const reason = () => ({ name: 'reason', label: label('reason'), required: true, wide: true })
const name_field = (value) => ({
  name: 'name',
  label: label('name'),
  required: true,
  value,
  max: 100,
  wide: true,
})

export function organisation_fields(form, o) {
  if (form === 'rename') return [name_field(o.name), on(), reason()]
  if (form === 'merge')
    return [
      { name: 'into', label: label('into'), type: 'organisation', required: true },
      on(),
      reason(),
    ]
  if (form === 'close') return [on(), reason()]
  if (form === 'alter') return attributes(o)
  return [
    name_field(''),
    { name: 'code', label: label('code'), required: true, max: 32 },
    ...attributes(null),
  ]
}

export function department_fields(form, d) {
  if (form === 'end')
    return [{ name: 'valid_to', label: label('on'), type: 'date', required: true, value: today() }]
  return [
    { name: 'name', label: t('department.name'), required: true, value: d?.name, max: 100 },
    { name: 'phone', label: t('department.phone'), value: d?.phone, max: 40 },
    {
      name: 'accepts_referrals',
      label: t('department.accepts'),
      type: 'boolean',
      value: d ? d.accepts_referrals : true,
    },
  ]
}
