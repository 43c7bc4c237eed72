import { createStore } from 'zustand'
import type { AnalysedFrame, ClipAnalysis } from '../../../analysis/clip-analysis.ts'
import type { FaceRow } from '../../../analysis/face-row.ts'
import { RowStore } from '../../../analysis/row-store.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Smoothing } from '../../../landmarker/tracking/one-euro.ts'
import { VideoError } from '../../../video/video-error.ts'
import type { VideoFile } from '../../../video/video-file.ts'
import { networks } from '../../state/networks.ts'
import { TEXT } from '../../ui/text.ts'

/** Interval of updates: frames come faster than the page needs to be drawn. */
const PUBLISH_INTERVAL_MS = 200

let analysisCount = 0

export interface AnalysisSettings {
  readonly variant: string
  readonly smoothing: Smoothing | undefined
}

/** Progress of an analysis, as the page shows it. */
export interface AnalysisState {
  readonly phase: 'ready' | 'running' | 'stopped' | 'done'
  /** Settings of the rows. */
  readonly settings: AnalysisSettings | undefined
  /** Reason for waiting before the first frame, for the user. */
  readonly waitingFor: string | undefined
  /** Error that ended it early, for the user. */
  readonly failure: string | undefined
  /** True if it stopped early at a place where it can go on. */
  readonly canContinue: boolean
  /** Number of analysed frames, and of their rows. */
  readonly frames: number
  readonly rows: number
  /** Working time in milliseconds. */
  readonly elapsedMs: number
}

const NOTHING_YET: AnalysisState = {
  phase: 'ready',
  settings: undefined,
  waitingFor: undefined,
  failure: undefined,
  canContinue: false,
  frames: 0,
  rows: 0,
  elapsedMs: 0,
}

/** Creates the state of an analysis that has not begun. */
export const createAnalysisStore = () => createStore<AnalysisState>()(() => NOTHING_YET)

/**
 * Analyses a video frame by frame. Keeps the numbers only; what there is when it ends early stays, and it can go on from
 * there.
 */
export class VideoAnalysis {
  /** Number of the analysis, another one for each opened file. */
  readonly id = ++analysisCount
  readonly video: VideoFile
  readonly store = createAnalysisStore()
  /** Newest analysed frame, to show it; valid until the next one. */
  readonly frameStore = createStore<{ readonly newest: AnalysedFrame | undefined }>()(() => ({
    newest: undefined,
  }))
  rows = new RowStore()
  /** Time of each analysed frame in seconds, rising. */
  times: number[] = []
  /** Index in `rows` of each frame's first row. */
  #firstRows: number[] = []
  /** Analysis of the frames so far, from which it can go on. */
  #clip: ClipAnalysis | undefined
  #publishedAt = 0
  #elapsedMs = 0
  #abort = new AbortController()
  #isDisposed = false

  constructor(video: VideoFile) {
    this.video = video
  }

  /** Settings of the rows. */
  get settings(): AnalysisSettings | undefined {
    return this.store.getState().settings
  }

  /** Rows of an analysed frame by its index. */
  getRows(index: number): readonly FaceRow[] {
    const [first, end] = [this.#firstRows.at(index) ?? 0, this.#firstRows.at(index + 1) ?? this.rows.length]
    return Array.from({ length: end - first }, (_, i) => this.rows.get(first + i))
  }

  /** Finds the index of the last analysed frame that starts at or before a time; -1 before the first. */
  findFrame(seconds: number): number {
    let [low, high] = [-1, this.times.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.times[middle]! <= seconds) low = middle
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
  async run(settings: AnalysisSettings): Promise<void> {
    if (this.store.getState().phase === 'running' || this.#isDisposed) return
    this.#endClip()
    this.rows = new RowStore()
    this.times = []
    this.#firstRows = []
    this.#elapsedMs = 0
    await this.#run(settings)
  }

  /**
   * Goes on after the last analysed frame, with the same settings. The rows are those of an analysis that was not
   * interrupted.
   */
  readonly continue = async (): Promise<void> => {
    const { phase, canContinue, settings } = this.store.getState()
    if (phase === 'running' || this.#isDisposed || !canContinue || !settings) return
    await this.#run(settings)
  }

  async #run(settings: AnalysisSettings): Promise<void> {
    const { signal } = (this.#abort = new AbortController())
    this.#publish({ ...NOTHING_YET, phase: 'running', settings, waitingFor: TEXT.video.waitingForNetworks })
    let hasEnded = false
    let failure: string | undefined
    let isAtEnd = false
    try {
      const ran = await networks.borrow(async (landmarker) => {
        hasEnded = await this.#runFrames(landmarker, settings, signal)
        return true
      })
      if (!ran) failure = TEXT.video.networksFailed
    } catch (error) {
      // The file cannot be read further.
      isAtEnd = error instanceof VideoError
      if (!signal.aborted) failure = getErrorMessage(error)
    }
    const canContinue = !hasEnded && !isAtEnd && this.times.length > 0 && !this.#isDisposed
    if (!canContinue) this.#endClip()
    this.frameStore.setState({ newest: undefined })
    this.#publish({ phase: hasEnded ? 'done' : 'stopped', failure, canContinue, waitingFor: undefined })
  }

  /** Stops after the current frame. */
  readonly cancel = (): void => this.#abort.abort()

  /** Stops and closes the video. */
  dispose(): void {
    this.#isDisposed = true
    this.cancel()
    if (this.store.getState().phase !== 'running') this.#endClip()
    this.video.close()
  }

  /** Returns true if it came to the video's end. */
  async #runFrames(
    landmarker: Landmarker,
    { variant, smoothing }: AnalysisSettings,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (signal.aborted) return false
    const { ClipAnalysis } = await import('../../../analysis/clip-analysis.ts')
    await networks.loadVariants(landmarker, [variant], (loaded, total) =>
      this.#publish({ waitingFor: TEXT.video.loadingNetworks(Math.round((100 * loaded) / total)) }),
    )
    this.#publish({ waitingFor: undefined })
    const began = performance.now() - this.#elapsedMs
    const clip = (this.#clip ??= new ClipAnalysis(landmarker, { smoothing }))
    for await (const frame of clip.analyse(this.video.readFrames(clip.resumesAt))) {
      this.#firstRows.push(this.rows.length)
      this.times.push(frame.timestampSeconds)
      for (const row of frame.rows) this.rows.add(row)
      this.#elapsedMs = performance.now() - began
      this.frameStore.setState({ newest: frame })
      if (performance.now() - this.#publishedAt > PUBLISH_INTERVAL_MS) this.#publish({})
      if (signal.aborted) return false
    }
    return true
  }

  /** Forgets the faces; it cannot go on then. */
  #endClip(): void {
    this.#clip?.end()
    this.#clip = undefined
  }

  /** Publishes a change, and how far the analysis is. */
  #publish(change: Partial<AnalysisState>): void {
    this.#publishedAt = performance.now()
    const [frames, rows, elapsedMs] = [this.times.length, this.rows.length, this.#elapsedMs]
    this.store.setState({ ...change, frames, rows, elapsedMs })
  }
}
