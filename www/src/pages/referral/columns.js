/* columns.js - the columns a list of referrals can show, and by which of them it can be sorted. */
import { t } from '../../i18n/index.js'
import { sorts_of } from '../../lib/referral_sort.js'

export const referral_columns = (filters) => {
  const sorts = sorts_of(filters)
  const time = (key, hidden = true) => ({
    key,
    label: t(`referral.${key}`),
    width: '104px',
    hidden,
    sort: sorts.includes(key) ? key : '',
  })
  return [
    { key: 'number', label: t('referral.number'), width: '140px', nowrap: true, always: true },
    { key: 'flags', label: t('referral.kind'), width: '136px', nowrap: true },
    { key: 'patient', label: t('referral.patient'), width: '124px', always: true },
    { key: 'diagnosis', label: t('referral.diagnosis') },
    { key: 'from', label: t('referral.from'), width: '176px' },
    { key: 'to', label: t('referral.to'), width: '176px' },
    { key: 'state', label: t('referral.state'), width: '92px', always: true, nowrap: true },
    time('sent_at', false),
    time('booked_for'),
    time('arrived_at'),
    time('due_at'),
    time('updated_at'),
  ]
}
