/** Seconds of the past from which the level of open eyes is taken. */
const WINDOW_S = 5

/** Quantile of the ratios that is the level; high, so that closures hardly change it. */
const QUANTILE = 0.75

/**
 * Level of a person's open eyes: a high quantile of the aspect ratios of the last seconds. A squint becomes the
 * new level after three quarters of the window, an eye opened again after a quarter.
 */
export class OpenLevel {
  readonly #samples: { readonly time: number; readonly ratio: number }[] = []
  /** Their ratios, the smallest first. */
  readonly #sorted: number[] = []

  /** Undefined until there was a sample. */
  get value(): number | undefined {
    return this.#sorted[Math.floor(QUANTILE * (this.#sorted.length - 1))]
  }

  /** Seconds between the oldest and the latest sample. */
  get span(): number {
    return this.#samples.length ? this.#samples[this.#samples.length - 1].time - this.#samples[0].time : 0
  }

  /** Takes samples in the order of their times, in seconds. */
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
