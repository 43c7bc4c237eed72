import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import { sizeOf } from '../../../landmarker/source.ts'
import type { Shown } from '../../scene.ts'
import type { Studio } from '../../studio.ts'
import type { Damage, KnobId } from './damage.ts'
import { examine, type Xray } from './examine.ts'
import { expose } from './inspection.ts'
import { Spoiler } from './spoiler.ts'
import { copyOf, subjectOf, type Capture, type Subject } from './subject.ts'
import { sweep, type Sweep } from './sweep.ts'

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
/** Milliseconds without a change before the plot is measured: a knob on its way asks for nothing. */
const QUIET = 400
/** Faces of a camera, as many as are followed. */
const MOST_LIVE = 4

/** Takes the pictures that the studio shows through the cascade, the latest alone, and measures the plot. */
export class XrayRoom {
  readonly #studio: Studio
  readonly #listeners = new Set<() => void>()
  readonly #spoiler = new Spoiler()
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
  #timer: ReturnType<typeof setTimeout> | undefined
  #measuring: { key: string; subject: Subject; abort: AbortController } | undefined

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
    this.#stopMeasuring()
    this.#set({ frozen: false, sweep: undefined })
  }

  /** Ends the measurement; what it has so far stays. */
  readonly stop = (): void => {
    const { sweep: so } = this.#state
    clearTimeout(this.#timer)
    this.#measuring?.abort.abort()
    if (so?.phase === 'measuring') this.#set({ sweep: { ...so, phase: 'stopped' } })
  }

  /** Measures the plot, also after it was stopped. */
  readonly measure = (): void => {
    this.#stopMeasuring()
    this.#measureSoon()
  }

  #set(change: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...change }
    expose(this.#state)
    for (const listener of this.#listeners) listener()
  }

  #clear(): void {
    this.#stopMeasuring()
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
    const detections = shown.faces.flatMap(({ detection }) => detection ?? [])
    this.#set({ frozen: false })
    this.#capture = {
      live: false,
      source: shown.source,
      picture: copyOf(shown.source),
      ...sizeOf(shown.source),
      detections,
      time: shown.times.detection,
    }
    this.#choose()
    this.#work()
  }

  /** Looks for the faces of a camera's frame itself: those that are followed have no box. */
  async #takeFrame({ source }: Shown): Promise<void> {
    const { landmarker } = this.#studio
    if (!landmarker) return
    this.#working = true
    try {
      // The frame is closed as soon as the next one is there.
      const picture = copyOf(source, Infinity)
      const { faces, times } = await landmarker.detect(picture, {
        range: 'short',
        maxFaces: MOST_LIVE,
        stages: 1,
        looks: 1,
      })
      const detections = faces.flatMap(({ detection }) => detection ?? [])
      const { width, height } = picture
      // Frozen meanwhile, or gone: then it is too late.
      if (this.#open && !this.#state.frozen && this.#studio.state().picture === 'camera') {
        this.#capture = {
          live: true,
          source: picture,
          picture,
          width,
          height,
          detections,
          time: times.detection,
        }
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
      this.#stopMeasuring()
      this.#set({ xray: undefined, sweep: undefined })
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
    this.#forgetStaleSweep()
    const { damage, looks } = request
    const key = keyOf(request)
    const known =
      this.#whole?.subject === subject && this.#whole.key === key ? this.#whole.landmarks : undefined
    try {
      const xray = await examine(landmarker, this.#spoiler, subject, damage, looks, known)
      if (this.#open && this.#subject === subject) {
        this.#whole = { key, subject, landmarks: xray.reference }
        this.#set({ xray, error: undefined })
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    if (this.#again) return this.#examine()
    this.#measureSoon()
  }

  #fail(error: unknown): void {
    if (this.#open) this.#set({ error: messageOf(error) })
  }

  #sweepKey(request: Request): string {
    const others = { ...request.damage, [request.knob]: undefined }
    return [keyOf(request), request.knob, JSON.stringify(others)].join(' ')
  }

  #stopMeasuring(): void {
    clearTimeout(this.#timer)
    this.#measuring?.abort.abort()
    this.#measuring = undefined
  }

  /** A plot of another face, or with the other knobs elsewhere, goes at once. */
  #forgetStaleSweep(): void {
    const [subject, request] = [this.#subject, this.#request]
    if (!this.#measuring || !request) return
    if (this.#measuring.subject === subject && this.#measuring.key === this.#sweepKey(request)) return
    this.#stopMeasuring()
    this.#set({ sweep: undefined })
  }

  #measureSoon(): void {
    const { landmarker } = this.#studio
    const [subject, request] = [this.#subject, this.#request]
    if (!this.#open || !landmarker || !subject || !request || this.#measuring) return
    if (subject.capture.live && !this.#state.frozen) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#measure(landmarker, subject, request), QUIET)
  }

  async #measure(landmarker: Landmarker, subject: Subject, request: Request): Promise<void> {
    const whole = this.#whole
    if (whole?.subject !== subject || whole.key !== keyOf(request)) return
    const abort = new AbortController()
    this.#measuring = { key: this.#sweepKey(request), subject, abort }
    const { damage, knob, looks } = request
    const input = { subject, damage, knob, looks: Math.max(1, looks), reference: whole.landmarks }
    try {
      await sweep(landmarker, this.#spoiler, input, abort.signal, (so) => this.#set({ sweep: so }))
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(error)
    }
  }
}

/** What the whole input's landmarks depend on, but for the picture. */
function keyOf({ variant, looks }: Request): string {
  return `${variant} ${Math.max(1, looks)}`
}
