/** Computes the median, the mean of the middle two for an even number of values; undefined of an empty list. */
export function computeMedian(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((p, q) => p - q)
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)]
  return sorted.length ? (sorted[low]! + sorted[high]!) / 2 : undefined
}
