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
    const [oldest] = this.#samples
    const latest = this.#samples.at(-1)
    return oldest && latest ? latest.time - oldest.time : 0
  }

  /** Adds a sample; `time` is in seconds and must not decrease. */
  add(time: number, ratio: number): void {
    for (let [oldest] = this.#samples; oldest && time - oldest.time > WINDOW_S; [oldest] = this.#samples) {
      this.#samples.shift()
      this.#sorted.splice(this.#sorted.indexOf(oldest.ratio), 1)
    }
    this.#samples.push({ time, ratio })
    const larger = this.#sorted.findIndex((other) => other > ratio)
    this.#sorted.splice(larger < 0 ? this.#sorted.length : larger, 0, ratio)
  }
}
