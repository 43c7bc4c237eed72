import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Point } from '../../src/geometry/point.ts'
import { violations } from '../support/axe.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { apart, givePhoto, visit } from '../support/visit.ts'

const LONG = { timeout: 120_000 }
const QUERY = '?view=annotate&backend=wasm&variant=lite'
const PHONE = { width: 390, height: 844 }

const browser = useBrowser()
let still: Buffer
beforeAll(async () => {
  still = await cut(browser(), sample(6), ONE_FACE)
})

interface GivenFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const photo = (name: string, buffer: Buffer): GivenFile => ({ name, mimeType: 'image/jpeg', buffer })
const text = (name: string, content: string | Buffer): GivenFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})

const give = (page: Page, ...files: readonly GivenFile[]) =>
  page.getByLabel('Choose photos', { exact: true }).setInputFiles([...files])

/** Points of the edited face, in pixels of the photo. */
const points = (page: Page): Promise<Point[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<SVGCircleElement>('[data-testid=edited-face] circle')].map(
      ({ cx, cy }): [number, number] => [cx.baseVal.value, cy.baseVal.value],
    ),
  )

/** Points of the edited face, once there are some. */
async function facePoints(page: Page): Promise<Point[]> {
  await page.locator('[data-landmark="67"]').waitFor(LONG)
  return points(page)
}

const status = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Photos' }).getByRole('button', { name })

/** Saves in a format; returns the file's name and content. */
async function save(page: Page, format: string): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('combobox', { name: 'Format' }).selectOption(format)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the points' }).click()
  const download = await downloading
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) }
}

function expectNear(read: readonly Point[], expected: readonly Point[], distance = 0.01): void {
  expect(read).toHaveLength(expected.length)
  for (const [i, [x, y]] of read.entries())
    expect(Math.hypot(x - expected[i]![0], y - expected[i]![1])).toBeLessThan(distance)
}

