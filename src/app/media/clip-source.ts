import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker } from '../../landmarker/landmarker.ts'
import { TEXT } from '../ui/text.ts'
import type { PictureStage } from './picture-stage.ts'
import { closeClip, playSampleClip } from './sample-clip.ts'

/** Sample clip as the stage's picture. */
export class ClipSource {
  readonly #stage: PictureStage
  #clip: HTMLVideoElement | undefined

  constructor(stage: PictureStage) {
    this.#stage = stage
  }

  /** Plays the clip. A failure is reported if the visitor `asked` for it; else there is just no clip. */
  async start(asked: boolean): Promise<void> {
    const { requests, store } = this.#stage
    const requestId = requests.start(TEXT.media.loadingClip)
    await requests.run('clip', requestId, async () => {
      try {
        const landmarker = await this.#stage.awaitNetworks(requestId)
        if (!landmarker) return
        const video = await playSampleClip()
        if (!requests.isLatest(requestId)) return closeClip(video)
        this.#stage.take(() => {
          closeClip(video)
          this.#clip = undefined
        })
        this.#clip = video
        store.setState({ isPaused: false })
        this.#stage.track(landmarker, video, 'clip')
      } catch (error) {
        requests.fail(requestId, asked ? TEXT.media.clipFailed(getErrorMessage(error)) : undefined)
      }
    })
  }

  /** Pauses the clip, or lets it go on. */
  toggle(): void {
    const clip = this.#clip
    if (!clip) return
    const isPaused = !clip.paused
    if (isPaused) clip.pause()
    // Refused only if the clip is closed meanwhile.
    else void clip.play().catch(() => undefined)
    this.#stage.store.setState({ isPaused })
  }

  /** Stops the clip, playing or being loaded. */
  stop(): void {
    if (this.#stage.requests.isRunning('clip')) this.#stage.requests.start(undefined)
    if (this.#clip) this.#stage.clear()
  }

  /** True while the clip is shown and paused. */
  get isPaused(): boolean {
    return this.#clip?.paused ?? false
  }

  /** Runs the frame of a paused clip through the current variants again, unless it goes on meanwhile. */
  async redetect(landmarker: Landmarker): Promise<void> {
    const { store, presenter } = this.#stage
    const source = store.getState().image?.source
    const isShown = () => store.getState().image?.source === source
    if (!source) return
    try {
      const { faces, times } = await landmarker.detect(source)
      if (isShown()) presenter.show({ source, faces, times }, 'clip')
    } catch (error) {
      // A frame that has been replaced is closed.
      if (isShown()) store.setState({ alert: getErrorMessage(error) })
    }
  }
}
