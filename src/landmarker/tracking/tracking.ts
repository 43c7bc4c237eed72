import type { CascadeTimes } from '../result.ts'
import { LatestFrame, type TimedFrame } from './latest-frame.ts'
import { SMOOTHING, type Smoothing } from './one-euro.ts'
import { LandmarkerError } from '../errors.ts'
import type { ResumedFace } from '../worker/pipeline.ts'
import { captureFrame, requestNextFrame, type Frame } from '../source.ts'
import type { TrackedFace } from './tracker.ts'

/** Milliseconds for which a video that plays may give no frames before the tracking ends with an error. */
export const MAX_MISSING_MS = 3000

/** Milliseconds per step for one frame of a video. */
export interface TrackTimes extends CascadeTimes {
  /** Last search for faces. */
  readonly detection: number
  /** Total time from the frame's arrival to its landmarks. */
  readonly frame: number
}

/** Frame of a video with the faces in it; the landmarks are in pixels of this frame. */
export interface TrackResult {
  /** Valid until the next result or the end of the tracking, when it is closed. */
  readonly frame: Frame
  readonly faces: readonly TrackedFace[]
  readonly times: TrackTimes
}

export interface TrackOptions {
  /** Maximum number of faces to track. Default: 4. */
  readonly maxFaces?: number
  /** Called for every frame; returns the parameters of smoothing, or undefined for none. Default: `SMOOTHING`. */
  readonly smoothing?: () => Smoothing | undefined
  /** Called with the error that ended the tracking, which may come from the callback. Default: `reportError`. */
  readonly onError?: (error: unknown) => void
  /** Ends the tracking when it is aborted, like `stop`. One that is aborted already is thrown. */
  readonly signal?: AbortSignal
}

/** Request to process one frame. */
export interface FrameRequest {
  readonly at: number
  readonly maxFaces: number
  readonly smoothing: Smoothing | undefined
  readonly resumed: readonly ResumedFace[]
  readonly isClip?: boolean
}

/** Processed frame with its faces. */
export interface FrameResponse {
  readonly frame: Frame
  readonly faces: readonly TrackedFace[]
  readonly times: CascadeTimes & { readonly detection: number }
}

/** Pipeline, as used by one tracking. */
export interface TrackingClient {
  /** Processes a frame and takes its ownership; undefined if the frame and the state of the faces were lost. */
  track(frame: Frame, request: FrameRequest): Promise<FrameResponse | undefined>
  /** Ends the tracking in the pipeline. */
  end(): void
}

/** Tracks the faces of a video frame by frame. While one frame is processed, only the newest one waits. */
export class Tracking {
  readonly #video: HTMLVideoElement
  readonly #client: TrackingClient
  readonly #callback: (result: TrackResult) => void
  readonly #onError: (error: unknown) => void
  readonly #onEnd: (() => void) | undefined
  readonly #smoothing: () => Smoothing | undefined
  readonly #maxFaces: number
  readonly #signal: AbortSignal | undefined
  readonly #abort = () => this.stop()
  readonly #latestFrame = new LatestFrame()
  #shownFrame: Frame | undefined
  /** Faces of the last result, which restarted networks resume from. */
  #trackedFaces: readonly ResumedFace[] = []
  /** Time of the first of the missing frames, in milliseconds; undefined while frames come. */
  #missingSince: number | undefined
  #busy = false
  #stopped = false

  /** @param onEnd - called once when the tracking ends for any reason. */
  constructor(
    video: HTMLVideoElement,
    engine: TrackingClient,
    callback: (result: TrackResult) => void,
    { maxFaces = 4, smoothing = () => SMOOTHING, onError, signal }: TrackOptions = {},
    onEnd?: () => void,
  ) {
    signal?.throwIfAborted()
    this.#video = video
    this.#client = engine
    this.#callback = callback
    this.#onError = onError ?? ((error) => reportError(error))
    this.#onEnd = onEnd
    this.#maxFaces = maxFaces
    this.#smoothing = smoothing
    this.#signal = signal
    signal?.addEventListener('abort', this.#abort)
    this.#requestFrame()
  }

  /** Ends the tracking and closes the last frame. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#latestFrame.close()
    this.#shownFrame?.close()
    this.#shownFrame = undefined
    this.#client.end()
    this.#onEnd?.()
  }

  #fail(error: unknown): void {
    // Calls in progress can fail because the tracking was stopped.
    if (this.#stopped) return
    this.stop()
    this.#onError(error)
  }

  #requestFrame(): void {
    const isWanted = () => !this.#stopped
    requestNextFrame(this.#video, isWanted, (at) => {
      this.#receiveFrame(at).catch((error: unknown) => this.#fail(error))
      this.#requestFrame()
    })
  }

  async #receiveFrame(at: number): Promise<void> {
    if (this.#stopped || !this.#video.videoWidth) return
    const frame = await captureFrame(this.#video)
    if (!frame) return this.#missFrame()
    if (this.#stopped) return frame.close()
    this.#missingSince = undefined
    this.#latestFrame.put({ frame, at })
    if (this.#busy) return
    this.#busy = true
    try {
      for (let timed = this.#latestFrame.take(); timed; timed = this.#latestFrame.take())
        await this.#processFrame(timed)
    } finally {
      this.#busy = false
    }
  }

  #missFrame(): void {
    const now = performance.now()
    this.#missingSince ??= now
    if (now - this.#missingSince <= MAX_MISSING_MS) return
    throw new LandmarkerError('source', 'The video plays, but the browser does not give its frames.')
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
    const startedAt = performance.now()
    const response = await this.#client.track(frame, this.#createRequest(frame, at))
    if (!response) return
    if (this.#stopped) return response.frame.close()
    const { faces } = response
    this.#trackedFaces = faces.map(({ id, square }) => ({ id, square }))
    const previous = this.#shownFrame
    this.#shownFrame = response.frame
    try {
      const times = { ...response.times, frame: performance.now() - startedAt }
      this.#callback({ frame: response.frame, faces, times })
    } catch (error) {
      // Reported even if the callback stopped the tracking before it threw.
      this.stop()
      this.#onError(error)
    } finally {
      previous?.close()
    }
  }
}
