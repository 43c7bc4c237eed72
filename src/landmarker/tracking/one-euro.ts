import { distance, type Point } from '../../geometry/point.ts'

/** Parameters of the 1€ filter. Higher values reduce lag but let more jitter through. */
export interface Smoothing {
  /** Minimum cut-off frequency (f_cmin in the paper) in Hz, which applies to points at rest. */
  readonly rest: number
  /** Speed coefficient beta: increase of the cut-off frequency in Hz for a speed of one face side per second. */
  readonly motion: number
}

/** Default parameters: 1/5 of the jitter at rest, 0.4 frames of lag at one face side per second (test/unit/smoothing.test.ts). */
export const SMOOTHING: Smoothing = { rest: 1, motion: 12 }

/** Cut-off frequency for the speed estimate (dcutoff). */
const SPEED_CUTOFF_HZ = 2
/** Time without points after which the filter restarts. */
const RESET_AFTER_S = 0.5

/** Computes the smoothing factor alpha of a first-order low-pass filter: the weight of a new value. */
function computeSmoothingFactor(cutoff: number, seconds: number): number {
  const tau = 1 / (2 * Math.PI * cutoff)
  return seconds / (seconds + tau)
}

const interpolate = (p: Point, q: Point, alpha: number): Point => [
  p[0] + alpha * (q[0] - p[0]),
  p[1] + alpha * (q[1] - p[1]),
]

/**
 * 1€ filter (Casiez, Roussel and Vogel, CHI 2012) for points: a low-pass filter whose cut-off frequency rises with
 * the point's speed. Speeds are in face sides per second, so that near and far faces are smoothed equally.
 */
export class OneEuroFilter {
  #points: readonly Point[] | undefined
  #measured: readonly Point[] = []
  #speeds: Point[] = []
  #mediaTime = 0

  /** Smooths points. `side` is the face's side in the points' unit, `mediaTime` that of the frame in seconds. */
  filter(points: readonly Point[], side: number, mediaTime: number, smoothing: Smoothing): readonly Point[] {
    const previous = this.#points
    const measured = this.#measured
    const seconds = mediaTime - this.#mediaTime
    this.#mediaTime = mediaTime
    this.#measured = points
    if (!previous || seconds <= 0 || seconds > RESET_AFTER_S) {
      this.#speeds = points.map(() => [0, 0])
      this.#points = points
      return points
    }
    const alpha = computeSmoothingFactor(SPEED_CUTOFF_HZ, seconds)
    const smoothed = points.map((point, i) => {
      const step = 1 / (seconds * side)
      const velocity: Point = [(point[0] - measured[i]![0]) * step, (point[1] - measured[i]![1]) * step]
      const speed = interpolate(this.#speeds[i]!, velocity, alpha)
      this.#speeds[i] = speed
      const cutoff = smoothing.rest + smoothing.motion * distance(speed, [0, 0])
      return interpolate(previous[i]!, point, computeSmoothingFactor(cutoff, seconds))
    })
    this.#points = smoothed
    return smoothed
  }
}
