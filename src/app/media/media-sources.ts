import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker, Result } from '../../landmarker/landmarker.ts'
import { QualityController, type Quality } from '../../landmarker/adaptive-quality.ts'
import { AutomaticVariant, toQualitySample } from '../state/automatic-variant.ts'
import {
  describeCameraError,
  closeCamera,
  describeCameraEnd,
  getCameraId,
  listCameras,
  watchCamera,
  openCamera,
  playStream,
} from './camera.ts'
import { Presenter } from '../canvas/presenter.ts'
import { networks, type Networks } from '../state/networks.ts'
import { readPhoto } from './photo.ts'
import { cutPhoto } from './cut-photo.ts'
import { closeClip, playSampleClip, prefersStillness } from './sample-clip.ts'
import { PORTRAITS, type Sample } from './samples.ts'
import { showsClip, usesCamera, type ViewId } from '../state/routes.ts'
import { FAST_VARIANT, ACCURATE_VARIANT } from '../state/state.ts'
import { appStore, type AppStore } from '../state/store.ts'
import { TEXT } from '../ui/text.ts'

/** Runs the camera, photos, samples and the sample clip through the networks and shows them, one at a time. */
export class MediaSources {
  readonly #store: AppStore
  readonly #networks: Networks
  readonly #presenter: Presenter
  readonly #automatic: AutomaticVariant
  readonly #pace = new QualityController()
  #stream: MediaStream | undefined
  #clip: HTMLVideoElement | undefined
  #tracking: { stop(): void } | undefined
  #photo: ImageBitmap | undefined
  /** Number of the latest request; a slow one must not replace a later picture. */
  #requestId = 0
  /** Request of the photo that is being opened. */
  #opening: number | undefined
  /** Request of the camera that is being started. */
  #starting: number | undefined
  /** Request of the sample clip that is being loaded. */
  #loadingClip: number | undefined
  /** Request of the face that X-ray opens by itself, and its photo once it is shown. */
  #offering: number | undefined
  #offeredPhoto: ImageBitmap | undefined

