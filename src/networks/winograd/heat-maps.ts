import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../../geometry/face.ts'
import type { HeatMapBody, HeatMapLayers, HeatMapOutputs } from '../heat-map-body.ts'
import { listHeatMapBodyLayers } from '../heat-map-layers.ts'
import { findLayerIndex, type LayerShape } from '../layer-shape.ts'
import type { HeatMapManifest } from '../manifest.ts'
import type { NetworkMemory } from './memory.ts'
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
  readonly layers: readonly LayerShape[]
  #program: Program | undefined
  readonly #input: PaddedMap
  readonly #coarsest: PaddedMap
  /** Map of each of `layers`. */
  readonly #layerMaps: readonly PaddedMap[]
  readonly #filters: Float32Array
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
    const decoded: PaddedMap[] = []
    for (let level = coarsest - 1; level > 0; level--)
      decoded.push((y = program.convolve(lateral(level, y), layers.merges[level - 1]!)))
    this.#layerMaps = [...pyramid, ...decoded]
    this.layers = listHeatMapBodyLayers(
      pyramid.map(({ channels }) => channels),
      y.channels,
      input,
    )
    this.#filters = Float32Array.from(layers.reductions[0]!.kernel.dataSync())
    this.#coarsest = pyramid[coarsest]!
    this.#maps = program.project(y, layers.maps.kernel, layers.maps.bias)
    this.#cells = y.side
    this.#program = program
  }

  /** Runs the network on one crop after another; `read` copies what is needed. */
  #runEach(crops: Tensor4D, read: (memory: NetworkMemory, i: number) => void): void {
    const program = this.#program
    if (!program) throw new Error('the network has been disposed')
    const { memory } = program
    const [n] = crops.shape
    const pixels = crops.dataSync() as Float32Array
    const size = pixels.length / n
    for (let i = 0; i < n; i++) {
      memory.writePadded(this.#input.at, pixels.subarray(i * size, (i + 1) * size), this.#input.side, 3)
      program.run()
      read(memory, i)
    }
  }

  /** See `HeatMapBody.run`. */
  run(crops: Tensor4D): HeatMapOutputs {
    const [n] = crops.shape
    const { side, channels } = this.#coarsest
    const cells = this.#cells
    const coarsestLength = side ** 2 * channels
    const mapsLength = cells ** 2 * LANDMARK_COUNT
    const coarsest = new Float32Array(n * coarsestLength)
    const maps = new Float32Array(n * mapsLength)
    this.#runEach(crops, (memory, i) => {
      coarsest.set(memory.readPadded(this.#coarsest.at, side, channels), i * coarsestLength)
      maps.set(memory.view(this.#maps, mapsLength), i * mapsLength)
    })
    return {
      coarsest: tensor4d(coarsest, [n, side, side, channels]),
      maps: tensor4d(maps, [n, cells, cells, LANDMARK_COUNT]),
    }
  }

  /** See `Network.activations`. */
  activations(crops: Tensor4D, layer: string): Tensor4D {
    const { at, side, channels } = this.#layerMaps[findLayerIndex(this.layers, layer)]!
    const length = side ** 2 * channels
    const values = new Float32Array(crops.shape[0] * length)
    this.#runEach(crops, (memory, i) => values.set(memory.readPadded(at, side, channels), i * length))
    return tensor4d(values, [crops.shape[0], side, side, channels])
  }

  readFilters(): Promise<Float32Array> {
    return Promise.resolve(this.#filters.slice())
  }

  dispose(): void {
    this.#program = undefined
  }
}
