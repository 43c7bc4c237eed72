import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Point } from '../../src/geometry/point.ts'
import { useBrowser } from '../support/browsing.ts'
import { cut, ONE_FACE, sample, withOrientation } from '../support/faces.ts'
import {
  apart,
  engineReady,
  givePhoto,
  inspect,
  openPhoto,
  visit,
  type Visit,
  viewLoaded,
} from '../support/visit.ts'

const browser = useBrowser()
let open: Visit
let still: Buffer
let reference: readonly Point[]

beforeAll(async () => {
  still = await cut(browser(), sample(6), ONE_FACE)
  open = await visit(browser(), { query: '?variant=wing' })
  await engineReady(open.page)
  reference = (await openPhoto(open.page, 'still.jpg', 'image/jpeg', still)).faces[0]!.landmarks
})

const scaled = (points: readonly Point[], by: number): Point[] => points.map(([x, y]) => [x * by, y * by])

describe('photos', () => {
  it('puts the points where a person sees them', async () => {
    // Read off the enlarged picture by eye: eyes, base of the nose, corners of the mouth.
    const seen: [number[], Point][] = [
      [
        [36, 37, 38, 39, 40, 41],
        [328, 171],
      ],
      [
        [42, 43, 44, 45, 46, 47],
        [452, 173],
      ],
      [[33], [389, 275]],
      [[48], [342, 303]],
      [[54], [426, 299]],
    ]
    const { faces } = await openPhoto(open.page, 'still.jpg', 'image/jpeg', still)
    expect(faces).toHaveLength(1)
    const eyes = Math.hypot(reference[45]![0] - reference[36]![0], reference[45]![1] - reference[36]![1])
    for (const [indices, [x, y]] of seen) {
      const cx = indices.reduce((sum, i) => sum + faces[0]!.landmarks[i]![0], 0) / indices.length
      const cy = indices.reduce((sum, i) => sum + faces[0]!.landmarks[i]![1], 0) / indices.length
      expect(Math.hypot(cx - x, cy - y) / eyes, `landmarks ${indices.join()}`).toBeLessThan(0.08)
    }
  })

  it('turns a photo as its EXIF orientation says', async () => {
    const lying = withOrientation(await cut(browser(), sample(6), { ...ONE_FACE, turns: 1 }), 6)
    const seen = await openPhoto(open.page, 'lying.jpg', 'image/jpeg', lying)
    expect([seen.width, seen.height]).toEqual([640, 480])
    expect(apart(seen.faces[0]!.landmarks, reference)).toBeLessThan(0.03)
  })

  it('takes a photo of 12 megapixels', async () => {
    const large = await cut(browser(), sample(6), { ...ONE_FACE, size: [4000, 3000] })
    const seen = await openPhoto(open.page, 'large.jpg', 'image/jpeg', large)
    expect([seen.width, seen.height]).toEqual([4000, 3000])
    expect(apart(scaled(seen.faces[0]!.landmarks, 640 / 4000), reference)).toBeLessThan(0.03)
  })

  it('takes a PNG with transparent pixels', async () => {
    const hole = await cut(browser(), sample(6), { ...ONE_FACE, type: 'image/png', cutOut: true })
    const seen = await openPhoto(open.page, 'hole.png', 'image/png', hole)
    expect(apart(seen.faces[0]!.landmarks, reference)).toBeLessThan(0.08)
  })

  it('takes a JPEG with one component, grey', async () => {
    // The same cut of face-api's sample6.jpg (MIT), 320 x 240, converted to grey.
    const grey = readFileSync(new URL('../fixtures/grayscale.jpg', import.meta.url))
    const seen = await openPhoto(open.page, 'grey.jpg', 'image/jpeg', grey)
    expect(apart(scaled(seen.faces[0]!.landmarks, 2), reference)).toBeLessThan(0.05)
  })

  it('finds every face of a group, and says so', async () => {
    const { faces } = await openPhoto(open.page, 'group.jpg', 'image/jpeg', sample(6))
    expect(faces).toHaveLength(4)
    expect(await open.page.getByRole('img', { name: /4 faces/ }).count()).toBe(1)
  })

  it('says that a photo holds no face', async () => {
    const pixel = await cut(browser(), sample(6), { ...ONE_FACE, size: [1, 1], type: 'image/png' })
    const seen = await openPhoto(open.page, 'pixel.png', 'image/png', pixel)
    expect([seen.width, seen.height, seen.faces.length]).toEqual([1, 1, 0])
    await open.page.getByText('No face found in this photo.').waitFor()
  })

  const truncated = () => Buffer.concat([still.subarray(0, 300), Buffer.alloc(300, 0x55)])
  it.each([
    ['corrupt.jpg', 'image/jpeg', truncated, /corrupt\.jpg could not be read: it is damaged/],
    [
      'drawing.svg',
      'image/svg+xml',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /a drawing \(SVG\)/,
    ],
    ['empty.jpg', 'image/jpeg', () => Buffer.alloc(0), /empty\.jpg is empty \(0 bytes\)/],
    ['notes.txt', 'text/plain', () => Buffer.from('no image'), /notes\.txt is not an image/],
  ])('says what is wrong with %s, and keeps the picture', async (name, mimeType, bytes, sentence) => {
    const { page } = open
    await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    await page.getByLabel('Photo', { exact: true }).setInputFiles({ name, mimeType, buffer: bytes() })
    await page.getByRole('alert').getByText(sentence).waitFor()
    expect((await inspect(page)).faces).toHaveLength(1)
    await openPhoto(page, 'still.jpg', 'image/jpeg', still)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it.each(['drop', 'paste'] as const)('takes a photo by %s', async (kind) => {
    const { page } = open
    await openPhoto(page, 'group.jpg', 'image/jpeg', sample(6))
    const { frames } = await inspect(page)
    await givePhoto(page, kind, still, 'given.jpg')
    expect(apart((await inspect(page, frames + 1)).faces[0]!.landmarks, reference)).toBeLessThan(0.001)
  })

  it('leaves no tensor behind, and no error', async () => {
    const before = (await openPhoto(open.page, 'still.jpg', 'image/jpeg', still)).tensors
    for (let i = 0; i < 5; i++) await openPhoto(open.page, 'group.jpg', 'image/jpeg', sample(6))
    expect((await inspect(open.page)).tensors).toBe(before)
    expect(open.problems).toEqual([])
  })
})

describe('a photo given to a view that shows no picture', () => {
  it.each([
    ['losses', 'drop'],
    ['about', 'drop'],
    ['about', 'paste'],
    ['balancing', 'paste'],
    ['tune', 'drop'],
  ] as const)('opens in Live: on %s, by %s', async (view, kind) => {
    const { page, problems } = await visit(browser(), { query: `?view=${view}&backend=wasm` })
    await viewLoaded(page)
    await givePhoto(page, kind, sample(6), 'group.jpg')
    await page.getByRole('img', { name: 'Photo with 4 faces' }).waitFor({ timeout: 120_000 })
    const current = page.getByRole('navigation').locator('[aria-current="page"]')
    expect(await current.innerText()).toBe('Live')
    // Back leads to where it was given.
    await page.goBack()
    expect(new URL(page.url()).searchParams.get('view')).toBe(view)
    expect(problems).toEqual([])
  })

  it('reports files that are not photos in place', async () => {
    const { page } = await visit(browser(), { query: '?view=about' })
    await viewLoaded(page)
    await givePhoto(page, 'drop', Buffer.from('no photo'), 'notes.jpg')
    await page.getByRole('alert').getByText('notes.jpg could not be read').waitFor()
  })
})
