import { tensor2d, tensor4d, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { CnnConvolutions } from '../cnn-convolutions.ts'
import { findLayerIndex, type LayerShape } from '../layer-shape.ts'
import type { Layer } from '../layer.ts'
import { Program, type PaddedMap } from './program.ts'

/** Tells whether the module can run these convolutions. input: side of the crop in pixels. */
export function fitsCnn(filters: readonly number[], input: number): boolean {
  return filters.every((count) => count % 4 === 0) && input % 2 ** filters.length === 0
}

/** Convolutions of a CNN in a memory of their own; see `fitsCnn`. */
export class WinogradCnn implements CnnConvolutions {
  readonly layers: readonly LayerShape[]
  #program: Program | undefined
  readonly #input: PaddedMap
  /** Map of each layer; the last one is the output. */
  readonly #maps: readonly PaddedMap[]
  readonly #filters: Float32Array

  /** Copies the layers; the caller disposes them. @throws RangeError if there is not enough memory. */
  constructor(module: WebAssembly.Module, layers: readonly Layer<Tensor4D>[], input: number) {
    const program = new Program(module)
    const [first, ...others] = layers
    if (!first) throw new TypeError('a CNN has at least one convolution')
    this.#input = program.createMap(input, 3)
    // 3 channels are too few for Winograd.
    let x = program.halve(this.#input, first, true)
    const maps = [x]
    for (const layer of others) maps.push((x = program.convolve(x, layer, { pools: true })))
    this.#maps = maps
    this.layers = maps.map(({ side, channels }, i) => ({ name: `conv${i + 1}`, side, channels }))
    this.#filters = Float32Array.from(first.kernel.dataSync())
    this.#program = program
  }

  /** Runs all convolutions and reads one layer's map of each crop. */
  #run(crops: Tensor4D, { at, side, channels }: PaddedMap): Float32Array {
    const program = this.#program
    if (!program) throw new Error('the network has been disposed')
    const [n] = crops.shape
    const pixels = crops.dataSync() as Float32Array
    const length = side ** 2 * channels
    const values = new Float32Array(n * length)
    const size = pixels.length / n
    for (let i = 0; i < n; i++) {
      program.memory.writePadded(
        this.#input.at,
        pixels.subarray(i * size, (i + 1) * size),
        this.#input.side,
        3,
      )
      program.run()
      values.set(program.memory.readPadded(at, side, channels), i * length)
    }
    return values
  }

  /** See `CnnConvolutions.apply`. */
  apply(crops: Tensor4D): Tensor2D {
    const output = this.#maps[this.#maps.length - 1]!
    return tensor2d(this.#run(crops, output), [crops.shape[0], output.side ** 2 * output.channels])
  }

  /** See `Network.activations`. */
  activations(crops: Tensor4D, layer: string): Tensor4D {
    const map = this.#maps[findLayerIndex(this.layers, layer)]!
    return tensor4d(this.#run(crops, map), [crops.shape[0], map.side, map.side, map.channels])
  }

  readFilters(): Promise<Float32Array> {
    return Promise.resolve(this.#filters.slice())
  }

  dispose(): void {
    this.#program = undefined
  }
}
