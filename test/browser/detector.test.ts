import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blazeFacePlugin } from '../../src/command/build/blaze-face-plugin.ts'
import { buildPage } from '../../src/command/build/page.ts'
import { readBlazeFace } from '../../src/command/build/blaze-face-weights.ts'
import { serve } from '../../src/command/server.ts'
import { distance, type Point } from '../../src/geometry/point.ts'
import { useBrowser } from '../support/browsing.ts'
import type { OriginalBox } from '../pages/detector.ts'

const PHOTOS = [1, 2, 3, 4, 5, 6].map((number) => `/samples/sample${number}.jpg`)
/** Four faces. */
const VIEW = { photo: PHOTOS[5]!, degrees: 0, zoom: 1, side: 640 }
const SAMPLES = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url))

const browser = useBrowser()
let folder: string
let url: string
let server: Server

/** Opens the tests' page of detectors. */
async function open(): Promise<Page> {
  const page = await browser().newPage()
  await page.goto(`${url}/detector.html`)
  await page.waitForFunction(() => 'detectors' in window)
  return page
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wingmark-detector-'))
  await buildPage(fileURLToPath(new URL('../pages/detector.html', import.meta.url)), folder)
  ;({ url, server } = await serve({ '/': folder, '/samples/': SAMPLES }))
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The largest distance between the same parts of two boxes, as a share of the first one's width. */
function measureDifference(wanted: OriginalBox, found: OriginalBox): number {
  const points = wanted.keyPoints.map((point, i) => distance(point, found.keyPoints[i]!))
  const sides = [wanted.width - found.width, wanted.height - found.height].map(Math.abs)
  return Math.max(distance(wanted.centre, found.centre), ...sides, ...points) / wanted.width
}

describe('our detector and MediaPipe’s own runtime', () => {
  let page: Page
  let faces = 0

  beforeAll(async () => {
    page = await open()
    expect(await page.evaluate(() => window.detectors.start('wasm'))).toBe('wasm')
    await page.evaluate(() => window.detectors.startOriginal('short'))
  })

  // MediaPipe's runtime was shown 640 pixels, which it samples at every fifth; at 600 it has to interpolate.
  const ways = [
    { zoom: 1, side: 640 },
    { zoom: 2.5, side: 600 },
  ]
  const views = [0, 30, 60, -60].flatMap((degrees) => ways.map((way) => ({ degrees, ...way })))

  it.each(views)('find the same in the sample photos turned by $degrees degrees, zoom $zoom', async (how) => {
    for (const photo of PHOTOS) {
      const view = { photo, ...how }
      const wanted = await page.evaluate((v) => window.detectors.lookOriginal(v), view)
      const { faces: found, tensors } = await page.evaluate((v) => window.detectors.look(v), view)
      expect(found, photo).toHaveLength(wanted.length)
      for (const face of wanted) {
        const differences = found.map((box) => measureDifference(face, box))
        expect(Math.min(...differences), photo).toBeLessThan(0.02)
      }
      expect(tensors[1]).toBe(tensors[0])
      faces += wanted.length
    }
  })

  it('have been compared on faces', () => expect(faces).toBeGreaterThan(40))
})

describe('on graphics hardware, if only in software,', () => {
  it.each(['webgl', 'webgpu'] as const)('%s finds the faces that wasm finds', async (backend) => {
    const [reference, page] = [await open(), await open()]
    await reference.evaluate(() => window.detectors.start('wasm'))
    expect(await page.evaluate((name) => window.detectors.start(name), backend)).toBe(backend)
    const wanted = await reference.evaluate((v) => window.detectors.look(v), VIEW)
    const found = await page.evaluate((v) => window.detectors.look(v), VIEW)
    expect(wanted.faces.length).toBeGreaterThan(3)
    expect(found.faces).toHaveLength(wanted.faces.length)
    for (const [i, face] of wanted.faces.entries()) {
      expect(measureDifference(face, found.faces[i]!)).toBeLessThan(1e-3)
      expect(found.faces[i]!.score).toBeCloseTo(face.score, 3)
    }
    expect(found.tensors[1]).toBe(found.tensors[0])
  })
})

describe('looks at parts of an image', () => {
  let page: Page

  beforeAll(async () => {
    page = await open()
    await page.evaluate(() => window.detectors.start('wasm'))
  })

  it('give faces in pixels of the image, and nothing where they miss it', async () => {
    const { faces } = await page.evaluate((v) => window.detectors.look(v), VIEW)
    const face = faces[0]!
    const close = { centre: face.centre, side: 2.2 * face.width, roll: 0, size: 128 }
    const miss = { ...close, centre: [-1000, -1000] as Point }
    const crops = [...Array.from({ length: 9 }, () => miss), close]
    const found = await page.evaluate((a) => window.detectors.lookAt(...a), [VIEW, crops] as const)
    expect(found).toHaveLength(1)
    expect(measureDifference(face, found[0]!)).toBeLessThan(0.5)
    expect(await page.evaluate((v) => window.detectors.lookAt(v, []), VIEW)).toEqual([])
  })

  it('find in tiles every small face that MediaPipe’s full-range model finds, each once', async () => {
    await page.evaluate(() => window.detectors.startOriginal('full'))
    const count = { full: 0, whole: 0, tiles: 0 }
    for (const photo of PHOTOS) {
      const view = { ...VIEW, photo }
      const wanted = await page.evaluate((v) => window.detectors.lookOriginal(v), view)
      const { faces: whole } = await page.evaluate((v) => window.detectors.look(v), view)
      const found = await page.evaluate((v) => window.detectors.lookInTiles(v, 60), view)
      const near = (face: OriginalBox, list: readonly OriginalBox[]) =>
        list.filter(({ centre }) => distance(centre, face.centre) < face.width / 2)
      for (const face of wanted) {
        expect(near(face, found), photo).toHaveLength(1)
        if (near(face, whole).length > 0) count.whole++
      }
      count.full += wanted.length
      count.tiles += found.length
    }
    // The whole image shows some of them too small.
    expect(count.full).toBe(22)
    expect(count.whole).toBeLessThan(18)
  })

  it('find a face where it is at a higher resolution, and none where there is none', async () => {
    const { faces } = await page.evaluate((v) => window.detectors.look(v), VIEW)
    const nowhere = { ...faces[0]!, centre: [40, 40] as Point }
    const asked = [VIEW, [...faces, nowhere]] as const
    const { closer, tensors } = await page.evaluate((a) => window.detectors.lookCloser(...a), asked)
    expect(closer.at(-1)).toBeNull()
    const sharp = closer.slice(0, -1).map((face) => {
      if (!face) throw new Error('a face is lost')
      return face
    })
    expect(sharp).toHaveLength(faces.length)
    for (const [i, face] of sharp.entries()) {
      expect(distance(face.centre, faces[i]!.centre)).toBeLessThan(0.4 * faces[i]!.width)
    }
    // Seen from close by once more, they stay what they are.
    const again = await page.evaluate((a) => window.detectors.lookCloser(...a), [VIEW, sharp] as const)
    for (const [i, face] of again.closer.entries()) {
      expect(face && measureDifference(sharp[i]!, face)).toBeLessThan(0.12)
    }
    expect(tensors[1]).toBe(tensors[0])
  })
})

describe('the weights', () => {
  it('are a file of the build', () => {
    const file = readdirSync(join(folder, 'assets')).find((name) => /^blaze-face-.*\.bin$/.test(name))
    expect(readFileSync(join(folder, 'assets', file ?? '')).equals(readBlazeFace().data)).toBe(true)
  })

  it('are sent by the development server', async () => {
    const vite = await createServer({
      configFile: false,
      logLevel: 'error',
      plugins: [blazeFacePlugin()],
      server: { port: 0, host: '127.0.0.1' },
      optimizeDeps: { noDiscovery: true },
    })
    try {
      await vite.listen()
      const module = (await vite.ssrLoadModule('virtual:blaze-face')) as typeof import('virtual:blaze-face')
      const response = await fetch(new URL(module.url, vite.resolvedUrls?.local[0]))
      expect(Buffer.from(await response.arrayBuffer()).equals(readBlazeFace().data)).toBe(true)
      expect(module.manifest).toEqual(readBlazeFace().manifest)
    } finally {
      await vite.close()
    }
  })
})
