import type { Point } from '../../../geometry/point.ts'
import { messageOf } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { AnalysedImage } from '../../canvas/render-image.ts'
import type { AppController } from '../../state/app-controller.ts'
import { captureLiveFrame, capturePhoto, type Capture } from './capture.ts'
import type { Perturbation, PerturbationKind } from './perturbation.ts'
import { examine, type Examination } from './examine.ts'
import { expose } from './inspection.ts'
import { SweepScheduler } from './sweep-scheduler.ts'
import { PixelPerturber } from './pixel-perturber.ts'
import { createSubject, type Subject } from './subject.ts'
import type { Sweep } from './sweep.ts'

/** What a person asks to see. */
export interface XrayRequest {
  readonly perturbation: Perturbation
  /** Most looks of stage 1; 0 leaves it out. */
  readonly passes: number
  /** From 0, largest first. */
  readonly face: number
  /** The knob of the plot. */
  readonly swept: PerturbationKind
  /** The variant that runs now. */
  readonly variant: string | undefined
}

export interface XrayState {
  readonly examination: Examination | undefined
  readonly sweep: Sweep | undefined
  /** Whether a camera's frame is kept. */
  readonly frozen: boolean
  readonly error: string | undefined
}

const EMPTY: XrayState = { examination: undefined, sweep: undefined, frozen: false, error: undefined }

/** Takes the pictures that the studio shows through the cascade, the latest alone, and measures the plot. */
export class XrayController {
  readonly #app: AppController
  readonly #listeners = new Set<() => void>()
  readonly #perturber = new PixelPerturber()
  readonly #sweepScheduler = new SweepScheduler(
    this.#perturber,
    (sweep) => this.#set({ sweep }),
    (error) => this.#fail(error),
  )
  #state = EMPTY
  #request: XrayRequest | undefined
  #capture: Capture | undefined
  #subject: Subject | undefined
  /** Landmarks of the subject with nothing broken, for one variant and number of looks. */
  #reference: { key: string; subject: Subject; landmarks: readonly Point[] } | undefined
  #working = false
  /** Something changed while the cascade was at work. */
  #again = false
  #open = false

  constructor(app: AppController) {
    this.#app = app
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): XrayState => this.#state

  /** Begins to watch the studio, and gives what ends it. */
  readonly open = (): (() => void) => {
    const unwatch = this.#app.watch(() => this.#onImageChanged())
    this.#open = true
    this.#onImageChanged()
    return () => {
      unwatch()
      this.#open = false
      this.#clear()
      this.#perturber.end()
    }
  }

  readonly request = (request: XrayRequest): void => {
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
    this.#sweepScheduler.clear()
    this.#set({ frozen: false })
  }

  /** Ends the measurement; what it has so far stays. */
  readonly stop = (): void => this.#sweepScheduler.stop()

  /** Measures the plot anew, also after it was stopped. */
  readonly measure = (): void => {
    this.#sweepScheduler.clear()
    this.#work()
  }

  #set(change: Partial<XrayState>): void {
    this.#state = { ...this.#state, ...change }
    expose(this.#state)
    for (const listener of this.#listeners) listener()
  }

  #clear(): void {
    this.#sweepScheduler.clear()
    this.#capture = this.#subject = this.#reference = undefined
    this.#set(EMPTY)
  }

  /** The studio shows another picture, or none any more. */
  #onImageChanged(): void {
    const picture = this.#app.picture()
    if (!picture) return this.#clear()
    const { image } = picture
    if (this.#app.state().picture === 'camera') {
      if (!this.#state.frozen && !this.#working) void this.#takeFrame(image)
      return
    }
    this.#set({ frozen: false })
    this.#capture = capturePhoto(image)
    this.#choose()
    this.#work()
  }

  async #takeFrame({ source }: AnalysedImage): Promise<void> {
    const { landmarker } = this.#app
    if (!landmarker) return
    this.#working = true
    try {
      const capture = await captureLiveFrame(landmarker, source)
      // Frozen meanwhile, or gone: then it is too late.
      if (this.#open && !this.#state.frozen && this.#app.state().picture === 'camera') {
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
    if (!capture || !this.#request || (!capture.live && !this.#app.picture())) return
    this.#subject = createSubject(capture, this.#request.face)
    if (!this.#subject) {
      this.#sweepScheduler.clear()
      this.#set({ examination: undefined })
    }
  }

  #work(): void {
    if (this.#working) this.#again = true
    else void this.#examine()
  }

  async #examine(): Promise<void> {
    if (this.#capture && this.#request && !this.#subject) this.#choose()
    const { landmarker } = this.#app
    const [subject, request] = [this.#subject, this.#request]
    if (!landmarker || !subject || !request) return
    this.#working = true
    this.#again = false
    const { perturbation, passes } = request
    const key = toReferenceKey(request)
    const knownReference =
      this.#reference?.subject === subject && this.#reference.key === key
        ? this.#reference.landmarks
        : undefined
    try {
      const examination = await examine(
        landmarker,
        this.#perturber,
        subject,
        perturbation,
        passes,
        knownReference,
      )
      if (this.#open && this.#subject === subject) {
        this.#reference = { key, subject, landmarks: examination.reference }
        this.#set({ examination, error: undefined })
        this.#plot(landmarker, examination, request)
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    if (this.#again) return this.#examine()
  }

  /** The plot around an X-ray; none of a camera that goes on. */
  #plot(
    landmarker: Landmarker,
    { subject, perturbation, passes, reference }: Examination,
    request: XrayRequest,
  ): void {
    if (subject.capture.live && !this.#state.frozen) return this.#sweepScheduler.clear()
    const { swept, variant } = request
    this.#sweepScheduler.schedule(landmarker, {
      subject,
      perturbation,
      swept,
      passes: Math.max(1, passes),
      reference,
      variant,
    })
  }

  #fail(error: unknown): void {
    if (this.#open) this.#set({ error: messageOf(error) })
  }
}

/** What the whole input's landmarks depend on, but for the picture. */
function toReferenceKey({ variant, passes }: XrayRequest): string {
  return `${variant} ${Math.max(1, passes)}`
}
