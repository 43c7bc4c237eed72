import { computeCentroid, distance, type Point } from '../geometry/point.ts'

/** Computes the distance between the pupils, each the mean of the six points of its eye (36-41, 42-47). */
export function computeInterPupil(landmarks: readonly Point[]): number {
  return distance(computeCentroid(landmarks.slice(36, 42)), computeCentroid(landmarks.slice(42, 48)))
}

/** Computes the inter-ocular distance, between the outer eye corners (landmarks 36 and 45). */
export function computeInterOcular(landmarks: readonly Point[]): number {
  return distance(landmarks[36]!, landmarks[45]!)
}

/**
 * Computes the normalised mean error of one face: the mean distance of its landmarks to the true ones, divided
 * by a distance on the true face.
 */
export function computeNme(
  predicted: readonly Point[],
  truth: readonly Point[],
  normaliser: (landmarks: readonly Point[]) => number,
): number {
  let sum = 0
  for (const [i, point] of predicted.entries()) sum += distance(point, truth[i]!)
  return sum / predicted.length / normaliser(truth)
}

/** Computes the arithmetic mean; NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
