/** Frames whose capture times are kept: those of two seconds. */
const MAX_FRAMES = 120

/** Record of the capture time of each video frame, in milliseconds on the clock of `performance.now()`. */
export class FrameClock {
  readonly #video: HTMLVideoElement
  /** Capture times by media time, in whole milliseconds. */
  readonly #captured = new Map<number, number>()
  #latest: number | undefined
  #count = 0
  #request = 0
  #stopped = false

  constructor(video: HTMLVideoElement) {
    this.#video = video
    this.#next()
  }

  /** Number of frames that the video has shown. */
  get count(): number {
    return this.#count
  }

  /** Capture time of the current frame. */
  get latest(): number | undefined {
    return this.#latest
  }

  /** Finds the capture time of the frame with this timestamp in microseconds; undefined if it was not shown. */
  findCaptureTime(timestamp: number): number | undefined {
    const key = Math.round(timestamp / 1000)
    return [key, key - 1, key + 1].map((near) => this.#captured.get(near)).find((at) => at !== undefined)
  }

  stop(): void {
    this.#stopped = true
    this.#video.cancelVideoFrameCallback(this.#request)
  }

  #next(): void {
    this.#request = this.#video.requestVideoFrameCallback((_, metadata) => {
      if (this.#stopped) return
      // A file has no capture time; the presentation time stands in for it.
      this.#latest = metadata.captureTime ?? metadata.presentationTime
      this.#captured.set(Math.round(metadata.mediaTime * 1000), this.#latest)
      const [oldest] = this.#captured.keys()
      if (oldest !== undefined && this.#captured.size > MAX_FRAMES) this.#captured.delete(oldest)
      this.#count++
      this.#next()
    })
  }
}