describe('a photo', () => {
  it('is corrected by keyboard and mouse, saved in each format and read back', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    await give(page, photo('still.jpg', still))
    const found = await facePoints(page)
    await status(page, 'still.jpg untouched').waitFor()

    await page.getByRole('combobox', { name: 'Point' }).selectOption('8')
    const editor = page.getByRole('application')
    await editor.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+ArrowRight')
    const chin: Point = [found[8]![0] + 10, found[8]![1] + 3]
    expectNear(await points(page), found.with(8, chin), 1e-6)
    await status(page, 'still.jpg edited').waitFor()

    // Each press is undone by itself, and done again.
    await page.keyboard.press('Control+z')
    expectNear(await points(page), found.with(8, [found[8]![0], found[8]![1] + 3]), 1e-6)
    await page.keyboard.press('Control+Shift+Z')
    expectNear(await points(page), found.with(8, chin), 1e-6)

    // The next point, and a whole feature with it.
    await page.getByRole('combobox', { name: 'Point' }).selectOption('36')
    await editor.focus()
    await page.keyboard.press(']')
    expect(await page.getByRole('combobox', { name: 'Point' }).inputValue()).toBe('37')
    await page.keyboard.press('2')
    await page.keyboard.press('ArrowLeft')
    const eye = found.map(([x, y], i): Point => (i === 8 ? chin : i >= 36 && i < 42 ? [x - 1, y] : [x, y]))
    expectNear(await points(page), eye, 1e-6)
    await page.keyboard.press('3')
    await page.keyboard.press('ArrowUp')
    const whole = eye.map(([x, y]): Point => [x, y - 1])
    expectNear(await points(page), whole, 1e-6)
    await page.keyboard.press('1')

    // Enlarged, a drag moves the point by as much less.
    await page.getByRole('button', { name: 'Zoom to the face' }).click()
    const tip = page.locator('[data-landmark="30"]')
    const box = await tip.boundingBox()
    const frame = await editor.boundingBox()
    if (!box || !frame) throw new Error('nothing to drag')
    const shown = await editor.evaluate((svg: SVGSVGElement) => svg.viewBox.baseVal.width)
    const scale = frame.width / shown
    expect(scale).toBeGreaterThan(1)
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 - 12, { steps: 4 })
    await page.mouse.up()
    const dragged = whole.with(30, [whole[30]![0] + 30 / scale, whole[30]![1] - 12 / scale])
    expectNear(await points(page), dragged)
    // The wheel enlarges about the pointer; a drag beside the face moves the picture, not the points.
    await page.mouse.wheel(0, -300)
    await vi.waitUntil(
      async () => (await editor.evaluate((svg: SVGSVGElement) => svg.viewBox.baseVal.width)) < shown / 1.5,
    )
    await page.keyboard.press('0')
    expectNear(await points(page), dragged)
    const corrected = await points(page)

    const names = {
      pts: 'still.pts',
      dlib: 'annotations.xml',
      coco: 'annotations.json',
      ljson: 'still.ljson',
    }
    for (const [format, name] of Object.entries(names)) {
      const file = await save(page, format)
      expect(file.name).toBe(name)
      await page.getByText(`Saved as ${name}.`).waitFor()
      await status(page, 'still.jpg saved').waitFor()
      await page.getByRole('button', { name: 'Close photo' }).click()
      await page.getByText('Correct the points of your own photos').waitFor()
      await give(page, photo('still.jpg', still), text(file.name, file.content))
      expectNear(await facePoints(page), corrected)
      await status(page, 'still.jpg untouched').waitFor()
    }
    expect(new URL(page.url()).searchParams.get('annotation-format')).toBe('ljson')
    expect(problems).toEqual([])
  })

  it('is enlarged and moved by two fingers, what is under them stays there, and points do not move', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY, viewport: PHONE, hasTouch: true })
    await give(page, photo('still.jpg', still))
    const found = await facePoints(page)
    const editor = page.getByRole('application')
    const frame = await editor.boundingBox()
    if (!frame) throw new Error('no editor')
    const session = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: readonly Point[]) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map(([x, y], id) => ({ x, y, id })),
      })
    /** Finds the points of the picture at places of the window. */
    const findUnder = (places: readonly Point[]): Promise<Point[]> =>
      editor.evaluate((svg: SVGSVGElement, asked) => {
        const box = svg.getBoundingClientRect()
        const { x, y, width, height } = svg.viewBox.baseVal
        return asked.map(([left, top]): [number, number] => [
          x + ((left - box.left) * width) / box.width,
          y + ((top - box.top) * height) / box.height,
        ])
      }, places)
    const measureScale = async () => {
      const ends = await findUnder([
        [frame.x, frame.y],
        [frame.x + frame.width, frame.y],
      ])
      return frame.width / (ends[1]![0] - ends[0]![0])
    }
    const middle: Point = [frame.x + frame.width / 2, frame.y + frame.height / 2]
    const [near, far] = [40, 100]
    const spread = (by: number, [dx, dy]: Point = [0, 0]): Point[] => [
      [middle[0] - by + dx, middle[1] + dy],
      [middle[0] + by + dx, middle[1] + dy],
    ]
    const whole = await measureScale()
    await touch('touchStart', ...spread(near))
    const held = await findUnder(spread(near))
    // Also as they are moved to the side; above and below, the picture has no room to move.
    const steps = 12
    for (let i = 1; i <= steps; i++)
      await touch('touchMove', ...spread(near + ((far - near) * i) / steps, [(20 * i) / steps, 0]))
    await vi.waitUntil(async () => (await measureScale()) > 1.2 * whole)
    await page.waitForTimeout(100)
    const enlarged = await measureScale()
    expect(enlarged / whole).toBeGreaterThan(0.95 * (far / near))
    expect(enlarged / whole).toBeLessThan(1.05 * (far / near))
    // Within three pixels of the screen.
    expectNear(await findUnder(spread(far, [20, 0])), held, 3 / enlarged)
    await touch('touchEnd')

    // One finger moves the enlarged picture, as long as it is beside the points.
    const corner: Point = [frame.x + 30, frame.y + frame.height - 30]
    const [before] = await findUnder([corner])
    await touch('touchStart', corner)
    await touch('touchMove', [corner[0] + 10, corner[1] - 10])
    await touch('touchMove', [corner[0] + 20, corner[1] - 20])
    await touch('touchEnd')
    await page.waitForTimeout(100)
    expectNear(await findUnder([[corner[0] + 20, corner[1] - 20]]), [before!], 2 / enlarged)

    // Back to the whole picture, never smaller; fingers that begin on points do not move them.
    await touch('touchStart', ...spread(far))
    for (let i = 1; i <= steps; i++) await touch('touchMove', ...spread(far - ((far - 15) * i) / steps))
    await touch('touchEnd')
    await expect.poll(measureScale).toBeCloseTo(whole, 6)
    expectNear(await points(page), found, 1e-6)
    expect(await page.evaluate(() => [scrollX, scrollY, visualViewport?.scale])).toEqual([0, 0, 1])
    expect(problems).toEqual([])
  })

  it('gets a face in a drawn box, by keyboard too, and loses one', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    // Before the view is there, a drop would open the photo in Live.
    await page.getByText('Correct the points of your own photos').waitFor()
    await givePhoto(page, 'drop', still, 'still.jpg')
    const found = await facePoints(page)
    const editor = page.getByRole('application')
    await editor.focus()
    await page.keyboard.press('Delete')
    expect(await points(page)).toEqual([])
    await page.getByText('No face yet.').first().waitFor()

    await page.getByRole('button', { name: 'Add a face' }).click()
    const frame = await editor.boundingBox()
    const area = await editor.evaluate((svg: SVGSVGElement) => {
      const { x, y, width } = svg.viewBox.baseVal
      return { x, y, width }
    })
    if (!frame) throw new Error('no picture')
    const scale = frame.width / area.width
    const xs = found.map(([x]) => x)
    const ys = found.map(([, y]) => y)
    const place = (x: number, y: number) =>
      [frame.x + (x - area.x) * scale, frame.y + (y - area.y) * scale] as const
    await page.mouse.move(...place(Math.min(...xs), Math.min(...ys)))
    await page.mouse.down()
    await page.mouse.move(...place(Math.max(...xs), Math.max(...ys)), { steps: 3 })
    await page.mouse.up()
    expect(apart(await facePoints(page), found)).toBeLessThan(0.03)

    await editor.focus()
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'Face' }).waitFor(LONG)
    expect(await page.getByRole('combobox', { name: 'Face' }).inputValue()).toBe('1')
    await page.keyboard.press('f')
    expect(await page.getByRole('combobox', { name: 'Face' }).inputValue()).toBe('0')
    await page.getByRole('button', { name: 'Find faces again' }).click()
    await page.getByRole('combobox', { name: 'Face' }).waitFor({ state: 'detached', ...LONG })
    expectNear(await points(page), found)
    expect(problems).toEqual([])
  })
})

