// register.mjs - registers of referrals as hospitals keep them, made up: gold case G1 and its noise.
import { inflateRawSync } from 'node:zlib'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A made-up ID number with a right check digit: the n-th person. */
export function id_number(n) {
  const day = new Date(Date.UTC(1940, 0, 1 + (n % 20000))).toISOString().slice(0, 10).replaceAll('-', '')
  const head = `630106${day}${String(n % 1000).padStart(3, '0')}`
  const sum = weights.reduce((s, w, i) => s + w * Number(head[i]), 0)
  return head + '10X98765432'[sum % 11]
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许'
const given = '安平宁康乐文武德明光华清正和顺'

/** A made-up name of the n-th person; the test character in the middle occurs in no real name. */
export const person_name = (n) =>
  surnames[n % surnames.length] + '例' + given[Math.floor(n / surnames.length) % given.length]

const day_of = (year, n) => new Date(Date.UTC(year, 0, 1 + (n % 365))).toISOString().slice(0, 10)

export const headings = ['登记号', '方向', '姓名', '性别', '身份证号', '联系电话', '转出机构', '转出科室',
  '转入机构', '转入科室', '诊断', 'ICD编码', '转诊原因', '转诊日期', '到诊日期', '门诊/住院', '状态', '备注']

let serial = 0

/** One row; what is not said is made up. */
export function row(values) {
  const n = ++serial
  const person = values.person ?? n
  return {
    登记号: `G1-${String(n).padStart(5, '0')}`, 方向: '上转', 姓名: person_name(person), 性别: '',
    身份证号: id_number(person), 联系电话: `139${String(10000000 + person)}`, 转出科室: '全科',
    转入科室: '内科', 诊断: '原发性高血压', ICD编码: 'I10', 转诊原因: '超出本机构诊疗能力',
    转诊日期: '2016-05-01', 到诊日期: '2016-05-02', '门诊/住院': '门诊', 状态: '已到诊', 备注: '',
    ...values,
  }
}

/**
 * G1 of the gold cases: 1409 up (101 from each of nine townships, 100 from each of five), 14 down of
 * 13 persons, and noise that must not count: 20 rejected, 10 withdrawn, 5 drafts, 7 outside 2016.
 * hospital and townships are names or codes.
 */
export function gold_g1(hospital, townships) {
  serial = 0
  const rows = []
  const up = (unit, values) => row({ 转出机构: townships[unit], 转入机构: hospital, ...values })
  townships.forEach((_, unit) => {
    for (let i = 0; i < (unit < 9 ? 101 : 100); i++) {
      const day = day_of(2016, unit * 101 + i)
      rows.push(up(unit, { 转诊日期: day, 到诊日期: day, 状态: ['已到诊', '已结案', '治疗中'][i % 3] }))
    }
  })
  const down_person = (i) => 900000 + (i === 13 ? 0 : i)
  for (let i = 0; i < 14; i++)
    rows.push(row({ 方向: '下转', person: down_person(i), 转出机构: hospital, 转入机构: townships[i],
      转诊日期: day_of(2016, i * 20), 到诊日期: day_of(2016, i * 20 + 1), '门诊/住院': '住院' }))
  const ended = { 到诊日期: '' }
  for (let i = 0; i < 20; i++) rows.push(up(i % 14, { ...ended, 状态: '已拒绝' }))
  for (let i = 0; i < 10; i++) rows.push(up(i % 14, { ...ended, 状态: '已撤回' }))
  for (let i = 0; i < 5; i++) rows.push(up(i % 14, { ...ended, 状态: '草稿' }))
  for (let i = 0; i < 7; i++) {
    const day = i % 2 === 0 ? '2015-12-31' : '2017-01-01'
    rows.push(up(i, { 转诊日期: day, 到诊日期: day }))
  }
  return rows
}

const quote = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The rows as CSV text, with a heading. */
export const to_csv = (rows, heads = headings) =>
  [heads, ...rows.map((r) => heads.map((h) => String(r[h] ?? '')))]
    .map((cells) => cells.map(quote).join(',')).join('\r\n') + '\r\n'

// --- the same as .xlsx: a ZIP of stored parts, text cells inline ---

const crc_table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1
  return n >>> 0
})
const crc32 = (data) => {
  let c = 0xffffffff
  for (const byte of data) c = crc_table[(c ^ byte) & 0xff] ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function zip(parts) {
  const files = [], directory = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const data = Buffer.from(text), head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    files.push(Buffer.from('PK\x03\x04'), head, Buffer.from(name), data)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, Buffer.from(name))
    offset += 30 + name.length + data.length
  }
  const listed = Buffer.concat(directory), end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(parts).length, 4)
  end.writeUInt16LE(Object.keys(parts).length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...files, listed, Buffer.from('PK\x05\x06'), end])
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const is_day = (text) => /^\d{4}-\d\d-\d\d$/.test(text)
const serial_of = (day) => Date.parse(`${day}T00:00:00Z`) / 86400e3 + 25569

/** Tables as the sheets of a workbook, [name, rows, heads] each: days as Excel keeps them, the rest as text;
 * numbers stay numbers. */
export function to_book(...tables) {
  const cell = (value) => {
    if (typeof value === 'number') return `<c><v>${value}</v></c>`
    if (is_day(value)) return `<c s="1"><v>${serial_of(value)}</v></c>`
    return value === '' ? '<c/>' : `<c t="inlineStr"><is><t>${escape(value)}</t></is></c>`
  }
  const sheet = ([, rows, heads]) => [heads, ...rows.map((r) => heads.map((h) => r[h] ?? ''))]
    .map((cells, i) => `<row r="${i + 1}">${cells.map(cell).join('')}</row>`)
  const each = (write) => tables.map((table, i) => write(table, i + 1)).join('')
  return zip({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${each(([name], n) => `<sheet name="${escape(name)}" sheetId="${n}" r:id="r${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${each((_, n) => `<Relationship Id="r${n}" Type="x/worksheet" Target="worksheets/sheet${n}.xml"/>`)}`
      + '<Relationship Id="s" Type="x/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...Object.fromEntries(tables.map((table, i) => [`xl/worksheets/sheet${i + 1}.xml`, `<worksheet><sheetData>${sheet(table).join('')}</sheetData></worksheet>`])),
  })
}

/** The rows as a workbook of one sheet. */
export const to_xlsx = (rows, heads = headings) => to_book(['a', rows, heads])

// --- and back: what our own writer makes, whose texts stand in their cells ---

export function unzip(bytes, wanted) {
  for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50;) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28))
    const from = bytes.readUInt32LE(at + 42)
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28)
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20))
    if (name === wanted) return (bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString()
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + bytes.readUInt16LE(at + field), 0)
  }
  throw new Error(`no ${wanted}`)
}

/** The rows of a workbook's n-th sheet by the titles of its columns; blank cells are absent. */
export function from_xlsx(bytes, n = 1) {
  const sheet = unzip(bytes, `xl/worksheets/sheet${n}.xml`)
  const rows = [...sheet.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells]) => Object.fromEntries(
    [...cells.matchAll(/<c r="([A-Z]+)\d+"[^>]*>.*?<(?:t|v)(?: [^>]*)?>(.*?)<\/(?:t|v)>/gs)].map((m) => [m[1], m[2]])))
  const [titles, ...rest] = rows
  return rest.map((r) => Object.fromEntries(Object.entries(r).map(([c, text]) => [titles[c], text])))
}
