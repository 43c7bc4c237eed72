import { distance, type Point } from '../../geometry/point.ts'

/** The outer corners of the eyes. */
const OUTER_EYE_CORNERS = [36, 45] as const

/** A landmark counts as right within this share of the distance between the outer eye corners. */
export const CONFIDENCE_RADIUS = 0.05

/**
 * Probability of each landmark to lie within RIGHT_WITHIN of the outer eye corners' distance from its
 * true place. landmarks and expectedError (one number a landmark) are in the same unit. Training fits
 * the errors by an exponential distribution with this mean, whose share below r is 1 - exp(-r / mean).
 */
export function computeConfidence(landmarks: readonly Point[], expectedError: readonly number[]): number[] {
  const [left, right] = OUTER_EYE_CORNERS.map((i) => landmarks[i])
  const radius = CONFIDENCE_RADIUS * distance(left, right)
  return expectedError.map((mean) => 1 - Math.exp(-radius / mean))
}
