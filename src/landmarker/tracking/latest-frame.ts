import type { Frame } from '../source.ts'

/** A frame and when it was taken, in seconds of the video's own clock. */
export interface TimedFrame {
  readonly frame: Frame
  readonly at: number
}

/** Holds the latest frame alone; one that is replaced before it is taken is closed. */
export class LatestFrame {
  #latest: TimedFrame | undefined
  #closed = false

  put(letter: TimedFrame): void {
    if (this.#closed) return letter.frame.close()
    this.#latest?.frame.close()
    this.#latest = letter
  }

  /** The latest frame, which the taker closes; undefined if there is no new one. */
  take(): TimedFrame | undefined {
    const letter = this.#latest
    this.#latest = undefined
    return letter
  }

  close(): void {
    this.#closed = true
    this.take()?.frame.close()
  }
}
