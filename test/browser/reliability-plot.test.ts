import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computeInterOcular } from '../../src/evaluation/nme.ts'
import type { Point } from '../../src/geometry/point.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, ptsText, sample } from '../support/faces.ts'
import { engineReady, openPhoto, visit } from '../support/visit.ts'

const PATIENCE = { timeout: 120_000 }
const HEADING = 'Confidence of the points'

const browser = useBrowser()
let folder: string
/** Confidence that lite gives each point of the photo. */
let confidence: readonly number[]

beforeAll(async () => {
  const still = await cut(browser(), sample(6), ONE_FACE)
  const { page, close } = await visit(browser(), { query: '?variant=lite&backend=wasm' })
  await engineReady(page)
  const face = (await openPhoto(page, 'still.jpg', 'image/jpeg', still)).faces[0]!
  await close()
  if (!face.confidence) throw new Error('lite gives no confidence')
  confidence = face.confidence
  const { landmarks } = face
  const far = computeInterOcular(landmarks) / 4
  folder = mkdtempSync(join(tmpdir(), 'wingmark-reliability-'))
  mkdirSync(join(folder, 'faces'))
  // One photo whose points are all right, and the same one thrice with points that are all wrong.
  const write = (name: string, by: number) => {
    writeFileSync(join(folder, 'faces', `${name}.jpg`), still)
    writeFileSync(
      join(folder, 'faces', `${name}.pts`),
      ptsText(landmarks.map(([x, y]): Point => [x + by, y])),
    )
  }
  write('right', 0)
  for (const name of ['wrong-1', 'wrong-2', 'wrong-3']) write(name, far)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Scores the folder with these variants. */
async function score(variants: string): Promise<{ page: Page; problems: readonly string[] }> {
  const visited = await visit(browser(), {
    query: `?view=evaluate&start=detected&scored=${variants}&backend=wasm`,
  })
  await visited.page.getByLabel('Choose folder').setInputFiles(join(folder, 'faces'))
  await visited.page.getByRole('button', { name: 'Start', exact: true }).click()
  await visited.page.getByText(/^Done: 4 faces in /).waitFor(PATIENCE)
  return visited
}

/** Reads the dots of the plot as percentages, from the ends of its diagonal. */
function readDots(page: Page): Promise<{ confidence: number; correct: number }[]> {
  const plot = page.getByRole('img', { name: /^Share of correct points by confidence of Lite/ })
  return plot.evaluate((svg) => {
    const dotted = [...svg.querySelectorAll('g')].find((group) => group.getAttribute('stroke-dasharray'))
    const ends = [...(dotted?.querySelector('path')?.getAttribute('d') ?? '').matchAll(/[\d.]+/g)].map(Number)
    const [x0, y0, x100, y100] = ends as [number, number, number, number]
    return [...svg.querySelectorAll('circle')].map(({ cx, cy }) => ({
      confidence: (100 * (cx.baseVal.value - x0)) / (x100 - x0),
      correct: (100 * (cy.baseVal.value - y0)) / (y100 - y0),
    }))
  })
}

describe('the plot of reliability', () => {
  it('is shown for a variant that predicts confidence, and its dots are where the points say', async () => {
    const { page, problems } = await score('lite')
    await page.getByRole('heading', { name: HEADING }).waitFor()
    // Ten bins of equal width; in each a quarter of the points is right.
    const bins = Array.from({ length: 10 }, (_, bin) =>
      confidence.filter((value) => Math.min(9, Math.floor(10 * value)) === bin),
    ).filter(({ length }) => length > 0)
    const means = bins.map((values) => (100 * values.reduce((sum, value) => sum + value, 0)) / values.length)
    const dots = (await readDots(page)).sort((p, q) => p.confidence - q.confidence)
    expect(dots).toHaveLength(bins.length)
    for (const [i, dot] of dots.entries()) {
      expect(dot.confidence).toBeCloseTo(means[i]!, 0)
      expect(dot.correct).toBeCloseTo(25, 0)
    }
    const cells = await page
      .getByRole('table', { name: /confidence/i })
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'Lite' }) })
      .getByRole('cell')
      .allInnerTexts()
    // Whoever is right in a quarter of all bins is off by the distance of each bin from a quarter.
    const gaps = bins.map((values, i) => Math.abs(means[i]! - 25) * values.length)
    expect(Number(cells[1])).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap, 0) / 68, 0)
    expect(Number(cells[2])).toBe(4 * 68)
    expect(problems).toEqual([])
  })

  it('is left out where no variant predicts confidence', async () => {
    const { page, problems } = await score('wing')
    await page.getByRole('heading', { name: 'Worst faces' }).waitFor()
    expect(await page.getByRole('heading', { name: HEADING }).count()).toBe(0)
    expect(await page.getByRole('img', { name: /^Share of correct points/ }).count()).toBe(0)
    expect(problems).toEqual([])
  })
})
