import {
  add,
  concat,
  dispose,
  fused,
  matMul,
  maxPool,
  relu,
  reshape,
  slice,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import { LANDMARK_COUNT } from '../geometry/face.ts'
import type { DenseWeights } from './dense.ts'
import { decodeWeights, readLayer, type Layer } from './layer.ts'
import type { CnnManifest } from './manifest.ts'
import { findOutputColumns, type Network, type OutputColumns } from './output.ts'

/** A dense layer on the backend. */
export type DenseLayer = Layer<Tensor2D>

/** What a dense layer makes of its input, (n, inputs), without an activation. */
export function applyDense({ kernel, bias }: DenseLayer, x: Tensor2D): Tensor2D {
  return add(matMul(x, kernel), bias)
}

/** Two dense layers on the same input as one. */
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
 * two dense layers. In: (n, s, s, 3), normalised pixels. Out: (n, 2 L), x and y in turn, in pixels of
 * the input, and perhaps one column more.
 */
export class Cnn implements Network {
  readonly columns: OutputColumns
  readonly #convs: Layer<Tensor4D>[]
  readonly #hidden: Layer<Tensor2D>
  readonly #output: Layer<Tensor2D>

  /**
   * Puts the weights on the current backend; those for presence too, if they are given.
   * @throws Error if a file is not the one that the manifest describes.
   */
  constructor(manifest: CnnManifest, file: ArrayBuffer, presence?: ArrayBuffer) {
    const named = {
      ...decodeWeights(manifest, file),
      ...(manifest.presence && presence && decodeWeights(manifest.presence, presence)),
    }
    this.columns = findOutputColumns(manifest)
    this.#convs = manifest.filters.map((_, i) => readLayer<Tensor4D>(named, `conv${i + 1}`))
    this.#hidden = readLayer(named, 'hidden')
    const landmarks = readLayer<Tensor2D>(named, 'output')
    this.#output = named['presence/kernel'] ? concatHeads(landmarks, readLayer(named, 'presence')) : landmarks
  }

  /**
   * Landmarks of a batch of crops, and in one more column the logit of a face being there, if the
   * network has been taught that; the caller disposes the result.
   */
  predict(input: Tensor4D): Tensor2D {
    return tidy(() => applyDense(this.#output, this.features(input)))
  }

  /** The last hidden layer, (n, hidden), after ReLU; the caller disposes it. */
  features(input: Tensor4D): Tensor2D {
    return tidy(() => {
      let x = input
      for (const { kernel, bias } of this.#convs) {
        const before = x
        x = tidy(() =>
          maxPool(
            fused.conv2d({ x: before, filter: kernel, strides: 1, pad: 'same', bias, activation: 'relu' }),
            2,
            2,
            'valid',
          ),
        )
        if (before !== input) before.dispose()
      }
      const flat = reshape(x, [input.shape[0], -1]) as Tensor2D
      return relu(applyDense(this.#hidden, flat))
    })
  }

  /** The output layer's weights for the landmarks, read back. */
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
   * An output layer with other weights for the landmarks, and this one's for presence; the caller
   * disposes it.
   * @throws Error if the weights are not of this layer's size.
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
    for (const { kernel, bias } of [...this.#convs, this.#hidden, this.#output]) dispose([kernel, bias])
  }
}
