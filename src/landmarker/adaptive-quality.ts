/** The networks as trained, or the slim ones for a first visit and for weak machines. */
export type Quality = 'full' | 'lite'

/** What looking at one frame, or at one face of a photo, took; in milliseconds. */
export interface FrameTiming {
  readonly quality: Quality
  /** Everything, from the pixels to the landmarks. */
  readonly totalMs: number
  /**
   * CNN-7's run alone, or 0 on graphics hardware: there a small network is mostly waited for, which says
   * nothing of a larger one.
   */
  readonly networkMs: number
}

/** Milliseconds a frame takes above which a machine is too slow for the full networks: 22 frames a second. */
const MAX_FRAME_MS = 45
/** And below which they are expected to run well: 38 frames a second. */
const FAST_FRAME_MS = 26
/** Frames from which a time is judged, after some that warm up. */
const MIN_TIMED_FRAMES = 30
const WARM_UP_FRAMES = 5
/** Milliseconds between two changes, so that a machine in between does not swing. */
const MIN_CHANGE_INTERVAL_MS = 10_000
/** Multiply-adds of CNN-7 in full, by those in lite: 356 and 35 million. Times were 7 to 11 times as long. */
const FULL_TO_LITE_WORK = 10

/** How many times longer the first looks take than later ones, while the browser still compiles: 2.3 was measured. */
const FIRST_RUN_SLOWDOWN = 2

function computeMedian(values: readonly number[]): number {
  return values.toSorted((p, q) => p - q)[values.length >> 1]
}

/** What full would take, by what lite took. */
const estimateFullMs = ({ totalMs: all, networkMs: network }: FrameTiming) =>
  all + (FULL_TO_LITE_WORK - 1) * network

/**
 * Chooses between full and lite from what frames take: full as soon as lite is so quick that full can be
 * expected to be quick enough, lite again where full turns out slow, and after that full when lite has
 * become so quick that full, as it was measured, would be quick.
 */
export class QualityController {
  #quality: Quality | undefined
  #timings: FrameTiming[] = []
  #frameCount = 0
  #changedAt = -Infinity
  /** Time of full, once it has been measured. */
  #fullMs: number | undefined
  /** How many times longer full takes than lite, measured at the last change to lite. */
  #fullToLiteRatio: number | undefined

  /** Notes one frame with one face or more, at `now` milliseconds; gives the pace to go on with. */
  addFrame(took: FrameTiming, now: number): Quality {
    const { quality: pace } = took
    if (pace !== this.#quality) {
      if (this.#quality) this.#changedAt = now
      this.#quality = pace
      this.#fullToLiteRatio = undefined
      this.clearTimings()
    }
    if (++this.#frameCount <= WARM_UP_FRAMES) return pace
    this.#timings.push(took)
    if (this.#timings.length > MIN_TIMED_FRAMES) this.#timings.shift()
    if (this.#timings.length < MIN_TIMED_FRAMES) return pace
    const usual = computeMedian(this.#timings.map(({ totalMs: all }) => all))
    if (pace === 'full') this.#fullMs = usual
    else if (this.#fullMs !== undefined) this.#fullToLiteRatio ??= this.#fullMs / usual
    if (now - this.#changedAt < MIN_CHANGE_INTERVAL_MS) return pace
    if (pace === 'full') return usual > MAX_FRAME_MS ? 'lite' : 'full'
    const quick =
      this.#fullToLiteRatio === undefined
        ? computeMedian(this.#timings.map(estimateFullMs)) < MAX_FRAME_MS
        : usual * this.#fullToLiteRatio < FAST_FRAME_MS
    return quick ? 'full' : 'lite'
  }

  /** The pace to go on with after a photo, often the first look of all. */
  judgePhoto(took: FrameTiming): Quality {
    if (took.quality === 'full') return 'full'
    const quick =
      this.#fullMs === undefined
        ? estimateFullMs(took) < FIRST_RUN_SLOWDOWN * MAX_FRAME_MS
        : this.#fullMs < MAX_FRAME_MS
    return quick ? 'full' : 'lite'
  }

  /** Forgets the times: another picture, other networks. */
  clearTimings(): void {
    this.#timings = []
    this.#frameCount = 0
  }
}
