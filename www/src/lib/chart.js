/* chart.js - the geometry of a chart of bars and lines over steps of time. */

/* Round marks from 0 to at least max: {top, marks}; whole numbers only where step is whole. */
export function scale_of(max, wanted = 4) {
  if (!(max > 0)) return { top: 1, marks: [0, 1] }
  const rough = max / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const steps = [1, 2, 2.5, 5, 10].map((m) => m * power)
  const step = steps.find((s) => s >= rough - 1e-9 && (max < 1 || s % 1 === 0)) ?? 1
  const count = Math.ceil(max / step - 1e-9)
  const marks = Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)))
  return { top: marks[count], marks }
}

/* Every n-th label has room where all have so many pixels. */
export function label_step(count, width, each = 52) {
  return Math.max(1, Math.ceil((count * each) / Math.max(width, 1)))
}

/* bars and lines: [{name, color, values}] with null for no data; answers rectangles and paths. */
export function lay_out({ bars = [], lines = [], count, width, height, left }) {
  const values = [...bars, ...lines].flatMap((s) => s.values).filter((v) => v !== null)
  const scale = scale_of(Math.max(0, ...values))
  const step = (width - left) / Math.max(count, 1)
  const y = (v) => height - (v / scale.top) * height
  const thick = Math.min(22, (step * 0.7) / Math.max(bars.length, 1))
  const middle = (i) => left + step * (i + 0.5)
  const rects = bars.flatMap((s, k) =>
    s.values.map((v, i) => ({
      x: middle(i) + (k - bars.length / 2) * thick,
      y: y(v ?? 0),
      width: Math.max(thick - 1, 1),
      height: height - y(v ?? 0),
      color: s.color,
    })),
  )
  const paths = lines.map((s) => {
    let pen = 'M'
    let d = ''
    const dots = []
    s.values.forEach((v, i) => {
      if (v === null) {
        pen = 'M'
        return
      }
      d += `${pen}${middle(i).toFixed(1)} ${y(v).toFixed(1)}`
      dots.push({ x: middle(i), y: y(v) })
      pen = 'L'
    })
    return { d, dots, color: s.color }
  })
  return { scale, step, y, middle, rects, paths }
}
