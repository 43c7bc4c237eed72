import { sampleNormal, createRandom } from '../../../evaluation/random.ts'

/** RGBA pixels of a canvas, row by row. */
interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

const PASSES = 3

/** Extended box filter: mean over 2 radius + 1 values, and one more at either end with weight `edge`. */
interface Box {
  readonly radius: number
  readonly edge: number
}

/**
 * Computes the box filter that, applied three times, has the variance of a Gaussian (Gwosdek, Grewenig, Bruhn
 * and Weickert, "Theoretical foundations of Gaussian convolution by extended box filtering", SSVM 2011).
 * `sigma` in pixels.
 */
export function computeBoxFilter(sigma: number): Box {
  const variance = (sigma * sigma) / PASSES
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2)
  const missing = radius * (radius + 1) - 3 * variance
  return { radius, edge: ((2 * radius + 1) * missing) / (6 * (variance - (radius + 1) ** 2)) }
}

/** Filters a line of `count` values `stride` apart, extending its ends. */
function averageLine(
  data: Uint8ClampedArray,
  line: Float32Array,
  from: number,
  count: number,
  stride: number,
  { radius, edge }: Box,
): void {
  for (let i = 0; i < count; i++) line[i] = data[from + i * stride]!
  const last = count - 1
  const width = 2 * (radius + edge) + 1
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += line[Math.min(last, Math.max(0, i))]!
  for (let i = 0; i < count; i++) {
    const next = line[Math.min(last, i + radius + 1)]!
    data[from + i * stride] = (sum + edge * (line[Math.max(0, i - radius - 1)]! + next)) / width
    sum += next - line[Math.max(0, i - radius)]!
  }
}

/** Blurs in place, close to a Gaussian and identical in every browser. `sigma` in pixels. */
export function blur({ data, width, height }: Pixels, sigma: number): void {
  const line = new Float32Array(Math.max(width, height))
  const box = computeBoxFilter(sigma)
  for (let pass = 0; pass < PASSES; pass++) {
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < height; y++) averageLine(data, line, 4 * y * width + channel, width, 4, box)
      for (let x = 0; x < width; x++) averageLine(data, line, 4 * x + channel, height, 4 * width, box)
    }
  }
}

/**
 * Adds Gaussian noise in place, in square grains of `grain` pixels, independently per channel. The same seed
 * gives the same pattern at every `deviation` (in levels of 0 to 255).
 */
export function addNoise({ data, width, height }: Pixels, deviation: number, grain: number, seed = 1): void {
  const random = createRandom(seed)
  const columns = Math.ceil(width / grain)
  const field = new Float32Array(3 * columns * Math.ceil(height / grain))
  for (let i = 0; i < field.length; i++) field[i] = deviation * sampleNormal(random)
  for (let y = 0; y < height; y++) {
    const row = columns * Math.floor(y / grain)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      const from = 3 * (row + Math.floor(x / grain))
      data[at]! += field[from]!
      data[at + 1]! += field[from + 1]!
      data[at + 2]! += field[from + 2]!
    }
  }
}
