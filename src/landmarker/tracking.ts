import type { Detection } from '../geometry/square.ts'
import type { Ask, CascadeTimes, CascadeResult } from './result.ts'
import { Mailbox, type Letter } from './mailbox.ts'
import type { Smoothing } from './one-euro.ts'
import { grab, whenNewFrame, type Frame, type ImageSource } from './source.ts'
import { Tracker, type TrackedFace } from './tracker.ts'

/** Milliseconds of a video's frame. */
export interface TrackTimes extends CascadeTimes {
  /** Of the last detection, which runs beside. */
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

/** What tracking needs of a landmarker. */
export interface TrackEngine {
  /** The cascade on a frame, which comes back; undefined if it was lost, and the next one may do. */
  run(frame: Frame, asks: readonly Ask[]): Promise<(CascadeResult & { frame: Frame }) | undefined>
  detect(source: ImageSource): Promise<Detection[]>
}

/**
 * Follows the faces of a video, frame after frame; while one is worked on, the latest alone waits. Faces are
 * looked for beside that, in frames as they arrive: long runs of the networks do not delay it.
 */
export class Tracking {
  readonly #video: HTMLVideoElement
  readonly #engine: TrackEngine
  readonly #callback: (result: TrackResult) => void
  readonly #onError: (error: unknown) => void
  readonly #onEnd: (() => void) | undefined
  readonly #tracker: Tracker
  readonly #mailbox = new Mailbox()
  #shown: Frame | undefined
  #busy = false
  #detecting = false
  #detection = 0
  #stopped = false

  /** `onEnd` is told once, however the tracking ends. */
  constructor(
    video: HTMLVideoElement,
    engine: TrackEngine,
    callback: (result: TrackResult) => void,
    { maxFaces = 4, smoothing, onError }: TrackOptions = {},
    onEnd?: () => void,
  ) {
    this.#video = video
    this.#engine = engine
    this.#callback = callback
    this.#onError = onError ?? ((error) => reportError(error))
    this.#onEnd = onEnd
    this.#tracker = new Tracker(maxFaces, smoothing)
    this.#next()
  }

  /** Ends the tracking; the last frame is closed. */
  stop(): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#mailbox.close()
    this.#shown?.close()
    this.#shown = undefined
    this.#onEnd?.()
  }

  #fail(error: unknown): void {
    // What is still under way when the tracking is stopped may fail because of that.
    if (this.#stopped) return
    this.stop()
    this.#onError(error)
  }

  #next(): void {
    const wanted = () => !this.#stopped
    whenNewFrame(this.#video, wanted, (at) => {
      this.#arrive(at).catch((error: unknown) => this.#fail(error))
      this.#next()
    })
  }

  async #arrive(at: number): Promise<void> {
    if (this.#stopped || !this.#video.videoWidth) return
    const frame = await grab(this.#video)
    if (this.#stopped) return frame.close()
    this.#detect(frame)
    this.#mailbox.put({ frame, at })
    if (this.#busy) return
    this.#busy = true
    try {
      for (let letter = this.#mailbox.take(); letter; letter = this.#mailbox.take()) await this.#work(letter)
    } finally {
      this.#busy = false
    }
  }

  async #work({ frame, at }: Letter): Promise<void> {
    const began = performance.now()
    const result = await this.#run(frame)
    if (!result) return
    if (this.#stopped) return result.frame.close()
    const faces = this.#tracker.update(result.faces, at)
    const times = { ...result.times, detection: this.#detection, frame: performance.now() - began }
    const before = this.#shown
    this.#shown = result.frame
    try {
      this.#callback({ frame: result.frame, faces, times })
    } catch (error) {
      // Told also if the callback has stopped the tracking before it threw.
      this.stop()
      this.#onError(error)
    } finally {
      before?.close()
    }
  }

  /** The networks on a frame; one that does not come back from them is closed. */
  async #run(frame: Frame): Promise<(CascadeResult & { frame: Frame }) | undefined> {
    const asks = this.#tracker.asks()
    if (asks.length === 0) return { frame, faces: [], times: NOTHING }
    try {
      const result = await this.#engine.run(frame, asks)
      if (!result) frame.close()
      return result
    } catch (error) {
      frame.close()
      throw error
    }
  }

  /** Begins to look for faces, if it is time; the answer may come while the networks work on a frame. */
  #detect(frame: Frame): void {
    const now = performance.now()
    if (this.#detecting || !this.#tracker.isDetectionDue(now)) return
    this.#detecting = true
    this.#tracker.detecting(now)
    this.#engine
      .detect(frame)
      .then((detections) => {
        this.#detection = performance.now() - now
        this.#tracker.suggest(detections)
      })
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#detecting = false
      })
  }
}

const NOTHING: CascadeTimes = { stage1: 0, stage2: 0, variants: {} }
