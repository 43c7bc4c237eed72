import {
  add,
  concat,
  dispose,
  expandDims,
  matMul,
  relu,
  reshape,
  slice,
  squeeze,
  sub,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import { createCnnConvolutions, type CnnConvolutions } from './cnn-convolutions.ts'
import type { DenseWeights } from './dense.ts'
import type { LayerShape } from './layer-shape.ts'
import { decodeWeights, readLayer, type Layer } from './layer.ts'
import type { CnnManifest } from './manifest.ts'
import { findOutputColumns, type Network, type OutputColumns } from './output.ts'

/** Dense layer on the backend. */
export type DenseLayer = Layer<Tensor2D>

/** Applies a dense layer without activation: (n, inputs) to (n, outputs). */
export function applyDense({ kernel, bias }: DenseLayer, x: Tensor2D): Tensor2D {
  return add(matMul(x, kernel), bias)
}

/** Merges two dense layers on the same input into one and disposes the originals. */
function concatHeads(left: Layer<Tensor2D>, right: Layer<Tensor2D>): Layer<Tensor2D> {
  const both = {
    kernel: concat([left.kernel, right.kernel], 1),
    bias: concat([left.bias, right.bias]),
  }
  dispose([left.kernel, left.bias, right.kernel, right.bias])
  return both
}

/**
 * CNN-6 or CNN-7 of the paper (section 5): 3x3 convolutions, each with ReLU and 2x2 max pooling, then
 * two dense layers. Input: (n, s, s, 3), normalised pixels. Output: (n, 2 L), x and y of each landmark in
 * pixels of the input, plus one column for presence if the network has that output.
 */
export class Cnn implements Network {
  readonly columns: OutputColumns
  readonly #convolutions: CnnConvolutions
  readonly #hidden: Layer<Tensor2D>
  readonly #output: Layer<Tensor2D>

  /**
   * Uploads the weights to the current backend, including those of the presence output if they are given; `module` runs
   * the convolutions if it can. input: side of the crops in pixels.
   * @throws Error if a file does not match the manifest.
   */
  constructor(
    manifest: CnnManifest,
    input: number,
    file: ArrayBuffer,
    presence?: ArrayBuffer,
    module?: WebAssembly.Module,
  ) {
    const named = {
      ...decodeWeights(manifest, file),
      ...(manifest.presence && presence && decodeWeights(manifest.presence, presence)),
    }
    this.columns = findOutputColumns(manifest)
    const layers = manifest.filters.map((_, i) => readLayer<Tensor4D>(named, `conv${i + 1}`))
    this.#convolutions = createCnnConvolutions(layers, input, module)
    this.#hidden = readLayer(named, 'hidden')
    const landmarks = readLayer<Tensor2D>(named, 'output')
    this.#output = named['presence/kernel'] ? concatHeads(landmarks, readLayer(named, 'presence')) : landmarks
  }

  /**
   * Predicts the landmarks of a batch of crops, plus the presence logit in one more column if the network has
   * that output. The caller disposes the result.
   */
  predict(input: Tensor4D): Tensor2D {
    return tidy(() => applyDense(this.#output, this.features(input)))
  }

  /** Computes the last hidden layer, (n, hidden), after ReLU. The caller disposes the result. */
  features(input: Tensor4D): Tensor2D {
    return tidy(() => relu(applyDense(this.#hidden, this.#convolutions.apply(input))))
  }

  get layers(): readonly LayerShape[] {
    return this.#convolutions.layers
  }

  /** See `Network.activations`. */
  activations(input: Tensor4D, layer: string): Tensor4D {
    return this.#convolutions.activations(input, layer)
  }

  /** See `Network.readFilters`. */
  readFilters(): Promise<Float32Array> {
    return this.#convolutions.readFilters()
  }

  /** See `Network.predictWithoutMaps`. */
  predictWithoutMaps(input: Tensor4D): Tensor2D {
    return tidy(() => applyDense(this.#output, this.featuresWithoutMaps(input)))
  }

  /**
   * Computes the last hidden layer of one crop, (channels, hidden), each time with one map of the last convolution set to
   * 0. Exact and as cheap as one pass: what a map adds to the hidden layer is taken off its sum. The caller disposes it.
   */
  featuresWithoutMaps(input: Tensor4D): Tensor2D {
    return tidy(() => {
      const flat = this.#convolutions.apply(input)
      const { kernel } = this.#hidden
      const { side, channels } = this.layers[this.layers.length - 1]!
      const [cells, hidden] = [side ** 2, kernel.shape[1]]
      const maps = expandDims(transpose(reshape(flat, [cells, channels])), 1)
      const weights = transpose(reshape(kernel, [cells, channels, hidden]), [1, 0, 2])
      const shares = squeeze(matMul(maps, weights), [1])
      return relu(sub(applyDense(this.#hidden, flat), shares))
    })
  }

  /** Reads back the landmark part of the output layer's weights. */
  async readOutputWeights(): Promise<DenseWeights> {
    const { kernel, bias } = this.#output
    const [own, ownBias] = tidy(() => [
      slice(kernel, [0, 0], [kernel.shape[0], 2 * LANDMARK_COUNT]),
      slice(bias, [0], [2 * LANDMARK_COUNT]),
    ])
    try {
      return {
        kernel: (await own.data()) as Float32Array,
        bias: (await ownBias.data()) as Float32Array,
      }
    } finally {
      dispose([own, ownBias])
    }
  }

  /**
   * Creates an output layer with the given weights for the landmarks and this network's weights for presence.
   * The caller disposes it.
   * @throws Error if the weights do not have the size of this layer.
   */
  createOutputLayer({ kernel, bias }: DenseWeights): DenseLayer {
    const [inputs, outputs] = this.#output.kernel.shape
    if (kernel.length !== inputs * 2 * LANDMARK_COUNT || bias.length !== 2 * LANDMARK_COUNT) {
      throw new Error(
        `an output layer of ${inputs} x ${2 * LANDMARK_COUNT} is needed, not ${kernel.length} numbers`,
      )
    }
    const columns = 2 * LANDMARK_COUNT
    const [whole, wholeBias] = tidy((): [Tensor2D, Tensor1D] => {
      const own = tensor2d(kernel, [inputs, columns])
      const ownBias = tensor1d(bias)
      const rest = outputs - columns
      if (rest === 0) return [own, ownBias]
      const presence = slice(this.#output.kernel, [0, columns], [inputs, rest])
      const presenceBias = slice(this.#output.bias, [columns], [rest])
      return [concat([own, presence], 1), concat([ownBias, presenceBias])]
    })
    return { kernel: whole, bias: wholeBias }
  }

  dispose(): void {
    this.#convolutions.dispose()
    for (const { kernel, bias } of [this.#hidden, this.#output]) dispose([kernel, bias])
  }
}
