import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { launchBrowser } from '../../src/command/browser.ts'
import { useBrowser } from '../support/browsing.ts'
import { writeCameraClip } from '../../src/command/fake-camera.ts'
import { cut, fakeCamera, ONE_FACE, sample } from '../support/faces.ts'
import { engineReady, inspectFace, openPhoto, visit } from '../support/visit.ts'

const browser = useBrowser()

const readValue = async (page: Page, name: string) =>
  Number(await page.locator(`[data-measure="${name}"]`).textContent())

/** Number of pixels of the page's plots that are not transparent, canvas by canvas. */
const countDrawn = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('[data-testid=measures] canvas')].map((canvas) => {
      const { width, height } = canvas
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? { data: [] }
      return data.filter((value, i) => i % 4 === 3 && value > 0).length
    }),
  )

/** Pixels of the picture's canvas in the colours of the axes. */
const countAxisPixels = (page: Page) =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=picture] canvas')
    const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [] as number[],
    }
    const colours = [
      [255, 92, 92],
      [74, 222, 128],
      [108, 178, 255],
    ]
    return colours.map((colour) => {
      let count = 0
      for (let i = 0; i < data.length; i += 4)
        if (colour.every((value, k) => Math.abs(data[i + k]! - value) < 3)) count++
      return count
    })
  })

describe('Live', () => {
  it('draws the axes of a head on request, and keeps that in the address', async () => {
    const { page, problems } = await visit(browser(), { query: '?variant=wing&backend=wasm' })
    await engineReady(page)
    await openPhoto(page, 'still.jpg', 'image/jpeg', await cut(browser(), sample(6), ONE_FACE))
    const before = await countAxisPixels(page)
    await page.getByLabel('Head pose').check()
    await vi.waitUntil(async () => (await countAxisPixels(page)).every((count, i) => count > before[i]! + 20))
    expect(new URL(page.url()).searchParams.get('show')).toBe('contours,points,pose,figures')
    await page.reload()
    expect(await page.getByLabel('Head pose').isChecked()).toBe(true)
    expect(problems).toEqual([])
  })

  it('shows the measures of a photo, folded at first', async () => {
    const { page, problems } = await visit(browser(), { query: '?variant=wing&backend=wasm' })
    await engineReady(page)
    await openPhoto(page, 'still.jpg', 'image/jpeg', await cut(browser(), sample(6), ONE_FACE))
    expect(await page.locator('[data-testid=measures]').count()).toBe(0)
    await page.getByText('Measures').click()
    await vi.waitUntil(async () => (await page.locator('[data-measure="yaw"]').textContent())?.match(/\d/))
    expect(await readValue(page, 'eyeLeft')).toBeGreaterThan(0.1)
    expect(await readValue(page, 'eyeRight')).toBeLessThan(0.6)
    expect(await readValue(page, 'mouthOpen')).toBeGreaterThanOrEqual(0)
    expect(Math.abs(await readValue(page, 'yaw'))).toBeLessThan(40)
    expect(await readValue(page, 'blinks')).toBe(0)
    expect(new URL(page.url()).searchParams.get('measures')).toBe('on')
    expect(problems).toEqual([])
  })

  it('plots the measures of the camera as they come', async () => {
    const still = await cut(browser(), sample(6), ONE_FACE)
    const own = await launchBrowser(fakeCamera(writeCameraClip([still, still])))
    try {
      const { page, problems } = await visit(own, { query: '?variant=lite&backend=wasm&measures=on' })
      await engineReady(page)
      await page.getByRole('button', { name: 'Start camera' }).click()
      await inspectFace(page, 10)
      const early = await countDrawn(page)
      await page.waitForTimeout(2000)
      const later = await countDrawn(page)
      expect(early).toHaveLength(3)
      for (const [i, count] of later.entries()) expect(count).toBeGreaterThan(early[i]!)
      // The picture of the camera is mirrored, and so are the angles.
      const yaw = await readValue(page, 'yaw')
      await page.getByLabel('Mirror the camera').uncheck()
      await vi.waitUntil(async () => Math.abs((await readValue(page, 'yaw')) + yaw) <= 3)
      expect(problems).toEqual([])
    } finally {
      await own.close()
    }
  })
})