describe('several photos', () => {
  it('are gone through by keyboard, saved as a zip and read back from it', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    const files = [photo('a.jpg', still), photo('b.jpg', sample(6))]
    await give(page, ...files)
    const first = await facePoints(page)
    await status(page, 'b.jpg not opened yet').waitFor()
    await page.getByText('one photo that was not opened yet is left out.').waitFor()
    await page.getByRole('application').focus()
    await page.keyboard.press('n')
    await status(page, 'b.jpg untouched').waitFor(LONG)
    // The keys still work after the photo has changed.
    await page.keyboard.press('f')
    await page.keyboard.press('ArrowDown')
    await status(page, 'b.jpg edited').waitFor()
    const second = await points(page)
    const { name, content } = await save(page, 'pts')
    expect(name).toBe('annotations-pts.zip')
    await page.getByRole('button', { name: 'Close all' }).click()
    await give(page, ...files, text(name, content))
    expectNear(await facePoints(page), first)
    await status(page, 'b.jpg').click()
    await page.getByRole('combobox', { name: 'Face' }).selectOption('1')
    expectNear(await facePoints(page), second)
    expect(await page.getByRole('combobox', { name: 'Face' }).locator('option').count()).toBe(4)

    // What is not saved is asked about.
    await page.getByRole('application').focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: 'Close all' }).click()
    await page.getByText('The changes to one photo are not saved.').waitFor()
    await page.getByRole('button', { name: 'Keep open' }).click()
    await status(page, 'b.jpg edited').waitFor()

    // Points of open photos are replaced by those of a file, which can be undone.
    const edited = await points(page)
    await give(page, text('b.pts', ptsText(first)))
    await page.getByRole('combobox', { name: 'Face' }).waitFor({ state: 'detached' })
    expectNear(await points(page), first)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('combobox', { name: 'Face' }).selectOption('1')
    expectNear(await points(page), edited)
    expect(problems).toEqual([])
  })
})

