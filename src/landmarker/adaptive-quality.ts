/** Quality of the networks: as trained in full, or the smaller lite networks for a first visit and slow machines. */
export type Quality = 'full' | 'lite'

/** Milliseconds spent on one frame, or on one face of a photo. */
export interface FrameTiming {
  readonly quality: Quality
  /** Total time from the pixels to the landmarks. */
  readonly totalMs: number
  /**
   * Time of CNN-7 alone; 0 on graphics hardware, where the time of a small network is mostly latency and does
   * not predict that of a larger one.
   */
  readonly networkMs: number
}

/** Median frame time above which a machine is too slow for the full networks: 22 frames per second. */
const MAX_FRAME_MS = 45
/** Expected frame time below which the full networks are tried again: 38 frames per second. */
const FAST_FRAME_MS = 26
/** Number of frames in the median, and of frames skipped before them while the networks warm up. */
const MIN_TIMED_FRAMES = 30
const WARM_UP_FRAMES = 5
/** Minimum interval between two changes, which keeps borderline machines from switching back and forth. */
const MIN_CHANGE_INTERVAL_MS = 10_000
/** Multiply-adds of CNN-7 in full divided by those in lite: 356 and 35 million. Measured times differ 7 to 11 times. */
const FULL_TO_LITE_WORK = 10

/** Time of the first run divided by that of later runs, measured as 2.3: the browser still compiles. */
const FIRST_RUN_SLOWDOWN = 2

function computeMedian(values: readonly number[]): number {
  return values.toSorted((p, q) => p - q)[values.length >> 1]
}

/** Estimates the time that full would take from a time of lite. */
const estimateFullMs = ({ totalMs, networkMs }: FrameTiming) => totalMs + (FULL_TO_LITE_WORK - 1) * networkMs

/**
 * Switches between full and lite by the measured frame times: from lite to full once full is expected to be fast
 * enough, and back to lite if it is not. After that, the measured ratio of the two decides when to try full again.
 */
export class QualityController {
  #quality: Quality | undefined
  #timings: FrameTiming[] = []
  #frameCount = 0
  #changedAt = -Infinity
  /** Median frame time of full; undefined until it has been measured. */
  #fullMs: number | undefined
  /** Frame time of full divided by that of lite, measured at the last change to lite. */
  #fullToLiteRatio: number | undefined

  /** Adds the timing of a frame with at least one face, at `now` milliseconds; returns the quality for the next frame. */
  addFrame(timing: FrameTiming, now: number): Quality {
    const { quality } = timing
    if (quality !== this.#quality) {
      if (this.#quality) this.#changedAt = now
      this.#quality = quality
      this.#fullToLiteRatio = undefined
      this.clearTimings()
    }
    if (++this.#frameCount <= WARM_UP_FRAMES) return quality
    this.#timings.push(timing)
    if (this.#timings.length > MIN_TIMED_FRAMES) this.#timings.shift()
    if (this.#timings.length < MIN_TIMED_FRAMES) return quality
    const medianMs = computeMedian(this.#timings.map(({ totalMs }) => totalMs))
    if (quality === 'full') this.#fullMs = medianMs
    else if (this.#fullMs !== undefined) this.#fullToLiteRatio ??= this.#fullMs / medianMs
    if (now - this.#changedAt < MIN_CHANGE_INTERVAL_MS) return quality
    if (quality === 'full') return medianMs > MAX_FRAME_MS ? 'lite' : 'full'
    const isFast =
      this.#fullToLiteRatio === undefined
        ? computeMedian(this.#timings.map(estimateFullMs)) < MAX_FRAME_MS
        : medianMs * this.#fullToLiteRatio < FAST_FRAME_MS
    return isFast ? 'full' : 'lite'
  }

  /** Chooses the quality after a photo, which is often the first run of the networks. */
  judgePhoto(timing: FrameTiming): Quality {
    if (timing.quality === 'full') return 'full'
    const isFast =
      this.#fullMs === undefined
        ? estimateFullMs(timing) < FIRST_RUN_SLOWDOWN * MAX_FRAME_MS
        : this.#fullMs < MAX_FRAME_MS
    return isFast ? 'full' : 'lite'
  }

  /** Clears the timings after a change of the image source or of the networks. */
  clearTimings(): void {
    this.#timings = []
    this.#frameCount = 0
  }
}
