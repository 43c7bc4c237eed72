/**
 * Area under the cumulative error distribution up to `limit`, divided by `limit`: 1 if every error
 * is 0. A face without a result has the error Infinity.
 */
export function computeAuc(errors: readonly number[], limit: number): number {
  return errors.reduce((sum, error) => sum + Math.max(0, 1 - error / limit), 0) / errors.length
}

/** Share of the faces whose error is above `limit`; those without a result, at Infinity, included. */
export function computeFailureRate(errors: readonly number[], limit: number): number {
  return errors.filter((error) => error > limit).length / errors.length
}

/**
 * The cumulative error distribution up to `limit` as a step curve: [error, share of the faces with at most
 * this error], of errors in any order; those of faces not found are Infinity.
 */
export function computeCed(errors: readonly number[], limit: number): [number, number][] {
  const points: [number, number][] = [[0, 0]]
  for (const [i, error] of errors.toSorted((p, q) => p - q).entries()) {
    if (error > limit) break
    points.push([error, (i + 1) / errors.length])
  }
  points.push([limit, points[points.length - 1][1]])
  return points
}
