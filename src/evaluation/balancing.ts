import { projectOntoComponent, type ShapeComponent } from './principal-components.ts'
import type { Shape } from './procrustes.ts'

/** The author's example of a number of bins; the paper's own is not known. */
export const DEFAULT_BINS = 9

/** How far the tip of the nose (30) is from the middle of the jaw's ends (0, 16), to the right. */
export function computeAsymmetry(aligned: Shape): number {
  return aligned[30][0] - (aligned[0][0] + aligned[16][0]) / 2
}

/** Pearson's correlation. */
export function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mx = xs.reduce((sum, x) => sum + x, 0) / xs.length
  const my = ys.reduce((sum, y) => sum + y, 0) / ys.length
  let xy = 0
  let xx = 0
  let yy = 0
  for (const [i, x] of xs.entries()) {
    xy += (x - mx) * (ys[i] - my)
    xx += (x - mx) ** 2
    yy += (ys[i] - my) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

/**
 * The component that turns the head: the one whose coefficient goes best with left-right asymmetry.
 * Times `sign`, a positive coefficient has the nose to the right of the picture.
 */
export function findYawComponent(
  aligned: readonly Shape[],
  mean: Shape,
  components: readonly ShapeComponent[],
) {
  const turns = aligned.map(computeAsymmetry)
  const correlations = components.map((component) =>
    correlation(
      aligned.map((shape) => projectOntoComponent(shape, mean, component)),
      turns,
    ),
  )
  const index = correlations.reduce(
    (best, value, i) => (Math.abs(value) > Math.abs(correlations[best]) ? i : best),
    0,
  )
  return { index, sign: Math.sign(correlations[index]), correlations }
}

/** The bin of each face, 0 to bins - 1: equal widths of |yaw| from 0 to the largest. */
export function assignBins(yaw: readonly number[], bins = DEFAULT_BINS): number[] {
  const width = yaw.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / bins
  return yaw.map((value) => (width > 0 ? Math.min(Math.floor(Math.abs(value) / width), bins - 1) : 0))
}

/** Faces in each bin. */
export function countPerBin(binOfFace: readonly number[], bins = DEFAULT_BINS): number[] {
  const counts = Array.from({ length: bins }, () => 0)
  for (const bin of binOfFace) counts[bin]++
  return counts
}

/**
 * How often pose-based data balancing (section 4.2) takes the faces of each bin: round(largest bin /
 * this bin); those of an empty bin not at all.
 */
export function computeRepeats(counts: readonly number[]): number[] {
  const largest = Math.max(...counts)
  return counts.map((count) => (count > 0 ? Math.round(largest / count) : 0))
}

/** How many times the faces of the smallest bin that has any the largest one holds. */
export function computeImbalance(counts: readonly number[]): number {
  const filled = counts.filter((count) => count > 0)
  return Math.max(...filled) / Math.min(...filled)
}
