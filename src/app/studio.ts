import { BACKENDS, type BackendChoice, type BackendName } from '../landmarker/backend.ts'
import { messageOf } from '../landmarker/errors.ts'
import { createLandmarker, type Face, type Landmarker } from '../landmarker/landmarker.ts'
import { sizeOf, type ImageSource } from '../landmarker/source.ts'
import { cameraSentence, closeCamera, listCameras, openCamera, type Camera } from './camera.ts'
import { colourOf } from './colours.ts'
import { drawScene, type Layers, type View } from './draw.ts'
import { FigureKeeper, type Figures } from './figures.ts'
import { Live } from './live.ts'
import { PhotoError, readPhoto } from './photo.ts'

/** How far the networks are: bytes of weights, then a first run. */
export type Engine =
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly phase: 'warming' }
  | { readonly phase: 'ready'; readonly backend: BackendChoice; readonly variant: string }
  | { readonly phase: 'failed'; readonly message: string }

/** All that React draws. */
export interface StudioState {
  readonly engine: Engine
  readonly picture: 'none' | 'camera' | 'photo'
  /** What the page waits for. */
  readonly busy: string | undefined
  /** What went wrong last. */
  readonly alert: string | undefined
  readonly cameras: readonly Camera[]
  readonly camera: string | undefined
  readonly mirrored: boolean
  readonly layers: Layers
  readonly faces: number | undefined
  readonly figures: Figures | undefined
}

/** For the browser's console and for tests: the last faces and how they were drawn. */
export interface Inspection {
  readonly faces: readonly Face[]
  readonly width: number
  readonly height: number
  readonly view: View
  readonly frames: number
  readonly backend: string
  /** Alive on the backend. */
  readonly tensors: number
}

declare global {
  interface Window {
    wingmark?: Inspection
  }
}

/** Asked for by ?backend=; anything else is left to the landmarker. */
function askedBackend(): BackendName | undefined {
  const asked = new URLSearchParams(location.search).get('backend')
  return BACKENDS.find((name) => name === asked)
}

const FIGURES_EVERY = 250

