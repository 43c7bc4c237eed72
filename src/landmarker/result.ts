import type { Crop } from '../geometry/crop.ts'
import type { Point } from '../geometry/point.ts'
import type { Square } from '../geometry/square.ts'

/** Region of interest: square to run the cascade on. */
export interface Roi {
  /** Unique among the regions of a run; its result has the same id. */
  readonly id: number
  readonly square: Square
  /** Maximum number of stage 1 passes; 0 for a stable track, whose square is refined already. */
  readonly stage1Passes: number
}

/** Crop that one network was given, and its landmarks in pixels of the source image. */
export interface StageResult {
  readonly crop: Crop
  readonly landmarks: readonly Point[]
}

/** Result of the cascade for one face. */
export interface FaceLandmarks {
  /** Result of the last stage 1 pass; undefined if stage 1 did not run. */
  readonly stage1: StageResult | undefined
  /** Square that stage 2's crop is cut around. */
  readonly square: Square
  /** Landmarks of the first variant: 68 in ibug's order, in pixels of the source image. */
  readonly landmarks: readonly Point[]
  /** Landmarks of every variant, by its name. */
  readonly variants: Readonly<Record<string, readonly Point[]>>
  /** Probability that the crop shows a face; undefined if the first variant has no presence output. */
  readonly presence: number | undefined
  /**
   * Probability that each landmark lies within 5% of the outer eye corners' distance of its true position;
   * undefined if the first variant's network does not predict its error.
   */
  readonly confidence?: readonly number[] | undefined
  /** Confidence of every variant whose network predicts its error, by the variant's name. */
  readonly confidences: Readonly<Record<string, readonly number[]>>
}

/** Result of the cascade for the region of interest with the same id; the order of results is undefined. */
export interface RoiResult extends FaceLandmarks {
  readonly id: number
}

/** Milliseconds per step, for all faces together, including cropping and read-back. */
export interface CascadeTimes {
  /** Undefined if both stages run in one pass on the GPU. */
  readonly stage1: number | undefined
  readonly stage2: number
  /** Stage 2 of each variant, by the variant's name. */
  readonly variants: Readonly<Record<string, number>>
}

export interface CascadeResult {
  readonly faces: readonly RoiResult[]
  readonly times: CascadeTimes
}

/** Search range: 'short' finds faces up to about two metres from a camera, 'both' finds small faces too. */
export type SearchRange = 'short' | 'both'
