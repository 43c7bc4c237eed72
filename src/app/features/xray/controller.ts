import { createStore } from 'zustand'
import type { Point } from '../../../geometry/point.ts'
import { getErrorMessage } from '../../../landmarker/errors.ts'
import type { Landmarker } from '../../../landmarker/landmarker.ts'
import type { AnalysedImage } from '../../canvas/render-image.ts'
import { watchImage } from '../../canvas/shown-image.ts'
import type { PerturbationKind } from '../../state/address/choices.ts'
import { networks } from '../../state/networks.ts'
import { appStore } from '../../state/store.ts'
import { captureLiveFrame, capturePhoto, type Capture } from './capture.ts'
import type { Perturbation } from './perturbation.ts'
import { examine, type Examination } from './examine.ts'
import { expose } from './inspection.ts'
import { SweepScheduler } from './sweep-scheduler.ts'
import { PixelPerturber } from './pixel-perturber.ts'
import { createSubject, type Subject } from './subject.ts'
import type { Sweep } from './sweep.ts'

/** Settings of the view. */
export interface XrayRequest {
  readonly perturbation: Perturbation
  /** Maximum number of stage 1 passes; 0 turns stage 1 off. */
  readonly passes: number
  /** Index of the face, sorted by size. */
  readonly face: number
  /** Perturbation swept in the plot. */
  readonly swept: PerturbationKind
  /** Variant in use. */
  readonly variant: string | undefined
}

export interface XrayState {
  readonly examination: Examination | undefined
  readonly sweep: Sweep | undefined
  /** True while a camera frame is frozen. */
  readonly frozen: boolean
  readonly error: string | undefined
}

const EMPTY: XrayState = { examination: undefined, sweep: undefined, frozen: false, error: undefined }

/** Runs the cascade on the newest picture shown, and measures the plot. */
export class XrayController {
  readonly store = createStore<XrayState>()(() => EMPTY)
  readonly #perturber = new PixelPerturber()
  readonly #sweepScheduler = new SweepScheduler(
    this.#perturber,
    (sweep) => this.store.setState({ sweep }),
    (error) => this.#fail(error),
  )
  #request: XrayRequest | undefined
  #capture: Capture | undefined
  #subject: Subject | undefined
  /** Landmarks without perturbation, for one variant and number of passes. */
  #reference: { key: string; subject: Subject; landmarks: readonly Point[] } | undefined
  #working = false
  /** True if something changed while the cascade was running. */
  #again = false
  #open = false

  constructor() {
    if (__TEST_PROBES__) this.store.subscribe(expose)
  }

  /** Starts watching the pictures; returns a function that stops it. */
  readonly open = (): (() => void) => {
    const unwatch = watchImage(() => this.#onImageChanged())
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

  /** Freezes the camera's last frame, to perturb and measure it. */
  readonly freeze = (): void => {
    this.store.setState({ frozen: true })
    this.#work()
  }

  /** Returns to live frames. */
  readonly unfreeze = (): void => {
    this.#sweepScheduler.clear()
    this.store.setState({ frozen: false })
  }

  /** Stops the measurement; its points so far remain. */
  readonly stop = (): void => this.#sweepScheduler.stop()

  /** Measures the plot again. */
  readonly measure = (): void => {
    this.#sweepScheduler.clear()
    this.#work()
  }

  get #isFrozen(): boolean {
    return this.store.getState().frozen
  }

  #clear(): void {
    this.#sweepScheduler.clear()
    this.#capture = this.#subject = this.#reference = undefined
    this.store.setState(EMPTY)
  }

  /** Handles a new picture, or its removal. */
  #onImageChanged(): void {
    const { image, picture } = appStore.getState()
    if (!image) return this.#clear()
    if (picture === 'camera') {
      if (!this.#isFrozen && !this.#working) void this.#takeFrame(image)
      return
    }
    this.store.setState({ frozen: false })
    this.#capture = capturePhoto(image)
    this.#choose()
    this.#work()
  }

  async #takeFrame({ source }: AnalysedImage): Promise<void> {
    const { landmarker } = networks
    if (!landmarker) return
    this.#working = true
    try {
      const capture = await captureLiveFrame(landmarker, source)
      // Ignore it if the frame was frozen or the camera stopped meanwhile.
      if (this.#open && !this.#isFrozen && appStore.getState().picture === 'camera') {
        this.#capture = capture
        this.#choose()
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    this.#work()
  }

  /** Extracts the requested face from the picture. */
  #choose(): void {
    const capture = this.#capture
    // A photo that is being replaced is already closed.
    if (!capture || !this.#request || (!capture.live && !appStore.getState().image)) return
    this.#subject = createSubject(capture, this.#request.face)
    if (!this.#subject) {
      this.#sweepScheduler.clear()
      this.store.setState({ examination: undefined })
    }
  }

  #work(): void {
    if (this.#working) this.#again = true
    else void this.#examine()
  }

  async #examine(): Promise<void> {
    if (this.#capture && this.#request && !this.#subject) this.#choose()
    const { landmarker } = networks
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
        this.store.setState({ examination, error: undefined })
        this.#plot(landmarker, examination, request)
      }
    } catch (error) {
      this.#fail(error)
    }
    this.#working = false
    if (this.#again) return this.#examine()
  }

  /** Schedules the plot for an examination; none for live frames. */
  #plot(
    landmarker: Landmarker,
    { subject, perturbation, passes, reference }: Examination,
    request: XrayRequest,
  ): void {
    if (subject.capture.live && !this.#isFrozen) return this.#sweepScheduler.clear()
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
    if (this.#open) this.store.setState({ error: getErrorMessage(error) })
  }
}

/** Key of everything the reference landmarks depend on besides the face. */
function toReferenceKey({ variant, passes }: XrayRequest): string {
  return `${variant} ${Math.max(1, passes)}`
}
