import type { Browser } from 'playwright-core'
import type { Builds } from './configurations.ts'
import { computeMedian } from '../../landmarker/median.ts'
import { serve } from '../server.ts'
import { TransferredBytes } from './transferred-bytes.ts'

/** First visit of the page, until a sample photo's landmarks are drawn. */
export interface FirstVisit {
  /** Bytes of all files loaded, the photo included, as with a static host. */
  readonly bytes: number
  /** Seconds since the visit began. */
  readonly seconds: number
}

/** Medians of first visits of a page. */
export interface FirstVisitRow extends FirstVisit {
  readonly title: string
}

/** Timeout of each step. */
const TIMEOUT_MS = 120_000
const POLL_MS = 100
/**
 * Simulated network delay of each file. Files that the page requests after its first result, while that is being
 * drawn, are thereby not sent yet and do not count.
 */
export const ROUND_TRIP_MS = 100
/** Interval at which the page checks what it has drawn. */
const PAGE_POLL_MS = 5

declare global {
  interface Window {
    /** Time at which the page first showed faces: from Date.now(), and in milliseconds since the visit began. */
    facesDrawn?: { readonly date: number; readonly age: number }
  }
}

/** Records in the page when it first shows faces. Files loaded later, such as the larger variant, do not count. */
function watchFaces(everyMs: number): void {
  const timer = setInterval(() => {
    if (!window.wingmark?.faces.length) return
    clearInterval(timer)
    window.facesDrawn = { date: Date.now(), age: performance.now() }
  }, everyMs)
}

/** Counts the bytes of the files sent up to a time. */
function countBytes(sent: readonly { file: string; at: number }[], until: number): number {
  const served = new TransferredBytes([])
  for (const { file, at } of sent) if (at <= until) served.add(file)
  return served.bytes
}

/**
 * Opens a built page with an empty cache, clicks a sample photo as soon as its button appears, and waits for its
 * faces. The service worker is blocked, so files cached for offline use do not count.
 */
export async function measureFirstVisit(browser: Browser, folder: string): Promise<FirstVisit> {
  const sent: { file: string; at: number }[] = []
  const { url, server } = await serve(
    { '/': folder },
    { onFile: (file) => sent.push({ file, at: Date.now() }) },
  )
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
  })
  try {
    await context.route('**/*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, ROUND_TRIP_MS))
      // The visit may have ended meanwhile.
      await route.continue().catch(() => undefined)
    })
    const page = await context.newPage()
    await page.addInitScript(watchFaces, PAGE_POLL_MS)
    await page.goto(url)
    await page.getByRole('button', { name: 'Sample: four faces' }).click({ timeout: TIMEOUT_MS })
    const until = Date.now() + TIMEOUT_MS
    for (;;) {
      const at = await page.evaluate(() => window.facesDrawn)
      if (at) return { bytes: countBytes(sent, at.date), seconds: at.age / 1000 }
      if (Date.now() > until) throw new Error('the page found no face in its sample photo')
      await page.waitForTimeout(POLL_MS)
    }
  } finally {
    await context.close()
    server.close()
  }
}

/** Measures first visits of this tree's page and the baseline's, in turns. */
export async function measureFirstVisits(
  browser: Browser,
  { own, baseline }: Builds,
  rounds: number,
  say: (text: string) => void,
): Promise<FirstVisitRow[]> {
  const pages = [{ title: 'page', folder: own.page, visits: [] as FirstVisit[] }]
  if (baseline) pages.push({ title: `page (${baseline.hash})`, folder: baseline.page, visits: [] })
  for (let round = 0; round < rounds; round++) {
    for (const { title, folder, visits } of pages) {
      say(`First visit ${round + 1} of ${rounds}: ${title}`)
      visits.push(await measureFirstVisit(browser, folder))
    }
  }
  return pages.map(({ title, visits }) => ({
    title,
    bytes: computeMedian(visits.map(({ bytes }) => bytes)) ?? NaN,
    seconds: computeMedian(visits.map(({ seconds }) => seconds)) ?? NaN,
  }))
}
