import { MEAN_SHAPE, STAGES } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'
import type { Loss, LossName } from '../../../losses/losses.ts'
import { MAX_RESIDUAL_PX } from './curves.ts'

const { input, margin } = STAGES[1]

/** Side of CNN-7's input, whose pixels are the unit of the losses. */
export const INPUT_SIDE_PX = input

/** Mean of the training faces in CNN-7's input: the true landmarks, in its pixels. */
export const TRUE_SHAPE: readonly Point[] = MEAN_SHAPE.map(([x, y]): Point => [
  (x * input) / margin + input / 2,
  (y * input) / margin + input / 2,
])

/** Landmark that is away from its true place, and its residuals in pixels of CNN-7's input. */
export interface Displacement {
  readonly landmark: number
  readonly residual: Point
}

/** A corner of the mouth. */
export const DEFAULT_DISPLACEMENT: Displacement = { landmark: 48, residual: [6, -4] }

/** Rounds to a tenth of a pixel, and limits to the residuals that the plots show. */
const toResidual = (value: number) => {
  const limited = Math.min(MAX_RESIDUAL_PX, Math.max(-MAX_RESIDUAL_PX, value))
  // Adding 0 turns -0 into 0, which formats without a sign.
  return Math.round(10 * limited) / 10 + 0
}

/** Creates a displacement within what the plots show. */
export function createDisplacement(landmark: number, [x, y]: Point): Displacement {
  return { landmark, residual: [toResidual(x), toResidual(y)] }
}

/** Formats a displacement for the address: landmark, x and y. */
export function formatDisplacement({ landmark, residual }: Displacement): string {
  return [landmark, ...residual].join(',')
}

/** Parses a displacement in the address; undefined if it is none. */
export function parseDisplacement(text: string): Displacement | undefined {
  const parts = text.split(',')
  const numbers = parts.map((part) => (part.trim() === '' ? NaN : Number(part)))
  const [landmark, x, y] = numbers
  const isValid =
    numbers.length === 3 &&
    numbers.every(Number.isFinite) &&
    Number.isInteger(landmark) &&
    landmark in TRUE_SHAPE
  return isValid ? createDisplacement(landmark, [x, y]) : undefined
}

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
