import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Loss, LossName } from '../../../losses/losses.ts'

const { input, margin } = STAGES[1]

/** Side of CNN-7's input, whose pixels are the unit of the losses. */
export const INPUT_SIDE_PX = input

/** Mean of the training faces in CNN-7's input: the true landmarks, in its pixels. */
export const TRUE_SHAPE: readonly Point[] = MEAN_SHAPE.map(([x, y]): Point => [
  (x * input) / margin + input / 2,
  (y * input) / margin + input / 2,
])

/** Value of a loss on a landmark's two residuals, and its pull: the negative gradient. */
export interface Pull {
  readonly loss: LossName
  readonly value: number
  readonly pull: Point
}

/** Computes how a loss sees a landmark's residuals. */
export function computePull({ name, value, derivative }: Loss, [x, y]: Point): Pull {
  // Adding 0 turns -0 into 0.
  return { loss: name, value: value(x) + value(y), pull: [-derivative(x) + 0, -derivative(y) + 0] }
}
