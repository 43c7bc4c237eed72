import { tensor3d, type Tensor, type Tensor3D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { BlazeFaceLayers } from '../blaze-face.ts'
import { packPanels, Program, roundUp, type PaddedMap } from './program.ts'

/** Pixels of zeros behind the input, for kernels of 5x5 at a stride of 2. */
const BEHIND = 2
/** Channels are rounded up to a multiple of this; further channels are zero. */
const LANES = 4

const read = (tensor: Tensor) => tensor.dataSync() as Float32Array

/** Lengthens rows of `width` numbers to `wide` numbers with zeros. */
function widenRows(numbers: Float32Array, width: number, wide: number): Float32Array {
  if (width === wide) return numbers
  const rows = numbers.length / width
  const widened = new Float32Array(rows * wide)
  for (let i = 0; i < rows; i++) widened.set(numbers.subarray(i * width, (i + 1) * width), i * wide)
  return widened
}

/** Map without border of (cells, n) numbers, of which `used` per cell count. */
interface Head {
  readonly at: number
  readonly cells: number
  readonly n: number
  readonly used: number
}

/** BlazeFace in a memory of its own. */
export class WinogradBlazeFace {
  #program: Program | undefined
  readonly #input: { readonly at: number; readonly side: number }
  readonly #heads: readonly Head[]
  readonly #valuesPerAnchor: number

  /**
   * Copies the layers; the caller disposes them. input: side of the images.
   * @throws RangeError if there is not enough memory.
   */
  constructor(module: WebAssembly.Module, layers: BlazeFaceLayers, input: number, valuesPerAnchor: number) {
    const program = new Program(module)
    this.#valuesPerAnchor = valuesPerAnchor
    this.#input = { at: program.memory.reserve((input + 1 + BEHIND) ** 2 * 3 + LANES), side: input }
    let x = this.#appendFirst(program, layers, input / 2)
    const last = layers.blocks.findLastIndex(({ stride }) => stride === 2)
    let cells16 = x
    for (const [i, block] of layers.blocks.entries()) {
      if (i === last) cells16 = x
      x = appendBlock(program, x, block)
    }
    const [head16, head8] = layers.heads
    this.#heads = [appendHead(program, cells16, head16), appendHead(program, x, head8)]
    this.#program = program
  }

  #appendFirst(program: Program, { first }: BlazeFaceLayers, side: number): PaddedMap {
    const [taps, , channels, n] = first.kernel.shape
    const k = roundUp(taps * taps * channels, LANES)
    const [rows, c] = program.claimScratch(side * k + LANES, side * roundUp(n, 8))
    const { memory } = program
    const b = memory.put(packPanels(read(first.kernel), taps * taps * channels, n, k))
    const bias = memory.put(read(first.bias))
    const y = program.createMap(side, n)
    const { at } = this.#input
    program.append(() => memory.kernels.convolve5(at, b, bias, y.at, rows.at, c.at, side, channels, k, n))
    return y
  }

  /** Runs the network on images (n, side, side, 3); see `BlazeFace.predict`. The caller disposes the result. */
  predict(images: Tensor4D): Tensor3D {
    const program = this.#program
    if (!program) throw new Error('the network has been disposed')
    const { memory } = program
    const [count] = images.shape
    const pixels = images.dataSync() as Float32Array
    const size = pixels.length / count
    const length = this.#heads.reduce((sum, { cells, used }) => sum + cells * used, 0)
    const values = new Float32Array(count * length)
    let to = 0
    for (let i = 0; i < count; i++) {
      const { at, side } = this.#input
      memory.writePadded(at, pixels.subarray(i * size, (i + 1) * size), side, 3, BEHIND)
      program.run()
      for (const head of this.#heads) {
        const numbers = memory.view(head.at, head.cells * head.n)
        for (let cell = 0; cell < head.cells; cell++, to += head.used)
          values.set(numbers.subarray(cell * head.n, cell * head.n + head.used), to)
      }
    }
    return tensor3d(values, [count, length / this.#valuesPerAnchor, this.#valuesPerAnchor])
  }

  dispose(): void {
    this.#program = undefined
  }
}

function appendBlock(
  program: Program,
  x: PaddedMap,
  { depthwise, pointwise, stride }: BlazeFaceLayers['blocks'][number],
): PaddedMap {
  const [, , inputs, outputs] = pointwise.kernel.shape
  const [k, n] = [x.channels, roundUp(outputs, LANES)]
  const side = x.side / stride
  const { memory } = program
  const [rows, c] = program.claimScratch(side * k, side * roundUp(n, 8))
  const w = memory.put(widenRows(read(depthwise.kernel), inputs, k))
  const filterBias = memory.put(widenRows(read(depthwise.bias), inputs, k))
  const b = memory.put(packPanels(widenRows(read(pointwise.kernel), outputs, n), inputs, n, k))
  const bias = memory.put(widenRows(read(pointwise.bias), outputs, n))
  const y = program.createMap(side, n)
  program.append(() =>
    memory.kernels.separate(x.at, w, filterBias, b, bias, y.at, rows.at, c.at, x.side, stride, k, n),
  )
  return y
}

function appendHead(
  program: Program,
  x: PaddedMap,
  { kernel, bias }: BlazeFaceLayers['heads'][number],
): Head {
  const [, , inputs, used] = kernel.shape
  const [k, n] = [x.channels, roundUp(used, LANES)]
  const { memory } = program
  const [, c] = program.claimScratch(0, x.side * roundUp(n, 8))
  const b = memory.put(packPanels(widenRows(read(kernel), used, n), inputs, n, k))
  const added = memory.put(widenRows(read(bias), used, n))
  const cells = x.side ** 2
  const at = memory.reserve(cells * n)
  program.append(() => memory.kernels.project(x.at, b, added, at, c.at, x.side, k, n))
  return { at, cells, n, used }
}
