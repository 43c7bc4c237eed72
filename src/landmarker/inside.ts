import type { Square } from '../geometry/square.ts'
import type { LayerShape } from '../networks/layer-shape.ts'

/** Crop of one network of the cascade. */
export interface StageCrop {
  readonly stage: 1 | 2
  /** Square that the crop is cut around. */
  readonly square: Square
}

/** Activations of one layer of a network. */
export interface LayerActivations {
  /** All layers that can be looked at, from the crop to the output. */
  readonly layers: readonly LayerShape[]
  readonly layer: LayerShape
  /** Maps of the layer: (channels, side, side). */
  readonly values: Float32Array
  /** Kernel of the first convolution: (3, 3, 3, filters). */
  readonly filters: Float32Array
}

/** Parts of the crop that are covered in turn: 8 x 8, each a quarter of the crop wide. */
export const COVER_CELLS = 8
export const COVER_SHARE = 0.25

/** Maps of a layer: (channels, side, side). */
export interface LayerMaps {
  readonly layer: LayerShape
  readonly values: Float32Array
}

/** Parts and maps that each landmark of one crop depends on. Shifts are in pixels of the crop. */
export interface PointPaths {
  /** Landmarks in pixels of the crop: x and y of each. */
  readonly landmarks: Float32Array
  /** Distance that each landmark moves when a part of the crop is grey: (parts, landmarks), parts in row-major order. */
  readonly coverShifts: Float32Array
  /** Heat maps of the landmarks; undefined for a network without them. */
  readonly heatMaps: LayerMaps | undefined
  /** Last convolution, and how far each landmark moves without one of its maps: (channels, landmarks); or undefined. */
  readonly lastMaps: (LayerMaps & { readonly shifts: Float32Array }) | undefined
}
