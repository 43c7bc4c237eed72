import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core'
import { inject, vi } from 'vitest'
import type { Inspection } from '../../src/app/state/state.ts'
import type { Point } from '../../src/geometry/point.ts'
import { sample } from './faces.ts'

export interface Visit {
  readonly page: Page
  /** Console errors, uncaught exceptions and requests to other origins: none in a healthy run. */
  readonly problems: readonly string[]
  close(): Promise<void>
}

interface VisitOptions extends BrowserContextOptions {
  readonly query?: string
  /** Runs before the page is opened. */
  readonly before?: (page: Page) => Promise<unknown>
}

let visits: Visit[] = []

/** Lets the visits begun so far go on when the next test ends. */
export function forgetVisits(): void {
  visits = []
}

/** Ends the visits of a test. */
export async function endVisits(): Promise<void> {
  for (const { close } of visits.splice(0)) await close()
}

/** Longest time that an opened page needs for its first view's frame. */
const OPENING_MS = 10_000

/** Opens the built page and notes whatever goes wrong on it. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { query = '', before, ...rest } = options
  // Nothing plays unless it is started: tests count the pictures that they open. test/browser/sample-clip.test.ts
  // visits as most people do.
  // Each visit would keep the whole page for times without a network; test/browser/offline.test.ts wants that.
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...rest,
  })
  const page = await context.newPage()
  const problems: string[] = []
  const { origin } = new URL(inject('page'))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) problems.push(`foreign: ${url.href}`)
  })
  const close = () => context.close()
  // Even if it cannot be opened.
  visits.push({ page, problems, close })
  await before?.(page)
  await page.goto(inject('page') + query)
  // The page decides its language before it opens; where a test keeps its scripts away, nothing opens.
  await page
    .locator('#root > *')
    .first()
    .waitFor({ state: 'attached', timeout: OPENING_MS })
    .catch(() => undefined)
  return { page, problems, close }
}

/** A handler of requests that a test leaves behind: what still comes when the page has closed is no failure. */
export function whileOpen(handler: (route: Route) => Promise<void>): (route: Route) => Promise<void> {
  return async (route) => {
    try {
      await handler(route)
    } catch (error) {
      if (!/has been disposed|context disposed|has been closed/.test(String(error))) throw error
    }
  }
}

// Playwright's own waitForFunction makes functions from strings, which the page's policy forbids.
const PATIENCE = { timeout: 120_000, interval: 50 }

/** Waits for the networks to be ready. */
export async function engineReady(page: Page): Promise<void> {
  await page
    .locator('[data-testid=backend-info]')
    .getByText(/^(wasm|webgpu|webgl):/)
    .waitFor(PATIENCE)
}

/** Waits until a view is drawn; one that shows a picture with a photo of four faces, each in its own way. */
export async function viewDrawn(page: Page, picture: boolean): Promise<void> {
  if (picture) {
    await engineReady(page)
    await page
      .getByLabel('Photo', { exact: true })
      .setInputFiles({ name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) })
    await page
      .getByRole('img', { name: 'Photo with 4 faces' })
      // X-ray, which opens with one face, offers four then.
      .or(page.getByRole('combobox', { name: /^Face/ }))
      .waitFor({ timeout: 120_000 })
  }
  await viewLoaded(page)
}

/** Waits until the page has opened, which first decides its language, and the view's chunk has come. */
export async function viewLoaded(page: Page): Promise<void> {
  await page.getByRole('main').waitFor()
  await page.getByText('Loading the view').waitFor({ state: 'detached' })
}

/** The last faces drawn, once there are `frames` pictures since the visit began. */
export async function inspect(page: Page, frames = 1): Promise<Inspection> {
  return vi.waitUntil(
    () => page.evaluate((n) => ((window.wingmark?.frames ?? 0) >= n ? window.wingmark : undefined), frames),
    PATIENCE,
  )
}

/** The last faces of the camera, once one has been found and `frames` pictures have been drawn. */
export async function inspectFace(page: Page, frames = 1): Promise<Inspection> {
  return vi.waitUntil(async () => {
    const seen = await inspect(page, frames)
    return seen.faces.length > 0 ? seen : undefined
  }, PATIENCE)
}

/** Opens a photo through the page's file input and waits until it is drawn. */
export async function openPhoto(
  page: Page,
  name: string,
  mimeType: string,
  buffer: Buffer,
): Promise<Inspection> {
  return choosePhoto(page, { name, mimeType, buffer })
}

/** The same for a file of this machine, if only its path is given: its bytes do not pass through the page. */
export async function choosePhoto(
  page: Page,
  file: string | { name: string; mimeType: string; buffer: Buffer },
): Promise<Inspection> {
  const frames = await page.evaluate(() => window.wingmark?.frames ?? 0)
  await page.getByLabel('Photo', { exact: true }).setInputFiles(file)
  return inspect(page, frames + 1)
}

/** Gives the page a photo without its dialogue: dragged over it and dropped, or pasted. */
export function givePhoto(page: Page, kind: 'drop' | 'paste', photo: Buffer, name: string): Promise<void> {
  return page.evaluate(
    ({ data, kind, name }) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], name, { type: 'image/jpeg' }))
      const init = { bubbles: true, cancelable: true }
      const target = document.querySelector('main') ?? document.body
      if (kind === 'paste')
        target.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: transfer }))
      else {
        for (const type of ['dragover', 'drop']) {
          target.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: transfer }))
        }
      }
    },
    { data: photo.toString('base64'), kind, name },
  )
}

/** Finds the landmarks of the one face of a JPEG in a new visit to the built page; in pixels of the photo. */
export async function pointsIn(browser: Browser, photo: Buffer): Promise<readonly Point[]> {
  const { page, close } = await visit(browser, { query: '?variant=wing' })
  await engineReady(page)
  const { faces } = await openPhoto(page, 'still.jpg', 'image/jpeg', photo)
  await close()
  return faces[0]!.landmarks
}

/** Mean distance of two sets of landmarks in units of the inter-ocular distance of the second. */
export function apart(points: readonly Point[], reference: readonly Point[]): number {
  const distances = points.map(([x, y], i) => Math.hypot(x - reference[i]![0], y - reference[i]![1]))
  const [a, b] = [reference[36], reference[45]]
  return (
    distances.reduce((sum, d) => sum + d, 0) / distances.length / Math.hypot(a![0] - b![0], a![1] - b![1])
  )
}
