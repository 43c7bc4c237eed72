import type { Page } from 'playwright-core'
import type { Configuration } from './configurations.ts'
import { readCpuTimes, measureCpu, readPeakMemory } from './process-usage.ts'
import type { MeterReading } from './page/meter.ts'
import type { Still, StillTimes } from './page/stills.ts'
import type { BenchEnvironment } from './environment.ts'

/** Length of a trial. */
export interface TrialLengths {
  /** Seconds of video. */
  readonly seconds: number
  /** Runs on each photo. */
  readonly repeats: number
}

/** Measurements of one configuration in one round. */
export interface BenchTrial {
  readonly live: MeterReading
  readonly stills: StillTimes
  /** Bytes transferred until the first landmarks. */
  readonly bytes: number
  /** Peak memory in bytes from loading to the end of the video; undefined where the system does not report it. */
  readonly memory: number | undefined
  /** Processor time of all processes of the browser during the video. */
  readonly cpuSeconds: number
  /** Time from the library's start, with an empty cache and an open camera, to the first landmarks. */
  readonly secondsToLandmarks: number
}

/** Seconds of video before the measurement: browsers compile WASM a second time while it runs. */
const SETTLE_S = 2

/** Starts a configuration's library on a fresh page. */
export async function startLibrary(page: Page, configuration: Configuration): Promise<void> {
  const { library, variant, backend, folder, address } = configuration
  const setup = { variant, backend, folder, address }
  await page.evaluate(([name, given]) => window.bench.start(name, given), [library, setup] as const)
}

/** Runs one configuration on a page of its own: video, then photos. */
export function runTrial(
  environment: BenchEnvironment,
  configuration: Configuration,
  stills: readonly Still[],
  { seconds, repeats }: TrialLengths,
): Promise<BenchTrial> {
  return environment.withPage(async (page) => {
    const before = await readCpuTimes(environment.session)
    await page.evaluate(() => window.bench.open())
    const began = performance.now()
    await startLibrary(page, configuration)
    await page.evaluate(() => window.bench.follow())
    const secondsToLandmarks = (performance.now() - began) / 1000
    const { bytes } = environment.transferred
    await page.waitForTimeout(SETTLE_S * 1000)
    const used = await measureCpu(environment.session)
    const live = await page.evaluate((length) => window.bench.measure(length), seconds)
    const cpuSeconds = (await measureCpu(environment.session)) - used
    await page.evaluate(() => window.bench.close())
    const memory = await readPeakMemory(environment.session, before)
    const timed = await page.evaluate(([a, b]) => window.bench.stills(a, b), [stills, repeats] as const)
    return { live, stills: timed, bytes, memory, cpuSeconds, secondsToLandmarks }
  })
}
