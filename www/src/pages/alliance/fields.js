/* fields.js - the small forms of alliances and pairings. */
import { t } from '../../i18n/index.js'
import { today } from '../../lib/dates.js'
import { alliance_kinds } from '../../lib/organisation.js'

const roles = () =>
  ['lead', 'member'].map((value) => ({ value, label: t(`alliance.role_${value}`) }))

function attributes(a) {
  return [
    {
      name: 'name',
      label: t('alliance.name'),
      required: true,
      wide: true,
      max: 100,
      value: a?.name,
    },
    {
      name: 'kind',
      label: t('alliance.kind'),
      type: 'choice',
      required: true,
      value: a?.kind,
      options: alliance_kinds.map((value) => ({ value, label: t(`alliance_kind.${value}`) })),
    },
    {
      name: 'seat_id',
      label: t('alliance.seat'),
      type: 'organisation',
      required: true,
      value: a?.seat?.id,
      shown: a?.seat?.name,
    },
    { name: 'charter', label: t('alliance.charter'), type: 'lines', max: 4000, value: a?.charter },
  ]
}

export function alliance_fields(form, a) {
  if (form === 'create')
    return [
      ...attributes(null),
      { name: 'started_on', label: t('alliance.started_on'), type: 'date', value: today() },
    ]
  if (form === 'join')
    return [
      {
        name: 'organisation_id',
        label: t('alliance.member'),
        type: 'organisation',
        required: true,
      },
      {
        name: 'role',
        label: t('alliance.role'),
        type: 'choice',
        options: roles(),
        value: 'member',
      },
      { name: 'joined_on', label: t('alliance.joined_on'), type: 'date', value: today() },
    ]
  if (form === 'leave')
    return [
      { name: 'on', label: t('alliance.left_on'), type: 'date', value: today() },
      { name: 'reason', label: t('alliance.reason'), required: true, wide: true },
    ]
  if (form === 'role')
    return [
      { name: 'role', label: t('alliance.role'), type: 'choice', options: roles(), required: true },
      { name: 'on', label: t('alliance.on'), type: 'date', value: today() },
    ]
  return attributes(a)
}

export function pairing_fields(form, p) {
  const purpose = {
    name: 'purpose',
    label: t('pairing.purpose'),
    type: 'lines',
    required: true,
    max: 400,
    value: p?.purpose,
  }
  const specialties = {
    name: 'specialties',
    label: t('pairing.specialties'),
    type: 'list',
    wide: true,
    value: (p?.specialties ?? []).join(t('form.comma')),
    hint: t('pairing.specialties_hint'),
  }
  if (form === 'alter') return [purpose, specialties]
  if (form === 'end')
    return [
      {
        name: 'ends_on',
        label: t('pairing.ends_on'),
        type: 'date',
        required: true,
        value: today(),
      },
      { name: 'end_reason', label: t('pairing.end_reason'), required: true, wide: true },
    ]
  return [
    { name: 'from_org_id', label: t('pairing.from'), type: 'organisation', required: true },
    { name: 'to_org_id', label: t('pairing.to'), type: 'organisation', required: true },
    { name: 'programme', label: t('pairing.programme'), required: true, max: 100, wide: true },
    purpose,
    specialties,
    {
      name: 'starts_on',
      label: t('pairing.starts_on'),
      type: 'date',
      required: true,
      value: today(),
    },
    { name: 'ends_on', label: t('pairing.ends_on'), type: 'date' },
  ]
}
