/** Times of repeated runs, in milliseconds. */
export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly runs: number
}

/** Computes percentiles by the nearest rank: the value that this share of the runs did not exceed. */
export function computePercentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((p, q) => p - q)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), runs: times.length }
}
