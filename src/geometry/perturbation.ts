import { rotate, type Point } from './point.ts'
import type { Square } from './square.ts'

/** How a square misses its face: what a detector gets wrong, done on purpose. */
export interface SquarePerturbation {
  /** Along the face's own axes, in sides of the square: rightwards on an upright face, and down. */
  readonly shift: Point
  /** Side per right side. */
  readonly scale: number
  /** Radians more than the right roll. */
  readonly roll: number
}

/** The square with an error: moved first, so that shift and roll do not depend on each other. */
export function perturbSquare({ centre, side, roll }: Square, error: SquarePerturbation): Square {
  const [dx, dy] = rotate([error.shift[0] * side, error.shift[1] * side], roll)
  return { centre: [centre[0] + dx, centre[1] + dy], side: side * error.scale, roll: roll + error.roll }
}

/** What covers the middle of a face: upright on it, `share` of its side. */
export function computeOccluder(square: Square, share: number): Square {
  return { ...square, side: square.side * share }
}
