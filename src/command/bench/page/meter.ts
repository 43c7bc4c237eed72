/** What a page was like for a while. */
export interface MeterReading {
  /** Results with a face in them, per second. */
  readonly fps: number
  /** Share of the results that have a face. */
  readonly found: number
  /** Animation frames of the page per second. */
  readonly pageFps: number
  /** Milliseconds from animation frame to animation frame: 95% are shorter. */
  readonly interval95: number
  /** Frames that were worked on, with or without a face found. */
  readonly results: number
  /**
   * Milliseconds from the capture of a frame to the first animation frame after its landmarks were drawn:
   * 50% and 95% are shorter; undefined if no capture is known.
   */
  readonly latency50: number | undefined
  readonly latency95: number | undefined
}

/** The smallest value that so large a share of them does not exceed; undefined of none. */
export function computeQuantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((p, q) => p - q).at(Math.max(0, Math.ceil(share * values.length) - 1))
}

/** Counts results and animation frames. */
export class FrameMeter {
  #results = 0
  #faces = 0
  #latencies: number[] = []

  /** To be called at each result, when it has been drawn; `captured` is when its frame was. */
  add(hasFace: boolean, captured: number | undefined): void {
    this.#results++
    if (!hasFace) return
    this.#faces++
    if (captured === undefined) return
    const latencies = this.#latencies
    requestAnimationFrame(() => latencies.push(performance.now() - captured))
  }

  /** What happens from now on, for `seconds`. */
  async run(seconds: number): Promise<MeterReading> {
    this.#results = this.#faces = 0
    this.#latencies = []
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
    const intervals = frames.map((at, i) => at - (i ? frames[i - 1] : began))
    return {
      fps: this.#faces / lasted,
      found: this.#results ? this.#faces / this.#results : 0,
      pageFps: frames.length / lasted,
      interval95: computeQuantile(intervals, 0.95) ?? NaN,
      results: this.#results,
      latency50: computeQuantile(this.#latencies, 0.5),
      latency95: computeQuantile(this.#latencies, 0.95),
    }
  }
}
