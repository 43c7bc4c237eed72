import { toCropPoint, cropAtSquare } from '../geometry/crop.ts'
import { STAGES } from '../geometry/face.ts'
import type { Point } from '../geometry/point.ts'
import { computeLandmarkSquare } from '../geometry/square.ts'

/** How often residuals of each size occur: bin i holds |residual| from i to i + 1 times `width`. */
export interface Histogram {
  /** Pixels of CNN-7's input, the unit on which the losses act. */
  readonly width: number
  readonly counts: readonly number[]
  /** Larger than the last bin. */
  readonly beyond: number
}

const WIDTH = 0.25
const BINS = 80

/**
 * The sizes of the residuals x and y of every landmark, as CNN-7's loss sees them: in pixels of a crop
 * cut upright around the true landmarks. A face is a pair of found and true landmarks of one image.
 */
export function residualHistogram(
  faces: readonly (readonly [readonly Point[], readonly Point[]])[],
): Histogram {
  const counts = Array.from({ length: BINS }, () => 0)
  let beyond = 0
  const { input, margin } = STAGES[1]
  for (const [found, truth] of faces) {
    const crop = cropAtSquare(computeLandmarkSquare(truth), margin, input)
    for (const [i, point] of found.entries()) {
      const [x, y] = toCropPoint(crop, point)
      const [tx, ty] = toCropPoint(crop, truth[i])
      for (const residual of [Math.abs(x - tx), Math.abs(y - ty)]) {
        const bin = Math.floor(residual / WIDTH)
        if (bin < BINS) counts[bin]++
        else beyond++
      }
    }
  }
  return { width: WIDTH, counts, beyond }
}
