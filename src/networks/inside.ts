import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'

/** Layer whose activations can be looked at: `channels` maps of side x side cells. */
export interface LayerShape {
  readonly name: string
  readonly side: number
  readonly channels: number
}

/** Name of the layer with one heat map per landmark, whose values are probabilities. */
export const HEAT_MAPS_LAYER = 'maps'

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

/** Finds a layer by its name. @throws RangeError if there is none. */
export function findLayerIndex(layers: readonly LayerShape[], name: string): number {
  const index = layers.findIndex((layer) => layer.name === name)
  if (index < 0) throw new RangeError(`the network has no layer "${name}"`)
  return index
}
