/** Frame rates and latencies over a period. */
export interface MeterReading {
  /** Results with a face in them, per second. */
  readonly fps: number
  /** Share of the results that have a face. */
  readonly found: number
  /** Animation frames of the page per second. */
  readonly pageFps: number
  /** 95th percentile of the time between animation frames, in milliseconds. */
  readonly interval95: number
  /** Number of processed frames, with or without a face. */
  readonly results: number
  /**
   * Milliseconds from the capture of a frame to the first animation frame after its landmarks were drawn: median and
   * 95th percentile; undefined if no capture time is known.
   */
  readonly latency50: number | undefined
  readonly latency95: number | undefined
}

/** Computes a quantile: the smallest value that `share` of the values do not exceed; undefined of an empty list. */
export function computeQuantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((p, q) => p - q).at(Math.max(0, Math.ceil(share * values.length) - 1))
}

/** Counter of results and animation frames. */
export class FrameMeter {
  #results = 0
  #faces = 0
  #latencies: number[] = []

  /** Adds a result that has been drawn; `captured` is the capture time of its frame. */
  add(hasFace: boolean, captured: number | undefined): void {
    this.#results++
    if (!hasFace) return
    this.#faces++
    if (captured === undefined) return
    const latencies = this.#latencies
    requestAnimationFrame(() => latencies.push(performance.now() - captured))
  }

  /** Counts for `seconds` from now on. */
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
    const elapsed = (performance.now() - began) / 1000
    const intervals = frames.map((at, i) => at - (i ? frames[i - 1]! : began))
    return {
      fps: this.#faces / elapsed,
      found: this.#results ? this.#faces / this.#results : 0,
      pageFps: frames.length / elapsed,
      interval95: computeQuantile(intervals, 0.95) ?? NaN,
      results: this.#results,
      latency50: computeQuantile(this.#latencies, 0.5),
      latency95: computeQuantile(this.#latencies, 0.95),
    }
  }
}
