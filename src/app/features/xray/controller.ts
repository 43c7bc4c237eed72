import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { Shown } from '../../canvas/renderer.ts'
import type { Studio } from '../../state/studio.ts'
import { frameCapture, photoCapture, type Capture } from './capture.ts'
import type { Damage, KnobId } from './perturbation.ts'
import { examine, type Xray } from './examine.ts'
import { expose } from './inspection.ts'
import { Plotter } from './plotter.ts'
import { Spoiler } from './pixel-perturber.ts'
import { subjectOf, type Subject } from './subject.ts'
import type { Sweep } from './sweep.ts'

/** What a person asks to see. */
export interface Request {
  readonly damage: Damage
  /** Most looks of stage 1; 0 leaves it out. */
  readonly looks: number
  /** From 0, largest first. */
  readonly face: number
  /** The knob of the plot. */
  readonly knob: KnobId
  /** The variant that runs now. */
  readonly variant: string | undefined
}

export interface RoomState {
  readonly xray: Xray | undefined
  readonly sweep: Sweep | undefined
  /** Whether a camera's frame is kept. */
  readonly frozen: boolean
  readonly error: string | undefined
}

const EMPTY: RoomState = { xray: undefined, sweep: undefined, frozen: false, error: undefined }

/** Takes the pictures that the studio shows through the cascade, the latest alone, and measures the plot. */
export class XrayRoom {
  readonly #studio: Studio
  readonly #listeners = new Set<() => void>()
  readonly #spoiler = new Spoiler()
  readonly #plotter = new Plotter(
    this.#spoiler,
    (sweep) => this.#set({ sweep }),
    (error) => this.#fail(error),
  )
  #state = EMPTY
  #request: Request | undefined
  #capture: Capture | undefined
  #subject: Subject | undefined
  /** Landmarks of the subject with nothing broken, for one variant and number of looks. */
  #whole: { key: string; subject: Subject; landmarks: readonly Point[] } | undefined
  #working = false
  /** Something changed while the cascade was at work. */
  #again = false
  #open = false

  constructor(studio: Studio) {
    this.#studio = studio
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): RoomState => this.#state

  /** Begins to watch the studio, and gives what ends it. */
  readonly open = (): (() => void) => {
    const unwatch = this.#studio.watch(() => this.#pictured())
    this.#open = true
    this.#pictured()
    return () => {
      unwatch()
      this.#open = false
      this.#clear()
      this.#spoiler.end()
    }
  }

  readonly ask = (request: Request): void => {
    const before = this.#request
    this.#request = request
    if (before && before.face !== request.face) this.#choose()
    this.#work()
  }

  /** Keeps the camera's last frame, to be broken and measured at leisure. */
  readonly freeze = (): void => {
    this.#set({ frozen: true })
    this.#work()
  }

  /** On with the camera. */
  readonly unfreeze = (): void => {
    this.#plotter.clear()
    this.#set({ frozen: false })
  }

  /** Ends the measurement; what it has so far stays. */
  readonly stop = (): void => this.#plotter.stop()

  /** Measures the plot anew, also after it was stopped. */
  readonly measure = (): void => {
    this.#plotter.clear()
    this.#work()
  }

  #set(change: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...change }
    expose(this.#state)
    for (const listener of this.#listeners) listener()
  }

  #clear(): void {
    this.#plotter.clear()
    this.#capture = this.#subject = this.#whole = undefined
    this.#set(EMPTY)
  }

  /** The studio shows another picture, or none any more. */
  #pictured(): void {
    const picture = this.#studio.picture()
    if (!picture) return this.#clear()
    const { shown } = picture
    if (this.#studio.state().picture === 'camera') {
      if (!this.#state.frozen && !this.#working) void this.#takeFrame(shown)
      return
    }
    this.#set({ frozen: false })
    this.#capture = photoCapture(shown)
    this.#choose()
    this.#work()
  }

  async #takeFrame({ source }: Shown): Promise<void> {
    const { landmarker } = this.#studio
    if (!landmarker) return
    this.#working = true
    try {
      const capture = await frameCapture(landmarker, source)
      // Frozen meanwhile, or gone: then it is too late.
      if (this.#open && !this.#state.frozen && this.#studio.state().picture === 'camera') {
        this.#capture = capture
        this.#choose()
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    this.#work()
  }

  /** Takes the face that was asked for out of the picture. */
  #choose(): void {
    const capture = this.#capture
    // A photo that makes way for another picture has no pixels any more.
    if (!capture || !this.#request || (!capture.live && !this.#studio.picture())) return
    this.#subject = subjectOf(capture, this.#request.face)
    if (!this.#subject) {
      this.#plotter.clear()
      this.#set({ xray: undefined })
    }
  }

  #work(): void {
    if (this.#working) this.#again = true
    else void this.#examine()
  }

  async #examine(): Promise<void> {
    if (this.#capture && this.#request && !this.#subject) this.#choose()
    const { landmarker } = this.#studio
    const [subject, request] = [this.#subject, this.#request]
    if (!landmarker || !subject || !request) return
    this.#working = true
    this.#again = false
    const { damage, looks } = request
    const key = keyOf(request)
    const known =
      this.#whole?.subject === subject && this.#whole.key === key ? this.#whole.landmarks : undefined
    try {
      const xray = await examine(landmarker, this.#spoiler, subject, damage, looks, known)
      if (this.#open && this.#subject === subject) {
        this.#whole = { key, subject, landmarks: xray.reference }
        this.#set({ xray, error: undefined })
        this.#plot(landmarker, xray, request)
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    if (this.#again) return this.#examine()
  }

  /** The plot around an X-ray; none of a camera that goes on. */
  #plot(landmarker: Landmarker, { subject, damage, looks, reference }: Xray, request: Request): void {
    if (subject.capture.live && !this.#state.frozen) return this.#plotter.clear()
    const { knob, variant } = request
    this.#plotter.want(landmarker, {
      subject,
      damage,
      knob,
      looks: Math.max(1, looks),
      reference,
      variant,
    })
  }

  #fail(error: unknown): void {
    if (this.#open) this.#set({ error: getErrorMessage(error) })
  }
}

/** What the whole input's landmarks depend on, but for the picture. */
function keyOf({ variant, looks }: Request): string {
  return `${variant} ${Math.max(1, looks)}`
}
