import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, vi } from 'vitest'
import { getColour } from '../../src/app/ui/colours.ts'
import type { XrayInspection } from '../../src/app/features/xray/inspection.ts'
import { toCropPoint, type Crop } from '../../src/geometry/crop.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { fitSimilarity, computeRoll } from '../../src/geometry/similarity.ts'
import { computeLandmarkSquare } from '../../src/geometry/square.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { apart, visit, type Visit } from '../support/visit.ts'

const PATIENCE = { timeout: 150_000, interval: 100 }
const DEGREES = 180 / Math.PI
const ROLL = 25
/** The variant's colour, in which points are drawn: that of precise. */
const COLOUR = [0xb2, 0xf8, 0xc4] as const

let open: Visit | undefined
let still: Buffer
let turned: Buffer
const browser = useBrowser(() =>
  cameraShowing(async (maker) => {
    still = await cut(maker, sample(6), ONE_FACE)
    // As wide as high, so that the face stays in the picture; turned to the right.
    const square = { left: 1025, top: 290, width: 390, height: 390, size: [480, 480] } as const
    turned = await cut(maker, sample(6), { ...square, turns: -ROLL / 90 })
    const aside = await cut(maker, sample(6), { ...ONE_FACE, left: ONE_FACE.left - 60 })
    // Twelve frames here, twelve there: 0.4 s each.
    return [still, aside].flatMap((photo) => Array.from({ length: 12 }, () => photo))
  }),
)

/** The last X-ray that is as wanted. */
async function xray(page: Page, wanted: (seen: XrayInspection) => boolean = () => true) {
  return vi.waitUntil(async () => {
    const seen = await page.evaluate(() => window.xray)
    return seen && wanted(seen) ? seen : undefined
  }, PATIENCE)
}

async function openPhoto(page: Page, buffer: Buffer): Promise<XrayInspection> {
  const before = await page.evaluate(() => window.xray?.count ?? 0)
  await page
    .getByLabel('Photo', { exact: true })
    .setInputFiles({ name: 'face.jpg', mimeType: 'image/jpeg', buffer })
  return xray(page, ({ count }) => count > before)
}

async function start(query: string, photo: Buffer): Promise<{ page: Page; seen: XrayInspection }> {
  open = await visit(browser(), { query })
  // The face that the view opens by itself.
  await xray(open.page)
  return { page: open.page, seen: await openPhoto(open.page, photo) }
}

/** The roll in degrees at which landmarks lie in a crop: by the mean shape, and by the outer corners of the eyes. */
function rollsIn(crop: Crop, landmarks: readonly Point[]): [number, number] {
  const points = landmarks.map((point) => toCropPoint(crop, point))
  const [right, left] = [points[36], points[45]]
  return [
    computeRoll(fitSimilarity(MEAN_SHAPE, points)) * DEGREES,
    Math.atan2(left![1] - right![1], left![0] - right![0]) * DEGREES,
  ]
}

/** Colours of a step's canvas at places given in shares of its side; undefined outside. */
async function coloursAt(page: Page, step: number, places: readonly Point[]): Promise<number[][]> {
  return page
    .locator('[data-testid=xray-steps] canvas')
    .nth(step)
    .evaluate((canvas: HTMLCanvasElement, shares: readonly Point[]) => {
      const { width, height } = canvas
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data
      if (!pixels) throw new Error('no canvas')
      return shares.map(([x, y]) => {
        const at = 4 * (Math.floor(y * height) * width + Math.floor(x * width))
        return Array.from(pixels.subarray(at, at + 3))
      })
    }, places)
}

/** The share of colours that are the one of points. */
function marked(colours: readonly number[][], colour: readonly number[] = COLOUR): number {
  const hits = colours.filter((own) => own.every((value, i) => Math.abs(value - colour[i]!) < 24))
  return hits.length / colours.length
}

