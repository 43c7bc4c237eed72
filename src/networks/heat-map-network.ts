import {
  add,
  concat,
  conv2d,
  dispose,
  fused,
  image,
  max,
  mean,
  mul,
  relu,
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
import { decodeWeights, readKernel, readLayer, type Layer } from './layer.ts'
import type { HeatMapManifest } from './manifest.ts'
import { findOutputColumns, type Network, type OutputColumns } from './output.ts'

type Convolution = Layer<Tensor4D>

interface Block {
  readonly first: Convolution
  readonly second: Convolution
}

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

function convolve(x: Tensor4D, { kernel, bias }: Convolution, stride: 1 | 2, activation?: 'relu'): Tensor4D {
  // One pixel on each side, as in training: TensorFlow's 'same' pads only one side at a stride of 2.
  return fused.conv2d({
    x,
    filter: kernel,
    strides: stride,
    pad: 1,
    dimRoundingMode: 'floor',
    bias,
    activation,
  })
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
  readonly #reductions: Convolution[]
  readonly #blocks: Block[][]
  readonly #laterals: Tensor4D[]
  readonly #merges: Convolution[]
  readonly #maps: Convolution
  readonly #errorScale: number
  readonly #slope: Tensor1D
  readonly #floor: Tensor1D
  readonly #presence: Layer<Tensor2D> | undefined
  readonly #cellCentres: Tensor2D

  /**
   * Uploads the weights to the current backend, including those of the presence output if they are given.
   * @throws Error if a file does not match the manifest.
   */
  constructor(manifest: HeatMapManifest, input: number, file: ArrayBuffer, presence?: ArrayBuffer) {
    const named = decodeWeights(manifest, file)
    const { filters, blocks, errorScale = 1 } = manifest
    this.columns = findOutputColumns(manifest)
    this.#reductions = filters.map((_, i) => readLayer(named, `reduction${i + 1}`))
    this.#blocks = blocks.map((count, i) =>
      Array.from({ length: count }, (_, j) => ({
        first: readLayer<Tensor4D>(named, `block${i + 1}-${j + 1}-first`),
        second: readLayer<Tensor4D>(named, `block${i + 1}-${j + 1}-second`),
      })),
    )
    this.#laterals = filters.slice(1).map((_, i) => readKernel<Tensor4D>(named, `lateral${i + 2}`))
    this.#merges = filters.slice(2).map((_, i) => readLayer(named, `merge${i + 2}`))
    this.#maps = readLayer(named, 'maps')
    this.#errorScale = errorScale
    this.#slope = named['error/slope'] as Tensor1D
    this.#floor = named['error/floor'] as Tensor1D
    if (manifest.presence && presence)
      this.#presence = readLayer(decodeWeights(manifest.presence, presence), 'presence')
    this.#cellCentres = computeCellCentres(input / 4, input)
  }

  /** Computes the features at each resolution, finest first. */
  #computePyramid(input: Tensor4D): Tensor4D[] {
    let x = input
    return this.#reductions.map((reduction, i) => {
      const finer = x
      x = tidy(() => {
        let y = convolve(finer, reduction, 2, 'relu')
        for (const { first, second } of this.#blocks[i]) {
          const before = y
          y = tidy(() => relu(add(before, convolve(convolve(before, first, 1, 'relu'), second, 1))))
          before.dispose()
        }
        return y
      })
      return x
    })
  }

  /** Computes the probabilities (n, L, cells²) of a feature pyramid, cells in row-major order. */
  #computeProbabilities(pyramid: readonly Tensor4D[]): Tensor3D {
    const lateral = (level: number) => conv2d(pyramid[level], this.#laterals[level - 1], 1, 'valid')
    const coarsest = pyramid.length - 1
    let y = lateral(coarsest)
    for (let level = coarsest - 1; level > 0; level--) {
      const [height, width] = pyramid[level].shape.slice(1)
      const doubled = image.resizeNearestNeighbor(y, [height, width])
      y = convolve(add(doubled, lateral(level)), this.#merges[level - 1], 1, 'relu')
    }
    const { kernel, bias } = this.#maps
    const maps = add(conv2d(y, kernel, 1, 'valid'), bias)
    const [n, rows, columns, landmarks] = maps.shape
    const flat = transpose(reshape(maps, [n, rows * columns, landmarks]), [0, 2, 1])
    return softmax(flat) as Tensor3D
  }

  /** Computes the heat maps (n, L, cells, cells) of a batch of crops. The caller disposes the result. */
  computeHeatMaps(input: Tensor4D): Tensor4D {
    return tidy(() => {
      const flat = this.#computeProbabilities(this.#computePyramid(input))
      const cells = Math.sqrt(flat.shape[2])
      return reshape(flat, [flat.shape[0], LANDMARK_COUNT, cells, cells])
    })
  }

  /** Computes means and maxima (n, 2 channels) of the coarsest features. The caller disposes the result. */
  features(input: Tensor4D): Tensor2D {
    return tidy(() => poolFeatures(this.#computePyramid(input)))
  }

  /** See `Network.predict`. */
  predict(input: Tensor4D): Tensor2D {
    return tidy(() => {
      const pyramid = this.#computePyramid(input)
      const probabilities = this.#computeProbabilities(pyramid)
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
        columns.push(add(matMul(poolFeatures(pyramid), this.#presence.kernel), this.#presence.bias))
      }
      return concat(columns as Tensor2D[], 1)
    })
  }

  dispose(): void {
    const convolutions = [...this.#reductions, ...this.#merges, this.#maps]
    for (const { first, second } of this.#blocks.flat()) convolutions.push(first, second)
    for (const { kernel, bias } of convolutions) dispose([kernel, bias])
    dispose([...this.#laterals, this.#slope, this.#floor, this.#cellCentres])
    if (this.#presence) dispose([this.#presence.kernel, this.#presence.bias])
  }
}

function poolFeatures(pyramid: readonly Tensor4D[]): Tensor2D {
  const coarsest = pyramid[pyramid.length - 1]
  return concat([mean(coarsest, [1, 2]) as Tensor2D, max(coarsest, [1, 2]) as Tensor2D], 1)
}
