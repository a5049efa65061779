/* idcard.js - what a resident identity number tells: validity, birth date, sex. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checks = '10X98765432'

/* Full-width digits and blanks are what people paste. */
export function tidy_id_number(text) {
  return String(text ?? '')
    .replace(/[\uff10-\uff19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]/g, '')
    .replace(/[x\uff38\uff58]$/, 'X')
}

function to_18(number) {
  if (!/^\d{15}$/.test(number)) return number
  const body = number.slice(0, 6) + '19' + number.slice(6)
  return body + check_digit(body)
}

export function check_digit(body) {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(body[i]) * weights[i]
  return checks[sum % 11]
}

/* {fault} or {number, birth_date, sex}; faults: empty length character birth_date future check_digit */
export function read_id_number(text, today) {
  const tidy = tidy_id_number(text)
  if (tidy === '') return { fault: 'empty' }
  if (!/^[\dX]+$/.test(tidy)) return { fault: 'character' }
  if (tidy.length !== 15 && tidy.length !== 18) return { fault: 'length' }
  const number = to_18(tidy)
  if (!/^\d{17}[\dX]$/.test(number)) return { fault: 'character' }
  const birth_date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const date = new Date(`${birth_date}T00:00:00Z`)
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== birth_date)
    return { fault: 'birth_date' }
  if (birth_date < '1850-01-01') return { fault: 'birth_date' }
  if (today && birth_date > today) return { fault: 'future' }
  if (check_digit(number) !== number[17]) return { fault: 'check_digit' }
  return { number, birth_date, sex: Number(number[16]) % 2 === 1 ? 'M' : 'F' }
}

/* Full years, or months below two years: {years} or {months}. */
export function age_at(birth_date, today) {
  if (!birth_date || !today) return null
  const [by, bm, bd] = birth_date.split('-').map(Number)
  const [ty, tm, td] = today.split('-').map(Number)
  const months = (ty - by) * 12 + (tm - bm) - (td < bd ? 1 : 0)
  if (months < 0) return null
  return months < 24 ? { months } : { years: Math.floor(months / 12) }
}
