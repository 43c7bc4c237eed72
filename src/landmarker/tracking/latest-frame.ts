import type { Frame } from '../source.ts'

/** Video frame with its media time in seconds. */
export interface TimedFrame {
  readonly frame: Frame
  readonly at: number
}

/** One-slot queue: keeps the newest frame and closes every frame that it drops. */
export class LatestFrame {
  #latest: TimedFrame | undefined
  #closed = false

  put(timed: TimedFrame): void {
    if (this.#closed) return timed.frame.close()
    this.#latest?.frame.close()
    this.#latest = timed
  }

  /** Takes the newest frame, which the caller has to close; undefined if there is none. */
  take(): TimedFrame | undefined {
    const timed = this.#latest
    this.#latest = undefined
    return timed
  }

  close(): void {
    this.#closed = true
    this.take()?.frame.close()
  }
}
