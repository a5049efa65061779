/* export.js - lists as workbooks: who may ask for which, its filter, and how far one is. */
import { clean } from './query.js'

/* The permission each kind needs, as the server's own table has it. */
export const export_needs = {
  referrals: 'referral.export',
  arrivals: 'referral.export',
  organisations: 'organisation.read',
  alliances: 'alliance.read',
  alliance_members: 'alliance.read',
  pairings: 'pairing.read',
  imports: 'job.own',
  quiet: 'oversight.export',
  oversight: 'oversight.export',
  oversight_rows: 'oversight.export',
  figure_rows: 'figure.read',
  promotions: 'promotion.read',
  certificates: 'promotion.read',
}

/* The filters of a list without what belongs to one page of it. */
export const export_filter = (filters) => clean({ ...filters, after: '', limit: '' })

export const is_going = (job) => ['staged', 'checking', 'running'].includes(job?.state)

/* What to say meanwhile, as a text's key and number: a share only where the whole is known. */
export function export_progress(job) {
  if (!job?.done) return { key: 'export.waiting' }
  if (!job.total) return { key: 'export.rows', n: job.done }
  return { key: 'export.running', n: Math.min(100, Math.round((job.done / job.total) * 100)) }
}
