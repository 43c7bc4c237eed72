import { getErrorMessage } from '../../landmarker/errors.ts'
import type { Landmarker, Result } from '../../landmarker/landmarker.ts'
import { QualityController, type Quality } from '../../landmarker/adaptive-quality.ts'
import { tookOf } from '../state/automatic-variant.ts'
import {
  cameraSentence,
  closeCamera,
  endedSentence,
  idOf,
  listCameras,
  MUTED,
  onCamera,
  openCamera,
  videoOf,
} from './camera.ts'
import type { Display } from '../canvas/display.ts'
import type { Networks } from '../state/networks.ts'
import { readPhoto } from './photo.ts'
import { SLIM, STRONG } from '../state/state.ts'
import type { Store } from '../state/store.ts'

/** Camera, photos and samples, one at a time: through the networks and onto the screen. */
export class Pictures {
  readonly #store: Store
  readonly #networks: Networks
  readonly #display: Display
  readonly #onPace: (variant: string) => void
  readonly #pace = new QualityController()
  #stream: MediaStream | undefined
  #tracking: { stop(): void } | undefined
  #photo: ImageBitmap | undefined
  /** Counts pictures asked for, so that a slow one does not replace a later one. */
  #turn = 0
  /** The turn of a photo that is being opened. */
  #opening: number | undefined
  /** The turn of a camera that is being started. */
  #starting: number | undefined

  /** `onPace` hears which variant this machine's pace asks for. */
  constructor(store: Store, networks: Networks, display: Display, onPace: (variant: string) => void) {
    this.#store = store
    this.#networks = networks
    this.#display = display
    this.#onPace = onPace
  }

