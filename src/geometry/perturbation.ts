import { rotate, type Point } from './point.ts'
import type { Square } from './square.ts'

/** Artificial detector error: deviation of a square from the correct one. */
export interface SquarePerturbation {
  /** Translation along the face's axes in sides of the square; right and down are positive. */
  readonly shift: Point
  /** Perturbed side divided by true side. */
  readonly scale: number
  /** Rotation added to the true roll, in radians. */
  readonly roll: number
}

/** Applies an error to a square. The shift is applied along the true axes, so it does not depend on the roll perturbation. */
export function perturbSquare({ centre, side, roll }: Square, perturbation: SquarePerturbation): Square {
  const [dx, dy] = rotate([perturbation.shift[0] * side, perturbation.shift[1] * side], roll)
  return {
    centre: [centre[0] + dx, centre[1] + dy],
    side: side * perturbation.scale,
    roll: roll + perturbation.roll,
  }
}

/** Computes the square that covers the middle of a face, with `share` of its side and the same roll. */
export function computeOccluder(square: Square, share: number): Square {
  return { ...square, side: square.side * share }
}
