import { dispose, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { applyDense, type Cnn, type DenseLayer } from './cnn.ts'
import type { DenseWeights } from './dense.ts'
import type { LayerShape } from './inside.ts'
import type { Network, OutputColumns } from './output.ts'

/** CNN with a fine-tuned output layer; it shares all other tensors with its base network. */
export class FineTunedCnn implements Network {
  readonly columns: OutputColumns
  readonly #base: Cnn
  readonly #output: DenseLayer

  /** @throws Error if the weights do not have the size of the base's output layer. */
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

  get layers(): readonly LayerShape[] {
    return this.#base.layers
  }

  activations(input: Tensor4D, layer: string): Tensor4D {
    return this.#base.activations(input, layer)
  }

  readFilters(): Promise<Float32Array> {
    return this.#base.readFilters()
  }

  predictWithoutMaps(input: Tensor4D): Tensor2D {
    return tidy(() => applyDense(this.#output, this.#base.featuresWithoutMaps(input)))
  }

  /** Disposes the fine-tuned layer only, not the base. */
  dispose(): void {
    dispose([this.#output.kernel, this.#output.bias])
  }
}
