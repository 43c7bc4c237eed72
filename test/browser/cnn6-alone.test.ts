import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browsing.ts'
import { toServedUrl, openLibrary, PART, PHOTO, SQUARE } from '../support/library-page.ts'
import { apart } from '../support/visit.ts'

const browser = useBrowser()

// A software adapter needs long for a frame.
describe.each([
  ['wasm', 30],
  ['webgpu', 8],
] as const)('a variant of CNN-6 alone on %s', (backend, frames) => {
  it('finds the faces of a photo and follows one in a video until it is gone', async () => {
    const page = await openLibrary(browser())
    const name = toServedUrl('cnn6')
    expect(
      await page.evaluate((b) => window.library.start({ variant: '/cnn6', backend: b }), backend),
    ).toEqual([name])
    const photo = await page.evaluate((p) => window.library.detect(p), PHOTO)
    expect(photo).toHaveLength(4)
    for (const face of photo) expect(face.variants[name]).toEqual(face.landmarks)

    const { faces, gone } = await page.evaluate(([p, part, n]) => window.library.follow(p, part, n), [
      PHOTO,
      PART,
      frames,
    ] as const)
    expect(faces).toHaveLength(1)
    const inPhoto = faces[0]!.landmarks.map(([x, y]) => [x + PART[0], y + PART[1]] as const)
    const distances = photo.map(({ landmarks }) => apart(inPhoto, landmarks))
    expect(Math.min(...distances)).toBeLessThan(0.05)
    // Nothing but the detector can tell that it is gone.
    console.log(`gone after ${Math.round(gone)} ms`)

    // Beside a variant with both stages, each says its own.
    await page.evaluate((n) => window.library.use([n, 'lite']), name)
    const both = await page.evaluate(([p, s]) => window.library.run(p, s), [PHOTO, SQUARE] as const)
    expect(Object.keys(both.faces[0]!.variants)).toEqual([name, 'lite'])
    expect(apart(both.faces[0]!.variants[name]!, both.faces[0]!.variants.lite!)).toBeLessThan(0.1)
    await page.close()
  })
})
