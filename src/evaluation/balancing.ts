import { computeCorrelation } from './correlation.ts'
import { projectOntoComponent, type ShapeComponent } from './principal-components.ts'
import type { Shape } from './procrustes.ts'

/** Number of bins in the author's example code; the paper does not state its own. */
export const DEFAULT_BINS = 9

/** Computes the horizontal offset of the nose tip (30) from the midpoint of the jaw's ends (0, 16); positive to the right. */
export function computeAsymmetry(aligned: Shape): number {
  return aligned[30]![0] - (aligned[0]![0] + aligned[16]![0]) / 2
}

/**
 * Finds the component of head yaw: the one whose coefficient correlates most with left-right asymmetry.
 * Multiplied by `sign`, positive coefficients have the nose to the right of the picture.
 */
export function findYawComponent(
  aligned: readonly Shape[],
  mean: Shape,
  components: readonly ShapeComponent[],
) {
  const turns = aligned.map(computeAsymmetry)
  const correlations = components.map((component) =>
    computeCorrelation(
      aligned.map((shape) => projectOntoComponent(shape, mean, component)),
      turns,
    ),
  )
  const index = correlations.reduce(
    (best, value, i) => (Math.abs(value) > Math.abs(correlations[best]!) ? i : best),
    0,
  )
  return { index, sign: Math.sign(correlations[index]!), correlations }
}

/** Assigns each face a bin, 0 to bins - 1, of equal width in |yaw| from 0 to the largest. */
export function assignBins(yaw: readonly number[], bins = DEFAULT_BINS): number[] {
  const width = yaw.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / bins
  return yaw.map((value) => (width > 0 ? Math.min(Math.floor(Math.abs(value) / width), bins - 1) : 0))
}

/** Counts the faces in each bin. */
export function countPerBin(binOfFace: readonly number[], bins = DEFAULT_BINS): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const bin of binOfFace) counts[bin]!++
  return counts
}

/**
 * Computes how often pose-based data balancing (section 4.2) repeats the faces of each bin: round(largest bin /
 * this bin), and 0 for an empty bin.
 */
export function computeRepeats(counts: readonly number[]): number[] {
  const largest = Math.max(...counts)
  return counts.map((count) => (count > 0 ? Math.round(largest / count) : 0))
}

/** Computes the size of the largest bin divided by that of the smallest non-empty bin. */
export function computeImbalance(counts: readonly number[]): number {
  const filled = counts.filter((count) => count > 0)
  return Math.max(...filled) / Math.min(...filled)
}
