import { toCropPoint, cropAtSquare } from '../geometry/crop.ts'
import { STAGES } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { computeLandmarkSquare } from '../geometry/square.ts'

/** Histogram of residual sizes: bin i counts |residual| from i to i + 1 times `width`. */
export interface ResidualHistogram {
  /** Bin width in pixels of CNN-7's input, the unit that the losses use. */
  readonly width: number
  readonly counts: readonly number[]
  /** Number of residuals larger than the last bin. */
  readonly beyond: number
}

const BIN_WIDTH_PX = 0.25
const BIN_COUNT = 80

/**
 * Computes the histogram of |x| and |y| residuals of every landmark in the unit of CNN-7's loss: pixels of an
 * upright crop around the true landmarks. Each face is a pair of predicted and true landmarks of one image.
 */
export function computeResidualHistogram(
  faces: readonly (readonly [readonly Point[], readonly Point[]])[],
): ResidualHistogram {
  const counts = Array.from({ length: BIN_COUNT }, () => 0)
  let beyond = 0
  const { input, margin } = STAGES[1]
  for (const [found, truth] of faces) {
    const crop = cropAtSquare(computeLandmarkSquare(truth), margin, input)
    for (const [i, point] of found.entries()) {
      const [x, y] = toCropPoint(crop, point)
      const [tx, ty] = toCropPoint(crop, truth[i]!)
      for (const residual of [Math.abs(x - tx), Math.abs(y - ty)]) {
        const bin = Math.floor(residual / BIN_WIDTH_PX)
        if (bin < BIN_COUNT) counts[bin]!++
        else beyond++
      }
    }
  }
  return { width: BIN_WIDTH_PX, counts, beyond }
}

/**
 * Draws residual sizes, in pixels of CNN-7's input, from a histogram's distribution, uniform within a bin. Those beyond
 * the last bin, whose sizes are not known, are never drawn.
 * @param random - uniform in [0, 1)
 * @throws RangeError for a histogram without residuals
 */
export function drawResiduals(
  { width, counts }: ResidualHistogram,
  count: number,
  random: () => number,
): number[] {
  const all = counts.reduce((sum, binCount) => sum + binCount, 0)
  if (all === 0) throw new RangeError('a histogram without residuals has none to draw')
  return Array.from({ length: count }, () => {
    let rank = random() * all
    let bin = 0
    for (; rank >= counts[bin]!; bin++) rank -= counts[bin]!
    return (bin + rank / counts[bin]!) * width
  })
}