describe('files that cannot be used', () => {
  it('are named with the reason, and nothing is lost', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    await give(page, text('notes.txt', 'hello'))
    await page.getByText('it is neither a photo nor a file of annotations').waitFor()
    await give(page, photo('still.jpg', still))
    const found = await facePoints(page)
    const broken = [
      ['still.pts', 'version: 1', 'there are no points between braces'],
      [
        'still.ljson',
        '{"version": 3, "groups": {"a": {"landmarks": {"points": [[1, 2]]}}}}',
        'there are 1 points instead of 68',
      ],
      ['all.xml', '<dataset><images><image file="still.jpg">', 'it is cut off in the middle of still.jpg'],
      ['all.json', '{"images": []', 'it is not valid JSON'],
      ['other.pts', ptsText(found), 'its photo is missing'],
    ] as const
    for (const [name, content, reason] of broken) {
      await give(page, text(name, content))
      await page.getByRole('listitem').filter({ hasText: reason }).waitFor()
      expect(await points(page)).toEqual(found)
    }
    await give(page, photo('broken.jpg', Buffer.from('no photo')))
    await page.getByText('broken.jpg could not be read: it is damaged or in an unsupported format.').waitFor()
    await status(page, 'broken.jpg cannot be opened').waitFor()
    await status(page, 'still.jpg').click()
    expect(await facePoints(page)).toEqual(found)

    // A photo without a face can be given one.
    const wall = await cut(browser(), sample(6), { left: 0, top: 0, width: 60, height: 45, size: [320, 240] })
    await give(page, photo('wall.jpg', wall))
    await page.getByText('No face was found in this photo.').waitFor(LONG)
    expect(await page.getByRole('button', { name: 'Add a face' }).isEnabled()).toBe(true)
    expect(problems).toEqual([])
  })
})

describe('work in progress', () => {
  const databases = (page: Page) =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))

  it('is there after another view, and gone after a reload, about which the page asks', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    await give(page, photo('still.jpg', still))
    await facePoints(page)
    await page.getByRole('application').focus()
    await page.keyboard.press('ArrowDown')
    const edited = await points(page)
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('link', { name: 'Annotate' }).click()
    expectNear(await facePoints(page), edited, 1e-6)
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    expect(await databases(page)).toEqual([])
    await page.reload()
    await page.getByText('Correct the points of your own photos').waitFor()
    expect(asked).toEqual(['beforeunload'])
    expect(problems).toEqual([])
  })

  it('is kept over a reload if it is asked for, until that is switched off', async () => {
    const { page, problems } = await visit(browser(), { query: QUERY })
    await give(page, photo('a.jpg', still), photo('b.jpg', sample(6)))
    await facePoints(page)
    const keep = page.getByRole('checkbox', { name: 'Keep my work on this device' })
    expect(await keep.isChecked()).toBe(false)
    await keep.check()
    await page.getByRole('application').focus()
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowDown')
    const edited = await points(page)
    await vi.waitUntil(() =>
      page.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const opening = indexedDB.open('wingmark-annotations', 1)
            opening.onsuccess = () => {
              const database = opening.result
              const asking = database.transaction('faces').objectStore('faces').get('a.jpg')
              asking.onsuccess = () => {
                database.close()
                resolve((asking.result as { isEdited?: boolean } | undefined)?.isEdited === true)
              }
            }
          }),
      ),
    )
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    expectNear(await facePoints(page), edited, 1e-6)
    expect(await keep.isChecked()).toBe(true)
    await status(page, 'a.jpg edited').waitFor()
    await status(page, 'b.jpg not opened yet').waitFor()

    await keep.uncheck()
    await vi.waitUntil(async () => (await databases(page)).length === 0)
    expectNear(await points(page), edited, 1e-6)
    await page.reload()
    await page.getByText('Correct the points of your own photos').waitFor()
    expect(await keep.isChecked()).toBe(false)
    expect(problems).toEqual([])
  })
})

describe('the view with a photo', () => {
  it.each(['light', 'dark'] as const)(
    'can be used by everybody, wide and narrow, %s',
    async (colorScheme) => {
      const { page, problems } = await visit(browser(), { query: QUERY, colorScheme })
      await give(page, photo('a.jpg', still), photo('b.jpg', sample(6)))
      await facePoints(page)
      expect(await violations(page)).toEqual([])
      await page.setViewportSize(PHONE)
      await page.waitForTimeout(200)
      expect(await violations(page)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(problems).toEqual([])
    },
  )
})
