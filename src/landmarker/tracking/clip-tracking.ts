import { LandmarkerError } from '../errors.ts'
import { rejectOnAbort } from '../cancellation.ts'
import type { CascadeTimes } from '../result.ts'
import { toTransferable, type LandmarkerSource } from '../source.ts'
import type { ResumedFace } from '../worker/pipeline.ts'
import type { Smoothing } from './one-euro.ts'
import type { TrackedFace } from './tracker.ts'
import type { TrackingClient } from './tracking.ts'

export interface ClipOptions {
  /** Maximum number of faces to track. Default: 4. */
  readonly maxFaces?: number | undefined
  /** Parameters of smoothing. Default: none, so that `landmarks` are as measured. */
  readonly smoothing?: Smoothing | undefined
  /** Ends the tracking when it is aborted; `track` then rejects with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** Faces of one frame of a clip, largest first; the landmarks are in pixels of the frame. */
export interface ClipResult {
  readonly faces: readonly TrackedFace[]
  readonly times: CascadeTimes & { readonly detection: number }
}

/** Client of the networks, as used for a clip. */
export interface ClipClient extends TrackingClient {
  /** Keeps the backend until the returned function is called: backends differ in the last digits. */
  keepBackend(): Promise<() => void>
}

/** Runs of one frame after which it is given up, as the networks were lost each time. */
const MAX_RUNS = 2

/** Tracks the faces of a clip, frame by frame. Created by `Landmarker.trackClip`. */
export class ClipTracking {
  readonly #client: ClipClient
  readonly #options: ClipOptions
  readonly #releaseBackend: Promise<() => void>
  #trackedFaces: readonly ResumedFace[] = []
  #lastAt = -Infinity
  #isBusy = false
  #isEnded = false

  constructor(client: ClipClient, options: ClipOptions) {
    options.signal?.throwIfAborted()
    this.#client = client
    this.#options = options
    this.#releaseBackend = client.keepBackend()
    options.signal?.addEventListener('abort', this.end)
  }

  /**
   * Tracks the faces in the clip's next frame, which stays open. `at` is its time in the clip in seconds; call again when
   * the result has come.
   * @throws RangeError for a time below that of the frame before, or a call that overlaps with another;
   * LandmarkerError 'source', 'backend' or 'disposed'; the reason of an aborted signal.
   */
  async track(source: LandmarkerSource, at: number): Promise<ClipResult> {
    const { signal } = this.#options
    signal?.throwIfAborted()
    if (this.#isEnded) throw new LandmarkerError('disposed', 'This tracking has ended; start another one.')
    if (this.#isBusy) throw new RangeError('the frames of a clip must be tracked one after another')
    if (!(at >= this.#lastAt && at > -Infinity && at < Infinity))
      throw new RangeError(`a frame at ${at} s cannot follow one at ${this.#lastAt} s`)
    this.#lastAt = at
    this.#isBusy = true
    try {
      return await rejectOnAbort(this.#runFrame(source, at), signal)
    } finally {
      this.#isBusy = false
    }
  }

  /** Ends the tracking and forgets its faces. */
  readonly end = (): void => {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#options.signal?.removeEventListener('abort', this.end)
    this.#client.end()
    void this.#releaseBackend.then((release) => release())
  }

  async #runFrame(source: LandmarkerSource, at: number): Promise<ClipResult> {
    await this.#releaseBackend
    const { maxFaces = 4, smoothing } = this.#options
    for (let run = 0; run < MAX_RUNS; run++) {
      const request = { at, maxFaces, smoothing, resumed: this.#trackedFaces, isClip: true }
      // A copy, as the frame is lost with networks that are lost.
      const response = await this.#client.track(await toTransferable(source), request)
      if (!response) continue
      response.frame.close()
      const { faces, times } = response
      this.#trackedFaces = faces.map(({ id, square }) => ({ id, square }))
      return { faces, times }
    }
    throw new LandmarkerError('backend', 'The networks stopped twice at one frame. Reload the page.')
  }
}
