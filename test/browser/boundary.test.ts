import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { keepStreams, tracksOn, useBrowser } from '../support/browsing.ts'
import { engineReady, inspect, visit, type Visit } from '../support/visit.ts'

const browser = useBrowser(() => ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'])
let open: Visit | undefined

/** The page's switch for this test: while it is on, whatever watches its own size fails to be drawn. */
interface Breakable {
  broken: boolean
}

const breakable = (page: Page) =>
  page.addInitScript(() => {
    const page = window as unknown as Breakable
    page.broken = false
    window.ResizeObserver = class extends ResizeObserver {
      constructor(callback: ResizeObserverCallback) {
        if (page.broken) throw new Error('out of ink')
        super(callback)
      }
    }
  })

const setBroken = (page: Page, broken: boolean) =>
  page.evaluate((value) => {
    ;(window as unknown as Breakable).broken = value
  }, broken)

async function startCamera(page: Page): Promise<void> {
  const { frames } = await page.evaluate(() => ({ frames: window.wingmark?.frames ?? 0 }))
  await page.getByRole('button', { name: 'Start camera' }).click()
  await inspect(page, frames + 2)
  expect(await tracksOn(page)).toBe(1)
}

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true })

describe('a view whose file cannot be loaded', () => {
  it('says so in its place, and is there when it is loaded again', async () => {
    open = await visit(browser())
    const { page } = open
    await page.route(/assets\/(Losses|lab|PlotFigure)[^/]*\.(js|css)$/, (route) => route.abort())
    await link(page, 'Losses').click()
    const alert = page.getByRole('main').getByRole('alert')
    await alert.getByText(/^Losses could not be loaded/).waitFor()
    // The rest goes on.
    await link(page, 'About').click()
    await page.getByRole('heading', { name: 'How it finds landmarks' }).waitFor()
    await link(page, 'Losses').click()
    await alert.getByText(/^Losses could not be loaded/).waitFor()
    await page.unroute(/assets\/(Losses|lab|PlotFigure)[^/]*\.(js|css)$/)
    await page.getByRole('button', { name: 'Load again' }).click()
    const plot = page.getByRole('img', { name: /^Value of the loss/ })
    await plot.waitFor()
    expect(await alert.count()).toBe(0)
    // With its stylesheet.
    const figure = page.locator('figure').filter({ has: plot })
    expect(await figure.evaluate((element) => getComputedStyle(element).borderRadius)).not.toBe('0px')
  })

  it('leaves no camera on that nobody sees, which starts again elsewhere', async () => {
    open = await visit(browser(), { query: '?backend=wasm&variant=lite', before: keepStreams })
    const { page } = open
    await startCamera(page)
    await page.route('**/assets/Xray-*', (route) => route.abort())
    await link(page, 'X-ray').click()
    await page
      .getByRole('alert')
      .getByText(/^X-ray could not be loaded/)
      .waitFor()
    expect(await tracksOn(page)).toBe(0)
    await link(page, 'Live').click()
    await startCamera(page)
  })
})

describe('a view that throws while it is drawn', () => {
  it('says what happened, switches the camera off, and is drawn again when asked', async () => {
    open = await visit(browser(), {
      query: '?backend=wasm&variant=lite',
      before: async (page) => {
        await keepStreams(page)
        await breakable(page)
      },
    })
    const { page } = open
    await startCamera(page)
    await setBroken(page, true)
    await link(page, 'X-ray').click()
    const alert = page.getByRole('main').getByRole('alert')
    await alert.getByText(/^X-ray could not be shown: out of ink/).waitFor()
    expect(await tracksOn(page)).toBe(0)
    // Nothing is lost: the other views are one press away.
    expect(await link(page, 'Live').isVisible()).toBe(true)
    await setBroken(page, false)
    await page.getByRole('button', { name: 'Load again' }).click()
    await page.getByText('6 Landmarks of CNN-7').waitFor()
    expect(await alert.count()).toBe(0)
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.getByRole('button', { name: 'Stop camera' }).waitFor()
    expect(await tracksOn(page)).toBe(1)
  })

  it('does not fail with others: Live fails and Losses still works', async () => {
    open = await visit(browser(), { query: '?view=losses', before: breakable })
    const { page } = open
    await page.getByRole('img', { name: /^Value of the loss/ }).waitFor()
    await setBroken(page, true)
    await link(page, 'Live').click()
    await page
      .getByRole('alert')
      .getByText(/^Live could not be shown/)
      .waitFor()
    await setBroken(page, false)
    await link(page, 'Losses').click()
    await page.getByRole('img', { name: /^Value of the loss/ }).waitFor()
    await link(page, 'Live').click()
    await engineReady(page)
    await vi.waitUntil(async () => (await page.getByRole('alert').count()) === 0)
  })
})
