/* promotion.js - verdicts in words, the ledger as a drawing, numbers of certificates. */
export const results = ['eligible', 'not_yet', 'not_eligible', 'not_required', 'no_scheme']
export const ranks = ['mid', 'deputy_senior', 'senior']

export const result_tone = (result) =>
  ({ eligible: 'green', not_yet: 'amber', not_eligible: 'red' })[result] ?? 'grey'

/* Whether lists hold people of several institutions. */
export const sees_many = (me) => me.roles.some((r) => !['home_org', 'org'].includes(r.scope_kind))

/* A number without the zeros SQL writes behind it. */
const plain = (n) => String(Number(n))

export function reason_words(r, t) {
  const what = r.wanted === null || r.wanted === undefined ? 'none' : r.per
  const code = r.code === 'too_short' ? `too_short_${what}` : r.code
  return t(`promotion_reason.${code}`, {
    week: r.week,
    day: r.on,
    year: r.bars,
    had: plain(r.had),
    wanted: plain(r.wanted),
    waiting: plain(r.waiting),
  })
}

/* Why a scheme may judge somebody, and why one of its versions does. */
export const scheme_why = (c, t) => t(`promotion_why.${c.why}`, { n: c.served, org: c.org })
export const version_why = (v, day, t) =>
  [
    v.posted_on && t('promotion_why.posted', { day: v.posted_on }),
    v.in_force && t('promotion_why.in_force', { day }),
    !v.posted_on && !v.in_force && t('promotion_why.only'),
    v.reached_on && t('promotion_why.reached', { day: v.reached_on }),
  ]
    .filter(Boolean)
    .join(t('form.semicolon'))

export function requirement_words(q, t) {
  if (!q?.amount) return ''
  const length = t(`promotion.length_${q.unit}`, { n: plain(q.amount) })
  return [
    t(q.per === 'total' ? 'promotion.in_all' : 'promotion.at_a_stretch', { length }),
    q.week_days && t('promotion.each_week', { n: plain(q.week_days) }),
    t('promotion.appraised'),
  ]
    .filter(Boolean)
    .join(t('form.semicolon'))
}

const day_number = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86400000)
const day_text = (n) => new Date(n * 86400000).toISOString().slice(0, 10)

export const posting_tone = (p) =>
  !p.counted ? 'grey' : p.passed === true ? 'green' : p.passed === false ? 'red' : 'blue'
/* Not short yet: the receiver's word is to come. */
export const week_waits = (w) => !w.running && !w.short && Number(w.had) < Number(w.wanted)
export const week_tone = (w) =>
  w.short ? 'red' : w.running ? 'blue' : week_waits(w) ? 'amber' : 'green'

/* Ticks of a span of days: months where it is short, else years. */
function ticks(first, last) {
  const step = last - first > 1500 ? 12 : last - first > 500 ? 3 : 1
  const out = []
  let [year, month] = day_text(first).split('-').map(Number)
  for (month = Math.ceil((month - 1) / step) * step + 1; ; month += step) {
    const start = Date.UTC(year, month - 1, 1) / 86400000
    if (start > last) return out
    if (start >= first) out.push({ start, label: day_text(start).slice(0, step === 12 ? 4 : 7) })
  }
}

/* Where bars, weeks and ticks stand between 0 and width; null where there was no service. */
export function draw_ledger(ledger, width) {
  const days = [
    ...ledger.postings.flatMap((p) => [p.first, p.last]),
    ledger.as_of,
    ...(ledger.earliest_on ? [ledger.earliest_on] : []),
  ].map(day_number)
  if (ledger.postings.length === 0) return null
  const [first, last] = [Math.min(...days), Math.max(...days)]
  const x = (n) => Math.round((width * (n - first) * 10) / (last - first + 1)) / 10
  const bar = (from, to) => ({
    x: x(day_number(from)),
    width: Math.max(1, x(day_number(to) + 1) - x(day_number(from))),
  })
  return {
    postings: ledger.postings.map((p) => ({ ...bar(p.first, p.last), tone: posting_tone(p), p })),
    stretches: ledger.stretches.map((s) => ({ ...bar(s.first, s.last), s })),
    weeks: ledger.weeks.map((w) => ({ ...bar(w.first, w.last), tone: week_tone(w), w })),
    ticks: ticks(first, last).map((k) => ({ x: x(k.start), label: k.label })),
    now: x(day_number(ledger.as_of) + 1),
    earliest: ledger.earliest_on ? x(day_number(ledger.earliest_on) + 1) : null,
  }
}

/* Each day of a week of service: {day, halves}. */
export const week_days = (w) =>
  Object.entries(w.days ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, halves]) => ({ day, halves }))

/* ISO 7064 MOD 11-2 over 16 digits and a check character: a slip of the pen is told before asking. */
export function is_certificate_number(number) {
  if (!/^\d{16}[\dX]$/.test(number)) return false
  let sum = 0
  for (const c of number.slice(0, 16)) sum = ((sum + Number(c)) * 2) % 11
  return '0123456789X'[(12 - sum) % 11] === number[16]
}

export const tidy_number = (text) => text.toUpperCase().replace(/[^0-9X]/g, '')
export const tidy_code = (text) =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
export const in_fours = (text) => text.replace(/(.{4})(?=.)/g, '$1 ')
