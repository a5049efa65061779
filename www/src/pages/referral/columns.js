/* columns.js - the columns a list of referrals can show. */
import { t } from '../../i18n/index.js'

/* A worklist has its own order, most urgent first; the plain list goes by time. */
export const referral_columns = (worklist) => [
  { key: 'number', label: t('referral.number'), width: '140px', nowrap: true, always: true },
  { key: 'flags', label: t('referral.kind'), width: '136px', nowrap: true },
  { key: 'patient', label: t('referral.patient'), width: '124px', always: true },
  { key: 'diagnosis', label: t('referral.diagnosis') },
  { key: 'from', label: t('referral.from'), width: '176px' },
  { key: 'to', label: t('referral.to'), width: '176px' },
  { key: 'state', label: t('referral.state'), width: '92px', always: true, nowrap: true },
  { key: 'sent_at', label: t('referral.sent_at'), width: '104px', sort: worklist ? '' : 'sent_at' },
  { key: 'booked_for', label: t('referral.booked_for'), width: '104px', hidden: true },
  { key: 'arrived_at', label: t('referral.arrived_at'), width: '104px', hidden: true },
  { key: 'due_at', label: t('referral.due_at'), width: '104px', hidden: true },
  {
    key: 'updated_at',
    label: t('referral.updated_at'),
    width: '104px',
    hidden: true,
    sort: worklist ? '' : 'updated_at',
  },
]
