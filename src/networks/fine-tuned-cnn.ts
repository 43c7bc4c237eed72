import { dispose, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { applyDense, type Cnn, type DenseLayer } from './cnn.ts'
import type { DenseWeights } from './dense.ts'
import type { Network, OutputColumns } from './output.ts'

/** A network whose output layer has been trained further; all other tensors are the base's own. */
export class FineTunedCnn implements Network {
  readonly columns: OutputColumns
  readonly #base: Cnn
  readonly #output: DenseLayer

  /** @throws Error if the weights are not of the base's size. */
  constructor(base: Cnn, weights: DenseWeights) {
    this.columns = base.columns
    this.#base = base
    this.#output = base.createOutputLayer(weights)
  }

  features(input: Tensor4D): Tensor2D {
    return this.#base.features(input)
  }

  predict(input: Tensor4D): Tensor2D {
    return tidy(() => applyDense(this.#output, this.#base.features(input)))
  }

  /** The base stays. */
  dispose(): void {
    dispose([this.#output.kernel, this.#output.bias])
  }
}
