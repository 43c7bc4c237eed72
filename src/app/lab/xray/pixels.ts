import { randomNumbers } from '../../../evaluation/bootstrap.ts'

/** Pixels as a canvas gives them: red, green, blue and opacity in turn, row by row. */
interface Pixels {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

const PASSES = 3

/**
 * Radii of three boxes, one after another, whose variances add up to that of a Gaussian (Kovesi, "Fast
 * almost-Gaussian filtering", 2010). `sigma` in pixels.
 */
export function boxRadii(sigma: number): number[] {
  const ideal = Math.sqrt((12 * sigma * sigma) / PASSES + 1)
  const lower = Math.floor((ideal - 1) / 2)
  const width = 2 * lower + 1
  const small = Math.round((12 * sigma * sigma - PASSES * (width * width + 4 * width + 3)) / (-4 * width - 4))
  return Array.from({ length: PASSES }, (_, i) => (i < small ? lower : lower + 1))
}

/** The mean over 2 radius + 1 values of a line of `count` values `stride` apart; the ends go on outside. */
function boxLine(
  data: Uint8ClampedArray,
  line: Float32Array,
  from: number,
  count: number,
  stride: number,
  radius: number,
): void {
  for (let i = 0; i < count; i++) line[i] = data[from + i * stride]
  const last = count - 1
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += line[Math.min(last, Math.max(0, i))]
  for (let i = 0; i < count; i++) {
    data[from + i * stride] = sum / (2 * radius + 1)
    sum += line[Math.min(last, i + radius + 1)] - line[Math.max(0, i - radius)]
  }
}

/** Blurs in place, about as a Gaussian does, the same in every browser. `sigma` in pixels. */
export function blur({ data, width, height }: Pixels, sigma: number): void {
  const line = new Float32Array(Math.max(width, height))
  for (const radius of boxRadii(sigma)) {
    if (radius === 0) continue
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < height; y++) boxLine(data, line, 4 * y * width + channel, width, 4, radius)
      for (let x = 0; x < width; x++) boxLine(data, line, 4 * x + channel, height, 4 * width, radius)
    }
  }
}

/**
 * Adds Gaussian noise in place, in square grains of `grain` pixels, each colour on its own. The same
 * seed gives the same pattern at every `deviation` (in levels of 0 to 255).
 */
export function addNoise({ data, width, height }: Pixels, deviation: number, grain: number, seed = 1): void {
  const random = randomNumbers(seed)
  const columns = Math.ceil(width / grain)
  const field = new Float32Array(3 * columns * Math.ceil(height / grain))
  for (let i = 0; i < field.length; i++) {
    // Box and Muller.
    field[i] = deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  }
  for (let y = 0; y < height; y++) {
    const row = columns * Math.floor(y / grain)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      const from = 3 * (row + Math.floor(x / grain))
      data[at] += field[from]
      data[at + 1] += field[from + 1]
      data[at + 2] += field[from + 2]
    }
  }
}
