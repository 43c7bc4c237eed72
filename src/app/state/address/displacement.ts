import { LANDMARK_COUNT } from '../../../geometry/face.ts'
import type { Point } from '../../../geometry/point.ts'

/** Largest residual that Losses shows, in pixels of CNN-7's input. */
export const MAX_RESIDUAL_PX = 20

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
  const numbers = text.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
  const [landmark = NaN, x = NaN, y = NaN] = numbers
  const isValid =
    numbers.length === 3 &&
    numbers.every(Number.isFinite) &&
    Number.isInteger(landmark) &&
    landmark >= 0 &&
    landmark < LANDMARK_COUNT
  return isValid ? createDisplacement(landmark, [x, y]) : undefined
}
