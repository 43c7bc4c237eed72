import type { AnalysedFrame } from '../../../analysis/analyse-frames.ts'
import type { FaceRow } from '../../../analysis/face-row.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Smoothing } from '../../../landmarker/tracking/one-euro.ts'
import type { VideoFile } from '../../../video/video-file.ts'
import type { AppController } from '../../state/app-controller.ts'
import { TEXT } from '../../ui/text.ts'

/** Interval of updates: frames come faster than the page needs to be drawn. */
const NOTIFY_INTERVAL_MS = 200

let analysisCount = 0

export interface AnalysisSettings {
  readonly variant: string
  readonly smoothing: Smoothing | undefined
}

/** Analyses a video frame by frame. Keeps the numbers only; what there is when it ends early stays. */
export class VideoAnalysis {
  /** Number of the analysis, another one for each opened file. */
  readonly id = ++analysisCount
  readonly video: VideoFile
  phase: 'ready' | 'running' | 'stopped' | 'done' = 'ready'
  /** Settings of the rows. */
  settings: AnalysisSettings | undefined
  rows: FaceRow[] = []
  /** Time of each analysed frame in seconds, rising. */
  times: number[] = []
  /** Reason for waiting before the first frame, for the user. */
  waitingFor: string | undefined
  /** Error that ended it early, for the user. */
  failure: string | undefined
  /** Working time in milliseconds. */
  elapsedMs = 0
  /** Index in `rows` of each frame's first row. */
  #firstRows: number[] = []
  readonly #listeners = new Set<() => void>()
  readonly #watchers = new Set<(frame: AnalysedFrame) => void>()
  #version = 0
  #notifiedAt = 0
  #abort = new AbortController()
  #isDisposed = false

  constructor(video: VideoFile) {
    this.video = video
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Calls `watcher` with each analysed frame, to show it. Returns a function that ends it. */
  readonly watch = (watcher: (frame: AnalysedFrame) => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Counter that changes whenever there is something new to show. */
  readonly version = (): number => this.#version

  /** Rows of an analysed frame by its index. */
  getRows(index: number): readonly FaceRow[] {
    return this.rows.slice(this.#firstRows[index], this.#firstRows[index + 1])
  }

  /** Finds the index of the last analysed frame that starts at or before a time; -1 before the first. */
  findFrame(seconds: number): number {
    let [low, high] = [-1, this.times.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.times[middle] <= seconds) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Share of the video that has been analysed, 0 to 1; undefined if its duration is unknown. */
  get progress(): number | undefined {
    const { durationSeconds } = this.video
    if (!durationSeconds) return undefined
    return Math.min(1, (this.times.at(-1) ?? 0) / durationSeconds)
  }

  /** Analyses the video from its first frame until its end or `cancel`. */
  async run(app: AppController, settings: AnalysisSettings): Promise<void> {
    if (this.phase === 'running' || this.#isDisposed) return
    const { signal } = (this.#abort = new AbortController())
    this.phase = 'running'
    this.settings = settings
    this.rows = []
    this.times = []
    this.#firstRows = []
    this.failure = undefined
    this.elapsedMs = 0
    this.#notify(TEXT.video.waitingForNetworks)
    let hasEnded = false
    try {
      const ran = await app.borrow(async (landmarker) => {
        hasEnded = await this.#runFrames(app, landmarker, settings, signal)
        return true
      })
      if (!ran) this.failure = TEXT.video.networksFailed
    } catch (error) {
      if (!signal.aborted) this.failure = getErrorMessage(error)
    }
    this.phase = hasEnded ? 'done' : 'stopped'
    this.#notify(undefined)
  }

  /** Stops after the current frame. */
  readonly cancel = (): void => this.#abort.abort()

  /** Stops and closes the video. */
  dispose(): void {
    this.#isDisposed = true
    this.#watchers.clear()
    this.cancel()
    this.video.close()
  }

  /** Returns true if it came to the video's end. */
  async #runFrames(
    app: AppController,
    landmarker: Landmarker,
    { variant, smoothing }: AnalysisSettings,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (signal.aborted) return false
    const { analyseFrames } = await import('../../../analysis/analyse-frames.ts')
    await app.loadVariants(landmarker, [variant], (loaded, total) =>
      this.#notify(TEXT.video.loadingNetworks(Math.round((100 * loaded) / total))),
    )
    this.#notify(undefined)
    const began = performance.now()
    const frames = analyseFrames(this.video.readFrames(), landmarker, { smoothing })
    for await (const frame of frames) {
      if (signal.aborted) return false
      this.#firstRows.push(this.rows.length)
      this.times.push(frame.timestampSeconds)
      this.rows.push(...frame.rows)
      this.elapsedMs = performance.now() - began
      for (const watcher of this.#watchers) watcher(frame)
      if (performance.now() - this.#notifiedAt > NOTIFY_INTERVAL_MS) this.#notify(undefined)
    }
    return true
  }

  #notify(waitingFor: string | undefined): void {
    this.waitingFor = waitingFor
    this.#version++
    this.#notifiedAt = performance.now()
    for (const listener of this.#listeners) listener()
  }
}
