import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Layer } from '../layer.ts'
import { NetworkMemory } from './memory.ts'

/** Map of (side, side, channels) numbers in a network's memory, with a border of one pixel. */
export interface PaddedMap {
  readonly at: number
  readonly side: number
  readonly channels: number
}

/** Piece of memory that steps use while they run. */
interface Scratch {
  at: number
  count: number
}

/** Numbers per transformed tile and product of `convolve` that stay in the level-2 cache. */
const CACHED_NUMBERS = 147_456
/** Fewest tiles at once: each pass over them reads all kernels. */
const MIN_TILES = 64
/** Numbers of neighbourhoods that `halve` gathers at once. */
const GATHERED_NUMBERS = 65_536

/** Rounds up to a multiple of `step`. */
export const roundUp = (value: number, step: number) => Math.ceil(value / step) * step

/** Packs a matrix (k, n) as panels [ceil(n / 8)][rows][8]; what is beyond k or n is zero. */
export function packPanels(matrix: ArrayLike<number>, k: number, n: number, rows: number): Float32Array {
  const panels = new Float32Array(rows * roundUp(n, 8))
  for (let i = 0; i < k; i++)
    for (let j = 0; j < n; j++) panels[((j >> 3) * rows + i) * 8 + (j & 7)] = matrix[i * n + j]!
  return panels
}

const read = (tensor: Tensor) => tensor.dataSync() as Float32Array

/** Steps of a network's convolutions in a memory of their own. Each method appends one; layers are read once. */
export class Program {
  readonly memory: NetworkMemory
  readonly #steps: (() => void)[] = []
  /** Scratch of the step that runs, which is as large as the largest one needs. */
  readonly #scratch: readonly [Scratch, Scratch] = [
    { at: 0, count: 0 },
    { at: 0, count: 0 },
  ]

  constructor(module: WebAssembly.Module) {
    this.memory = new NetworkMemory(module)
  }

  run(): void {
    for (const step of this.#steps) step()
  }

  /** Reserves a map. */
  createMap(side: number, channels: number): PaddedMap {
    // Gathering reads up to 3 numbers beyond the end.
    return { at: this.memory.reserve((side + 2) ** 2 * channels + 4), side, channels }
  }

  /** Appends a step. */
  append(step: () => void): void {
    this.#steps.push(step)
  }

  /** Claims two pieces of scratch of at least so many numbers, which steps may use while they run. */
  claimScratch(...counts: readonly [number, number]): readonly [Readonly<Scratch>, Readonly<Scratch>] {
    for (const [i, scratch] of this.#scratch.entries()) {
      const count = counts[i]!
      if (count > scratch.count) Object.assign(scratch, { at: this.memory.reserve(count), count })
    }
    return this.#scratch
  }

  /** Transforms a kernel (3, 3, k, n) in parts that fit into the scratch. */
  #putKernel(kernel: Tensor4D): number {
    const [, , k, n] = kernel.shape
    const numbers = read(kernel)
    const u = this.memory.reserve(16 * k * roundUp(n, 8))
    const [{ at, count }] = this.#scratch
    const rows = Math.floor(count / (9 * n))
    for (let first = 0; first < k; first += rows) {
      const some = Math.min(rows, k - first)
      const part = this.memory.view(at, 9 * some * n)
      for (let tap = 0; tap < 9; tap++)
        part.set(numbers.subarray((tap * k + first) * n, (tap * k + first + some) * n), tap * some * n)
      this.memory.kernels.transformKernel(at, u, first, some, k, n)
    }
    return u
  }

  /**
   * Convolves with a kernel of 3x3, adds bias and, if it is given, another map, and applies ReLU. With `pools` maxima of
   * 2x2 pixels remain.
   */
  convolve(
    x: PaddedMap,
    { kernel, bias }: Layer<Tensor4D>,
    { residual, pools = false }: { residual?: PaddedMap; pools?: boolean } = {},
  ): PaddedMap {
    const [, , k, n] = kernel.shape
    const across = x.side / 2
    const fitting = Math.floor(CACHED_NUMBERS / 16 / (k + n) / 4) * 4
    const chunk = Math.min(Math.max(fitting, MIN_TILES), across ** 2)
    this.claimScratch(Math.max(16 * chunk * k, 9 * n), 16 * chunk * roundUp(n, 8))
    const u = this.#putKernel(kernel)
    const b = this.memory.put(read(bias))
    const y = this.createMap(pools ? across : x.side, n)
    const [v, m] = this.#scratch
    const { kernels } = this.memory
    this.#steps.push(() =>
      kernels.convolve(x.at, u, b, residual?.at ?? 0, y.at, v.at, m.at, across, k, n, chunk, pools ? 1 : 0),
    )
    return y
  }

  /** Convolves with a kernel of 3x3 and ReLU to half the side: at a stride of 2, or with 2x2 max pooling. */
  halve(x: PaddedMap, { kernel, bias }: Layer<Tensor4D>, pools: boolean): PaddedMap {
    const [, , channels, n] = kernel.shape
    const half = x.side / 2
    const k = roundUp(9 * channels, 4)
    const lines = Math.min(half, Math.max(1, Math.floor(GATHERED_NUMBERS / (half * k))))
    const pixels = pools ? 2 * x.side : lines * half
    this.claimScratch(pixels * k + 4, pixels * roundUp(n, 8))
    const panels = this.memory.put(packPanels(read(kernel), 9 * channels, n, k))
    const b = this.memory.put(read(bias))
    const y = this.createMap(half, n)
    const [rows, c] = this.#scratch
    const { kernels } = this.memory
    this.#steps.push(() =>
      kernels.halve(x.at, panels, b, y.at, rows.at, c.at, x.side, channels, k, n, lines, pools ? 1 : 0),
    )
    return y
  }

  /** Convolves with a kernel of 1x1, without ReLU, to a map without border. */
  project(x: PaddedMap, kernel: Tensor4D, bias?: Tensor1D): number {
    const [, , k, n] = kernel.shape
    this.claimScratch(0, x.side * roundUp(n, 8))
    const panels = this.memory.put(packPanels(read(kernel), k, n, k))
    const b = bias ? this.memory.put(read(bias)) : this.memory.reserve(n)
    const y = this.memory.reserve(x.side ** 2 * n)
    const [, c] = this.#scratch
    const { kernels } = this.memory
    this.#steps.push(() => kernels.project(x.at, panels, b, y, c.at, x.side, k, n))
    return y
  }

  /** Adds a map of half the side, if there is one, to a map without border. */
  addDoubled(x: number, coarse: PaddedMap | undefined, side: number, channels: number): PaddedMap {
    const y = this.createMap(side, channels)
    const { kernels } = this.memory
    this.#steps.push(() => kernels.addDoubled(x, coarse?.at ?? 0, y.at, side, channels))
    return y
  }
}
