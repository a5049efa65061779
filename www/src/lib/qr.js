/* qr.js - a QR code (ISO/IEC 18004) of a short text: bytes, versions 1 to 6, level M, mask 0. */
const blocks = [0, 1, 1, 1, 2, 2, 4] // of each version
const ecc = [0, 10, 16, 26, 18, 24, 16] // error correction bytes of a block
const total = [0, 26, 44, 70, 100, 134, 172] // bytes in all
const format = 0x5412 // level M, mask 0, with its own check bits

const exp = new Uint8Array(510)
const log = new Uint8Array(256)
for (let i = 0, x = 1; i < 255; i++) {
  exp[i] = exp[i + 255] = x
  log[x] = i
  x = (x << 1) ^ (x & 128 ? 0x11d : 0)
}
const times = (a, b) => (a && b ? exp[log[a] + log[b]] : 0)

/* The coefficients below the highest of (x - 1)(x - 2)(x - 4)… */
function generator(degree) {
  const out = [...Array(degree - 1).fill(0), 1]
  for (let i = 0; i < degree; i++)
    for (let j = 0; j < degree; j++)
      out[j] = times(out[j], exp[i]) ^ (j + 1 < degree ? out[j + 1] : 0)
  return out
}

function remainder(data, divisor) {
  const out = Array(divisor.length).fill(0)
  for (const byte of data) {
    const factor = byte ^ out.shift()
    out.push(0)
    divisor.forEach((d, i) => (out[i] ^= times(d, factor)))
  }
  return out
}

/* Mode, length and bytes, filled up; then the blocks' bytes in turns, and those of their checks. */
function codewords(bytes, version) {
  const room = total[version] - ecc[version] * blocks[version]
  const data = [0x40 | (bytes.length >> 4)]
  let rest = bytes.length & 15
  for (const byte of bytes) {
    data.push((rest << 4) | (byte >> 4))
    rest = byte & 15
  }
  data.push(rest << 4)
  for (let i = 0; data.length < room; i++) data.push(i % 2 ? 0x11 : 0xec)
  const size = room / blocks[version]
  const divisor = generator(ecc[version])
  const parts = Array.from({ length: blocks[version] }, (_, i) =>
    data.slice(i * size, (i + 1) * size),
  )
  const checks = parts.map((part) => remainder(part, divisor))
  const turns = (lists) => lists[0].flatMap((_, i) => lists.map((list) => list[i]))
  return [...turns(parts), ...turns(checks)]
}

/* The patterns that find and align it: null where data goes. */
function frame(version) {
  const size = 17 + 4 * version
  const m = Array.from({ length: size }, () => Array(size).fill(null))
  const square = (row, column, radius, dark) => {
    for (let y = -radius; y <= radius; y++)
      for (let x = -radius; x <= radius; x++)
        if (m[row + y]?.[column + x] !== undefined)
          m[row + y][column + x] = dark(Math.max(Math.abs(x), Math.abs(y)))
  }
  for (let i = 0; i < size; i++) m[6][i] = m[i][6] = i % 2 === 0
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ])
    square(row, column, 4, (d) => d !== 2 && d !== 4)
  if (version > 1) square(size - 7, size - 7, 2, (d) => d !== 1)
  for (let i = 0; i < 15; i++) {
    const bit = Boolean((format >> i) & 1)
    const near = i < 6 ? i : i < 8 ? i + 1 : 14 - i
    if (i < 8) m[near][8] = m[8][size - 1 - i] = bit
    else m[8][i === 8 ? 7 : near] = m[size - 15 + i][8] = bit
  }
  m[size - 8][8] = true
  return m
}

/* Rows of booleans, dark is true; null where the text is too long (106 bytes). */
export function qr_code(text) {
  const bytes = new TextEncoder().encode(text)
  const version = [1, 2, 3, 4, 5, 6].find((v) => bytes.length + 2 <= total[v] - ecc[v] * blocks[v])
  if (!version) return null
  const m = frame(version)
  const size = m.length
  const words = codewords(bytes, version)
  let i = 0
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5
    const up = ((right + 1) & 2) === 0
    for (let step = 0; step < size; step++)
      for (const column of [right, right - 1]) {
        const row = up ? size - 1 - step : step
        if (m[row][column] !== null) continue
        const bit = Boolean((words[i >> 3] >> (7 - (i & 7))) & 1)
        m[row][column] = bit !== ((row + column) % 2 === 0)
        i++
      }
  }
  return m
}

/* The dark modules as one SVG path. */
export const qr_path = (m) =>
  m.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
