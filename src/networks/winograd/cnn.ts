import { tensor2d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { CnnConvolutions } from '../cnn-convolutions.ts'
import type { Layer } from '../layer.ts'
import { Program, type PaddedMap } from './program.ts'

/** Tells whether the module can run these convolutions. input: side of the crop in pixels. */
export function fitsCnn(filters: readonly number[], input: number): boolean {
  return filters.every((count) => count % 4 === 0) && input % 2 ** filters.length === 0
}

/** Convolutions of a CNN in a memory of their own; see `fitsCnn`. */
export class WinogradCnn implements CnnConvolutions {
  #program: Program | undefined
  readonly #input: PaddedMap
  readonly #output: PaddedMap

  /** Copies the layers; the caller disposes them. @throws RangeError if there is not enough memory. */
  constructor(module: WebAssembly.Module, layers: readonly Layer<Tensor4D>[], input: number) {
    const program = new Program(module)
    const [first, ...others] = layers
    if (!first) throw new TypeError('a CNN has at least one convolution')
    this.#input = program.createMap(input, 3)
    // 3 channels are too few for Winograd.
    let x = program.halve(this.#input, first, true)
    for (const layer of others) x = program.convolve(x, layer, { pools: true })
    this.#output = x
    this.#program = program
  }

  /** See `CnnConvolutions.apply`. */
  apply(crops: Tensor4D): Tensor2D {
    const program = this.#program
    if (!program) throw new Error('the network has been disposed')
    const [n] = crops.shape
    const pixels = crops.dataSync() as Float32Array
    const { side, channels } = this.#output
    const length = side ** 2 * channels
    const features = new Float32Array(n * length)
    const size = pixels.length / n
    for (let i = 0; i < n; i++) {
      program.memory.writePadded(
        this.#input.at,
        pixels.subarray(i * size, (i + 1) * size),
        this.#input.side,
        3,
      )
      program.run()
      features.set(program.memory.readPadded(this.#output.at, side, channels), i * length)
    }
    return tensor2d(features, [n, length])
  }

  dispose(): void {
    this.#program = undefined
  }
}