const inShares = (crop: Crop, landmarks: readonly Point[], [dx, dy]: Point = [0, 0]) =>
  landmarks.map((point): Point => {
    const [x, y] = toCropPoint(crop, point)
    return [(x + dx) / crop.size, (y + dy) / crop.size]
  })

/** Grey levels of a crop's picture, 24 x 24. */
async function readGreys(page: Page, step: number): Promise<number[]> {
  const places = Array.from({ length: 576 }, (_, i): Point => [
    ((i % 24) + 0.5) / 24,
    (Math.floor(i / 24) + 0.5) / 24,
  ])
  return (await coloursAt(page, step, places)).map(([r, g, b]) => (r! + g! + b!) / 3)
}

const difference = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length

const swept = (kind: string) => (seen: XrayInspection) =>
  seen.sweep?.swept === kind && seen.sweep.phase === 'done'

const nmeAt = ({ sweep }: XrayInspection, value: number, stage1: 'on' | 'off') =>
  sweep?.points.find((point) => point.value === value && point.stage1 === stage1)?.nme ?? NaN

describe('X-ray', () => {
  it('shows a turned face upright in stage 2’s crop, found from its eyes or in spite of them', async () => {
    const { page, seen: straight } = await start('?view=xray', still)
    const upright = await readGreys(page, 4)
    const seen = await openPhoto(page, turned)
    expect(Math.abs(seen.start.roll * DEGREES - straight.start.roll * DEGREES - ROLL)).toBeLessThan(6)
    for (const roll of rollsIn(seen.crop, seen.landmarks)) expect(Math.abs(roll)).toBeLessThan(3)
    // Straight from the pixels: the crop looks as that of the photo before it was turned.
    await page
      .getByText(`roll ${(seen.crop.roll * DEGREES).toFixed(1)}°`)
      .first()
      .waitFor()
    const found = difference(await readGreys(page, 4), upright)

    // A box that knows nothing of the turn: stage 1 alone takes it out.
    await page.getByRole('slider', { name: 'Roll' }).fill(String(-ROLL))
    const blind = await xray(page, ({ perturbation }) => perturbation.roll === -ROLL)
    expect(Math.abs(blind.start.roll * DEGREES)).toBeLessThan(6)
    expect(Math.abs(rollsIn(blind.stage1?.crop as Crop, blind.landmarks)[0])).toBeGreaterThan(19)
    for (const roll of rollsIn(blind.crop, blind.landmarks)) expect(Math.abs(roll)).toBeLessThan(3)
    expect(apart(blind.landmarks, seen.landmarks)).toBeLessThan(0.03)

    // Without stage 1 the turn stays in the crop.
    await page.getByRole('combobox', { name: 'Stage 1 passes' }).selectOption('none')
    const off = await xray(page, ({ passes }) => passes === 0)
    expect(off.stage1).toBeUndefined()
    expect(Math.abs(rollsIn(off.crop, seen.landmarks)[0])).toBeGreaterThan(19)
    await page.getByText('stage 1 is off').first().waitFor()
    expect(found).toBeLessThan(difference(await readGreys(page, 4), upright) / 2)
    expect(open?.problems).toEqual([])
  })

  it('draws points at its numbers, and shows the numbers', async () => {
    const { page, seen } = await start('?view=xray&x=12&roll=15', turned)
    await page.getByText('6 Landmarks of CNN-7').waitFor()
    const { stage1, crop, landmarks, reference, detection, square } = seen
    if (!stage1) throw new Error('stage 1 did not look')
    expect(marked(await coloursAt(page, 2, inShares(stage1.crop, stage1.landmarks)))).toBeGreaterThan(0.97)
    expect(marked(await coloursAt(page, 5, inShares(crop, landmarks)))).toBeGreaterThan(0.97)
    // Four pixels of the crop beside them there are few.
    expect(marked(await coloursAt(page, 5, inShares(crop, landmarks, [4, 4])))).toBeLessThan(0.2)
    // Crops without points have none.
    expect(marked(await coloursAt(page, 4, inShares(crop, landmarks)))).toBeLessThan(0.1)
    // Back on the picture, whose part is 1.7 sides of the unbroken face wide.
    const { centre, side } = computeLandmarkSquare(reference)
    const back = landmarks.map(([x, y]): Point => [
      (x - centre[0]) / (1.7 * side) + 0.5,
      (y - centre[1]) / (1.7 * side) + 0.5,
    ])
    expect(marked(await coloursAt(page, 6, back))).toBeGreaterThan(0.97)
    // The eyes on the picture, which is square and as wide or as high as its canvas.
    const { width, height } = await page
      .locator('[data-testid=xray-steps] canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => ({ width: canvas.width, height: canvas.height }))
    const drawn = Math.min(width, height)
    const eyes = detection.eyes.map(([x, y]): Point => [
      0.5 + ((x / 480 - 0.5) * drawn) / width,
      0.5 + ((y / 480 - 0.5) * drawn) / height,
    ])
    expect(marked(await coloursAt(page, 0, eyes), [255, 255, 255])).toBe(1)

    const lines = await page.locator('[data-testid=xray-steps] figcaption').allInnerTexts()
    expect(lines).toHaveLength(7)
    expect(lines[0]).toMatch(/eye line [−\d.]+°, \d+ ms/)
    expect(lines[1]).toContain(`side ${stage1.crop.side.toFixed(0)} px`)
    expect(lines[2]).toMatch(/\d+ ms/)
    expect(lines[3]).toContain(`roll ${(square.roll * DEGREES).toFixed(1)}°`)
    expect(lines[3]).toContain(`box ${square.side.toFixed(0)} px`)
    expect(lines[4]).toContain(`side ${crop.side.toFixed(0)} px`)
    expect(lines[6]).toContain(`NME ${(100 * apart(landmarks, reference)).toFixed(2)}%`)
    expect(open?.problems).toEqual([])
  })

  it('draws the true points of a face that Evaluate gave, says how far off it is, and leaves them out when told', async () => {
    const { page, seen: whole } = await start('?view=xray', still)
    expect(whole.truth).toBeUndefined()
    expect(await page.getByRole('checkbox', { name: 'True landmarks' }).count()).toBe(0)
    // As somebody might have marked the face who sees everything a little to the right and further up.
    const truth = whole.landmarks.map(([x, y]): Point => [x + 11, y - 9])
    const folder = mkdtempSync(join(tmpdir(), 'wingmark-xray-'))
    try {
      mkdirSync(join(folder, 'marked'))
      writeFileSync(join(folder, 'marked/face.jpg'), still)
      writeFileSync(join(folder, 'marked/face.pts'), ptsText(truth))
      await page.getByRole('link', { name: 'Evaluate' }).click()
      await page.getByLabel('Choose folder').setInputFiles(join(folder, 'marked'))
      await page.getByRole('button', { name: 'Start', exact: true }).click()
      await page.getByText(/^Done: one face/).waitFor(PATIENCE)
      await page.getByRole('list', { name: 'Worst faces of Precise' }).getByRole('button').click()
      const seen = await xray(page, (one) => one.truth !== undefined)
      const { crop, stage1, landmarks, reference } = seen
      if (!stage1) throw new Error('stage 1 did not look')
      for (const [i, [x, y]] of (seen.truth ?? []).entries()) {
        expect(Math.hypot(x - truth[i]![0], y - truth[i]![1])).toBeLessThan(1e-4)
      }
      await page.getByText(`NME ${(100 * apart(landmarks, truth)).toFixed(2)}% against the truth`).waitFor()
      expect(seen.trueNme).toBeCloseTo(apart(landmarks, truth), 6)

      // On both crops and back on the picture; dots of other points hide a few.
      const white = [255, 255, 255]
      const { centre, side } = computeLandmarkSquare(reference)
      const back = truth.map(([x, y]): Point => [
        (x - centre[0]) / (1.7 * side) + 0.5,
        (y - centre[1]) / (1.7 * side) + 0.5,
      ])
      const places = [
        [2, inShares(stage1.crop, truth)],
        [5, inShares(crop, truth)],
        [6, back],
      ] as const
      for (const [step, points] of places) {
        expect(marked(await coloursAt(page, step, points), white)).toBeGreaterThan(0.75)
      }
      expect(marked(await coloursAt(page, 5, inShares(crop, landmarks)))).toBeGreaterThan(0.97)
      expect(marked(await coloursAt(page, 4, inShares(crop, truth)), white)).toBeLessThan(0.1)

      await page.getByRole('checkbox', { name: 'True landmarks' }).uncheck()
      for (const [step, points] of places.slice(0, 2)) {
        expect(marked(await coloursAt(page, step, points), white)).toBeLessThan(0.1)
      }
      expect(new URL(page.url()).searchParams.get('truth')).toBe('off')
      // Points belong to their picture.
      expect((await openPhoto(page, turned)).truth).toBeUndefined()
      expect(open?.problems).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('keeps its sliders in the address, breaks the input by them, and goes back to whole', async () => {
    const { page, seen: whole } = await start('?view=xray', still)
    expect(whole.nme).toBe(0)
    const set = {
      'Shift x': ['x', '10'],
      'Shift y': ['y', '-8'],
      Scale: ['scale', '120'],
      Roll: ['roll', '-12'],
      Blur: ['blur', '2.5'],
      Noise: ['noise', '30'],
      Cover: ['occlusion', '25'],
    } as const
    let before = whole
    for (const [name, [id, value]] of Object.entries(set)) {
      await page.getByRole('slider', { name }).fill(value)
      const seen = await xray(page, ({ perturbation }) => perturbation[id] === Number(value))
      expect(apart(seen.landmarks, before.landmarks), name).toBeGreaterThan(1e-4)
      before = seen
    }
    const search = '?view=xray&x=10&plot=occlusion&y=-8&scale=120&roll=-12&blur=2.5&noise=30&occlusion=25'
    const query = new URL(page.url()).searchParams
    expect(Object.fromEntries(query)).toEqual(Object.fromEntries(new URLSearchParams(search)))
    // The grey square lies where the face was found.
    const [, middle] = await coloursAt(page, 4, [
      [0.5, 0.5],
      [0.5, 0.55],
    ])
    expect(Math.abs((middle![0]! + middle![1]! + middle![2]!) / 3 - 128)).toBeLessThan(70)

    await page.reload()
    await xray(page)
    const again = await openPhoto(page, still)
    expect(again.perturbation).toEqual(before.perturbation)
    for (const [i, [x, y]] of again.landmarks.entries()) {
      expect(Math.hypot(x - before.landmarks[i]![0], y - before.landmarks[i]![1])).toBeLessThan(1e-3)
    }

    await page.getByRole('button', { name: 'Reset' }).click()
    const reset = await xray(page, ({ perturbation }) => perturbation.x === 0 && perturbation.occlusion === 0)
    expect(reset.landmarks).toEqual(whole.landmarks)
    expect(new URL(page.url()).search).toBe('?view=xray&plot=occlusion')
    expect(open?.problems).toEqual([])
  })

  it('plots what stage 1 is worth, over the slider last moved', async () => {
    const { page } = await start('?view=xray', still)
    const shifted = await xray(page, swept('x'))
    expect(shifted.sweep?.points).toHaveLength(34)
    expect(nmeAt(shifted, 0, 'on')).toBe(0)
    for (const value of [-25, 25]) {
      expect(nmeAt(shifted, value, 'on')).toBeLessThan(nmeAt(shifted, value, 'off'))
    }
    // As drawn: the curve with stage 1 is below, that is nearer to the picture's bottom.
    const heights = await page.locator('[data-testid=xray-plot] svg').evaluate((svg, colour) => {
      const of = (stroke: string) =>
        [
          ...(svg.querySelector(`path[stroke="${stroke}"]`)?.getAttribute('d') ?? '').matchAll(
            /,(-?[\d.]+)/g,
          ),
        ].map(([, y]) => Number(y))
      return { on: of(colour), off: of('currentColor') }
    }, getColour('precise'))
    expect([heights.on.length, heights.off.length]).toEqual([17, 17])
    for (const i of [3, 13]) expect(heights.on[i]).toBeGreaterThan(heights.off[i]!)

    // Along the plot nothing is measured anew.
    await page.getByRole('slider', { name: 'Shift x' }).fill('25')
    const there = await xray(page, ({ perturbation }) => perturbation.x === 25)
    expect(there.sweep?.phase).toBe('done')
    expect(there.nme).toBeCloseTo(nmeAt(there, 25, 'on'), 6)

    await page.getByRole('slider', { name: 'Roll' }).fill('-20')
    await page.getByRole('button', { name: 'Stop' }).click()
    expect((await xray(page)).sweep?.phase).toBe('stopped')
    await page.getByRole('button', { name: 'Measure again' }).click()
    const rolled = await xray(page, swept('roll'))
    expect(rolled.sweep?.points).toHaveLength(26)
    // The other sliders stay as they are.
    expect(nmeAt(rolled, 0, 'on')).toBeCloseTo(nmeAt(there, 25, 'on'), 6)
    expect(open?.problems).toEqual([])
  })

  it('is live on a camera, and measures a frozen frame', async () => {
    open = await visit(browser(), { query: '?view=xray&y=10' })
    const { page } = open
    await page.getByRole('button', { name: 'Start camera' }).click()
    const first = await xray(page, ({ live }) => live)
    expect(first.perturbation.y).toBe(10)
    // The clip has the face in two places, 60 pixels of the photo apart.
    const far = (seen: XrayInspection, other: XrayInspection) =>
      Math.abs(seen.detection.centre[0] - other.detection.centre[0]) > 40
    const second = await xray(page, (seen) => far(seen, first))
    expect(Math.abs(second.landmarks[30]![0] - first.landmarks[30]![0])).toBeGreaterThan(40)
    expect(second.sweep).toBeUndefined()
    await page.getByRole('button', { name: 'Freeze and measure' }).click()
    const frozen = await xray(page, swept('x'))
    const later = await xray(page)
    expect(later.detection).toEqual(frozen.detection)
    expect(nmeAt(frozen, -40, 'on')).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Back to live' }).click()
    await xray(page, (seen) => far(seen, frozen))
    await page.getByRole('button', { name: 'Stop camera' }).click()
    await page.getByText('Start the camera, choose, drop or paste a photo').waitFor()
    expect(await page.evaluate(() => window.xray)).toBeUndefined()
    expect(open?.problems).toEqual([])
  })

  it('shows the face that Live shows, and another one when asked', async () => {
    open = await visit(browser(), { query: '?variant=wing' })
    const { page } = open
    await page.getByRole('button', { name: 'Sample: four faces' }).click()
    await page.getByRole('img', { name: /4 faces/ }).waitFor()
    const live = (await page.evaluate(() => window.wingmark))?.faces ?? []
    await page.getByRole('link', { name: 'X-ray' }).click()
    const seen = await xray(page)
    expect(apart(seen.landmarks, live[0]!.landmarks)).toBeLessThan(0.02)
    await page.getByRole('combobox', { name: 'Face' }).selectOption('3')
    const third = await xray(page, ({ detection }) => detection.centre[0] !== seen.detection.centre[0])
    expect(apart(third.landmarks, live[2]!.landmarks)).toBeLessThan(0.02)
    expect(new URL(page.url()).search).toBe('?variant=wing&view=xray&face=3')
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByRole('img', { name: /4 faces/ }).waitFor()
    expect(open.problems).toEqual([])
  })
})
