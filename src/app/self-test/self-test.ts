import { BACKENDS, type BackendName } from '../../landmarker/backend/backends.ts'
import { VARIANTS } from '../../landmarker/models/bundled-variants.ts'
import { CONVERT_COLOURS } from '../../landmarker/srgb.ts'
import { describeCameraError } from '../media/camera.ts'
import { cutPhoto } from '../media/cut-photo.ts'
import { PORTRAITS } from '../media/samples.ts'
import { formatVariantName } from '../ui/colours.ts'
import { TEXT } from '../ui/text.ts'
import { testCamera, type CameraSide } from './camera-run.ts'
import { readDevice, readHeap } from './device.ts'
import { findStart, measure, type TestPicture } from './measure.ts'
import type { Findings } from './report.ts'

/** State of the self-test. */
export interface SelfTestState {
  /** Current step, or the way it ended, for the user. */
  readonly status: string
  /** True while something runs. */
  readonly busy: boolean
  readonly findings: Findings | undefined
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

/** Self-test of this device, outside of React: it runs once, however often the screen is mounted. */
export class SelfTest {
  readonly #options: SelfTestOptions
  readonly #listeners = new Set<() => void>()
  #state: SelfTestState = { status: '', busy: false, findings: undefined }

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

  /** Tests a camera, and adds what it found to the findings. */
  readonly runCamera = async (side: CameraSide): Promise<void> => {
    const { busy, findings } = this.#state
    if (busy || !findings) return
    this.#set({ status: TEXT.selfTest.cameraRunning, busy: true })
    const found = await testCamera(side).catch(describeCameraError)
    const status = typeof found === 'string' ? found : TEXT.selfTest.done
    this.#set({ status, busy: false, findings: { ...findings, cameras: [...findings.cameras, found] } })
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
      this.#set({ findings: { device, measurements, obstacles, heap: readHeap(), cameras: [] } })
    } finally {
      test.picture.close()
    }
  }
}
