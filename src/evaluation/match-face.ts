import { distance, type Point } from '../geometry/point.ts'
import { computeLandmarkSquare, type Square } from '../geometry/square.ts'

/**
 * Matches detected faces to an annotated one: returns the nearest, or undefined if its centre is more than half
 * a face side away, in which case the annotated face counts as not found.
 */
export function matchToGroundTruth<F extends { readonly square: Square }>(
  faces: readonly F[],
  truth: readonly Point[],
): F | undefined {
  const { centre, side } = computeLandmarkSquare(truth)
  const far = ({ square }: F) => distance(square.centre, centre)
  const nearest = faces.toSorted((p, q) => far(p) - far(q)).at(0)
  return nearest && far(nearest) <= side / 2 ? nearest : undefined
}
