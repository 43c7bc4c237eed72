/** Length of the sliding window that determines the open level. */
const WINDOW_S = 5

/** Quantile of the ratios that is the level; high, so that closures hardly change it. */
const QUANTILE = 0.75

/**
 * Aspect ratio of a person's open eyes: a high quantile over the last seconds. The level adapts to squinting after three
 * quarters of the window, and to wider open eyes after a quarter.
 */
export class OpenLevel {
  readonly #samples: { readonly time: number; readonly ratio: number }[] = []
  /** Ratios of the samples in ascending order. */
  readonly #sorted: number[] = []

  /** Open level; undefined before the first sample. */
  get value(): number | undefined {
    return this.#sorted[Math.floor(QUANTILE * (this.#sorted.length - 1))]
  }

  /** Seconds between the oldest and the latest sample. */
  get span(): number {
    return this.#samples.length ? this.#samples[this.#samples.length - 1].time - this.#samples[0].time : 0
  }

  /** Adds a sample; `time` is in seconds and must not decrease. */
  add(time: number, ratio: number): void {
    while (this.#samples.length && time - this.#samples[0].time > WINDOW_S) {
      const oldest = this.#samples.shift()
      if (oldest) this.#sorted.splice(this.#sorted.indexOf(oldest.ratio), 1)
    }
    this.#samples.push({ time, ratio })
    const larger = this.#sorted.findIndex((other) => other > ratio)
    this.#sorted.splice(larger < 0 ? this.#sorted.length : larger, 0, ratio)
  }
}
