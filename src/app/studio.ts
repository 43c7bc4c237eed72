import { messageOf } from '../landmarker/errors.ts'
import { createLandmarker, type Landmarker } from '../landmarker/landmarker.ts'
import { PaceChooser } from '../landmarker/pace.ts'
import { backendOf, optionsOf, searchOf } from './address.ts'
import { cameraSentence, closeCamera, listCameras, openCamera } from './camera.ts'
import type { Layers } from './draw.ts'
import { FigureKeeper } from './figures.ts'
import { keepOffline } from './offline.ts'
import { PhotoError, readPhoto } from './photo.ts'
import type { Shown } from './scene.ts'
import { Screen } from './screen.ts'
import type { TunedDraft, TunedVariant } from '../tuning/tuned.ts'
import { Shelf } from './shelf.ts'
import { usesCamera } from './views.ts'
import { DEFAULTS, variantsToRun, type Options, type StudioState } from './state.ts'

const FIGURES_EVERY = 250

/** The page's work: camera and photos in, landmarks on the canvas. React only shows its state. */
export class Studio {
  #state: StudioState = {
    engine: { phase: 'loading', loaded: 0, total: 0 },
    options: optionsOf(location.search),
    picture: 'none',
    busy: undefined,
    alert: undefined,
    cameras: [],
    camera: undefined,
    layers: { contours: true, points: true, box: false, figures: true },
    tuned: [],
    stale: [],
    faces: undefined,
    figures: undefined,
    update: undefined,
  }
  readonly #listeners = new Set<() => void>()
  readonly #watchers = new Set<() => void>()
  readonly #keeper = new FigureKeeper()
  readonly #pace = new PaceChooser()
  readonly #screen = new Screen()
  readonly #shelf = new Shelf()
  #ready: Promise<Landmarker | undefined>
  #landmarker: Landmarker | undefined
  /** While other work has the networks: see `borrow`. */
  #lent: Promise<unknown> | undefined
  #stream: MediaStream | undefined
  #tracking: { stop(): void } | undefined
  #photo: ImageBitmap | undefined
  /** Counts pictures asked for, so that a slow one does not replace a later one. */
  #turn = 0
  /** The turn of a photo that is being opened. */
  #opening: number | undefined
  #figuresAt = 0

  constructor() {
    this.#ready = this.#start()
    // Afterwards: what it loads should not hold up the networks.
    void this.#ready.then(() => keepOffline((update) => this.#set({ update })))
    window.addEventListener('popstate', () => {
      const before = this.#state.options
      const options = optionsOf(location.search, this.#tunedNames())
      this.#set({ options })
      void this.#apply(before, options)
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): StudioState => this.#state

  /** Told at every new picture, a camera's frames too, and when there is none any more: see `picture`. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** The networks, once they are ready. */
  get landmarker(): Landmarker | undefined {
    return this.#lent ? undefined : this.#landmarker
  }

  #set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  async #start(): Promise<Landmarker | undefined> {
    try {
      const reading = this.#readShelf()
      // Nobody else waits for the browser's database.
      if (location.search.includes('tuned-')) await reading
      const names = variantsToRun(this.#state.options)
      const [first] = names
      const made = this.#state.tuned.find(({ name }) => name === first)
      const progress = (loaded: number, total: number) =>
        this.#set({ engine: { phase: 'loading', loaded, total } })
      const landmarker = await createLandmarker({
        variant: made?.base ?? first,
        backend: backendOf(location.search),
        progress,
        onRestart: ({ backend, reason }) =>
          this.#set({
            engine: { phase: 'ready', backend },
            alert: `The networks were started again, on ${backend.name}, because ${reason}. What you were doing goes on.`,
          }),
      })
      if (made || names.length > 1) {
        await this.#shelf.supply(landmarker, names, progress)
        await landmarker.use(names, progress)
      }
      this.#set({ engine: { phase: 'warming' } })
      await landmarker.warmUp()
      this.#landmarker = landmarker
      this.#set({ engine: { phase: 'ready', backend: landmarker.backend } })
      return landmarker
    } catch (error) {
      this.#set({ engine: { phase: 'failed', message: messageOf(error) }, busy: undefined })
      return undefined
    }
  }

  async #readShelf(): Promise<void> {
    await this.#shelf.load()
    const { tuned, stale } = this.#shelf
    this.#set({ tuned, stale })
    if (location.search.includes('tuned-')) {
      this.#set({ options: optionsOf(location.search, this.#tunedNames()) })
    }
  }

  #tunedNames(): string[] {
    return this.#state.tuned.map(({ name }) => name)
  }

  /** The networks, once they are there and not lent; undefined if they do not start. */
  readonly networks = (): Promise<Landmarker | undefined> => this.#free()

  /** Keeps a tuned variant in this browser. @throws Error with a sentence. */
  readonly keepTuned = async (draft: TunedDraft): Promise<TunedVariant> => {
    const variant = await this.#shelf.keep(draft)
    const { tuned, stale } = this.#shelf
    this.#set({ tuned, stale })
    return variant
  }

  /** Deletes one; where it is shown, the usual ones are. @throws Error with a sentence. */
  readonly removeTuned = async (removed: string): Promise<void> => {
    await this.#shelf.remove(removed)
    const { tuned, stale } = this.#shelf
    this.#set({ tuned, stale })
    const { variant, compared } = this.#state.options
    const others = compared.filter((name) => name !== removed)
    await this.choose({
      variant: variant === removed ? DEFAULTS.variant : variant,
      compared: others.length > 1 ? others : DEFAULTS.compared,
    })
    await this.#shelf.withdraw(this.#landmarker, removed)
  }

  /** Starts the networks that did not start. */
  readonly retry = (): void => {
    if (this.#state.engine.phase !== 'failed') return
    this.#set({ engine: { phase: 'loading', loaded: 0, total: 0 } })
    this.#ready = this.#start()
  }

  /** The canvas to draw on; undefined when it goes away. */
  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.#screen.attach(canvas ?? undefined)
    this.redraw()
  }

  readonly setLayers = (change: Partial<Layers>): void => {
    this.#set({ layers: { ...this.#state.layers, ...change } })
    this.redraw()
  }

  /** Changes what is shown and how; loads variants that are not there yet. */
  readonly choose = async (change: Partial<Options>): Promise<void> => {
    const before = this.#state.options
    const options = { ...before, ...change }
    this.#set({ options, alert: undefined })
    const address = location.pathname + searchOf(options, location.search) + location.hash
    if (options.view === before.view) history.replaceState(history.state, '', address)
    else history.pushState(null, '', address)
    await this.#apply(before, options)
  }

  async #apply(before: Options, options: Options): Promise<void> {
    // A camera that nobody sees is switched off.
    if (this.#stream && !usesCamera(options.view)) this.close()
    const names = variantsToRun(options)
    if (names.join() === variantsToRun(before).join()) return this.redraw()
    const landmarker = await this.#free()
    if (!landmarker || this.#state.options !== options) return
    const { busy } = this.#state
    try {
      const progress = (loaded: number, total: number) =>
        this.#set({ busy: `Loading ${names.join(', ')}: ${Math.round((100 * loaded) / total)}%` })
      await this.#shelf.supply(landmarker, names, progress)
      await landmarker.use(names, progress)
    } catch (error) {
      const { view, variant, compared } = before
      const restored = { ...options, view, variant, compared, automatic: false }
      this.#set({ options: restored, busy, alert: messageOf(error) })
      return this.redraw()
    }
    this.#keeper.clear()
    this.#set({ busy })
    // A photo that is just being opened sees to it by itself.
    const opening = this.#opening === this.#turn
    if (this.#state.options === options && this.#photo && !opening)
      await this.#lookAgain(landmarker, this.#photo)
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
    const landmarker = await this.#networks(turn)
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
    this.#tracking = landmarker.track(
      video,
      ({ frame, faces, times }) => {
        const now = performance.now()
        this.#keeper.add(times, faces, now)
        this.#show({ source: frame, faces, times }, 'camera')
        if (faces.length > 0) this.#keepPace(times.frame, now)
      },
      {
        smoothing: () => {
          const { smoothed, smoothing } = this.#state.options
          return smoothed ? smoothing : undefined
        },
        onError: (error) => {
          this.close()
          this.#set({ alert: messageOf(error) })
        },
      },
    )
  }

  /** Shows a photo from a file, the clipboard or a drop. */
  readonly openPhoto = async (file: Blob, name: string): Promise<void> => {
    const turn = this.#begin(`Reading ${name}`)
    this.#opening = turn
    try {
      await this.#open(turn, file, name)
    } finally {
      if (this.#opening === turn) this.#opening = undefined
    }
  }

  async #open(turn: number, file: Blob, name: string): Promise<void> {
    let photo: ImageBitmap
    try {
      photo = await readPhoto(file, name)
    } catch (error) {
      this.#fail(turn, error instanceof PhotoError ? error.message : messageOf(error))
      return
    }
    const landmarker = turn === this.#turn ? await this.#networks(turn) : undefined
    if (!landmarker || turn !== this.#turn) {
      photo.close()
      return
    }
    this.#set({ busy: 'Looking for faces' })
    const { variants } = landmarker
    try {
      const { faces, times } = await landmarker.detect(photo)
      if (turn !== this.#turn) {
        photo.close()
        return
      }
      this.#release()
      this.#photo = photo
      this.#keeper.add(times, faces, performance.now())
      this.#show({ source: photo, faces, times }, 'photo')
      if (landmarker.variants !== variants) await this.#lookAgain(landmarker, photo)
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
    this.#screen.clear()
    this.#set({ picture: 'none', busy: undefined, faces: undefined, figures: undefined })
    for (const watcher of this.#watchers) watcher()
  }

  /** The picture on the screen and how it is drawn there, to be saved. */
  readonly picture = (): { shown: Shown; mirrored: boolean } | undefined => {
    const { shown } = this.#screen
    return shown && { shown, mirrored: this.#mirrored() }
  }

  /** Draws the last picture again: another size, another layer. */
  readonly redraw = (): void => {
    const { options, layers } = this.#state
    this.#screen.redraw({ options, layers, mirrored: this.#mirrored() }, this.#landmarker)
  }

  #mirrored(): boolean {
    return this.#state.options.mirrored && this.#state.picture === 'camera'
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

  async #networks(turn: number): Promise<Landmarker | undefined> {
    const landmarker = await this.#free()
    if (!landmarker && turn === this.#turn) this.close()
    return turn === this.#turn ? landmarker : undefined
  }

  /** The networks, once no other work has them. */
  async #free(): Promise<Landmarker | undefined> {
    const landmarker = await this.#ready
    while (this.#lent) await this.#lent
    return landmarker
  }

  /**
   * Lends the networks to other work, which may use any variants. Until it ends the page's own pictures
   * wait; then they find theirs in use again. Undefined if the networks could not be loaded.
   */
  readonly borrow = async <T>(work: (landmarker: Landmarker) => Promise<T>): Promise<T | undefined> => {
    const landmarker = await this.#free()
    if (!landmarker) return undefined
    let giveBack = () => {}
    this.#lent = new Promise<void>((resolve) => (giveBack = resolve))
    try {
      return await work(landmarker)
    } finally {
      // Those of another view that cannot be loaded are reported where that view asks for them.
      await landmarker.use(variantsToRun(this.#state.options)).catch(() => undefined)
      this.#lent = undefined
      giveBack()
      // Views that look with the networks see that they are back.
      this.#set({})
    }
  }

  /** Changes to the slim networks and back, as the camera's frames take time. */
  #keepPace(frame: number, now: number): void {
    const { options } = this.#state
    if (!options.automatic || options.view !== 'single') return
    const wanted = this.#pace.note(frame, now) === 'full' ? DEFAULTS.variant : 'lite'
    if (wanted !== options.variant) void this.choose({ variant: wanted })
  }

  /** The photo on the screen through other variants. */
  async #lookAgain(landmarker: Landmarker, photo: ImageBitmap): Promise<void> {
    const turn = this.#begin('Looking again')
    try {
      const { faces, times } = await landmarker.detect(photo)
      if (turn !== this.#turn) return
      this.#keeper.add(times, faces, performance.now())
      this.#show({ source: photo, faces, times }, 'photo')
    } catch (error) {
      this.#fail(turn, messageOf(error))
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
    this.#screen.forget()
    this.#keeper.clear()
    this.#pace.clear()
  }

  #show(shown: Shown, picture: 'camera' | 'photo'): void {
    const { faces } = shown
    this.#screen.show(shown)
    const now = performance.now()
    const fresh = picture !== this.#state.picture || faces.length !== this.#state.faces || this.#state.busy
    // React hears of new figures four times a second: at 30 they could not be read.
    if (fresh || now - this.#figuresAt > FIGURES_EVERY) {
      this.#figuresAt = now
      const figures = this.#keeper.figures(picture === 'camera')
      this.#set({ picture, busy: undefined, faces: faces.length, figures })
    }
    this.redraw()
    for (const watcher of this.#watchers) watcher()
  }
}
