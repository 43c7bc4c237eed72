import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { openLibrary } from '../support/library-page.ts'

/** Largest difference of a landmark from TensorFlow.js alone, in pixels of the photo. */
const TOLERANCE_PX = 0.01
const PHOTOS = [1, 2, 3, 5, 6].map((number) => `/samples/sample${number}.jpg`)

const browser = useBrowser()
let page: Page

afterEach(() => page?.close())

/** Finds the landmarks of the photos on wasm, and tells the note on the backend. */
async function detect(variant: string) {
  await page.evaluate((v) => window.library.start({ variant: v, backend: 'wasm' }), variant)
  const note = await page.evaluate(() => window.library.started().backend.note)
  const landmarks: number[] = []
  for (const photo of PHOTOS) {
    const faces = await page.evaluate((p) => window.library.detect(p), photo)
    landmarks.push(...faces.flatMap((face) => face.landmarks).flat())
  }
  return { note, landmarks }
}

describe('convolutions in the module', () => {
  it.each(['wing', 'precise', 'lite'])(
    'give the landmarks of TensorFlow.js, which replaces it: %s',
    async (variant) => {
      page = await openLibrary(browser())
      const asked: string[] = []
      page.on('response', (response) => asked.push(response.url()))
      const own = await detect(variant)
      expect(own.note).toBeUndefined()
      expect(asked.filter((url) => url.includes('convolver'))).toHaveLength(1)
      await page.context().route('**/convolver*.wasm', (route) => route.fulfill({ status: 404 }))
      const alone = await detect(variant)
      expect(alone.note).toMatch(
        /convolutions are slower than they could be, because .*the server answered 404/,
      )
      expect(own.landmarks.length).toBeGreaterThanOrEqual(8 * 136)
      expect(own.landmarks).toHaveLength(alone.landmarks.length)
      const largest = Math.max(...own.landmarks.map((value, i) => Math.abs(value - alone.landmarks[i])))
      console.log(`${variant}: ${largest.toExponential(1)} px`)
      expect(largest).toBeLessThan(TOLERANCE_PX)
      // Not the same numbers: both ways were taken.
      expect(largest).toBeGreaterThan(0)
    },
  )

  it('are given up with a module that cannot be compiled', async () => {
    page = await openLibrary(browser())
    await page.context().route('**/convolver*.wasm', (route) => route.fulfill({ body: 'none' }))
    const { note, landmarks } = await detect('lite')
    expect(note).toMatch(/this browser cannot run its module/)
    expect(landmarks.length).toBeGreaterThan(0)
  })
})
