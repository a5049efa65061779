/* quantity.js - counts with how exact they are: exact, near, over, about, at least. */
import { tidy_number, ungroup } from './money.js'

export const exactnesses = ['exact', 'near', 'over', 'about', 'at_least']

/* How people write it around the digits. */
const written = [
  [/^(?:\u8fd1|\u5c06\u8fd1)(.+)$/, 'near'],
  [/^(?:\u7ea6|\u5927\u7ea6|~|\u2248)(.+)$/, 'about'],
  [/^(.+?)(?:\u4f59|\u591a)$/, 'over'],
  [/^(.+?)(?:\u4ee5\u4e0a|\+)$/, 'at_least'],
]

/* A whole number: {value} or {fault: empty | number | small | large}. */
export function read_whole(text, { min = 0, max = 2147483647 } = {}) {
  const tidy = tidy_number(text)
  if (tidy === '') return { fault: 'empty' }
  const digits = ungroup(tidy)
  if (digits === null || !/^-?\d{1,15}$/.test(digits)) return { fault: 'number' }
  const value = Number(digits)
  if (value < min) return { fault: 'small' }
  return value > max ? { fault: 'large' } : { value: value === 0 ? 0 : value }
}

/* A decimal of at most so many places, kept as it was typed. */
export function read_decimal(text, { min, max, decimals = 2 } = {}) {
  const tidy = tidy_number(text)
  if (tidy === '') return { fault: 'empty' }
  const digits = ungroup(tidy)
  const m = digits !== null && /^-?(\d{0,12})(?:\.(\d*))?$/.exec(digits)
  if (!m || (m[1] === '' && !m[2])) return { fault: 'number' }
  if ((m[2] ?? '').replace(/0+$/, '').length > decimals) return { fault: 'decimals' }
  const value = Number(digits)
  if (min !== undefined && value < min) return { fault: 'small' }
  return max !== undefined && value > max ? { fault: 'large' } : { value }
}

/* "300余" is {value: 300, exactness: 'over'}; without a word the exactness is not said. A unit behind
 * the number is left out. */
export function read_quantity(text, { unit = '', ...range } = {}) {
  let tidy = tidy_number(text)
  const strip = (end) => {
    if (end && tidy.endsWith(end)) tidy = tidy.slice(0, -end.length)
  }
  let exactness = null
  for (let i = 0; i < 2; i++) {
    strip(unit)
    for (const [pattern, word] of written) {
      const m = exactness ? null : pattern.exec(tidy)
      if (m) [tidy, exactness] = [m[1], word]
    }
  }
  const read = read_whole(tidy, range)
  return read.fault || !exactness ? read : { ...read, exactness }
}
