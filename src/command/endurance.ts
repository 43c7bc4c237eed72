/**
 * `npm run endurance -- --minutes 30 [--variant NAME] [--backend NAME] [--json]`: the built page with a fake
 * camera at full speed, and whether anything grows: heaps, tensors, graphics memory, workers. Exits with 1 if something does.
 */
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { findPackages } from './bench/peers.ts'
import { Place } from './bench/place.ts'
import { Heaps } from './endurance/heaps.ts'
import { judge, type Sample } from './endurance/judge.ts'
import { HEADERS } from './policy.ts'
import { serve } from './server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Caches fill and code is compiled for so long: 20 s before what counts. */
const WARM_MS = 20_000
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '30' },
      variant: { type: 'string', default: 'wing' },
      backend: { type: 'string', default: '' },
      json: { type: 'boolean', default: false },
    },
  })
  const minutes = Number(values.minutes)
  if (!(minutes > 0)) throw new Error(`--minutes must be a number above 0, not "${values.minutes}".`)
  await build({ root: ROOT, logLevel: 'error' })
  const place = await Place.open(findPackages(false, console.error), undefined)
  const { url, server } = await serve({ '/': `${ROOT}/dist` }, { headers: HEADERS })
  try {
    const page = await place.browser.newPage({ viewport: { width: 1280, height: 800 } })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    const heaps = await Heaps.watch(page)
    const query = new URLSearchParams({
      variant: values.variant,
      ...(values.backend && { backend: values.backend }),
    })
    await page.goto(`${url}/?${query.toString()}`)
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.getByRole('table', { name: 'Figures' }).getByText('fps').waitFor({ timeout: 120_000 })
    await noteFrames(page)
    await wait(WARM_MS)
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
    const report = { variant: values.variant, ...judge(samples, spans), problems }
    console.log(
      values.json
        ? JSON.stringify(report)
        : Object.entries(report)
            .map(([k, v]) => `${k}: ${String(v)}`)
            .join('\n'),
    )
    if (!report.flat || problems.length > 0) process.exitCode = 1
  } finally {
    server.close()
    await place.close()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
