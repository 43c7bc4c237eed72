/** The networks as trained, or the slim ones for weak machines. */
export type Pace = 'full' | 'lite'

/** Milliseconds a frame takes above which a machine is too slow for the full networks: 22 frames a second. */
const SLOW = 45
/** And below which they are expected to run well: 38 frames a second. */
const QUICK = 26
/** Frames from which a time is judged, after some that warm up. */
const FRAMES = 30
const WARMING = 5
/** Milliseconds between two changes, so that a machine in between does not swing. */
const REST = 10_000

function median(values: readonly number[]): number {
  return values.toSorted((p, q) => p - q)[values.length >> 1]
}

/**
 * Chooses between full and lite from the measured time of a frame: lite where full is too slow, full
 * again when lite has become so quick that full would be quick too.
 */
export class PaceChooser {
  #pace: Pace = 'full'
  #times: number[] = []
  #seen = 0
  #changedAt = -Infinity
  /** Time of full before the last change to lite. */
  #full = 0
  /** How many times longer full takes than lite, measured at the last change. */
  #ratio: number | undefined

  get pace(): Pace {
    return this.#pace
  }

  /** Notes the milliseconds of one frame with one face or more, at `now` milliseconds; gives the pace to go on with. */
  note(time: number, now: number): Pace {
    if (++this.#seen <= WARMING) return this.#pace
    this.#times.push(time)
    if (this.#times.length > FRAMES) this.#times.shift()
    if (this.#times.length < FRAMES) return this.#pace
    const usual = median(this.#times)
    if (this.#pace === 'lite') this.#ratio ??= this.#full / usual
    if (now - this.#changedAt < REST) return this.#pace
    if (this.#pace === 'full' && usual > SLOW) {
      this.#full = usual
      this.#ratio = undefined
      this.#change('lite', now)
    } else if (this.#pace === 'lite' && usual * (this.#ratio ?? Infinity) < QUICK) {
      this.#change('full', now)
    }
    return this.#pace
  }

  /** Forgets the times: another picture, other networks. */
  clear(): void {
    this.#times = []
    this.#seen = 0
  }

  #change(pace: Pace, now: number): void {
    this.#pace = pace
    this.#changedAt = now
    this.clear()
  }
}
