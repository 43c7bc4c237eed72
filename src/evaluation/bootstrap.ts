import { createRandom } from './random.ts'

/** Computes the means of `rounds` bootstrap samples: as many values as given, drawn with replacement. */
export function resampleMeans(values: readonly number[], rounds = 5000, seed = 1): number[] {
  const random = createRandom(seed)
  return Array.from({ length: rounds }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)]!
    return sum / values.length
  })
}

/** Computes the 95% confidence interval of a mean by the percentile bootstrap. */
export function computeConfidenceInterval(values: readonly number[], rounds = 5000): [number, number] {
  const means = resampleMeans(values, rounds).sort((p, q) => p - q)
  return getMiddleInterval(means)
}

/** Returns the values between which 95% of a sorted list lie. */
function getMiddleInterval(sorted: readonly number[]): [number, number] {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  return [at(0.025), at(0.975)]
}

/** Paired comparison of two errors a and b of the same faces. */
export interface PairedComparison {
  /** Mean of a - b: positive where b is better. */
  readonly difference: number
  readonly interval: [number, number]
  /** Two-sided p value: twice the share of resampled means on the other side of 0; at least 1 / rounds. */
  readonly p: number
}

/** Compares two errors of the same faces by a paired bootstrap of the mean of a - b. */
export function comparePaired(a: readonly number[], b: readonly number[], rounds = 5000): PairedComparison {
  const differences = a.map((value, i) => value - b[i]!)
  const means = resampleMeans(differences, rounds).sort((p, q) => p - q)
  const below = means.filter((value) => value <= 0).length / rounds
  return {
    difference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    interval: getMiddleInterval(means),
    p: Math.min(1, Math.max(2 * Math.min(below, 1 - below), 1 / rounds)),
  }
}

/** Paired comparison of two errors on the faces that have both. */
export interface FoundComparison extends PairedComparison {
  /** Number of those faces. */
  readonly faces: number
}

/**
 * Compares two errors of the same faces, in percent, over the faces that both found; the errors of others are Infinity.
 * Undefined if there are no such faces.
 */
export function compareFound(a: readonly number[], b: readonly number[]): FoundComparison | undefined {
  const both = a.flatMap((value, i) => (Number.isFinite(value + b[i]!) ? [i] : []))
  if (both.length === 0) return undefined
  const pick = (errors: readonly number[]) => both.map((i) => errors[i]!)
  return { ...comparePaired(pick(a), pick(b)), faces: both.length }
}
