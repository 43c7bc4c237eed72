import { dispose, io, mul, type NamedTensorMap, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core'
import type { WeightsManifest } from './manifest.ts'

/** Convolution or dense layer on the backend. */
export interface Layer<Kernel extends Tensor> {
  readonly kernel: Kernel
  readonly bias: Tensor1D
}

/**
 * Decodes a weights file to tensors on the current backend, by name.
 * @throws Error if the file's length differs from the manifest's.
 */
export function decodeWeights({ file, bytes, weights }: WeightsManifest, data: ArrayBuffer): NamedTensorMap {
  if (data.byteLength !== bytes) throw new Error(`${file} has ${data.byteLength} bytes instead of ${bytes}`)
  return io.decodeWeights(data, weights)
}

/** Reads the kernel of a layer from the named tensors; a quantised kernel is multiplied by its channels' scales. */
export function readKernel<Kernel extends Tensor>(named: NamedTensorMap, layer: string): Kernel {
  const kernel = named[`${layer}/kernel`]!
  const scale = named[`${layer}/scale`]
  if (!scale) return kernel as Kernel
  const scaled = mul(kernel, scale)
  dispose([kernel, scale])
  return scaled as Kernel
}

/** Reads kernel and bias of a layer from the named tensors. */
export function readLayer<Kernel extends Tensor>(named: NamedTensorMap, layer: string): Layer<Kernel> {
  return { kernel: readKernel<Kernel>(named, layer), bias: named[`${layer}/bias`] as Tensor1D }
}
