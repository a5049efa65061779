/* referral_sort.js - by which times a list of referrals can be sorted: a whole list by those that the
 * server has an index for, a worklist or what a search found by any. */
const indexed = ['sent_at', 'updated_at']
const any = [...indexed, 'booked_for', 'arrived_at', 'due_at']

/* One character of a name is walked to down the list, as the server does it. */
const searches = (q) => /^[0-9]/.test(q) || [...q].length > 1

export const sorts_of = ({ worklist, q }) =>
  worklist || searches((q ?? '').trim()) ? any : indexed

/* Changes of filters, without a sort that the list would no longer take. */
export function keep_sort(filters, changes) {
  const next = { ...filters, ...changes }
  const sort = (next.sort ?? '').replace('-', '')
  return sort === '' || sorts_of(next).includes(sort) ? changes : { ...changes, sort: '' }
}
