import { computeMedian } from './median.ts'

/** Quality of the networks: those of the variant precise, or the smaller ones of lite for a first visit and slow machines. */
export type Quality = 'precise' | 'lite'

/** Milliseconds spent on one frame, or on one face of a photo. */
export interface FrameTiming {
  readonly quality: Quality
  /** Total time from the pixels to the landmarks. */
  readonly totalMs: number
  /**
   * Time of the second stage alone; 0 on graphics hardware, where the time of a small network is mostly latency and does
   * not predict that of a larger one.
   */
  readonly networkMs: number
}

/** Median frame time above which a machine is too slow for precise: 22 frames per second. */
const MAX_FRAME_MS = 45
/** Expected frame time below which precise is tried again: 38 frames per second. */
const FAST_FRAME_MS = 26
/** Number of frames in the median, and of frames skipped before them while the networks warm up. */
const MIN_TIMED_FRAMES = 30
const WARM_UP_FRAMES = 5
/** Minimum interval between two changes, which keeps borderline machines from switching back and forth. */
const MIN_CHANGE_INTERVAL_MS = 10_000
/** Multiply-adds of the second stage of precise divided by those of lite: 354 and 34 million. */
const PRECISE_TO_LITE_WORK = 10

/** Time of the first run divided by that of later runs, measured as 2.3: the browser still compiles. */
const FIRST_RUN_SLOWDOWN = 2

/** Estimates the time that precise would take from a time of lite. */
const estimatePreciseMs = ({ totalMs, networkMs }: FrameTiming) =>
  totalMs + (PRECISE_TO_LITE_WORK - 1) * networkMs

/**
 * Switches between precise and lite by the measured frame times: from lite to precise once precise is expected to be fast
 * enough, and back to lite if it is not. After that, the measured ratio of the two decides when to try precise again.
 */
export class QualityController {
  #quality: Quality | undefined
  #timings: FrameTiming[] = []
  #frameCount = 0
  #changedAt = -Infinity
  /** Median frame time of precise; undefined until it has been measured. */
  #preciseMs: number | undefined
  /** Frame time of precise divided by that of lite, measured at the last change to lite. */
  #preciseToLiteRatio: number | undefined

  /** Adds the timing of a frame with at least one face, at `now` milliseconds; returns the quality for the next frame. */
  addFrame(timing: FrameTiming, now: number): Quality {
    const { quality } = timing
    if (quality !== this.#quality) {
      if (this.#quality) this.#changedAt = now
      this.#quality = quality
      this.#preciseToLiteRatio = undefined
      this.clearTimings()
    }
    if (++this.#frameCount <= WARM_UP_FRAMES) return quality
    this.#timings.push(timing)
    if (this.#timings.length > MIN_TIMED_FRAMES) this.#timings.shift()
    if (this.#timings.length < MIN_TIMED_FRAMES) return quality
    const medianMs = computeMedian(this.#timings.map(({ totalMs }) => totalMs)) ?? Infinity
    if (quality === 'precise') this.#preciseMs = medianMs
    else if (this.#preciseMs !== undefined) this.#preciseToLiteRatio ??= this.#preciseMs / medianMs
    if (now - this.#changedAt < MIN_CHANGE_INTERVAL_MS) return quality
    if (quality === 'precise') return medianMs > MAX_FRAME_MS ? 'lite' : 'precise'
    const isFast =
      this.#preciseToLiteRatio === undefined
        ? (computeMedian(this.#timings.map(estimatePreciseMs)) ?? Infinity) < MAX_FRAME_MS
        : medianMs * this.#preciseToLiteRatio < FAST_FRAME_MS
    return isFast ? 'precise' : 'lite'
  }

  /** Chooses the quality after a photo, which is often the first run of the networks. */
  judgePhoto(timing: FrameTiming): Quality {
    if (timing.quality === 'precise') return 'precise'
    const isFast =
      this.#preciseMs === undefined
        ? estimatePreciseMs(timing) < FIRST_RUN_SLOWDOWN * MAX_FRAME_MS
        : this.#preciseMs < MAX_FRAME_MS
    return isFast ? 'precise' : 'lite'
  }

  /** Clears the timings after a change of the image source or of the networks. */
  clearTimings(): void {
    this.#timings = []
    this.#frameCount = 0
  }
}
