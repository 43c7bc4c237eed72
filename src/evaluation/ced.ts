/**
 * Area under the cumulative error distribution up to `limit`, divided by `limit`: 1 if every error
 * is 0. A face without a result has the error Infinity.
 */
export function auc(errors: readonly number[], limit: number): number {
  return errors.reduce((sum, error) => sum + Math.max(0, 1 - error / limit), 0) / errors.length
}

/** Share of the faces whose error is above `limit`; those without a result, at Infinity, included. */
export function failureRate(errors: readonly number[], limit: number): number {
  return errors.filter((error) => error > limit).length / errors.length
}
