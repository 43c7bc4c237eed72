import type { CascadeTimes } from '../result.ts'
import { LatestFrame, type TimedFrame } from './latest-frame.ts'
import { SMOOTHING, type Smoothing } from './one-euro.ts'
import type { FollowedFace } from '../worker/pipeline.ts'
import { captureFrame, requestNextFrame, type Frame } from '../source.ts'
import type { TrackedFace } from './tracker.ts'

/** Milliseconds of a video's frame. */
export interface TrackTimes extends CascadeTimes {
  /** Of the last look for faces. */
  readonly detection: number
  /** From the frame's arrival to its landmarks. */
  readonly frame: number
}

/** A frame of a video with the faces in it: the landmarks belong to these pixels. */
export interface TrackResult {
  /** Closed when the next one has been given, or when tracking ends. */
  readonly frame: Frame
  readonly faces: readonly TrackedFace[]
  readonly times: TrackTimes
}

export interface TrackOptions {
  /** Most faces to follow; 4 if not said. */
  readonly maxFaces?: number
  /** Asked at every frame: how to smooth, or undefined not to. Smoothed as SMOOTHING says if not given. */
  readonly smoothing?: () => Smoothing | undefined
  /** What ended the tracking, an error of the callback's own too; without it the error goes to `reportError`. */
  readonly onError?: (error: unknown) => void
}

/** A frame for the pipeline, and what it needs beside it. */
export interface FrameRequest {
  readonly at: number
  readonly maxFaces: number
  readonly smoothing: Smoothing | undefined
  readonly resumed: readonly FollowedFace[]
}

/** A frame that the pipeline gives back. */
export interface FrameResponse {
  readonly frame: Frame
  readonly faces: readonly TrackedFace[]
  readonly times: CascadeTimes & { readonly detection: number }
}

/** The pipeline as one tracking sees it. */
export interface TrackingClient {
  /** Takes a frame over; undefined if it was lost, with all that is known of the faces, and the next one may do. */
  track(frame: Frame, request: FrameRequest): Promise<FrameResponse | undefined>
  /** Forgets the faces. */
  end(): void
}

/** Follows the faces of a video, frame after frame; while one is worked on, the latest alone waits. */
export class Tracking {
  readonly #video: HTMLVideoElement
  readonly #client: TrackingClient
  readonly #callback: (result: TrackResult) => void
  readonly #onError: (error: unknown) => void
  readonly #onEnd: (() => void) | undefined
  readonly #smoothing: () => Smoothing | undefined
  readonly #maxFaces: number
  readonly #latestFrame = new LatestFrame()
  #shownFrame: Frame | undefined
  /** Faces of the last answer: networks that take over, after a loss or on another backend, go on with them. */
  #trackedFaces: readonly FollowedFace[] = []
  #busy = false
  #stopped = false

  /** `onEnd` is told once, however the tracking ends. */
  constructor(
    video: HTMLVideoElement,
    engine: TrackingClient,
    callback: (result: TrackResult) => void,
    { maxFaces = 4, smoothing = () => SMOOTHING, onError }: TrackOptions = {},
    onEnd?: () => void,
  ) {
    this.#video = video
    this.#client = engine
    this.#callback = callback
    this.#onError = onError ?? ((error) => reportError(error))
    this.#onEnd = onEnd
    this.#maxFaces = maxFaces
    this.#smoothing = smoothing
    this.#requestFrame()
  }

  /** Ends the tracking; the last frame is closed. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#latestFrame.close()
    this.#shownFrame?.close()
    this.#shownFrame = undefined
    this.#client.end()
    this.#onEnd?.()
  }

  #fail(error: unknown): void {
    // What is still under way when the tracking is stopped may fail because of that.
    if (this.#stopped) return
    this.stop()
    this.#onError(error)
  }

  #requestFrame(): void {
    const wanted = () => !this.#stopped
    requestNextFrame(this.#video, wanted, (at) => {
      this.#receiveFrame(at).catch((error: unknown) => this.#fail(error))
      this.#requestFrame()
    })
  }

  async #receiveFrame(at: number): Promise<void> {
    if (this.#stopped || !this.#video.videoWidth) return
    const frame = await captureFrame(this.#video)
    if (this.#stopped) return frame.close()
    this.#latestFrame.put({ frame, at })
    if (this.#busy) return
    this.#busy = true
    try {
      for (let letter = this.#latestFrame.take(); letter; letter = this.#latestFrame.take())
        await this.#processFrame(letter)
    } finally {
      this.#busy = false
    }
  }

  #createRequest(frame: Frame, at: number): FrameRequest {
    try {
      return { at, maxFaces: this.#maxFaces, smoothing: this.#smoothing(), resumed: this.#trackedFaces }
    } catch (error) {
      frame.close()
      throw error
    }
  }

  async #processFrame({ frame, at }: TimedFrame): Promise<void> {
    const began = performance.now()
    const answer = await this.#client.track(frame, this.#createRequest(frame, at))
    if (!answer) return
    if (this.#stopped) return answer.frame.close()
    const { faces } = answer
    this.#trackedFaces = faces.map(({ id, square }) => ({ id, square }))
    const before = this.#shownFrame
    this.#shownFrame = answer.frame
    try {
      const times = { ...answer.times, frame: performance.now() - began }
      this.#callback({ frame: answer.frame, faces, times })
    } catch (error) {
      // Told also if the callback has stopped the tracking before it threw.
      this.stop()
      this.#onError(error)
    } finally {
      before?.close()
    }
  }
}
