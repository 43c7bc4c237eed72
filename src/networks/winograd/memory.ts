/** Functions of kernel.ts; all arguments are numbers of its own memory. */
export interface Kernels {
  transformKernel(from: number, u: number, first: number, count: number, k: number, n: number): void
  convolve(
    x: number,
    u: number,
    bias: number,
    residual: number,
    y: number,
    v: number,
    m: number,
    across: number,
    k: number,
    n: number,
    chunk: number,
    pools: number,
  ): void
  halve(
    x: number,
    b: number,
    bias: number,
    y: number,
    rows: number,
    c: number,
    side: number,
    channels: number,
    k: number,
    n: number,
    lines: number,
    pools: number,
  ): void
  project(x: number, b: number, bias: number, y: number, c: number, side: number, k: number, n: number): void
  convolve5(
    x: number,
    b: number,
    bias: number,
    y: number,
    rows: number,
    c: number,
    half: number,
    channels: number,
    k: number,
    n: number,
  ): void
  separate(
    x: number,
    w: number,
    filterBias: number,
    b: number,
    bias: number,
    y: number,
    rows: number,
    c: number,
    side: number,
    stride: number,
    k: number,
    n: number,
  ): void
  addDoubled(x: number, coarse: number, y: number, side: number, n: number): void
}

/** Byte 0 means none in kernel.ts. */
const FIRST_BYTE = 64
const PAGE_BYTES = 65_536

/** Memory of one network with maps and kernels; it is freed as a whole, when nothing refers to it. */
export class NetworkMemory {
  readonly kernels: Kernels
  readonly #memory = new WebAssembly.Memory({ initial: 1 })
  #end = FIRST_BYTE

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory } })
    this.kernels = exports as unknown as Kernels
  }

  /** Reserves space for numbers, which are 0 until they are written. @throws RangeError if there is not enough. */
  reserve(count: number): number {
    const at = this.#end
    this.#end += Math.ceil(count / 16) * 64
    const missing = this.#end - this.#memory.buffer.byteLength
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES))
    return at
  }

  /** Returns a view of numbers; it is invalid once more space is reserved. */
  view(at: number, count: number): Float32Array {
    return new Float32Array(this.#memory.buffer, at, count)
  }

  /** Stores numbers. */
  put(numbers: ArrayLike<number>): number {
    const at = this.reserve(numbers.length)
    this.view(at, numbers.length).set(numbers)
    return at
  }

  /** Writes a map (side, side, channels) inside a border of one pixel; behind it the border may be wider. */
  writePadded(at: number, map: Float32Array, side: number, channels: number, behind = 1): void {
    const row = side * channels
    const padded = side + 1 + behind
    const numbers = this.view(at, padded ** 2 * channels)
    for (let line = 0; line < side; line++)
      numbers.set(map.subarray(line * row, (line + 1) * row), ((line + 1) * padded + 1) * channels)
  }

  /** Reads a map from inside its border. */
  readPadded(at: number, side: number, channels: number): Float32Array {
    const row = side * channels
    const padded = this.view(at, (side + 2) ** 2 * channels)
    const map = new Float32Array(side * row)
    for (let line = 0; line < side; line++) {
      const from = ((line + 1) * (side + 2) + 1) * channels
      map.set(padded.subarray(from, from + row), line * row)
    }
    return map
  }
}
