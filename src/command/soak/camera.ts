import type { Page } from 'playwright-core'
import { mean } from '../../evaluation/nme.ts'
import type { Heaps } from './heaps.ts'
import type { SoakSample } from './leak-check.ts'

/** Time before the first sample, in which caches fill. */
const WARM_UP_MS = 20_000
/** Samples per run; each pauses the page for some seconds. */
const SAMPLE_COUNT = 20

interface FrameIntervals {
  times: number[]
  last: number
}

declare global {
  interface Window {
    /** Milliseconds between drawn frames since the last sample. */
    frameIntervals?: FrameIntervals
  }
}

/** Records the time of each drawn frame, at which the page sets `window.wingmark`. */
function recordFrameIntervals(page: Page): Promise<void> {
  return page.evaluate(() => {
    let seen = window.wingmark
    window.frameIntervals = { times: [], last: performance.now() }
    Object.defineProperty(window, 'wingmark', {
      // Methods: tsx wraps functions in a helper that the page does not have.
      get() {
        return seen
      },
      set(next: typeof seen) {
        const now = performance.now()
        const { frameIntervals } = window
        if (frameIntervals) {
          if (next?.frames !== seen?.frames) frameIntervals.times.push(now - frameIntervals.last)
          frameIntervals.last = now
        }
        seen = next
      },
    })
  })
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Lets the page track its camera; returns samples and the milliseconds from frame to frame. */
export async function sampleCamera(
  page: Page,
  heaps: Heaps,
  minutes: number,
): Promise<{ samples: SoakSample[]; intervals: number[] }> {
  await page.getByRole('button', { name: 'Start camera' }).click()
  await page.getByRole('table', { name: 'Statistics' }).getByText('fps').waitFor({ timeout: 120_000 })
  await recordFrameIntervals(page)
  await wait(WARM_UP_MS)
  const samples: SoakSample[] = []
  const intervals: number[] = []
  for (let i = 0; i <= SAMPLE_COUNT; i++) {
    const drawn = await page.evaluate(() => window.frameIntervals?.times.splice(0) ?? [])
    // The first intervals belong to the warm-up.
    if (i > 0) intervals.push(...drawn)
    const heap = await heaps.measureLiveBytes()
    const { frames, tensors, gpuBytes, backend } = await page.evaluate(() => {
      // The pause for the snapshot does not count as an interval.
      window.frameIntervals = { times: [], last: performance.now() }
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
  return { samples, intervals }
}
