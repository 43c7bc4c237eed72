import type { Browser } from 'playwright-core'
import type { Builds } from './configurations.ts'
import { median } from './summary.ts'
import { serve } from '../server.ts'
import { TransferredBytes } from './transferred-bytes.ts'

/** A first visit of the page, until a sample photo's landmarks are drawn. */
export interface FirstVisit {
  /** Of the page and all that it loads, the photo included, as a static host sends them. */
  readonly bytes: number
  /** Seconds since the visit began. */
  readonly seconds: number
}

/** Medians of first visits of a page. */
export interface FirstVisitRow extends FirstVisit {
  readonly title: string
}

/** Longest wait for something of the page, in milliseconds. */
const TIMEOUT_MS = 120_000
const POLL_MS = 100
/**
 * Milliseconds that each file takes to arrive, as over a network. What the page asks for after its first result,
 * while that is being drawn, has then not been sent, and does not count.
 */
export const ROUND_TRIP_MS = 100
/** Between looks of the page itself at what it has drawn. */
const PAGE_POLL_MS = 5

declare global {
  interface Window {
    /** When the page first showed faces: as of Date.now(), and in milliseconds since the visit began. */
    facesDrawn?: { readonly date: number; readonly age: number }
  }
}

/** Runs in the page: notes when it first shows faces. What it loads after that, the larger variant say, does not count. */
function watchFaces(everyMs: number): void {
  const timer = setInterval(() => {
    if (!window.wingmark?.faces.length) return
    clearInterval(timer)
    window.facesDrawn = { date: Date.now(), age: performance.now() }
  }, everyMs)
}

/** Bytes of the files that were sent up to a moment. */
function countBytes(sent: readonly { file: string; at: number }[], until: number): number {
  const served = new TransferredBytes([])
  for (const { file, at } of sent) if (at <= until) served.add(file)
  return served.bytes
}

/**
 * Opens a built page with nothing cached, clicks a sample photo as soon as it is offered and waits for its
 * faces. What the page keeps for times without a network does not count.
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

/** Visits the page in turns with those of the baseline's. */
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
    bytes: median(visits.map(({ bytes }) => bytes)) ?? NaN,
    seconds: median(visits.map(({ seconds }) => seconds)) ?? NaN,
  }))
}
