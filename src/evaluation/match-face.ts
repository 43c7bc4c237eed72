import { distance, type Point } from '../geometry/point.ts'
import { squareOfLandmarks, type Square } from '../geometry/square.ts'

/**
 * The face that landmarks mark, among those that a detector found: the nearest one, if its centre is less
 * than half a face away; else undefined, and the face counts as not found.
 */
export function matchToGroundTruth<F extends { readonly square: Square }>(
  faces: readonly F[],
  truth: readonly Point[],
): F | undefined {
  const { centre, side } = squareOfLandmarks(truth)
  const far = ({ square }: F) => distance(square.centre, centre)
  const nearest = faces.toSorted((p, q) => far(p) - far(q)).at(0)
  return nearest && far(nearest) <= side / 2 ? nearest : undefined
}
