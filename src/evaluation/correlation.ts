import { mean } from './nme.ts'

/** Computes Pearson's correlation of two lists of the same length. */
export function computeCorrelation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    ab += (value - meanA) * (b[i] - meanB)
    aa += (value - meanA) ** 2
    bb += (b[i] - meanB) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}
