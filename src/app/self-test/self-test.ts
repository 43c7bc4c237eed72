import { BACKENDS, type BackendName } from '../../landmarker/backend/backends.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { CONVERT_COLOURS } from '../../landmarker/srgb.ts'
import { describeCameraError } from '../media/camera.ts'
import { cutPhoto } from '../media/cut-photo.ts'
import { PORTRAITS } from '../media/samples.ts'
import { formatVariantName } from '../ui/colours.ts'
import { TEXT } from '../ui/text.ts'
import { StepFailure, type Finding, type Sentence } from './finding.ts'
import { readDevice, readHeap } from './device.ts'
import { findStart, measure, type TestPicture } from './measure.ts'
import type { Findings } from './report.ts'
import type { CameraSide } from './step.ts'
import { STEPS, type StepId } from './steps.ts'

/** Step that is running. */
export interface RunningStep {
  readonly id: StepId
  /** Share that is done, from 0 to 1. */
  readonly fraction: number
  readonly note: string
}

/** Settings of the steps about cameras and phones. */
export interface StepSettings {
  readonly side: CameraSide
  readonly minutes: number
}

/** State of the self-test. */
export interface SelfTestState {
  /** Current step, or the way it ended, for the user. */
  readonly status: string
  /** True while something runs. */
  readonly busy: boolean
  readonly findings: Findings | undefined
  readonly step: RunningStep | undefined
}

/** Options of the self-test, from the page's address. */
export interface SelfTestOptions {
  /** Variant that is measured besides lite; one that the page does not have is replaced by precise. */
  readonly variant: string | null
  /** True to measure software adapters too, which take seconds a run. */
  readonly withSoftware: boolean
}

const SIZE = { width: 640, height: 480 }

/** Loads the sample photo in the size of a camera's picture, and finds its face. */
async function loadPicture(): Promise<TestPicture> {
  const { url, part } = PORTRAITS[0]!
  const photo = await (await fetch(url)).blob()
  const cut = part ? await cutPhoto(photo, part) : photo
  const picture = await createImageBitmap(cut, {
    ...CONVERT_COLOURS,
    resizeWidth: SIZE.width,
    resizeHeight: SIZE.height,
  })
  return { picture, start: await findStart(picture) }
}

const describe = (error: unknown) => (error instanceof Error ? error.message : String(error))

function describeStepError(error: unknown): Sentence {
  if (error instanceof StepFailure) return error.sentence
  if (!(error instanceof DOMException)) return ({ fromData }) => fromData(describe(error))
  if (error.name === 'OverconstrainedError') return ({ selfTest }) => selfTest.noSuchCamera
  return (text) => describeCameraError(error, text)
}

/** Self-test of this device, outside of React: it runs once, however often the screen is mounted. */
export class SelfTest {
  readonly #options: SelfTestOptions
  readonly #listeners = new Set<() => void>()
  #state: SelfTestState = { status: '', busy: false, findings: undefined, step: undefined }
  /** Ends the running step. */
  #step = new AbortController()
  #isCancelled = false

  constructor(options: SelfTestOptions) {
    this.#options = options
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly state = (): SelfTestState => this.#state

  /** Measures every backend that there is; what cannot be measured is in the findings with its reason. */
  readonly run = async (): Promise<void> => {
    if (this.#state.busy) return
    this.#set({ status: TEXT.selfTest.preparing, busy: true, findings: undefined })
    try {
      await this.#measureAll()
      this.#set({ status: TEXT.selfTest.done, busy: false })
    } catch (error) {
      this.#set({ status: TEXT.selfTest.failed(describe(error)), busy: false })
    }
  }

  /** Runs steps about cameras and phones one after another, and adds what they found to the findings. */
  readonly runSteps = async (ids: readonly StepId[], settings: StepSettings): Promise<void> => {
    if (this.#state.busy || !this.#state.findings) return
    this.#isCancelled = false
    for (const id of ids) {
      const found = await this.#runStep(id, settings)
      const { findings } = this.#state
      if (findings) this.#set({ findings: { ...findings, steps: { ...findings.steps, [id]: found } } })
      if (this.#isCancelled) break
    }
    const status = this.#isCancelled ? TEXT.selfTest.cancelled : TEXT.selfTest.done
    this.#set({ busy: false, step: undefined, status })
  }

  /** Ends the running step; the next one follows. */
  readonly skipStep = (): void => this.#step.abort()

  /** Ends the running step, and leaves out those after it. */
  readonly cancelSteps = (): void => {
    this.#isCancelled = true
    this.#step.abort()
  }

  async #runStep(id: StepId, settings: StepSettings): Promise<readonly Finding[]> {
    this.#step = new AbortController()
    const { signal } = this.#step
    const tell = (fraction: number, note: string) => {
      if (!signal.aborted) this.#set({ step: { id, fraction, note } })
    }
    const note = TEXT.selfTest.starting
    this.#set({ busy: true, status: TEXT.selfTest.stepRunning, step: { id, fraction: 0, note } })
    try {
      return await STEPS[id]({ ...settings, signal, tell })
    } catch (error) {
      const reason = describeStepError(error)
      const { aborted } = signal
      const sentence: Sentence = (text, write) => {
        const { names, skipped, notTested } = text.selfTest.findings
        return aborted ? skipped(names[id]) : notTested(names[id], reason(text, write))
      }
      return [{ sentence }]
    }
  }

  #set(change: Partial<SelfTestState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }

  async #measureAll(): Promise<void> {
    const device = await readDevice()
    const { offered, adapters, obstacles: missing } = device.hardware
    const { variant, withSoftware } = this.#options
    const chosen = variant !== null && VARIANTS.includes(variant) ? variant : 'precise'
    const variants = VARIANTS.filter((name) => name === 'lite' || name === chosen).toReversed()
    const backends = BACKENDS.filter(
      (name) => name === 'wasm' || offered.includes(name) || (withSoftware && name in adapters),
    )
    const obstacles: Partial<Record<BackendName, string>> = {}
    for (const name of BACKENDS) {
      const reason = name === 'wasm' ? undefined : missing[name]
      if (reason && !backends.includes(name)) obstacles[name] = reason
    }
    const test = await loadPicture()
    try {
      const measurements = []
      const steps = backends.flatMap((backend) => variants.map((name) => ({ backend, name })))
      for (const [i, { backend, name }] of steps.entries()) {
        const step = TEXT.selfTest.step(formatVariantName(name), backend)
        this.#set({ status: TEXT.selfTest.running(step, i + 1, steps.length) })
        try {
          measurements.push(await measure(backend, name, test))
        } catch (error) {
          obstacles[backend] = describe(error)
        }
      }
      this.#set({ findings: { device, measurements, obstacles, heap: readHeap(), steps: {} } })
    } finally {
      test.picture.close()
    }
  }
}
