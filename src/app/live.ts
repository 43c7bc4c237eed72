import type { Landmarker, Result } from '../landmarker/landmarker.ts'

/** A frame with what was found in it: the points belong to these pixels. */
export type OnFrame = (frame: HTMLCanvasElement, result: Result) => void

/** Runs the landmarker on a video, frame after frame; frames that come meanwhile are left out. */
export class Live {
  readonly #video: HTMLVideoElement
  readonly #landmarker: Landmarker
  readonly #frame = document.createElement('canvas')
  readonly #onFrame: OnFrame
  readonly #onError: (error: unknown) => void
  #running = true

  constructor(
    video: HTMLVideoElement,
    landmarker: Landmarker,
    onFrame: OnFrame,
    onError: (error: unknown) => void,
  ) {
    this.#video = video
    this.#landmarker = landmarker
    this.#onFrame = onFrame
    this.#onError = onError
    this.#next()
  }

  stop(): void {
    this.#running = false
  }

  #next(): void {
    if (!this.#running) return
    this.#video.requestVideoFrameCallback(() => void this.#work())
  }

  async #work(): Promise<void> {
    const { videoWidth, videoHeight } = this.#video
    try {
      const context = this.#frame.getContext('2d', { willReadFrequently: true })
      if (this.#running && context && videoWidth) {
        if (this.#frame.width !== videoWidth) this.#frame.width = videoWidth
        if (this.#frame.height !== videoHeight) this.#frame.height = videoHeight
        context.drawImage(this.#video, 0, 0)
        const result = await this.#landmarker.detect(this.#frame, { range: 'short', maxFaces: 4 })
        if (this.#running) this.#onFrame(this.#frame, result)
      }
      this.#next()
    } catch (error) {
      this.stop()
      this.#onError(error)
    }
  }
}
