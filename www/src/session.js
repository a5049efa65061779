/* session.js - who is signed in, what they may do, and the settings of this PC; the only shared state. */
import { reactive } from 'vue'
import { get_me, sign_out } from './api/session.js'
import { count_obligations } from './api/obligations.js'
import { list_record_types, list_waiting } from './api/records.js'
import { list_worklists } from './api/referrals.js'

const stored = (key) => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    /* forgotten at the next visit, nothing else */
  }
}

export const session = reactive({
  me: null,
  record_types: [], // the kinds of record this person may read
  counts: {},
  counts_at: null,
  waiting: [], // of each kind of record, what waits for us or for others
  size: stored('yl.size') || 'normal',
  asking: null, // resolves when the password was given again
})

export const recall = stored

export const can = (permission) => session.me?.permissions?.includes(permission) ?? false

export async function load_me() {
  session.me = await get_me({ plain: true })
  return session.me
}

let types_of = null // the account that the kinds of record were asked for

/* What the menu and the differences need of them; without an answer both go without. */
export async function load_record_types() {
  if (!session.me || session.me.pending || types_of === session.me.account.id) return
  const { items } = await list_record_types({ plain: true }).catch(() => ({ items: null }))
  types_of = items ? session.me.account.id : null
  session.record_types = items ?? []
}

async function refresh_waiting() {
  if (!session.record_types.some((t) => t.may.write || t.may.confirm)) return
  session.waiting = (await list_waiting({ plain: true })).items
}

async function refresh_worklists() {
  if (!can('referral.read')) return
  const { items } = await list_worklists({ plain: true })
  Object.assign(session.counts, Object.fromEntries(items.map((w) => [w.code, w.count])))
  session.counts_at = Date.now()
}

async function refresh_obligations() {
  if (!can('obligation.read')) return
  const { items } = await count_obligations({ plain: true })
  for (const o of items) session.counts[`obligations_${o.code}`] = o.count
  session.counts.obligations_waiting = items
    .filter((o) => ['broken', 'ahead'].includes(o.code))
    .reduce((sum, o) => sum + o.count, 0)
}

export const refresh_counts = () =>
  Promise.all([refresh_worklists(), refresh_waiting(), refresh_obligations()])

export const waiting_of = (type) => session.waiting.find((w) => w.record_type === type)

/* The answer clears this site's storage; choices that say nothing of patients are put back. */
function keep_choices() {
  const kept = Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('yl.'))
  return () => kept.forEach(([key, value]) => remember(key, value))
}

/* Signs out; navigate() leaves the pages before the account is gone from under them. */
export async function leave(navigate) {
  const put_back = keep_choices()
  try {
    await sign_out()
  } finally {
    put_back()
    await navigate()
    session.me = null
    session.record_types = []
    types_of = null
    session.counts = {}
    session.waiting = []
  }
}

export function set_size(size) {
  session.size = size
  remember('yl.size', size)
  document.documentElement.setAttribute('data-size', size)
}

/* One dialog, however many requests were refused at once. */
export function ask_again() {
  if (!session.me) return Promise.resolve(false)
  if (!session.asking) {
    let settle
    const promise = new Promise((resolve) => (settle = resolve))
    session.asking = {
      promise,
      answer(ok) {
        session.asking = null
        settle(ok)
      },
    }
  }
  return session.asking.promise
}
