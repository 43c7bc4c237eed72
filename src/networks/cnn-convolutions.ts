import { dispose, fused, maxPool, reshape, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import type { Layer } from './layer.ts'
import { fitsCnn, WinogradCnn } from './winograd/cnn.ts'

/** Convolutions of a CNN: 3x3, each with ReLU and 2x2 max pooling. */
export interface CnnConvolutions {
  /** Computes the features of crops, (n, k). The caller disposes them. */
  apply(crops: Tensor4D): Tensor2D
  dispose(): void
}

/** Convolutions of a CNN on the current backend of TensorFlow.js. */
class BackendCnn implements CnnConvolutions {
  readonly #layers: readonly Layer<Tensor4D>[]

  /** Takes over the layers. */
  constructor(layers: readonly Layer<Tensor4D>[]) {
    this.#layers = layers
  }

  apply(crops: Tensor4D): Tensor2D {
    return tidy(() => {
      let x = crops
      for (const { kernel, bias } of this.#layers) {
        const before = x
        x = tidy(() =>
          maxPool(
            fused.conv2d({ x: before, filter: kernel, strides: 1, pad: 'same', bias, activation: 'relu' }),
            2,
            2,
            'valid',
          ),
        )
        if (before !== crops) before.dispose()
      }
      return reshape(x, [crops.shape[0], -1])
    })
  }

  dispose(): void {
    for (const { kernel, bias } of this.#layers) dispose([kernel, bias])
  }
}

/** Creates the convolutions of a CNN from its layers, which it takes over; with the module if it can run them. */
export function createCnnConvolutions(
  layers: readonly Layer<Tensor4D>[],
  input: number,
  module?: WebAssembly.Module,
): CnnConvolutions {
  const onBackend = new BackendCnn(layers)
  const filters = layers.map(({ kernel }) => kernel.shape[3])
  if (!module || !fitsCnn(filters, input)) return onBackend
  try {
    const own = new WinogradCnn(module, layers, input)
    onBackend.dispose()
    return own
  } catch (error) {
    // Without memory for the larger kernels.
    if (error instanceof RangeError) return onBackend
    throw error
  }
}
