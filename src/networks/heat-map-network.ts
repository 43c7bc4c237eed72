import {
  add,
  concat,
  dispose,
  max,
  mean,
  mul,
  reshape,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tensor2d,
  tidy,
  transpose,
  maximum,
  matMul,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { HEAT_MAP, LANDMARK_COUNT } from '../geometry/face.ts'
import { createHeatMapBody, type HeatMapBody } from './heat-map-body.ts'
import { HEAT_MAPS_LAYER, type LayerShape } from './inside.ts'
import { decodeWeights, readLayer, type Layer } from './layer.ts'
import type { HeatMapManifest } from './manifest.ts'
import { findOutputColumns, type Network, type OutputColumns } from './output.ts'

/** Computes x, y and x² + y² of each cell's centre in pixels of the input: (cells², 3). */
function computeCellCentres(cells: number, input: number): Tensor2D {
  const toInput = (i: number) => (((i + 0.5) / cells - 0.5) * HEAT_MAP.range + 0.5) * input
  const rows: number[] = []
  for (let row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++) {
      const [x, y] = [toInput(column), toInput(row)]
      rows.push(x, y, x * x + y * y)
    }
  return tensor2d(rows, [cells * cells, 3])
}

/**
 * Network with one heat map per landmark. Convolutions and residual blocks reduce the input to 1/32 of its
 * size; then coarse features are upsampled and added to the finer ones (Lin et al. 2017, "Feature pyramid
 * networks"). A softmax turns each map into probabilities, whose expected position is the landmark (Sun et al.
 * 2018, "Integral human pose regression"). Same as HeatMapNetwork of training/networks.py with batch
 * normalisation folded into the convolutions.
 */
export class HeatMapNetwork implements Network {
  readonly columns: OutputColumns
  readonly layers: readonly LayerShape[]
  readonly #body: HeatMapBody
  readonly #errorScale: number
  readonly #slope: Tensor1D
  readonly #floor: Tensor1D
  readonly #presence: Layer<Tensor2D> | undefined
  readonly #cellCentres: Tensor2D

  /**
   * Uploads the weights to the current backend, including those of the presence output if they are given; `module` runs
   * the convolutions if it can.
   * @throws Error if a file does not match the manifest.
   */
  constructor(
    manifest: HeatMapManifest,
    input: number,
    file: ArrayBuffer,
    presence?: ArrayBuffer,
    module?: WebAssembly.Module,
  ) {
    const named = decodeWeights(manifest, file)
    this.columns = findOutputColumns(manifest)
    this.#body = createHeatMapBody(manifest, named, input, module)
    this.layers = [...this.#body.layers, { name: HEAT_MAPS_LAYER, side: input / 4, channels: LANDMARK_COUNT }]
    this.#errorScale = manifest.errorScale ?? 1
    this.#slope = named['error/slope'] as Tensor1D
    this.#floor = named['error/floor'] as Tensor1D
    if (manifest.presence && presence)
      this.#presence = readLayer(decodeWeights(manifest.presence, presence), 'presence')
    this.#cellCentres = computeCellCentres(input / 4, input)
  }

  /** Computes the heat maps (n, L, cells, cells) of a batch of crops. The caller disposes the result. */
  computeHeatMaps(input: Tensor4D): Tensor4D {
    return tidy(() => {
      const { maps } = this.#body.run(input)
      const [n, rows, columns] = maps.shape
      return reshape(computeProbabilities(maps), [n, LANDMARK_COUNT, rows, columns])
    })
  }

  /** See `Network.activations`. */
  activations(input: Tensor4D, layer: string): Tensor4D {
    if (layer !== HEAT_MAPS_LAYER) return this.#body.activations(input, layer)
    return tidy(() => transpose(this.computeHeatMaps(input), [0, 2, 3, 1]))
  }

  /** See `Network.readFilters`. */
  readFilters(): Promise<Float32Array> {
    return this.#body.readFilters()
  }

  /** Computes means and maxima (n, 2 channels) of the coarsest features. The caller disposes the result. */
  features(input: Tensor4D): Tensor2D {
    return tidy(() => poolFeatures(this.#body.run(input).coarsest))
  }

  /** See `Network.predict`. */
  predict(input: Tensor4D): Tensor2D {
    return tidy(() => {
      const { coarsest, maps } = this.#body.run(input)
      const probabilities = computeProbabilities(maps)
      const n = probabilities.shape[0]
      const moments = reshape(matMul(reshape(probabilities, [n * LANDMARK_COUNT, -1]), this.#cellCentres), [
        n,
        LANDMARK_COUNT,
        3,
      ])
      const positions = slice(moments, [0, 0, 0], [-1, -1, 2])
      const squares = slice(moments, [0, 0, 2], [-1, -1, 1])
      const variance = reshape(sub(squares, sum(square(positions), 2, true)), [n, LANDMARK_COUNT])
      const spread = sqrt(maximum(variance, HEAT_MAP.leastVariance))
      const error = mul(add(mul(spread, this.#slope), this.#floor), this.#errorScale)
      const columns: Tensor[] = [reshape(positions, [n, 2 * LANDMARK_COUNT]), error]
      if (this.#presence) {
        columns.push(add(matMul(poolFeatures(coarsest), this.#presence.kernel), this.#presence.bias))
      }
      return concat(columns as Tensor2D[], 1)
    })
  }

  dispose(): void {
    this.#body.dispose()
    dispose([this.#slope, this.#floor, this.#cellCentres])
    if (this.#presence) dispose([this.#presence.kernel, this.#presence.bias])
  }
}

/** Computes the probabilities (n, L, cells²) of heat maps (n, cells, cells, L), cells in row-major order. */
function computeProbabilities(maps: Tensor4D): Tensor3D {
  const [n, rows, columns, landmarks] = maps.shape
  const flat = transpose(reshape(maps, [n, rows * columns, landmarks]), [0, 2, 1])
  return softmax(flat) as Tensor3D
}

function poolFeatures(coarsest: Tensor4D): Tensor2D {
  return concat([mean(coarsest, [1, 2]) as Tensor2D, max(coarsest, [1, 2]) as Tensor2D], 1)
}