  constructor(store: AppStore, networks: Networks) {
    this.#store = store
    this.#networks = networks
    this.#presenter = new Presenter(store)
    this.#automatic = new AutomaticVariant({
      options: () => store.getState().options,
      use: async (names) => {
        const landmarker = await networks.whenFree()
        if (landmarker) await networks.loadVariants(landmarker, names)
      },
      show: async (variant) => {
        store.setState(({ options }) => ({ options: { ...options, variant } }))
        const { running } = networks
        if (running) await this.onVariantsChanged(running)
      },
    })
  }

  /** Starts a camera, or switches to another one. */
  readonly startCamera = async (id?: string): Promise<void> => {
    const requestId = this.#startRequest(TEXT.media.startingCamera)
    this.#starting = requestId
    try {
      await this.#start(requestId, id)
    } catch (error) {
      if (requestId !== this.#requestId) return
      this.#closePendingCamera()
      this.#store.setState({ busy: undefined, alert: describeCameraError(error) })
    } finally {
      if (this.#starting === requestId) this.#starting = undefined
    }
  }

  async #start(requestId: number, id: string | undefined): Promise<void> {
    const stream = await openCamera(id)
    if (requestId !== this.#requestId) {
      closeCamera(stream)
      return
    }
    this.#release()
    this.#stream = stream
    this.#watchCamera(stream)
    this.#store.setState({ camera: getCameraId(stream) })
    void this.#offerCameras(stream)
    const landmarker = await this.#awaitNetworks(requestId)
    if (!landmarker) return
    const video = await playStream(stream)
    // A later request has closed the camera.
    if (requestId !== this.#requestId) return
    this.#track(landmarker, video, 'camera')
  }

  /** Shows a video's frames with their landmarks. */
  #track(landmarker: Landmarker, video: HTMLVideoElement, picture: 'camera' | 'clip'): void {
    this.#tracking = landmarker.track(
      video,
      ({ frame, faces, times }) => {
        const now = performance.now()
        this.#presenter.show({ source: frame, faces, times }, picture)
        // Nobody asked for the clip: it loads no larger networks.
        if (picture === 'clip' || faces.length === 0) return
        const sample = toQualitySample(landmarker.backend, times, times.frame)
        this.#adaptVariant(() => this.#pace.addFrame(sample, now))
      },
      {
        smoothing: () => {
          const { smoothed, smoothing } = this.#store.getState().options
          return smoothed ? smoothing : undefined
        },
        onError: (error) => {
          this.close()
          this.#store.setState({ alert: getErrorMessage(error) })
        },
      },
    )
  }

  /** Plays the sample clip. A failure is reported if the visitor `asked` for it; else there is just no clip. */
  readonly startClip = async ({ asked }: { readonly asked: boolean }): Promise<void> => {
    const requestId = this.#startRequest(TEXT.media.loadingClip)
    this.#loadingClip = requestId
    try {
      const landmarker = await this.#awaitNetworks(requestId)
      if (!landmarker) return
      const video = await playSampleClip()
      if (requestId !== this.#requestId) return closeClip(video)
      this.#release()
      this.#clip = video
      this.#store.setState({ isPaused: false })
      this.#track(landmarker, video, 'clip')
    } catch (error) {
      this.#fail(requestId, asked ? TEXT.media.clipFailed(getErrorMessage(error)) : undefined)
    } finally {
      if (this.#loadingClip === requestId) this.#loadingClip = undefined
    }
  }

  /** Pauses the sample clip, or lets it go on. */
  readonly toggleClip = (): void => {
    const clip = this.#clip
    if (!clip) return
    const isPaused = !clip.paused
    if (isPaused) clip.pause()
    // Refused only if the clip is closed meanwhile.
    else void clip.play().catch(() => undefined)
    this.#store.setState({ isPaused })
  }

  /** Lists the cameras to switch to; none if the browser does not tell. */
  async #offerCameras(stream: MediaStream): Promise<void> {
    const cameras = await listCameras().catch(() => [])
    if (this.#stream === stream) this.#store.setState({ cameras })
  }

  /** Closes a camera without frames yet, and clears the picture it was to replace. */
  #closePendingCamera(): void {
    if (this.#stream && !this.#tracking) this.#clearPicture()
  }

  /** Reports interruptions of the camera to the user. */
  #watchCamera(stream: MediaStream): void {
    const whileOn = (listener: () => void) => () => {
      if (this.#stream === stream) listener()
    }
    watchCamera(stream, {
      ended: whileOn(() => {
        this.close()
        const requestId = this.#requestId
        void describeCameraEnd().then((alert) => this.#fail(requestId, alert))
      }),
      muted: whileOn(() => this.#store.setState({ alert: TEXT.media.camera.muted })),
      unmuted: whileOn(() => {
        if (this.#store.getState().alert === TEXT.media.camera.muted)
          this.#store.setState({ alert: undefined })
      }),
    })
  }

  /** Opens a photo from a file, the clipboard or a drop. Returns its bitmap if it is shown. */
  readonly openPhoto = async (file: Blob, name: string): Promise<ImageBitmap | undefined> => {
    return this.#read(this.#startRequest(TEXT.media.reading(name)), file, name)
  }

  async #read(requestId: number, file: Blob, name: string): Promise<ImageBitmap | undefined> {
    this.#opening = requestId
    try {
      return await this.#open(requestId, file, name)
    } finally {
      if (this.#opening === requestId) this.#opening = undefined
    }
  }

  async #open(requestId: number, file: Blob, name: string): Promise<ImageBitmap | undefined> {
    let photo: ImageBitmap
    try {
      photo = await readPhoto(file, name)
    } catch (error) {
      this.#fail(requestId, getErrorMessage(error))
      return undefined
    }
    const landmarker = requestId === this.#requestId ? await this.#awaitNetworks(requestId) : undefined
    if (!landmarker || requestId !== this.#requestId) {
      photo.close()
      return undefined
    }
    this.#store.setState({ busy: TEXT.media.findingFaces })
    const { variants } = landmarker
    try {
      const result = await landmarker.detect(photo)
      if (requestId !== this.#requestId) {
        photo.close()
        return undefined
      }
      this.#release()
      this.#photo = photo
      this.#presentPhoto(landmarker, photo, result)
      if (landmarker.variants !== variants) await this.#redetect(landmarker, photo)
      return this.#photo === photo ? photo : undefined
    } catch (error) {
      photo.close()
      this.#fail(requestId, getErrorMessage(error))
      return undefined
    }
  }

  /** Opens a sample photo of this site, or its part. */
  readonly openSample = async (sample: Sample): Promise<void> => {
    const requestId = this.#startRequest(TEXT.media.loadingSample)
    try {
      await this.#fetchSample(requestId, sample)
    } catch (error) {
      this.#fail(requestId, TEXT.media.sampleFailed(getErrorMessage(error)))
    }
  }

  /** Returns the photo's bitmap if it is shown. @throws Error if it cannot be downloaded. */
  async #fetchSample(requestId: number, { url, part }: Sample): Promise<ImageBitmap | undefined> {
    const response = await fetch(url)
    if (!response.ok) throw new Error(TEXT.media.serverAnswered(response.status))
    const photo = await response.blob()
    const file = part ? await cutPhoto(photo, part) : photo
    if (requestId !== this.#requestId) return undefined
    return this.#read(requestId, file, TEXT.media.theSample)
  }

  /** Opens a face that nobody asked for; if that fails, there is just none. */
  async #openFace(): Promise<void> {
    const requestId = this.#startRequest(TEXT.media.loadingSample)
    this.#offering = requestId
    try {
      this.#offeredPhoto = await this.#fetchSample(requestId, PORTRAITS[0])
    } catch {
      this.#fail(requestId, undefined)
    } finally {
      if (this.#offering === requestId) this.#offering = undefined
    }
  }

  /** Closes camera and photo and clears the canvas. */
  readonly close = (): void => {
    this.#requestId++
    this.#clearPicture()
  }

  /** Stops the camera, running or starting. A photo that is being opened is still shown. */
  readonly stopCamera = (): void => {
    if (this.#starting === this.#requestId) this.#startRequest(undefined)
    if (this.#stream) this.#clearPicture()
  }

  /** Stops the sample clip, playing or being loaded. */
  #stopClip(): void {
    if (this.#loadingClip === this.#requestId) this.#startRequest(undefined)
    if (this.#clip) this.#clearPicture()
  }

  /** Closes the face that X-ray opened by itself, shown or being loaded. */
  #closeOfferedFace(): void {
    if (this.#offering === this.#requestId) this.#startRequest(undefined)
    if (this.#offeredPhoto && this.#photo === this.#offeredPhoto) this.#clearPicture()
  }

  /** Stops what the view does not show, and offers a picture if another view came before it. */
  followView(before: ViewId): void {
    const { view } = this.#store.getState().options
    if (!usesCamera(view)) this.stopCamera()
    if (!showsClip(view)) this.#stopClip()
    // Where no clip plays, it stays on the stage.
    if (view !== 'xray' && !(showsClip(view) && prefersStillness())) this.#closeOfferedFace()
    if (view !== before) this.offerPicture()
  }

  /**
   * Fills a stage on which nothing is shown or on its way: X-ray's with a face, Live's and Compare's with the sample clip,
   * but not for who prefers stillness.
   */
  offerPicture(): void {
    const { options, loading, picture, busy, alert } = this.#store.getState()
    if (loading.phase !== 'ready' || picture !== 'none' || busy || alert) return
    if (options.view === 'xray') void this.#openFace()
    else if (showsClip(options.view) && !prefersStillness()) void this.startClip({ asked: false })
  }

  #clearPicture(): void {
    this.#release()
    this.#presenter.clear()
  }

  /** Handles a change of variants: detects a photo again, and restarts the statistics. */
  async onVariantsChanged(landmarker: Landmarker): Promise<void> {
    this.#presenter.resetStats()
    this.#pace.clearTimings()
    if (this.#clip?.paused) await this.#redetectPausedFrame(landmarker)
    // A photo that is being opened checks the variants itself.
    if (this.#photo && this.#opening !== this.#requestId) await this.#redetect(landmarker, this.#photo)
  }

  /** Starts a request for another picture; replaces a camera that is still starting. */
  #startRequest(busy: string | undefined): number {
    this.#closePendingCamera()
    this.#store.setState({ busy, alert: undefined })
    return ++this.#requestId
  }

  #fail(requestId: number, message: string | undefined): void {
    if (requestId !== this.#requestId) return
    this.#store.setState({ busy: undefined, alert: message })
  }

  async #awaitNetworks(requestId: number): Promise<Landmarker | undefined> {
    const landmarker = await this.#networks.whenFree()
    if (!landmarker && requestId === this.#requestId) this.close()
    return requestId === this.#requestId ? landmarker : undefined
  }

  /** In the automatic mode of Live, requests the variant that the measured speed suggests. */
  #adaptVariant(computePace: () => Quality): void {
    const { options } = this.#store.getState()
    if (!options.automatic || options.view !== 'single') return
    const wanted = computePace() === 'precise' ? ACCURATE_VARIANT : FAST_VARIANT
    if (wanted !== options.variant) void this.#automatic.follow(wanted)
  }

  #presentPhoto(landmarker: Landmarker, photo: ImageBitmap, { faces, times }: Result): void {
    this.#presenter.show({ source: photo, faces, times }, 'photo')
    const sample = toQualitySample(landmarker.backend, times, times.stage2, faces.length)
    if (faces.length > 0) this.#adaptVariant(() => this.#pace.judgePhoto(sample))
  }

  /** Runs the photo through the current variants again. */
  async #redetect(landmarker: Landmarker, photo: ImageBitmap): Promise<void> {
    const requestId = this.#startRequest(TEXT.media.findingFaces)
    try {
      const result = await landmarker.detect(photo)
      if (requestId === this.#requestId) this.#presentPhoto(landmarker, photo, result)
    } catch (error) {
      this.#fail(requestId, getErrorMessage(error))
    }
  }

  /** Runs the frame of a paused clip through the current variants again, unless it goes on meanwhile. */
  async #redetectPausedFrame(landmarker: Landmarker): Promise<void> {
    const source = this.#store.getState().image?.source
    const isShown = () => this.#store.getState().image?.source === source
    if (!source) return
    try {
      const { faces, times } = await landmarker.detect(source)
      if (isShown()) this.#presenter.show({ source, faces, times }, 'clip')
    } catch (error) {
      // A frame that has been replaced is closed.
      if (isShown()) this.#store.setState({ alert: getErrorMessage(error) })
    }
  }

  /** Releases camera, clip and photo. */
  #release(): void {
    this.#tracking?.stop()
    this.#tracking = undefined
    if (this.#stream) closeCamera(this.#stream)
    this.#stream = undefined
    if (this.#clip) closeClip(this.#clip)
    this.#clip = undefined
    this.#photo?.close()
    this.#photo = undefined
    this.#presenter.dropImage()
    this.#pace.clearTimings()
  }
}

/** Pictures of this page. */
export const mediaSources = new MediaSources(appStore, networks)
