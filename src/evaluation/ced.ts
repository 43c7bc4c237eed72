/**
 * Computes the area under the cumulative error distribution up to `limit`, divided by `limit`: 1 if every
 * error is 0. Faces that were not found have the error Infinity.
 */
export function computeAuc(errors: readonly number[], limit: number): number {
  return errors.reduce((sum, error) => sum + Math.max(0, 1 - error / limit), 0) / errors.length
}

/** Computes the share of faces whose error is above `limit`; faces that were not found have the error Infinity. */
export function computeFailureRate(errors: readonly number[], limit: number): number {
  return errors.filter((error) => error > limit).length / errors.length
}

/**
 * Computes the cumulative error distribution up to `limit` as the points of a step curve: [error, share of faces
 * with at most this error]. Errors come in any order; faces that were not found have the error Infinity.
 */
export function computeCed(errors: readonly number[], limit: number): [number, number][] {
  const points: [number, number][] = [[0, 0]]
  for (const [i, error] of errors.toSorted((p, q) => p - q).entries()) {
    if (error > limit) break
    points.push([error, (i + 1) / errors.length])
  }
  points.push([limit, points[points.length - 1]![1]])
  return points
}
