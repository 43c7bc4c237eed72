import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { Square } from '../../src/geometry/square.ts'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'
import { engineReady, visit } from '../support/visit.ts'

/** Largest difference of a network's landmark from TensorFlow.js alone, on the same crop, in pixels of the photo. */
const TOLERANCE_PX = 0.01
/**
 * Largest difference after the whole cascade, measured as 0.016 px: the first stage moves the second one's crop by 0.0001 px,
 * which the canvas draws with slightly other colours.
 */
const CASCADE_TOLERANCE_PX = 0.05
/**
 * Largest difference when the detector runs there too, measured as 0.53 px in photos of 1920 pixels: its boxes, from which
 * the first stage begins, differ by some hundredths of a pixel.
 */
const DETECTION_TOLERANCE_PX = 1
const PHOTOS = [1, 2, 3, 5, 6].map((number) => `/samples/sample${number}.jpg`)

type Squares = Readonly<Record<string, readonly Square[]>>

const browser = useBrowser()
let page: Page

afterEach(() => page?.close())

/** Starts on wasm; gives the note on the backend. */
async function start(variant: string): Promise<string | undefined> {
  await page.evaluate((v) => window.library.start({ variant: v, backend: 'wasm' }), variant)
  return page.evaluate(() => window.library.started().backend.note)
}

/** Finds the faces of the photos. */
async function detect() {
  const squares: Record<string, readonly Square[]> = {}
  const landmarks: number[] = []
  for (const photo of PHOTOS) {
    const faces = await page.evaluate((p) => window.library.detect(p), photo)
    squares[photo] = faces.map(({ square }) => square)
    landmarks.push(...faces.flatMap((face) => face.landmarks).flat())
  }
  return { squares, landmarks }
}

/** Runs one stage alone, or both, on squares of the photos. */
async function runStages(squares: Squares, stage: 1 | 2 | 'both'): Promise<number[]> {
  const landmarks: number[] = []
  for (const photo of PHOTOS) {
    const faces = await page.evaluate(
      async ([url, given, number]) => {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob())
        const options =
          number === 1
            ? ({ stages: 1, stage1Passes: 1 } as const)
            : { stage1Passes: number === 'both' ? 1 : 0 }
        const result = await window.library.started().landmarks(bitmap, given!, options)
        bitmap.close()
        return result.faces.map((face) => (number === 1 ? face.stage1?.landmarks : face.landmarks) ?? [])
      },
      [photo, squares[photo], stage] as const,
    )
    landmarks.push(...faces.flat(2))
  }
  return landmarks
}

function computeDifference(own: readonly number[], alone: readonly number[]): number {
  expect(own.length).toBeGreaterThanOrEqual(8 * 136)
  expect(own).toHaveLength(alone.length)
  return Math.max(...own.map((value, i) => Math.abs(value - alone[i]!)))
}

describe('convolutions in the module', () => {
  it.each(['wing', 'precise', 'lite'])(
    'give the landmarks of TensorFlow.js, which replaces it: %s',
    async (variant) => {
      page = await openLibrary(browser())
      const asked: string[] = []
      page.on('response', (response) => asked.push(response.url()))
      expect(await start(variant)).toBeUndefined()
      expect(asked.filter((url) => url.includes('convolver'))).toHaveLength(1)
      const own = await detect()
      const { squares } = own
      const ownStages = [await runStages(squares, 1), await runStages(squares, 2)]
      const ownCascade = await runStages(squares, 'both')
      await page.context().route('**/convolver*.wasm', (route) => route.fulfill({ status: 404 }))
      expect(await start(variant)).toMatch(
        /convolutions are slower than they could be, because .*the server answered 404/,
      )
      const alone = await detect()
      const aloneStages = [await runStages(squares, 1), await runStages(squares, 2)]
      const cascade = computeDifference(ownCascade, await runStages(squares, 'both'))
      const detection = computeDifference(own.landmarks, alone.landmarks)
      const stages = ownStages.map((landmarks, i) => computeDifference(landmarks, aloneStages[i]!))
      console.log(
        `${variant}: ${[...stages, cascade, detection].map((px) => px.toExponential(1)).join(', ')} px`,
      )
      for (const difference of stages) {
        expect(difference).toBeLessThan(TOLERANCE_PX)
        // Not the same numbers: both ways were taken.
        expect(difference).toBeGreaterThan(0)
      }
      expect(cascade).toBeLessThan(CASCADE_TOLERANCE_PX)
      expect(detection).toBeLessThan(DETECTION_TOLERANCE_PX)
    },
  )

  it('are given up with a module that cannot be compiled', async () => {
    page = await openLibrary(browser())
    await page.context().route('**/convolver*.wasm', (route) => route.fulfill({ body: 'none' }))
    expect(await start('lite')).toMatch(/this browser cannot run its module/)
    expect((await detect()).landmarks.length).toBeGreaterThan(0)
  })

  it('are missed in a note beside the backend', async () => {
    const open = await visit(browser(), {
      query: '?variant=lite',
      before: (one) => one.context().route('**/convolver*.wasm', (route) => route.fulfill({ status: 404 })),
    })
    page = open.page
    await engineReady(page)
    const note = page
      .getByTestId('backend-info')
      .getByText(/^wasm: .*; convolutions are slower than they could be/)
    await note.waitFor()
  })
})
