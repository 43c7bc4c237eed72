import statistics from '../../models/shapes.json' with { type: 'json' }
import { projectOntoComponent } from './principal-components.ts'
import { alignShape, type Shape } from './procrustes.ts'

/** Content of models/shapes.json: statistics of the training shapes, aligned, centred and of norm 1. */
export interface ShapeStatistics {
  readonly faces: number
  readonly mean: Shape
  /** Directions of norm 1, the largest deviation first. */
  readonly components: readonly Shape[]
  readonly deviations: readonly number[]
  /** Component of head yaw; multiplied by `sign`, positive has the nose to the right of the picture. */
  readonly yaw: { readonly component: number; readonly sign: number; readonly correlation: number }
  readonly balancing: {
    readonly bins: number
    /** Width of a bin in |yaw|. */
    readonly width: number
    readonly before: readonly number[]
    readonly after: readonly number[]
  }
}

/** Statistics written by training/balance.py. */
export const TRAINING_SHAPES = statistics as unknown as ShapeStatistics

/** Computes a face's coefficient along the training shapes' yaw component; positive has the nose to the right. */
export function computeYaw(landmarks: Shape): number {
  const direction = TRAINING_SHAPES.components[TRAINING_SHAPES.yaw.component]!
  return (
    TRAINING_SHAPES.yaw.sign *
    projectOntoComponent(alignShape(landmarks, TRAINING_SHAPES.mean), TRAINING_SHAPES.mean, { direction })
  )
}

/** Finds the bin of |yaw| among those of the training shapes; the last bin also takes larger values. */
export function findTrainingBin(yaw: number): number {
  const { bins, width } = TRAINING_SHAPES.balancing
  return Math.min(Math.floor(Math.abs(yaw) / width), bins - 1)
}
