/** Position in a picture, in its pixels. */
export type Position = readonly [x: number, y: number]

/** Colours of the pictures, from the Okabe-Ito palette, readable on white. */
export const INK = { text: '#1b1b1b', faint: '#8a8a8a', grid: '#e3e3e3', box: '#f4f6f8', paper: '#ffffff' }
export const HUES = ['#0072b2', '#d55e00', '#009e73', '#a03b78', '#8a6d00', '#5b5b5b'] as const

const round = (value: number) => String(Math.round(value * 10) / 10)
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

/** Creates an SVG picture on white paper, so that it is readable on a dark page too. */
export function createPicture(
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="14" fill="${INK.text}">
<title>${escape(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${INK.paper}"/>
${parts.join('\n')}
</svg>
`
}

/** Draws a line of text. */
export function drawText(
  text: string,
  [x, y]: Position,
  { anchor = 'start', fill = INK.text, size = 14, bold = false } = {},
): string {
  const weight = bold ? ' font-weight="600"' : ''
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}"${weight}>${escape(text)}</text>`
}

/** Draws a line through positions. */
export function drawLine(
  positions: readonly Position[],
  { stroke = INK.text, width = 2, dash = '' } = {},
): string {
  const points = positions.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
  return `<polyline points="${points}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round"${dash && ` stroke-dasharray="${dash}"`}/>`
}

/** Draws a dot. */
export function drawDot([x, y]: Position, radius: number, fill: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${radius}" fill="${fill}"/>`
}

/** Draws a rectangle from its top-left corner. */
export function drawRectangle(
  [x, y]: Position,
  [width, height]: Position,
  { fill = INK.box, stroke = INK.faint, radius = 4 } = {},
): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
}

/** Draws an arrow with a head at its end. */
export function drawArrow(from: Position, to: Position, stroke: string = INK.text): string {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const wing = (turn: number): Position => [
    to[0] - 9 * Math.cos(angle + turn),
    to[1] - 9 * Math.sin(angle + turn),
  ]
  return drawLine([from, to], { stroke }) + drawLine([wing(0.5), to, wing(-0.5)], { stroke })
}
