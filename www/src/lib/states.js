/* states.js - the colours and order of a referral's states, and which button speaks loudest. */
export const states = [
  'draft',
  'sent',
  'received',
  'accepted',
  'rejected',
  'returned',
  'redirected',
  'booked',
  'arrived',
  'no_show',
  'treated',
  'feedback',
  'closed',
  'cancelled',
]

const tones = {
  draft: 'grey',
  sent: 'blue',
  received: 'blue',
  accepted: 'teal',
  booked: 'violet',
  arrived: 'green',
  treated: 'green',
  feedback: 'teal',
  closed: 'quiet',
  cancelled: 'quiet',
  rejected: 'red',
  returned: 'amber',
  redirected: 'amber',
  no_show: 'red',
}

export function state_tone(state) {
  return tones[state] ?? 'grey'
}

const record_tones = {
  draft: 'grey',
  submitted: 'blue',
  confirmed: 'green',
  disputed: 'red',
  void: 'quiet',
}

/* A state that a kind of record adds to the common five is one on the way. */
export function record_tone(state) {
  return record_tones[state] ?? 'teal'
}

/* The straight way, for the bar of steps; a state off it is shown by its own tag. */
const steps = [
  ['sent', 'sent_at'],
  ['received', 'received_at'],
  ['accepted', 'answered_at'],
  ['booked', 'booked_at'],
  ['arrived', 'arrived_at'],
  ['treated', 'treated_at'],
  ['feedback', 'feedback_at'],
  ['closed', 'closed_at'],
]

const refusing = ['rejected', 'returned', 'redirected']

export function steps_of(referral) {
  const at = steps.findIndex(([state]) => state === referral.state)
  return steps.map(([state, column], i) => {
    const moment =
      state === 'accepted' && refusing.includes(referral.state) ? null : referral[column]
    return { state, at: moment || null, done: Boolean(moment) || i <= at, current: i === at }
  })
}

const loud = [
  'submit',
  'send',
  'accept',
  'book',
  'arrive',
  'treat',
  'feedback',
  'confirm',
  'close',
  'receive',
  'resend',
]
const grave = ['reject', 'dispute', 'cancel', 'no_show', 'void']

/* Buttons in reading order: the one most likely wanted first and filled, grave ones last. */
export function order_actions(actions) {
  const rank = (a) => {
    if (grave.includes(a.action)) return 100 + grave.indexOf(a.action)
    const i = loud.indexOf(a.action)
    return i < 0 ? 50 : i
  }
  const sorted = [...actions].sort((a, b) => rank(a) - rank(b))
  const first = sorted.find((a) => loud.includes(a.action))
  return sorted.map((a) => ({
    ...a,
    kind: grave.includes(a.action) ? 'danger' : a === first ? 'primary' : 'default',
  }))
}
