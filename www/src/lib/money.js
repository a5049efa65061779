/* money.js - yuan as people write them to whole fen and back, digit by digit: never a binary fraction. */
const shifts = { '\u4e07': 4, '\u4ebf': 8 } // ten thousand, a hundred million
const max_digits = 15 // whole numbers of so many digits are exact in JavaScript

/* Full-width digits and signs as people paste them, without blanks. */
export function tidy_number(text) {
  return String(text ?? '')
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
}

/* Digits without the commas between groups of three; null where commas stand elsewhere. */
export function ungroup(text) {
  if (!text.includes(',')) return text
  return /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text) ? text.replace(/,/g, '') : null
}

/* {fen} or {fault}; faults: empty, number, fraction (finer than a fen), large. */
export function read_yuan(text) {
  const tidy = tidy_number(text)
  if (tidy === '') return { fault: 'empty' }
  const m = /^[\u00a5\uffe5]?(-?[\d,]*\.?\d*)([\u4e07\u4ebf]?)\u5143?$/.exec(tidy)
  const number = m && ungroup(m[1])
  const parts = number && /^(-?)(\d*)\.?(\d*)$/.exec(number)
  if (!parts || (parts[2] === '' && parts[3] === '')) return { fault: 'number' }
  const exponent = 2 + (shifts[m[2]] ?? 0)
  const fraction = parts[3].replace(/0+$/, '')
  if (fraction.length > exponent) return { fault: 'fraction' }
  const digits = (parts[2] + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '')
  if (digits.length > max_digits) return { fault: 'large' }
  return { fen: digits === '0' ? 0 : Number(parts[1] + digits) }
}

function split(fen) {
  const text = String(fen)
  const sign = text[0] === '-' ? '-' : ''
  const digits = text.slice(sign.length).padStart(3, '0')
  return [sign, digits.slice(0, -2), digits.slice(-2)]
}

/* "205,408.00" */
export function show_yuan(fen) {
  if (fen === null || fen === undefined || fen === '') return ''
  const [sign, whole, part] = split(fen)
  return `${sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${part}`
}

/* What stands in a box to be typed over: "205408" or "205408.50". */
export function plain_yuan(fen) {
  if (fen === null || fen === undefined || fen === '') return ''
  const [sign, whole, part] = split(fen)
  return part === '00' ? sign + whole : `${sign}${whole}.${part}`
}

/* "20.5408", in ten thousands of yuan, from ten thousand on; else ''. */
export function wan_of(fen) {
  const [sign, whole, part] = split(fen ?? 0)
  if (whole.length < 5) return ''
  const rest = (whole.slice(-4) + part).replace(/0+$/, '')
  return sign + whole.slice(0, -4) + (rest ? `.${rest}` : '')
}

/* The sum of amounts in fen; null where one of them is not known. */
export function sum_fen(list) {
  let sum = 0
  for (const fen of list) {
    if (!Number.isSafeInteger(fen)) return null
    sum += fen
  }
  return Number.isSafeInteger(sum) ? sum : null
}
