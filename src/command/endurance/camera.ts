import type { Page } from 'playwright-core'
import type { Heaps } from './heaps.ts'
import type { Sample } from './judge.ts'

/** Caches fill and code is compiled for so many frames, 0.5 MB in all: 167 s at 30 frames a second. */
const WARM_FRAMES = 5000
/** A machine too slow for so many frames does not warm up for longer than this. */
const WARM_MS = 300_000
/** Samples of one run. */
const SAMPLES = 60

interface Spans {
  times: number[]
  last: number
}

declare global {
  interface Window {
    /** Milliseconds between the pictures drawn since they were last asked for. */
    spans?: Spans
  }
}

/** Notes when each picture is drawn: the page then sets what it shows for tests. */
function noteFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    let seen = window.wingmark
    const spans: Spans = { times: [], last: performance.now() }
    window.spans = spans
    Object.defineProperty(window, 'wingmark', {
      // Methods: tsx wraps functions in a helper that the page does not have.
      get() {
        return seen
      },
      set(next: typeof seen) {
        const now = performance.now()
        if (next?.frames !== seen?.frames) spans.times.push(now - spans.last)
        spans.last = now
        seen = next
      },
    })
  })
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const framesOf = (page: Page) => page.evaluate(() => window.wingmark?.frames ?? 0)

async function warmUp(page: Page): Promise<void> {
  const until = performance.now() + WARM_MS
  for (let frames = 0; frames < WARM_FRAMES && performance.now() < until; frames = await framesOf(page)) {
    console.error(`Warming up: ${frames} of ${WARM_FRAMES} frames.`)
    await wait(10_000)
  }
}

/** Lets the page follow its camera, and notes milliseconds from picture to picture too. */
export async function watchCamera(
  page: Page,
  heaps: Heaps,
  minutes: number,
): Promise<{ samples: Sample[]; spans: number[] }> {
  await page.getByRole('button', { name: 'Start camera' }).click()
  await page.getByRole('table', { name: 'Figures' }).getByText('fps').waitFor({ timeout: 120_000 })
  await noteFrames(page)
  await warmUp(page)
  const samples: Sample[] = []
  const spans: number[] = []
  for (let i = 0; i <= SAMPLES; i++) {
    const heap = await heaps.used()
    const { frames, tensors, gpuBytes, backend, drawn } = await page.evaluate(() => ({
      frames: window.wingmark?.frames ?? 0,
      tensors: window.wingmark?.tensors ?? 0,
      gpuBytes: window.wingmark?.gpuBytes ?? 0,
      backend: window.wingmark?.backend ?? '',
      drawn: window.spans?.times.splice(0) ?? [],
    }))
    // The first ones are those of warming up.
    if (i > 0) spans.push(...drawn)
    samples.push({ frames, heap, tensors, workers: heaps.workers, gpuBytes })
    console.error(
      `${i}/${SAMPLES}: ${frames} frames on ${backend}, ${(heap / 1e6).toFixed(2)} MB, ${tensors} tensors`,
    )
    if (i < SAMPLES) await wait((minutes * 60_000) / SAMPLES)
  }
  return { samples, spans }
}