  /** Starts a camera, or changes to another one. */
  readonly startCamera = async (id?: string): Promise<void> => {
    const turn = this.#begin('Starting the camera')
    this.#starting = turn
    try {
      await this.#start(turn, id)
    } catch (error) {
      if (turn !== this.#turn) return
      this.#dropUnseenCamera()
      this.#store.set({ busy: undefined, alert: cameraSentence(error) })
    } finally {
      if (this.#starting === turn) this.#starting = undefined
    }
  }

  async #start(turn: number, id: string | undefined): Promise<void> {
    const stream = await openCamera(id)
    if (turn !== this.#turn) {
      closeCamera(stream)
      return
    }
    this.#release()
    this.#stream = stream
    this.#watchCamera(stream)
    this.#store.set({ camera: idOf(stream) })
    void this.#offerCameras(stream)
    const landmarker = await this.#networksFor(turn)
    if (!landmarker) return
    const video = await videoOf(stream)
    // Whoever took the turn has closed the camera.
    if (turn !== this.#turn) return
    this.#tracking = landmarker.track(
      video,
      ({ frame, faces, times }) => {
        const now = performance.now()
        this.#display.show({ source: frame, faces, times }, 'camera')
        const took = tookOf(landmarker.backend, times, times.frame)
        if (faces.length > 0) this.#keepPace(() => this.#pace.addFrame(took, now))
      },
      {
        smoothing: () => {
          const { smoothed, smoothing } = this.#store.state().options
          return smoothed ? smoothing : undefined
        },
        onError: (error) => {
          this.close()
          this.#store.set({ alert: getErrorMessage(error) })
        },
      },
    )
  }

  /** Offers other cameras beside the one that is on; none where the browser does not tell. */
  async #offerCameras(stream: MediaStream): Promise<void> {
    const cameras = await listCameras().catch(() => [])
    if (this.#stream === stream) this.#store.set({ cameras })
  }

  /** Closes a camera whose pictures are not shown yet, and clears the screen, whose picture it was to replace. */
  #dropUnseenCamera(): void {
    if (!this.#stream || this.#tracking) return
    this.#release()
    this.#display.clear()
  }

  /** Says what happens to a camera from outside. */
  #watchCamera(stream: MediaStream): void {
    const ifOn = (listener: () => void) => () => {
      if (this.#stream === stream) listener()
    }
    onCamera(stream, {
      ended: ifOn(() => {
        this.close()
        const turn = this.#turn
        void endedSentence().then((alert) => this.#fail(turn, alert))
      }),
      muted: ifOn(() => this.#store.set({ alert: MUTED })),
      unmuted: ifOn(() => {
        if (this.#store.state().alert === MUTED) this.#store.set({ alert: undefined })
      }),
    })
  }

  /** Shows a photo from a file, the clipboard or a drop: the picture then on the screen, if it came so far. */
  readonly openPhoto = async (file: Blob, name: string): Promise<ImageBitmap | undefined> => {
    const turn = this.#begin(`Reading ${name}`)
    this.#opening = turn
    try {
      return await this.#open(turn, file, name)
    } finally {
      if (this.#opening === turn) this.#opening = undefined
    }
  }

  async #open(turn: number, file: Blob, name: string): Promise<ImageBitmap | undefined> {
    let photo: ImageBitmap
    try {
      photo = await readPhoto(file, name)
    } catch (error) {
      this.#fail(turn, getErrorMessage(error))
      return undefined
    }
    const landmarker = turn === this.#turn ? await this.#networksFor(turn) : undefined
    if (!landmarker || turn !== this.#turn) {
      photo.close()
      return undefined
    }
    this.#store.set({ busy: 'Looking for faces' })
    const { variants } = landmarker
    try {
      const result = await landmarker.detect(photo)
      if (turn !== this.#turn) {
        photo.close()
        return undefined
      }
      this.#release()
      this.#photo = photo
      this.#showPhoto(landmarker, photo, result)
      if (landmarker.variants !== variants) await this.#lookAgain(landmarker, photo)
      return this.#photo === photo ? photo : undefined
    } catch (error) {
      photo.close()
      this.#fail(turn, getErrorMessage(error))
      return undefined
    }
  }

  /** Shows a photo of this site. */
  readonly openSample = async (url: string): Promise<void> => {
    const turn = this.#begin('Loading the sample')
    try {
      const response = await fetch(url)
      if (!response.ok) throw new Error(`the server answered ${response.status}`)
      const file = await response.blob()
      if (turn === this.#turn) await this.openPhoto(file, 'The sample photo')
    } catch (error) {
      this.#fail(
        turn,
        `The sample photo could not be loaded: ${getErrorMessage(error)}. Check the connection and try again.`,
      )
    }
  }

  /** Back to the start: camera off, picture gone. */
  readonly close = (): void => {
    this.#turn++
    this.#release()
    this.#display.clear()
  }

  /** Switches the camera off, if it is on or about to be. A photo that is being opened still comes. */
  readonly stopCamera = (): void => {
    if (this.#starting === this.#turn) this.#begin(undefined)
    if (!this.#stream) return
    this.#release()
    this.#display.clear()
  }

  /** Other variants are in use: a photo is looked at again, a camera's figures begin anew. */
  async changed(landmarker: Landmarker): Promise<void> {
    this.#display.clearFigures()
    this.#pace.clearTimings()
    // A photo that is just being opened sees to it by itself.
    if (this.#photo && this.#opening !== this.#turn) await this.#lookAgain(landmarker, this.#photo)
  }

  /** Takes the turn for another picture: a camera that is still starting gives way. */
  #begin(busy: string | undefined): number {
    this.#dropUnseenCamera()
    this.#store.set({ busy, alert: undefined })
    return ++this.#turn
  }

  #fail(turn: number, message: string): void {
    if (turn !== this.#turn) return
    this.#store.set({ busy: undefined, alert: message })
  }

  async #networksFor(turn: number): Promise<Landmarker | undefined> {
    const landmarker = await this.#networks.free()
    if (!landmarker && turn === this.#turn) this.close()
    return turn === this.#turn ? landmarker : undefined
  }

  /** In the automatic mode of Live: asks for the networks of the pace that a look at a picture has shown. */
  #keepPace(paceOf: () => Quality): void {
    const { options } = this.#store.state()
    if (!options.automatic || options.view !== 'single') return
    const wanted = paceOf() === 'full' ? STRONG : SLIM
    if (wanted !== options.variant) this.#onPace(wanted)
  }

  #showPhoto(landmarker: Landmarker, photo: ImageBitmap, { faces, times }: Result): void {
    this.#display.show({ source: photo, faces, times }, 'photo')
    const took = tookOf(landmarker.backend, times, times.stage2, faces.length)
    if (faces.length > 0) this.#keepPace(() => this.#pace.judgePhoto(took))
  }

  /** The photo on the screen through other variants. */
  async #lookAgain(landmarker: Landmarker, photo: ImageBitmap): Promise<void> {
    const turn = this.#begin('Looking again')
    try {
      const result = await landmarker.detect(photo)
      if (turn === this.#turn) this.#showPhoto(landmarker, photo, result)
    } catch (error) {
      this.#fail(turn, getErrorMessage(error))
    }
  }

  /** Lets go of camera and photo. */
  #release(): void {
    this.#tracking?.stop()
    this.#tracking = undefined
    if (this.#stream) closeCamera(this.#stream)
    this.#stream = undefined
    this.#photo?.close()
    this.#photo = undefined
    this.#display.forget()
    this.#pace.clearTimings()
  }
}
