import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import type { LayerShape } from './layer-shape.ts'

/** Parts of a network that can be looked at. */
export interface Inspectable {
  /** Layers from the crop to the output. */
  readonly layers: readonly LayerShape[]
  /**
   * Computes the activations of one of these layers, (n, side, side, channels), for a batch of crops. The caller disposes
   * the result.
   */
  activations(input: Tensor4D, layer: string): Tensor4D
  /** Reads the kernel of the first convolution, (3, 3, 3, filters). */
  readFilters(): Promise<Float32Array>
  /**
   * Predicts one crop once per map of the last convolution, (channels, outputs), each time with that map set to 0. The
   * caller disposes the result. Undefined for networks without dense layers.
   */
  predictWithoutMaps?(input: Tensor4D): Tensor2D
}
