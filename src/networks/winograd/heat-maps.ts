import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../../geometry/face.ts'
import type { HeatMapBody, HeatMapLayers, HeatMapOutputs } from '../heat-map-body.ts'
import type { HeatMapManifest } from '../manifest.ts'
import { Program, type PaddedMap } from './program.ts'

/** Tells whether the module can run this network. input: side of the crop in pixels. */
export function fitsHeatMaps({ filters, blocks, decoder }: HeatMapManifest, input: number): boolean {
  const hasEvenSides = filters.every((_, i) => blocks[i] === 0 || input % 2 ** (i + 2) === 0)
  return (
    [...filters, decoder].every((count) => count % 4 === 0) &&
    input % 2 ** filters.length === 0 &&
    hasEvenSides
  )
}

/** Convolutions of a heat-map network in a memory of their own; see `fitsHeatMaps`. */
export class WinogradHeatMaps implements HeatMapBody {
  #program: Program | undefined
  readonly #input: PaddedMap
  readonly #coarsest: PaddedMap
  readonly #maps: number
  readonly #cells: number

  /** Copies the layers; the caller disposes them. @throws RangeError if there is not enough memory. */
  constructor(module: WebAssembly.Module, layers: HeatMapLayers, input: number) {
    const program = new Program(module)
    this.#input = program.createMap(input, 3)
    let x = this.#input
    const pyramid = layers.reductions.map((reduction, i) => {
      x = program.halve(x, reduction, false)
      for (const { first, second } of layers.blocks[i]!)
        x = program.convolve(program.convolve(x, first), second, { residual: x })
      return x
    })
    const lateral = (level: number, coarse?: PaddedMap) => {
      const kernel = layers.laterals[level - 1]!
      const map = pyramid[level]!
      return program.addDoubled(program.project(map, kernel), coarse, map.side, kernel.shape[3])
    }
    const coarsest = pyramid.length - 1
    let y = lateral(coarsest)
    for (let level = coarsest - 1; level > 0; level--)
      y = program.convolve(lateral(level, y), layers.merges[level - 1]!)
    this.#coarsest = pyramid[coarsest]!
    this.#maps = program.project(y, layers.maps.kernel, layers.maps.bias)
    this.#cells = y.side
    this.#program = program
  }

  /** See `HeatMapBody.run`. */
  run(crops: Tensor4D): HeatMapOutputs {
    const program = this.#program
    if (!program) throw new Error('the network has been disposed')
    const { memory } = program
    const [n] = crops.shape
    const pixels = crops.dataSync() as Float32Array
    const size = pixels.length / n
    const { side, channels } = this.#coarsest
    const cells = this.#cells
    const coarsestLength = side ** 2 * channels
    const mapsLength = cells ** 2 * LANDMARK_COUNT
    const coarsest = new Float32Array(n * coarsestLength)
    const maps = new Float32Array(n * mapsLength)
    for (let i = 0; i < n; i++) {
      memory.writePadded(this.#input.at, pixels.subarray(i * size, (i + 1) * size), this.#input.side, 3)
      program.run()
      coarsest.set(memory.readPadded(this.#coarsest.at, side, channels), i * coarsestLength)
      maps.set(memory.view(this.#maps, mapsLength), i * mapsLength)
    }
    return {
      coarsest: tensor4d(coarsest, [n, side, side, channels]),
      maps: tensor4d(maps, [n, cells, cells, LANDMARK_COUNT]),
    }
  }

  dispose(): void {
    this.#program = undefined
  }
}
