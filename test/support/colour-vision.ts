type Rgb = readonly [number, number, number]

const dot = (row: readonly number[], values: Rgb) =>
  row[0]! * values[0] + row[1]! * values[1] + row[2]! * values[2]

/** Distance of two colours in OKLab. */
export const distance = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, i) => value - b[i]!))

/** Linear light of a colour such as #56b4e9. */
function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** WCAG's contrast of two colours. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [a, b].map((hex) => dot([0.2126, 0.7152, 0.0722], linear(hex))).sort((p, q) => p - q)
  return (light! + 0.05) / (dark! + 0.05)
}

/** Björn Ottosson's OKLab: distances are about as large as people see them; black to white is 1. */
function oklab(rgb: Rgb): Rgb {
  const cones = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ].map((row) => Math.cbrt(dot(row, rgb))) as unknown as Rgb
  return [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ].map((row) => dot(row, cones)) as unknown as Rgb
}

/** Vision of people without one kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1). */
export const EYES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'without red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'without green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'without blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Colour as eyes with a matrix of EYES see it. */
export const seen = (hex: string, matrix: readonly (readonly number[])[]): Rgb => {
  const rgb = linear(hex)
  return oklab(matrix.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as unknown as Rgb)
}

/** Hue in degrees. */
export const hue = (hex: string) => {
  const [, a, b] = oklab(linear(hex))
  return (Math.atan2(b, a) * 180) / Math.PI
}

/** Colours that a new one must be told apart from: as each kind of eyes sees it, and the least distance. */
export interface Taken {
  readonly seen: readonly Rgb[]
  readonly apart: number
}

/** Finds colours that are still free on the given grounds: the one furthest from all taken ones of each 30° of hue. */
export function suggestColours(taken: readonly Taken[], grounds: readonly string[]): string[] {
  const best = new Map<number, { hex: string; spare: number }>()
  const levels = Array.from({ length: 18 }, (_, level) => (level * 15).toString(16).padStart(2, '0'))
  const eyes = Object.values(EYES)
  for (const hex of levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => `#${r}${g}${b}`)))) {
    // Greys have no hue, which the shades of a variant share.
    const [, a, b] = oklab(linear(hex))
    if (Math.hypot(a, b) < 0.08 || grounds.some((ground) => contrast(hex, ground) < 3)) continue
    const own = eyes.map((matrix) => seen(hex, matrix))
    const spares = taken.map(({ seen: other, apart }) =>
      Math.min(...own.map((colour, i) => distance(colour, other[i]!) - apart)),
    )
    const spare = Math.min(...spares)
    const sector = Math.round(hue(hex) / 30)
    if (spare > 0 && spare > (best.get(sector)?.spare ?? 0)) best.set(sector, { hex, spare })
  }
  return [...best.values()].map(({ hex }) => `${hex} (hue ${hue(hex).toFixed(0)}°)`)
}
