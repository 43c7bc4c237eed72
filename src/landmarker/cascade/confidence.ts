import { distance, type Point } from '../../geometry/point.ts'

/** Landmarks of the outer eye corners. */
const OUTER_EYE_CORNERS = [36, 45] as const

/** Largest error of a landmark that counts as correct, in distances between the outer eye corners. */
export const CONFIDENCE_RADIUS = 0.05

/**
 * Computes the probability that each landmark lies within CONFIDENCE_RADIUS of its true position. landmarks and
 * expectedError (one number per landmark) are in the same unit. Training models the errors as exponentially
 * distributed with mean expectedError, so that P(error < r) = 1 - exp(-r / mean).
 */
export function computeConfidence(landmarks: readonly Point[], expectedError: readonly number[]): number[] {
  const [left, right] = OUTER_EYE_CORNERS.map((i) => landmarks[i])
  const radius = CONFIDENCE_RADIUS * distance(left, right)
  return expectedError.map((mean) => 1 - Math.exp(-radius / mean))
}
