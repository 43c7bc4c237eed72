import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import training from '../../models/shape-faces.json' with { type: 'json' }
import { AFTER, SHAPE_DOMAIN, SHAPE_MARGIN_PX } from '../../src/app/features/balancing/plots.ts'
import { formatPts } from '../../src/evaluation/format-landmarks.ts'
import { parsePts } from '../../src/evaluation/pts.ts'
import {
  computeBalance,
  deformMean,
  createShapeSpace,
  createTrainingSpace,
  type ShapeSpace,
} from '../../src/evaluation/shape-space.ts'
import { TRAINING_SHAPES } from '../../src/evaluation/training-shapes.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample } from '../support/faces.ts'
import { visit, type Visit } from '../support/visit.ts'

const known = createTrainingSpace(TRAINING_SHAPES, training.coefficients)

const browser = useBrowser()
let open: Visit | undefined
let folder: string

/** Heads turned to a side, more to the right than to the left, as .pts files of a photo of 640 x 480. */
const files = [-0.8, -0.4, -0.2, 0, 0.1, 0.2, 0.3, 0.9].map((turn, k) =>
  formatPts(
    MEAN_SHAPE.map(([x, y]): Point => [
      320 + 250 * (x + 0.25 * turn * (0.3 - x * x)),
      240 + 250 * y * (1 + 0.01 * (k % 3)),
    ]),
  ),
)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-balancing-'))
  mkdirSync(join(folder, 'heads'))
  const still = await cut(browser(), sample(6), ONE_FACE)
  for (const [k, text] of files.entries()) {
    writeFileSync(join(folder, 'heads', `${k}.pts`), text)
    writeFileSync(join(folder, 'heads', `${k}.jpg`), still)
  }
  const spot = formatPts(MEAN_SHAPE.map((): Point => [5, 5]))
  writeFileSync(join(folder, 'heads', 'spot.pts'), spot)
  writeFileSync(join(folder, 'heads', 'spot.jpg'), still)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Reads the labels of the histogram's buttons: faces, repeats and faces after balancing, of each bin. */
async function readBins(page: Page): Promise<number[][]> {
  const buttons = page.getByRole('group', { name: 'Bins of yaw' }).getByRole('button')
  const said = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
  return said.map((text) => {
    const [, faces, times, after] = /: (\d+) faces, each used (once|\d+ times), (\d+) after/.exec(text) ?? []
    return [Number(faces), times === 'once' ? 1 : Number.parseInt(times!), Number(after)]
  })
}

const wanted = (space: ShapeSpace, bins: number) => {
  const { before, repeats, after } = computeBalance(space, bins)
  return before.map((count, bin) => [count, repeats[bin], after[bin]])
}

/** The bent jaw as it is drawn, in units of the shapes. */
async function jaw(page: Page): Promise<Point[]> {
  const svg = page.locator('[data-testid=plot] svg').first()
  const [width, height] = await Promise.all(['width', 'height'].map((key) => svg.getAttribute(key)))
  const path = await svg.locator(`g[stroke="${AFTER}"] path`).first().getAttribute('d')
  const place = (at: number, size: number, [from, to]: readonly number[]) =>
    from! + ((at - SHAPE_MARGIN_PX) / (size - 2 * SHAPE_MARGIN_PX)) * (to! - from!)
  return [...(path ?? '').matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [
    place(Number(x), Number(width), SHAPE_DOMAIN.x),
    // The plot's height is rounded, so its lower end is where the domain's is.
    place(Number(y), Number(height), [SHAPE_DOMAIN.y[1], SHAPE_DOMAIN.y[0]]),
  ])
}

