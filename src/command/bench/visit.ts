import type { Browser } from 'playwright-core'
import { serve } from '../server.ts'
import { Served } from './served.ts'

/** A first visit of the page, until a sample photo's landmarks are drawn. */
export interface Visit {
  /** Of the page and all that it loads, the photo included, as a static host sends them. */
  readonly bytes: number
  /** Seconds since the visit began. */
  readonly seconds: number
}

/** Medians of first visits of a page. */
export interface VisitRow extends Visit {
  readonly title: string
}

/** Longest wait for something of the page, in milliseconds. */
const PATIENCE = 120_000
const POLL_MS = 20

/**
 * Opens a built page with nothing cached, clicks a sample photo as soon as it is offered and waits for its
 * faces. What the page keeps for times without a network does not count.
 */
export async function visitPage(browser: Browser, folder: string): Promise<Visit> {
  const served = new Served([])
  const { url, server } = await serve({ '/': folder }, { onFile: (file) => served.add(file) })
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
  })
  try {
    const page = await context.newPage()
    await page.goto(url)
    await page.getByRole('button', { name: 'Sample: four faces' }).click({ timeout: PATIENCE })
    const until = Date.now() + PATIENCE
    for (;;) {
      const at = await page.evaluate(() => (window.wingmark?.faces.length ? performance.now() : undefined))
      if (at !== undefined) return { bytes: served.bytes, seconds: at / 1000 }
      if (Date.now() > until) throw new Error('the page found no face in its sample photo')
      await page.waitForTimeout(POLL_MS)
    }
  } finally {
    await context.close()
    server.close()
  }
}
