import type { VideoFileFrame } from '../../../video/frame-source.ts'
import type { VideoFile } from '../../../video/video-file.ts'

/** Shows what a player plays. */
export interface Viewer {
  /** Draws a frame, which is closed then. */
  show(frame: VideoFileFrame): Promise<void>
  /** Called when position or state change. */
  onChange(): void
  onError(error: unknown): void
}

/** Plays decoded frames at their times, at a chosen speed, and shows single ones. Shown frames are closed at once. */
export class Player {
  readonly #video: VideoFile
  #viewer: Viewer | undefined
  /** Number of the latest request; a slow one must not show its frame after a later one. */
  #request = 0
  #isSeeking = false
  #wanted: number | undefined
  #at = 0
  #isPlaying = false
  #rate = 1

  constructor(video: VideoFile) {
    this.#video = video
  }

  /** Connects the one that shows the frames; returns a function that pauses and ends it. */
  connect(viewer: Viewer): () => void {
    this.#viewer = viewer
    return () => {
      this.#request++
      this.#isPlaying = false
      this.#wanted = undefined
      this.#viewer = undefined
    }
  }

  /** Time of the frame that is shown, in seconds. */
  get at(): number {
    return this.#at
  }

  get isPlaying(): boolean {
    return this.#isPlaying
  }

  get rate(): number {
    return this.#rate
  }

  /** Changes the speed: 1 is the video's own. */
  setRate(rate: number, end: number): void {
    this.#rate = rate
    if (this.#isPlaying) this.play(this.#at, end)
    this.#viewer?.onChange()
  }

  /** Plays from a time to another. */
  play(start: number, end: number): void {
    const request = ++this.#request
    this.#isPlaying = true
    this.#viewer?.onChange()
    this.#run(request, start, end)
      .catch((error: unknown) => {
        if (request === this.#request) this.#viewer?.onError(error)
      })
      .finally(() => {
        if (request === this.#request) this.pause()
      })
  }

  pause(): void {
    this.#request++
    this.#isPlaying = false
    this.#viewer?.onChange()
  }

  /** Shows the frame at a time. Of many requests at once only the last one is answered. */
  seek(seconds: number): void {
    if (this.#isPlaying) this.pause()
    this.#at = seconds
    this.#wanted = seconds
    this.#viewer?.onChange()
    if (!this.#isSeeking) this.#showWanted().catch((error: unknown) => this.#viewer?.onError(error))
  }

  async #showWanted(): Promise<void> {
    this.#isSeeking = true
    try {
      while (this.#wanted !== undefined) {
        const wanted = this.#wanted
        const request = this.#request
        const shown = await this.#video.readFrame(wanted)
        try {
          if (shown && request === this.#request && this.#wanted === wanted) await this.#viewer?.show(shown)
        } finally {
          shown?.frame.close()
        }
        if (this.#wanted === wanted) this.#wanted = undefined
      }
    } finally {
      this.#isSeeking = false
    }
  }

  async #run(request: number, start: number, end: number): Promise<void> {
    let began: { readonly clock: number; readonly at: number } | undefined
    for await (const shown of this.#video.readFrames(start)) {
      const { frame, timestampSeconds } = shown
      try {
        if (request !== this.#request || timestampSeconds > end) return
        began ??= { clock: performance.now(), at: timestampSeconds }
        const due = began.clock + (1000 * (timestampSeconds - began.at)) / this.#rate
        const wait = due - performance.now()
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
        if (request !== this.#request) return
        this.#at = timestampSeconds
        await this.#viewer?.show(shown)
        this.#viewer?.onChange()
      } finally {
        frame.close()
      }
    }
  }
}
