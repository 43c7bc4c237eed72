/** What a page was like for a while. */
export interface Metered {
  /** Results with a face in them, per second. */
  readonly fps: number
  /** Share of the results that have a face. */
  readonly found: number
  /** Animation frames of the page per second. */
  readonly pageFps: number
  /** Milliseconds from animation frame to animation frame: 95% are shorter. */
  readonly interval95: number
}

/** Counts results and animation frames. */
export class Meter {
  #results = 0
  #faces = 0

  /** To be called at each result. */
  add(hasFace: boolean): void {
    this.#results++
    if (hasFace) this.#faces++
  }

  /** What happens from now on, for `seconds`. */
  async run(seconds: number): Promise<Metered> {
    this.#results = this.#faces = 0
    const began = performance.now()
    const frames: number[] = []
    await new Promise<void>((resolve) => {
      const frame = () => {
        const now = performance.now()
        frames.push(now)
        if (now - began < seconds * 1000) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    const lasted = (performance.now() - began) / 1000
    const intervals = frames.map((at, i) => at - (i ? frames[i - 1] : began)).sort((p, q) => p - q)
    return {
      fps: this.#faces / lasted,
      found: this.#results ? this.#faces / this.#results : 0,
      pageFps: frames.length / lasted,
      interval95: intervals[Math.ceil(0.95 * intervals.length) - 1],
    }
  }
}
