import { mean } from './nme.ts'

/** Computes Pearson's correlation of two lists of the same length. */
export function computeCorrelation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const [i, value] of a.entries()) {
    ab += (value - meanA) * (b[i]! - meanB)
    aa += (value - meanA) ** 2
    bb += (b[i]! - meanB) ** 2
  }
  return ab / Math.sqrt(aa * bb)
}

/** Computes the rank of each value, from 0; equal values share the mean of their ranks. */
function computeRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!)
  const ranks = values.map(() => 0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to++
    for (let k = from; k <= to; k++) ranks[order[k]!] = (from + to) / 2
    from = to + 1
  }
  return ranks
}

/** Computes Spearman's rank correlation of two lists of the same length. */
export function computeRankCorrelation(a: readonly number[], b: readonly number[]): number {
  return computeCorrelation(computeRanks(a), computeRanks(b))
}
