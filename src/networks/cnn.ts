import {
  add,
  concat,
  dispose,
  fused,
  io,
  matMul,
  maxPool,
  mul,
  relu,
  reshape,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core'
import type { NetworkManifest, WeightsManifest } from './manifest.ts'

interface Layer<Kernel extends Tensor> {
  readonly kernel: Kernel
  readonly bias: Tensor1D
}

function decode({ file, bytes, weights }: WeightsManifest, data: ArrayBuffer) {
  if (data.byteLength !== bytes) throw new Error(`${file} holds ${data.byteLength} bytes instead of ${bytes}`)
  return io.decodeWeights(data, weights)
}

/** Two dense layers on the same input as one. */
function beside(left: Layer<Tensor2D>, right: Layer<Tensor2D>): Layer<Tensor2D> {
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
export class Cnn {
  readonly #convs: Layer<Tensor4D>[]
  readonly #hidden: Layer<Tensor2D>
  readonly #output: Layer<Tensor2D>

  /**
   * Puts the weights on the current backend; those for presence too, if they are given.
   * @throws Error if a file is not the one that the manifest describes.
   */
  constructor(manifest: NetworkManifest, file: ArrayBuffer, presence?: ArrayBuffer) {
    const named = {
      ...decode(manifest, file),
      ...(manifest.presence && presence && decode(manifest.presence, presence)),
    }
    const layer = <Kernel extends Tensor>(name: string): Layer<Kernel> => {
      const kernel = named[`${name}/kernel`]
      const scale = named[`${name}/scale`]
      const bias = named[`${name}/bias`] as Tensor1D
      if (!scale) return { kernel: kernel as Kernel, bias }
      const scaled = mul(kernel, scale)
      dispose([kernel, scale])
      return { kernel: scaled as Kernel, bias }
    }
    this.#convs = manifest.filters.map((_, i) => layer<Tensor4D>(`conv${i + 1}`))
    this.#hidden = layer('hidden')
    const landmarks = layer<Tensor2D>('output')
    this.#output = named['presence/kernel'] ? beside(landmarks, layer('presence')) : landmarks
  }

  /**
   * Landmarks of a batch of crops, and in one more column the logit of a face being there, if the
   * network has been taught that; the caller disposes the result.
   */
  predict(input: Tensor4D): Tensor2D {
    return tidy(() => {
      let x = input
      for (const { kernel, bias } of this.#convs) {
        const y = fused.conv2d({ x, filter: kernel, strides: 1, pad: 'same', bias, activation: 'relu' })
        x = maxPool(y, 2, 2, 'valid')
      }
      const flat = reshape(x, [input.shape[0], -1]) as Tensor2D
      const hidden = relu(add(matMul(flat, this.#hidden.kernel), this.#hidden.bias)) as Tensor2D
      return add(matMul(hidden, this.#output.kernel), this.#output.bias) as Tensor2D
    })
  }

  dispose(): void {
    for (const { kernel, bias } of [...this.#convs, this.#hidden, this.#output]) dispose([kernel, bias])
  }
}
