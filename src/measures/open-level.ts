/** Seconds of the past from which the level of open eyes is taken. */
const WINDOW_S = 5

/** Share of the samples below the level: closures that were no blinks hardly move it. */
const QUANTILE = 0.75

/**
 * Level of a person's open eyes: a high quantile of the aspect ratios of the last seconds. A squint becomes the
 * new level after three quarters of the window, an eye opened again after a quarter.
 */
export class OpenLevel {
  #samples: { readonly time: number; readonly ratio: number }[] = []
  #level: number | undefined

  /** Undefined until there was a sample. */
  get value(): number | undefined {
    return this.#level
  }

  /** Seconds between the oldest and the latest sample. */
  get span(): number {
    return this.#samples.length ? this.#samples[this.#samples.length - 1].time - this.#samples[0].time : 0
  }

  /** Takes samples in the order of their times, in seconds. */
  add(time: number, ratio: number): void {
    this.#samples.push({ time, ratio })
    this.#samples = this.#samples.filter((sample) => time - sample.time <= WINDOW_S)
    const sorted = this.#samples.map((sample) => sample.ratio).sort((p, q) => p - q)
    this.#level = sorted[Math.floor(QUANTILE * (sorted.length - 1))]
  }
}
