import { distance, type Point } from '../../geometry/point.ts'

/** Landmarks of the outer eye corners. */
const OUTER_EYE_CORNERS = [36, 45] as const

/** Largest error of a landmark that counts as correct, in distances between the outer eye corners. */
export const CONFIDENCE_RADIUS = 0.05

/**
 * Computes the probability that each landmark lies within CONFIDENCE_RADIUS of its true position. landmarks and
 * expectedError (the mean distance from the true position, one number per landmark) are in the same unit. An error that
 * is normally distributed in x and y with equal variance has a distance with a Rayleigh distribution, whose mean
 * alone gives P(distance < r) = 1 - exp(-pi / 4 * (r / mean)^2).
 */
export function computeConfidence(landmarks: readonly Point[], expectedError: readonly number[]): number[] {
  const [left, right] = OUTER_EYE_CORNERS
  const radius = CONFIDENCE_RADIUS * distance(landmarks[left]!, landmarks[right]!)
  return expectedError.map((mean) => 1 - Math.exp((-Math.PI / 4) * (radius / mean) ** 2))
}

/** Computes the expected error of a point, in distances between the outer eye corners, from its confidence. */
export function computeExpectedError(confidence: number): number {
  return CONFIDENCE_RADIUS * Math.sqrt(-Math.PI / 4 / Math.log1p(-confidence))
}
