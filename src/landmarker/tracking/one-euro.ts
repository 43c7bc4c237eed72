import { distance, type Point } from '../../geometry/point.ts'

/** How points are smoothed. Higher values follow faster and jitter more. */
export interface Smoothing {
  /** Cut-off frequency of points that rest, in Hz. */
  readonly rest: number
  /** By how much it rises, in Hz, for each face side a second that a point moves. */
  readonly motion: number
}

/** By test/unit/smoothing.test.ts: a fifth of the jitter at rest, 0.4 frames behind at one face side a second. */
export const SMOOTHING: Smoothing = { rest: 1, motion: 12 }

/** Cut-off frequency of the speed itself, in Hz. */
const SPEED_CUTOFF = 2
/** After a gap the points are taken as they are. */
const GAP = 0.5

/** The share of a new value that a first-order low-pass lets in. */
function shareOf(cutoff: number, seconds: number): number {
  const tau = 1 / (2 * Math.PI * cutoff)
  return seconds / (seconds + tau)
}

const between = (p: Point, q: Point, share: number): Point => [
  p[0] + share * (q[0] - p[0]),
  p[1] + share * (q[1] - p[1]),
]

/**
 * The 1€ filter (Casiez, Roussel and Vogel, CHI 2012) on points: a low-pass whose cut-off rises with
 * the point's speed. Speed is in sides of the face, so that near and far faces are smoothed alike.
 */
export class OneEuro {
  #points: readonly Point[] | undefined
  #measured: readonly Point[] = []
  #speeds: Point[] = []
  #at = 0

  /** Smoothed points. `side` of the face in the points' unit, `at` in seconds. */
  filter(points: readonly Point[], side: number, at: number, smoothing: Smoothing): readonly Point[] {
    const before = this.#points
    const measured = this.#measured
    const seconds = at - this.#at
    this.#at = at
    this.#measured = points
    if (!before || seconds <= 0 || seconds > GAP) {
      this.#speeds = points.map(() => [0, 0])
      this.#points = points
      return points
    }
    const share = shareOf(SPEED_CUTOFF, seconds)
    const smooth = points.map((point, i) => {
      const step = 1 / (seconds * side)
      const moved: Point = [(point[0] - measured[i][0]) * step, (point[1] - measured[i][1]) * step]
      const speed = between(this.#speeds[i], moved, share)
      this.#speeds[i] = speed
      const cutoff = smoothing.rest + smoothing.motion * distance(speed, [0, 0])
      return between(before[i], point, shareOf(cutoff, seconds))
    })
    this.#points = smooth
    return smooth
  }
}
