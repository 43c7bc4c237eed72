/** The networks as trained, or the slim ones for a first visit and for weak machines. */
export type Pace = 'full' | 'lite'

/** What looking at one frame, or at one face of a photo, took; in milliseconds. */
export interface Took {
  readonly pace: Pace
  /** Everything, from the pixels to the landmarks. */
  readonly all: number
  /**
   * CNN-7's run alone, or 0 on graphics hardware: there a small network is mostly waited for, which says
   * nothing of a larger one.
   */
  readonly network: number
}

/** Milliseconds a frame takes above which a machine is too slow for the full networks: 22 frames a second. */
const SLOW = 45
/** And below which they are expected to run well: 38 frames a second. */
const QUICK = 26
/** Frames from which a time is judged, after some that warm up. */
const FRAMES = 30
const WARMING = 5
/** Milliseconds between two changes, so that a machine in between does not swing. */
const REST = 10_000
/** Multiply-adds of CNN-7 in full, by those in lite: 356 and 35 million. Times were 7 to 11 times as long. */
const WORK = 10

/** How many times longer the first looks take than later ones, while the browser still compiles: 2.3 was measured. */
const COLD = 2

function median(values: readonly number[]): number {
  return values.toSorted((p, q) => p - q)[values.length >> 1]
}

/** What full would take, by what lite took. */
const expected = ({ all, network }: Took) => all + (WORK - 1) * network

/**
 * Chooses between full and lite from what frames take: full as soon as lite is so quick that full can be
 * expected to be quick enough, lite again where full turns out slow, and after that full when lite has
 * become so quick that full, as it was measured, would be quick.
 */
export class PaceChooser {
  #pace: Pace | undefined
  #took: Took[] = []
  #seen = 0
  #changedAt = -Infinity
  /** Time of full, once it has been measured. */
  #full: number | undefined
  /** How many times longer full takes than lite, measured at the last change to lite. */
  #ratio: number | undefined

  /** Notes one frame with one face or more, at `now` milliseconds; gives the pace to go on with. */
  note(took: Took, now: number): Pace {
    const { pace } = took
    if (pace !== this.#pace) {
      if (this.#pace) this.#changedAt = now
      this.#pace = pace
      this.#ratio = undefined
      this.clear()
    }
    if (++this.#seen <= WARMING) return pace
    this.#took.push(took)
    if (this.#took.length > FRAMES) this.#took.shift()
    if (this.#took.length < FRAMES) return pace
    const usual = median(this.#took.map(({ all }) => all))
    if (pace === 'full') this.#full = usual
    else if (this.#full !== undefined) this.#ratio ??= this.#full / usual
    if (now - this.#changedAt < REST) return pace
    if (pace === 'full') return usual > SLOW ? 'lite' : 'full'
    const quick =
      this.#ratio === undefined ? median(this.#took.map(expected)) < SLOW : usual * this.#ratio < QUICK
    return quick ? 'full' : 'lite'
  }

  /** The pace to go on with after a photo, often the first look of all. */
  judge(took: Took): Pace {
    if (took.pace === 'full') return 'full'
    const quick = this.#full === undefined ? expected(took) < COLD * SLOW : this.#full < SLOW
    return quick ? 'full' : 'lite'
  }

  /** Forgets the times: another picture, other networks. */
  clear(): void {
    this.#took = []
    this.#seen = 0
  }
}
