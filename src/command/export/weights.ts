import type { WeightsManifest } from '../../networks/manifest.ts'
import type { LayerWeights } from './graph-builder.ts'
import { countElements, type Constant } from './network-graph.ts'

/** Weights of a network in float32, by the names of its model.json. */
export class NamedWeights {
  readonly #constants = new Map<string, Constant>()

  /** Adds the tensors of a weights file. */
  add({ weights }: WeightsManifest, data: Uint8Array): void {
    let at = 0
    for (const { name, shape, quantization } of weights) {
      const count = countElements(shape)
      const bytes = data.slice(at, at + (quantization ? count : 4 * count))
      at += bytes.length
      this.#constants.set(name, { shape, values: decode(bytes, quantization) })
    }
  }

  /**
   * Gets a vector or a kernel as it is stored.
   * @throws Error if there is none of this name.
   */
  get(name: string): Constant {
    const constant = this.#constants.get(name)
    if (!constant) throw new Error(`model.json lists no tensor ${name}`)
    return constant
  }

  /** Gets kernel and bias of a layer; a quantised kernel is multiplied by its channels' scales. */
  getLayer(layer: string): LayerWeights {
    const { shape, values } = this.get(`${layer}/kernel`)
    const scale = this.#constants.get(`${layer}/scale`)?.values
    const kernel = scale ? values.map((value, i) => value * scale[i % scale.length]!) : values
    return { kernel: { shape, values: kernel }, bias: this.#constants.get(`${layer}/bias`) }
  }
}

/** Decodes the bytes of one tensor to float32. */
function decode(
  bytes: Uint8Array,
  quantization: WeightsManifest['weights'][number]['quantization'],
): Float32Array {
  if (!quantization) return new Float32Array(bytes.buffer)
  if (quantization.dtype !== 'uint8') throw new Error(`weights in ${quantization.dtype} cannot be exported`)
  const { scale, min } = quantization
  return Float32Array.from(bytes, (byte) => byte * scale + min)
}