describe('balancing', () => {
  it('shows the training faces’ bins, and bends the mean, as its address says', async () => {
    open = await visit(browser())
    const { page } = open
    await page.getByRole('link', { name: 'Balancing' }).click()
    await page.getByText('2,009 training faces; the largest bin holds 38.3 times').waitFor()
    expect((await readBins(page)).map(([faces]) => faces)).toEqual(TRAINING_SHAPES.balancing.before)
    expect((await readBins(page)).map(([, , after]) => after)).toEqual(TRAINING_SHAPES.balancing.after)
    await page.getByRole('slider', { name: 'Bins, K' }).fill('5')
    expect(await readBins(page)).toEqual(wanted(known, 5))

    await page.getByRole('slider', { name: 'Component 1' }).fill('2')
    await page.getByRole('slider', { name: 'Component 3' }).fill('-1.5')
    expect(new URL(page.url()).search).toBe('?view=balancing&bins=5&bend=2,0,-1.5')
    await page.reload()
    await page.getByRole('slider', { name: 'Component 3' }).waitFor()
    expect(await page.getByRole('slider', { name: 'Component 3' }).inputValue()).toBe('-1.5')
    const drawn = await jaw(page)
    expect(drawn).toHaveLength(17)
    for (const [i, [x, y]] of deformMean(known, [2, 0, -1.5]).slice(0, 17).entries()) {
      expect(Math.hypot(drawn[i]![0] - x, drawn[i]![1] - y)).toBeLessThan(0.001)
    }
    await page.getByRole('button', { name: 'Back to the mean' }).click()
    expect(new URL(page.url()).search).toBe('?view=balancing&bins=5')
    expect(open.problems).toEqual([])
  })

  it('shows a face of each bin, and by a click the others', async () => {
    open = await visit(browser(), { query: '?view=balancing' })
    const { page } = open
    const examples = page.getByRole('list', { name: 'A face of each bin' }).getByRole('listitem')
    await examples.nth(8).waitFor()
    expect(await examples.allInnerTexts()).toEqual(
      TRAINING_SHAPES.balancing.before.map((count, bin) => `Bin ${bin + 1}: ${count} faces`),
    )
    await examples.nth(7).getByRole('button').click()
    await page.getByRole('heading', { name: 'Bin 8' }).waitFor()
    expect(await examples.count()).toBe(0)
    expect(open.problems).toEqual([])
  })

  it('shows a bin’s faces, by mouse and by keyboard', async () => {
    open = await visit(browser(), { query: '?view=balancing' })
    const { page } = open
    const bin = (number: number) => page.getByRole('button', { name: new RegExp(`^Bin ${number},`) })
    await bin(8).click()
    const faces = page.getByRole('list', { name: 'Faces of the bin' }).getByRole('listitem')
    await faces.nth(23).waitFor()
    expect(await faces.count()).toBe(24)
    await page.getByRole('button', { name: '18 more of 42' }).click()
    await faces.nth(41).waitFor()
    // All of them look as far to a side as the bin says.
    const yaws = (await faces.allInnerTexts()).map((text) => Math.abs(Number(text.replace('yaw ', ''))))
    expect(yaws.length).toBe(42)
    const { width } = computeBalance(known, 9)
    expect(Math.min(...yaws)).toBeGreaterThanOrEqual(7 * width - 0.0005)
    expect(Math.max(...yaws)).toBeLessThanOrEqual(8 * width + 0.0005)
    await bin(8).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Bin 9' }).waitFor()
    expect(await bin(9).getAttribute('aria-pressed')).toBe('true')
    await faces.nth(13).waitFor()
    expect(await faces.count()).toBe(14)
    expect(new URL(page.url()).search).toBe('?view=balancing&bin=9')
    await page.keyboard.press('Enter')
    expect(await faces.count()).toBe(0)
    expect(open.problems).toEqual([])
  })

  it('takes a folder, shows its shapes and photos, and shares it with Evaluate', async () => {
    open = await visit(browser(), { query: '?view=balancing&bins=4&bin=1' })
    const { page } = open
    await page.getByLabel('Choose folder').setInputFiles(join(folder, 'heads'))
    await page.getByText('8 faces of heads; the largest bin').waitFor()
    const own = createShapeSpace(files.map((text) => parsePts(text)))
    expect(await readBins(page)).toEqual(wanted(own, 4))
    const photos = page.getByRole('list', { name: 'Faces of the bin' }).getByRole('img', { name: /\.jpg$/ })
    const first = computeBalance(own, 4).binOfFace.flatMap((bin, face) => (bin === 0 ? [face] : []))
    const names = first
      .toSorted((p, q) => Math.abs(own.yaws[p]!) - Math.abs(own.yaws[q]!))
      .map((face) => `heads/${face}.jpg`)
    await page.locator(`main li img[alt="${names[names.length - 1]}"]`).waitFor()
    expect(await photos.evaluateAll((all) => all.map((one) => one.getAttribute('alt')))).toEqual(names)
    await page.getByText('heads/spot.pts: all points are in one place').waitFor()
    await page.getByRole('radio', { name: 'the training set' }).check()
    expect(await readBins(page)).toEqual(wanted(known, 4))
    await page.getByRole('link', { name: 'Evaluate' }).click()
    await page.getByRole('checkbox', { name: 'heads, 9' }).waitFor()
    expect(open.problems).toEqual([])
  })
})
