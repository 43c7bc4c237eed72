import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { useBrowser } from '../support/browsing.ts'
import { sample } from '../support/faces.ts'
import { choosePhoto, engineReady, viewLoaded, visit } from '../support/visit.ts'

const browser = useBrowser()
const PHONE = { width: 390, height: 844 }

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`${selector} is not shown`)
  return { ...box, right: box.x + box.width, bottom: box.y + box.height }
}

describe('a view at a desk', () => {
  it.each(['video', 'annotate'])('has all of what is there before a file in the window: %s', async (view) => {
    const { page } = await visit(browser(), { query: `?view=${view}` })
    await viewLoaded(page)
    const button = page.getByRole('button', { name: /^Try (a|the) sample/ })
    await button.waitFor()
    const hidden = await page.evaluate(() => {
      const main = document.querySelector('main')
      return main ? main.scrollHeight - main.clientHeight : Infinity
    })
    expect(hidden).toBeLessThanOrEqual(0)
  })

  it('has its figures below the picture', async () => {
    const { page } = await visit(browser())
    await engineReady(page)
    const before = await boxOf(page, '[data-testid=picture]')
    await choosePhoto(page, { name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) })
    const picture = await boxOf(page, '[data-testid=picture]')
    const table = await page.getByRole('table', { name: 'Statistics' }).boundingBox()
    expect(table!.y).toBeGreaterThanOrEqual(picture.bottom)
    expect(table!.y + table!.height).toBeLessThanOrEqual(800)
    // Its lower end keeps its place when there is something to count; the sentence above it goes.
    expect(picture.bottom).toBe(before.bottom)
  })
})

describe('a phone', () => {
  it.each(['', '?lang=de'])('has links to all views in its width: %s', async (query) => {
    const { page } = await visit(browser(), { query, viewport: PHONE })
    await viewLoaded(page)
    const links = await page.locator('header nav a').all()
    expect(links).toHaveLength(VIEWS.length)
    for (const link of links) {
      const box = await link.boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(PHONE.width)
      // None runs into its neighbour.
      expect(await link.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(
        0,
      )
    }
  })

  it('has the buttons of the source under the thumb, and the last of the page above them', async () => {
    const { page } = await visit(browser(), { viewport: PHONE })
    await engineReady(page)
    const bar = await boxOf(page, '[data-thumb]')
    expect(bar.bottom).toBe(PHONE.height)
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight))
    const last = await boxOf(page, '[data-testid=backend-info]')
    expect(last.bottom).toBeLessThanOrEqual(bar.y)
  })

  it('shows a picture in its own shape', async () => {
    const { page } = await visit(browser(), { viewport: PHONE })
    await engineReady(page)
    await choosePhoto(page, { name: 'group.jpg', mimeType: 'image/jpeg', buffer: sample(6) })
    const { width, height } = await boxOf(page, '[data-testid=picture]')
    const shape = await page.evaluate(() => (window.wingmark?.width ?? 0) / (window.wingmark?.height ?? 1))
    expect(width / height).toBeCloseTo(shape, 1)
  })
})
