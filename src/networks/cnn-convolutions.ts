import { dispose, fused, maxPool, reshape, tidy, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core'
import { findLayerIndex, type LayerShape } from './layer-shape.ts'
import type { Layer } from './layer.ts'
import { fitsCnn, WinogradCnn } from './winograd/cnn.ts'

/** Convolutions of a CNN: 3x3, each with ReLU and 2x2 max pooling. */
export interface CnnConvolutions {
  /** Computes the features of crops, (n, k). The caller disposes them. */
  apply(crops: Tensor4D): Tensor2D
  readonly layers: readonly LayerShape[]
  /** See `Network.activations`. */
  activations(crops: Tensor4D, layer: string): Tensor4D
  /** See `Network.readFilters`. */
  readFilters(): Promise<Float32Array>
  dispose(): void
}

const countFilters = ({ kernel }: Layer<Tensor4D>) => kernel.shape[3]

/** Lists the layers of a CNN; each halves the side. input: side of the crop in pixels. */
export function listConvolutions(filters: readonly number[], input: number): LayerShape[] {
  return filters.map((channels, i) => ({ name: `conv${i + 1}`, side: input >> (i + 1), channels }))
}

/** Convolutions of a CNN on the current backend of TensorFlow.js. */
class BackendCnn implements CnnConvolutions {
  readonly layers: readonly LayerShape[]
  readonly #layers: readonly Layer<Tensor4D>[]

  /** Takes over the layers. */
  constructor(layers: readonly Layer<Tensor4D>[], input: number) {
    this.layers = listConvolutions(layers.map(countFilters), input)
    this.#layers = layers
  }

  /** Runs the first `count` convolutions. */
  #run(crops: Tensor4D, count: number): Tensor4D {
    return tidy(() => {
      let x = crops
      for (const { kernel, bias } of this.#layers.slice(0, count)) {
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
      return x
    })
  }

  apply(crops: Tensor4D): Tensor2D {
    return tidy(() => reshape(this.#run(crops, this.#layers.length), [crops.shape[0], -1]))
  }

  activations(crops: Tensor4D, layer: string): Tensor4D {
    return this.#run(crops, findLayerIndex(this.layers, layer) + 1)
  }

  async readFilters(): Promise<Float32Array> {
    return (await this.#layers[0]!.kernel.data()) as Float32Array
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
  const onBackend = new BackendCnn(layers, input)
  const filters = layers.map(countFilters)
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