/** The page's work: camera and photos in, landmarks on the canvas. React only shows its state. */
export class Studio {
  #state: StudioState = {
    engine: { phase: 'loading', loaded: 0, total: 0 },
    picture: 'none',
    busy: undefined,
    alert: undefined,
    cameras: [],
    camera: undefined,
    mirrored: true,
    layers: { contours: true, points: true, box: false, figures: true },
    faces: undefined,
    figures: undefined,
  }
  readonly #listeners = new Set<() => void>()
  readonly #keeper = new FigureKeeper()
  readonly #ready: Promise<Landmarker | undefined>
  #tensors: () => number = () => 0
  #canvas: HTMLCanvasElement | undefined
  #stream: MediaStream | undefined
  #live: Live | undefined
  #photo: ImageBitmap | undefined
  #shown: { source: ImageSource; faces: readonly Face[] } | undefined
  /** Counts pictures asked for, so that a slow one does not replace a later one. */
  #turn = 0
  #frames = 0
  #figuresAt = 0

  constructor() {
    this.#ready = this.#start()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): StudioState => this.#state

  #set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  async #start(): Promise<Landmarker | undefined> {
    try {
      const landmarker = await createLandmarker({
        backend: askedBackend(),
        progress: (loaded, total) => this.#set({ engine: { phase: 'loading', loaded, total } }),
      })
      this.#set({ engine: { phase: 'warming' } })
      await landmarker.warmUp()
      this.#tensors = () => landmarker.tensors
      const { backend, variant } = landmarker
      this.#set({ engine: { phase: 'ready', backend, variant } })
      return landmarker
    } catch (error) {
      this.#set({ engine: { phase: 'failed', message: messageOf(error) }, busy: undefined })
      return undefined
    }
  }

  /** The canvas to draw on; undefined when it goes away. */
  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.#canvas = canvas ?? undefined
    this.redraw()
  }

  readonly setMirrored = (mirrored: boolean): void => {
    this.#set({ mirrored })
    this.redraw()
  }

  readonly setLayers = (change: Partial<Layers>): void => {
    this.#set({ layers: { ...this.#state.layers, ...change } })
    this.redraw()
  }

  readonly dismiss = (): void => this.#set({ alert: undefined })

  /** Starts a camera, or changes to another one. */
  readonly startCamera = async (id?: string): Promise<void> => {
    const turn = this.#begin('Starting the camera')
    let stream: MediaStream
    try {
      stream = await openCamera(id)
    } catch (error) {
      this.#fail(turn, cameraSentence(error))
      return
    }
    if (turn !== this.#turn) {
      closeCamera(stream)
      return
    }
    this.#release()
    this.#stream = stream
    const [track] = stream.getVideoTracks()
    track.addEventListener('ended', () => {
      if (this.#stream !== stream) return
      this.close()
      this.#set({ alert: 'The camera went away. Plug it in and start it again, or use a photo.' })
    })
    this.#set({ cameras: await listCameras(), camera: track.getSettings().deviceId })
    const landmarker = await this.#landmarker(turn)
    if (!landmarker) return
    const video = document.createElement('video')
    video.muted = true
    video.playsInline = true
    video.srcObject = stream
    try {
      await video.play()
    } catch (error) {
      this.#fail(turn, cameraSentence(error))
      return
    }
    if (turn !== this.#turn) return
    this.#live = new Live(
      video,
      landmarker,
      (source, { faces, times }) => {
        this.#keeper.add(times, performance.now())
        this.#show(source, faces, 'camera')
      },
      (error) => {
        this.close()
        this.#set({ alert: messageOf(error) })
      },
    )
  }

  /** Shows a photo from a file, the clipboard or a drop. */
  readonly openPhoto = async (file: Blob, name: string): Promise<void> => {
    const turn = this.#begin(`Reading ${name}`)
    let photo: ImageBitmap
    try {
      photo = await readPhoto(file, name)
    } catch (error) {
      this.#fail(turn, error instanceof PhotoError ? error.message : messageOf(error))
      return
    }
    const landmarker = turn === this.#turn ? await this.#landmarker(turn) : undefined
    if (!landmarker || turn !== this.#turn) {
      photo.close()
      return
    }
    this.#set({ busy: 'Looking for faces' })
    try {
      const { faces, times } = await landmarker.detect(photo)
      if (turn !== this.#turn) {
        photo.close()
        return
      }
      this.#release()
      this.#photo = photo
      this.#keeper.add(times, performance.now())
      this.#show(photo, faces, 'photo')
    } catch (error) {
      photo.close()
      this.#fail(turn, messageOf(error))
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
        `The sample photo could not be loaded: ${messageOf(error)}. Check the connection and try again.`,
      )
    }
  }

  /** Back to the start: camera off, picture gone. */
  readonly close = (): void => {
    this.#turn++
    this.#release()
    this.#set({ picture: 'none', busy: undefined, faces: undefined, figures: undefined })
    const context = this.#canvas?.getContext('2d')
    if (this.#canvas) context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height)
  }

  /** Draws the last picture again: another size, another layer. */
  readonly redraw = (): void => {
    if (!this.#canvas || !this.#shown) return
    const { source, faces } = this.#shown
    const { picture, layers, mirrored, engine } = this.#state
    const view = drawScene(this.#canvas, source, faces, {
      mirrored: mirrored && picture === 'camera',
      layers,
      colour: colourOf(engine.phase === 'ready' ? engine.variant : ''),
      unit: devicePixelRatio,
    })
    const backend = engine.phase === 'ready' ? engine.backend.name : ''
    window.wingmark = {
      faces,
      ...sizeOf(source),
      view,
      frames: this.#frames,
      backend,
      tensors: this.#tensors(),
    }
  }

  #begin(busy: string): number {
    this.#set({ busy, alert: undefined })
    return ++this.#turn
  }

  #fail(turn: number, message: string): void {
    if (turn !== this.#turn) return
    if (this.#state.picture === 'none') this.#release()
    this.#set({ busy: undefined, alert: message })
  }

  async #landmarker(turn: number): Promise<Landmarker | undefined> {
    const landmarker = await this.#ready
    if (!landmarker && turn === this.#turn) this.close()
    return turn === this.#turn ? landmarker : undefined
  }

  /** Lets go of camera and photo. */
  #release(): void {
    this.#live?.stop()
    this.#live = undefined
    if (this.#stream) closeCamera(this.#stream)
    this.#stream = undefined
    this.#photo?.close()
    this.#photo = undefined
    this.#shown = undefined
    this.#keeper.clear()
  }

  #show(source: ImageSource, faces: readonly Face[], picture: 'camera' | 'photo'): void {
    this.#shown = { source, faces }
    this.#frames++
    const now = performance.now()
    const fresh = picture !== this.#state.picture || faces.length !== this.#state.faces || this.#state.busy
    // React hears of new figures four times a second: at 30 they could not be read.
    if (fresh || now - this.#figuresAt > FIGURES_EVERY) {
      this.#figuresAt = now
      const figures = this.#keeper.figures(picture === 'camera')
      this.#set({ picture, busy: undefined, faces: faces.length, figures })
    }
    this.redraw()
  }
}
