import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Point } from '../../src/geometry/point.ts'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'

/** Landmarks of the sample photos by variant and photo, on wasm; `npm run pin-samples` writes them anew. */
const FILE = new URL('../fixtures/sample-landmarks.json', import.meta.url)
const PINNING = process.env.PIN_SAMPLES === '1'
/** Largest change of a coordinate that is not announced, in pixels of the photo. */
const MAX_CHANGE_PX = 0.1

type Faces = readonly (readonly Point[])[]
type Pinned = Record<string, Record<string, Faces>>

const pinned = JSON.parse(readFileSync(FILE, 'utf8')) as Pinned
const browser = useBrowser()
let page: Page

beforeAll(async () => {
  page = await openLibrary(browser())
})

afterAll(async () => {
  await page?.close()
  if (PINNING) writeFileSync(FILE, `${JSON.stringify(pinned)}\n`)
})

/** Finds the faces of a sample photo, from left to right. */
async function detect(photo: string): Promise<Faces> {
  const faces = await page.evaluate(async (url) => {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob())
    const { faces } = await window.library.started().detect(bitmap)
    return faces.map(({ landmarks }) => landmarks)
  }, `/samples/${photo}.jpg`)
  return faces.toSorted(([p], [q]) => p![0] - q![0])
}

const round = (faces: Faces): Faces =>
  faces.map((face) => face.map(([x, y]): Point => [Number(x.toFixed(2)), Number(y.toFixed(2))]))

describe.each(['lite', 'precise', 'wing'])('the landmarks of %s on the sample photos', (variant) => {
  it('have not moved', async () => {
    await page.evaluate((variant) => window.library.start({ backend: 'wasm', variant }), variant)
    for (const photo of ['sample1', 'sample2', 'sample3', 'sample4', 'sample5', 'sample6']) {
      const faces = await detect(photo)
      if (PINNING) (pinned[variant] ??= {})[photo] = round(faces)
      const before = pinned[variant]![photo]
      expect(faces.length, photo).toBe(before!.length)
      const change = Math.max(
        ...faces.flatMap((face, i) =>
          face.map((point, j) =>
            Math.max(Math.abs(point[0] - before![i]![j]![0]), Math.abs(point[1] - before![i]![j]![1])),
          ),
        ),
      )
      expect(
        change,
        `${photo}: a landmark moved. If that is intended, run npm run pin-samples and say so in CHANGELOG.md.`,
      ).toBeLessThan(MAX_CHANGE_PX)
    }
  })
})
