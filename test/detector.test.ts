import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build, createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blazeFace } from '../src/command/build/blaze-face-plugin.ts'
import { readBlazeFace } from '../src/command/build/blaze-face-weights.ts'
import { serve } from '../src/command/server.ts'
import { distance, type Point } from '../src/geometry/point.ts'
import { useBrowser } from './browsing.ts'
import type { OriginalBox } from './pages/detector.ts'

const PHOTOS = [1, 2, 3, 4, 5, 6].map((number) => `/samples/sample${number}.jpg`)
/** Four faces. */
const VIEW = { photo: PHOTOS[5], degrees: 0, zoom: 1 }
const SAMPLES = fileURLToPath(new URL('../node_modules/@vladmandic/face-api/demo', import.meta.url))

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
  const root = fileURLToPath(new URL('pages', import.meta.url))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [blazeFace()],
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: join(root, 'detector.html') },
      chunkSizeWarningLimit: 4000,
    },
  })
  ;({ url, server } = await serve({ '/': folder, '/samples/': SAMPLES }))
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The largest distance between the same parts of two boxes, as a share of the first one's width. */
function measureDifference(wanted: OriginalBox, found: OriginalBox): number {
  const points = wanted.keyPoints.map((point, i) => distance(point, found.keyPoints[i]))
  const sides = [wanted.width - found.width, wanted.height - found.height].map(Math.abs)
  return Math.max(distance(wanted.centre, found.centre), ...sides, ...points) / wanted.width
}

describe('our detector and MediaPipe’s own runtime', () => {
  let page: Page
  let faces = 0

  beforeAll(async () => {
    page = await open()
    expect(await page.evaluate(() => window.detectors.start('wasm'))).toBe('wasm')
    await page.evaluate(() => window.detectors.startOriginal())
  })

  it.each([0, 30, 60, -60].flatMap((degrees) => [1, 2.5].map((zoom) => ({ degrees, zoom }))))(
    'find the same in the sample photos turned by $degrees degrees, $zoom as large',
    async (how) => {
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
    },
  )

  it('have been compared on faces', () => {
    console.log(faces)
    expect(faces).toBeGreaterThan(25)
  })
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
      expect(measureDifference(face, found.faces[i])).toBeLessThan(1e-3)
      expect(found.faces[i].score).toBeCloseTo(face.score, 3)
    }
    expect(found.tensors[1]).toBe(found.tensors[0])
  })
})

describe('a look', () => {
  it('gives faces in pixels of the image, whatever part of it is looked at', async () => {
    const page = await open()
    await page.evaluate(() => window.detectors.start('wasm'))
    const { faces } = await page.evaluate((v) => window.detectors.look(v), VIEW)
    const [face] = faces
    const close = { centre: face.centre, side: 2.2 * face.width, roll: 0, size: 128 }
    const miss = { ...close, centre: [-1000, -1000] as Point }
    const crops = [...Array.from({ length: 9 }, () => miss), close]
    const [closer, ...others] = await page.evaluate((a) => window.detectors.lookAt(...a), [
      VIEW,
      crops,
    ] as const)
    expect(others).toEqual([])
    expect(measureDifference(face, closer)).toBeLessThan(0.2)
    expect(await page.evaluate((v) => window.detectors.lookAt(v, []), VIEW)).toEqual([])
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
      plugins: [blazeFace()],
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
