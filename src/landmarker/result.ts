import type { Crop } from '../geometry/crop.ts'
import type { Point } from '../geometry/point.ts'
import type { Square } from '../geometry/square.ts'

/** Where a face is, about, and how often stage 1 may look before stage 2: not at all on a steady track. */
export interface Roi {
  /** Unlike that of every other ask of a run; its answer has it too. */
  readonly id: number
  readonly square: Square
  readonly stage1Passes: number
}

/** What one network saw and said of one face. Landmarks in pixels of the source image. */
export interface StageResult {
  readonly crop: Crop
  readonly landmarks: readonly Point[]
}

/** A face after the cascade. */
export interface FaceLandmarks {
  /** None if stage 1 did not look. */
  readonly stage1: StageResult | undefined
  /** The upright square from which stage 2's crop is cut. */
  readonly square: Square
  /** 68 landmarks in ibug's order, in pixels of the source image: those of the first variant. */
  readonly landmarks: readonly Point[]
  /** Those of every variant, by its name. */
  readonly variants: Readonly<Record<string, readonly Point[]>>
  /** Probability that the crop shows a face; undefined if no network was asked that can tell. */
  readonly presence: number | undefined
  /**
   * Probability of each landmark to lie within 5% of the outer eye corners' distance from its true place;
   * undefined where the first variant's network gives no spread.
   */
  readonly confidence?: readonly number[] | undefined
}

/** What was found where an ask pointed. It belongs to the ask with its id, wherever it stands among the others. */
export interface RoiResult extends FaceLandmarks {
  readonly id: number
}

/** Milliseconds of the steps, for all faces, crops and read-back included. */
export interface CascadeTimes {
  /** Undefined where both stages run in one go. */
  readonly stage1: number | undefined
  readonly stage2: number
  /** Stage 2's networks one by one, by the name of the variant. */
  readonly variants: Readonly<Record<string, number>>
}

export interface CascadeResult {
  readonly faces: readonly RoiResult[]
  readonly times: CascadeTimes
}

/** 'short' sees faces up to about two metres from a camera, 'both' looks for small ones too. */
export type SearchRange = 'short' | 'both'
