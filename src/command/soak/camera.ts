import type { Page } from 'playwright-core'
import { mean } from '../../evaluation/nme.ts'
import type { Heaps } from './heaps.ts'
import type { SoakSample } from './leak-check.ts'

/** Caches fill for so long before what counts. */
const WARM_UP_MS = 20_000
/** Samples of one run: each holds the page up for some seconds. */
const SAMPLE_COUNT = 12

interface FrameIntervals {
  times: number[]
  last: number
}

declare global {
  interface Window {
    /** Milliseconds between the pictures drawn since they were last asked for. */
    spans?: FrameIntervals
  }
}

/** Notes when each picture is drawn: the page then sets what it shows for tests. */
function recordFrameIntervals(page: Page): Promise<void> {
  return page.evaluate(() => {
    let seen = window.wingmark
    window.spans = { times: [], last: performance.now() }
    Object.defineProperty(window, 'wingmark', {
      // Methods: tsx wraps functions in a helper that the page does not have.
      get() {
        return seen
      },
      set(next: typeof seen) {
        const now = performance.now()
        const { spans } = window
        if (spans) {
          if (next?.frames !== seen?.frames) spans.times.push(now - spans.last)
          spans.last = now
        }
        seen = next
      },
    })
  })
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Lets the page follow its camera, and notes milliseconds from picture to picture too. */
export async function watchCamera(
  page: Page,
  heaps: Heaps,
  minutes: number,
): Promise<{ samples: SoakSample[]; spans: number[] }> {
  await page.getByRole('button', { name: 'Start camera' }).click()
  await page.getByRole('table', { name: 'Figures' }).getByText('fps').waitFor({ timeout: 120_000 })
  await recordFrameIntervals(page)
  await wait(WARM_UP_MS)
  const samples: SoakSample[] = []
  const spans: number[] = []
  for (let i = 0; i <= SAMPLE_COUNT; i++) {
    const drawn = await page.evaluate(() => window.spans?.times.splice(0) ?? [])
    // The first ones are those of warming up.
    if (i > 0) spans.push(...drawn)
    const heap = await heaps.measureLiveBytes()
    const { frames, tensors, gpuBytes, backend } = await page.evaluate(() => {
      // How long the page was held up is nobody's business.
      window.spans = { times: [], last: performance.now() }
      return {
        frames: window.wingmark?.frames ?? 0,
        tensors: window.wingmark?.tensors ?? 0,
        gpuBytes: window.wingmark?.gpuBytes ?? 0,
        backend: window.wingmark?.backend ?? '',
      }
    })
    samples.push({ frames, heap, tensors, workers: heaps.workers, gpuBytes })
    console.error(
      `${i}/${SAMPLE_COUNT}: ${frames} frames on ${backend}, ${mean(drawn).toFixed(1)} ms a frame, ${(heap / 1e6).toFixed(3)} MB, ${tensors} tensors`,
    )
    if (i < SAMPLE_COUNT) await wait((minutes * 60_000) / SAMPLE_COUNT)
  }
  return { samples, spans }
}
