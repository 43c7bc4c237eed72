import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { useBrowser } from '../support/browsing.ts'
import { engineReady, visit } from '../support/visit.ts'

const browser = useBrowser()
const PATIENCE = { timeout: 150_000, interval: 100 }

const examined = (page: Page) =>
  vi.waitUntil(async () => (await page.evaluate(() => window.xray)) ?? undefined, PATIENCE)
const facesOf = (page: Page) => page.evaluate(() => window.xray?.detection.centre)

describe('X-ray opens', () => {
  it('with a face taken apart, which the sliders move and the visitor’s own photo replaces', async () => {
    const { page, problems } = await visit(browser(), { query: '?view=xray' })
    expect(await page.getByText('Start the camera, choose').count()).toBe(0)
    await page.locator('[data-testid=xray-steps] img').waitFor()
    const face = await examined(page)
    expect(face.nme).toBe(0)
    expect(face.stage1?.landmarks).toHaveLength(68)
    await page.locator('[data-testid=xray-steps] img').waitFor({ state: 'detached' })
    await page.getByRole('slider', { name: 'Shift x' }).fill('25')
    await vi.waitUntil(async () => ((await page.evaluate(() => window.xray?.nme)) ?? 0) > 0, PATIENCE)

    const buffer = await cut(browser(), sample(6), ONE_FACE)
    await page
      .getByLabel('Photo', { exact: true })
      .setInputFiles({ name: 'own.jpg', mimeType: 'image/jpeg', buffer })
    await vi.waitUntil(async () => {
      const centre = await facesOf(page)
      return centre && centre[0] !== face.detection.centre[0]
    }, PATIENCE)
    // It stays in other views, and when the visitor comes back.
    const own = await facesOf(page)
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByRole('img', { name: 'Photo with one face' }).waitFor()
    await page.getByRole('link', { name: 'X-ray' }).click()
    await examined(page)
    expect(await facesOf(page)).toEqual(own)
    expect(problems).toEqual([])
  })

  it('with that face after Live’s clip, which plays on when Live is opened again', async () => {
    const { page, problems } = await visit(browser(), { reducedMotion: 'no-preference' })
    const clip = page.getByRole('img', { name: /^Sample clip/ })
    await clip.waitFor(PATIENCE)
    await page.getByRole('link', { name: 'X-ray' }).click()
    await examined(page)
    await page.getByRole('link', { name: 'Live' }).click()
    await clip.waitFor(PATIENCE)
    // Left while it is being loaded.
    await page.getByRole('link', { name: 'X-ray' }).click()
    await page.getByRole('link', { name: 'Live' }).click()
    await clip.waitFor(PATIENCE)
    expect(problems).toEqual([])
  })

  it('without a face and without an error if it cannot be loaded', async () => {
    const { page } = await visit(browser(), {
      query: '?view=xray',
      before: (page) => page.route('**/sample*.jpg', (route) => route.abort()),
    })
    await engineReady(page)
    await page.getByText('Start the camera, choose, drop or paste a photo').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})

describe('the loading of the networks', () => {
  it.each(['single', 'compare', 'xray'])('is said in full on a phone, in %s', async (view) => {
    const { page } = await visit(browser(), {
      query: `?view=${view}`,
      viewport: { width: 390, height: 844 },
      before: (page) => page.route('**/*.bin', () => undefined),
    })
    const status = page.getByRole('status').filter({ hasText: 'Loading the networks' })
    await status.waitFor()
    const shown = await status.evaluate((element) => {
      const frame = element.parentElement?.parentElement?.getBoundingClientRect()
      const range = document.createRange()
      range.selectNodeContents(element)
      const { left, right } = range.getBoundingClientRect()
      return { start: left - (frame?.left ?? 0), end: (frame?.right ?? 0) - right }
    })
    expect(shown.start).toBeGreaterThanOrEqual(0)
    expect(shown.end).toBeGreaterThanOrEqual(0)
  })
})
