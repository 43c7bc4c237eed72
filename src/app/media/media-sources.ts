import type { Landmarker } from '../../landmarker/landmarker.ts'
import { networks, type Networks } from '../state/networks.ts'
import { showsClip, usesCamera, type ViewId } from '../state/routes.ts'
import { appStore, type AppStore } from '../state/store.ts'
import { CameraSource } from './camera-source.ts'
import { ClipSource } from './clip-source.ts'
import { PhotoSource } from './photo-source.ts'
import { PictureStage } from './picture-stage.ts'
import { prefersStillness } from './sample-clip.ts'
import type { Sample } from './samples.ts'

/** Runs the camera, photos, samples and the sample clip through the networks and shows them, one at a time. */
export class MediaSources {
  readonly #stage: PictureStage
  readonly #camera: CameraSource
  readonly #clip: ClipSource
  readonly #photo: PhotoSource

  constructor(store: AppStore, networks: Networks) {
    this.#stage = new PictureStage(store, networks, (landmarker) => this.onVariantsChanged(landmarker))
    this.#camera = new CameraSource(this.#stage)
    this.#clip = new ClipSource(this.#stage)
    this.#photo = new PhotoSource(this.#stage)
  }

  /** Starts a camera, or switches to another one. */
  readonly startCamera = (id?: string): Promise<void> => this.#camera.start(id)

  /** Stops the camera, running or starting. A photo that is being opened is still shown. */
  readonly stopCamera = (): void => this.#camera.stop()

  /** Plays the sample clip. A failure is reported if the visitor `asked` for it; else there is just no clip. */
  readonly startClip = ({ asked }: { readonly asked: boolean }): Promise<void> => this.#clip.start(asked)

  /** Pauses the sample clip, or lets it go on. */
  readonly toggleClip = (): void => this.#clip.toggle()

  /** Opens a photo from a file, the clipboard or a drop. Returns its bitmap if it is shown. */
  readonly openPhoto = (file: Blob, name: string): Promise<ImageBitmap | undefined> =>
    this.#photo.open(file, name)

  /** Opens a sample photo of this site, or its part. */
  readonly openSample = (sample: Sample): Promise<void> => this.#photo.openSample(sample)

  /** Closes camera and photo and clears the canvas. */
  readonly close = (): void => void this.#stage.close()

  /** Stops what the view does not show, and offers a picture if another view came before it. */
  followView(before: ViewId): void {
    const { view } = this.#stage.store.getState().options
    if (!usesCamera(view)) this.#camera.stop()
    if (!showsClip(view)) this.#clip.stop()
    // Where no clip plays, the face that X-ray opened stays on the stage.
    if (view !== 'xray' && !(showsClip(view) && prefersStillness())) this.#photo.closeFace()
    if (view !== before) this.offerPicture()
  }

  /**
   * Fills a stage on which nothing is shown or on its way: X-ray's with a face, Live's and Compare's with the sample clip,
   * but not for who prefers stillness.
   */
  offerPicture(): void {
    const { options, loading, picture, busy, alert } = this.#stage.store.getState()
    if (loading.phase !== 'ready' || picture !== 'none' || busy || alert) return
    if (options.view === 'xray') void this.#photo.openFace()
    else if (showsClip(options.view) && !prefersStillness()) void this.startClip({ asked: false })
  }

  /** Handles a change of variants: detects a photo again, and restarts the statistics. */
  async onVariantsChanged(landmarker: Landmarker): Promise<void> {
    this.#stage.presenter.resetStats()
    this.#stage.pacer.clear()
    if (this.#clip.isPaused) await this.#clip.redetect(landmarker)
    await this.#photo.redetect(landmarker)
  }
}

/** Pictures of this page. */
export const mediaSources = new MediaSources(appStore, networks)
