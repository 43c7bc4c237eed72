import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { VIEWS } from '../../src/app/state/routes.ts'
import { launchBrowser } from '../../src/command/browser.ts'
import { getHeaders } from '../../src/command/build/policy.ts'
import { serve } from '../../src/command/server.ts'
import type { Point } from '../../src/geometry/point.ts'
import { cut, ONE_FACE, sample, withOrientation } from '../support/faces.ts'
import {
  choosePhoto,
  engineReady,
  FIREFOX,
  inspect,
  launchFirefox,
  openPhoto,
  press,
  said,
  visitFirefox,
  type Firefox,
  type FirefoxVisit,
} from '../support/firefox-browser.ts'
import { apart, pointsIn } from '../support/visit.ts'

/** Firefox's own camera without a device, and no question whether it may be used. */
const FAKE_CAMERA = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true }

let firefox: Firefox
let open: FirefoxVisit | undefined
let folder: string
let still: Buffer
/** Landmarks that Chromium finds in the still. */
let reference: readonly Point[]

const file = (name: string) => join(folder, name)

/** Mean distance of two sets of landmarks, in pixels. */
function pixelsApart(points: readonly Point[], others: readonly Point[]): number {
  const distances = points.map(([x, y], i) => Math.hypot(x - others[i]![0], y - others[i]![1]))
  return distances.reduce((sum, d) => sum + d, 0) / distances.length
}

describe.skipIf(!FIREFOX)('Firefox', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wingmark-firefox-'))
    const maker = await launchBrowser()
    still = await cut(maker, sample(6), ONE_FACE)
    const lying = withOrientation(await cut(maker, sample(6), { ...ONE_FACE, turns: 1 }), 6)
    const hole = await cut(maker, sample(6), { ...ONE_FACE, type: 'image/png', cutOut: true })
    const files = { 'still.jpg': still, 'group.jpg': sample(6), 'lying.jpg': lying, 'hole.png': hole }
    for (const [name, bytes] of Object.entries(files)) writeFileSync(file(name), bytes)
    reference = await pointsIn(maker, still)
    await maker.close()
    firefox = await launchFirefox(FAKE_CAMERA)
    console.log(await firefox.browser.version())
  })

  afterEach(async () => {
    await open?.close()
    open = undefined
  })

  afterAll(async () => {
    await firefox?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  it('is watched: what goes wrong on the page is noted', async () => {
    open = await visitFirefox(firefox)
    const { page, problems } = open
    await page.evaluate(() => {
      console.error('one')
      void Promise.reject(new Error('two'))
      setTimeout(() => {
        throw new Error('three')
      })
      document.body.append(Object.assign(new Image(), { src: 'data:,four' }))
      fetch('https://five.invalid/').catch(() => undefined)
    })
    const signs = ['console: one', 'unhandled: Error: two', 'three', 'policy: img-src', 'policy: connect-src']
    await vi.waitUntil(() => signs.every((sign) => problems.some((problem) => problem.includes(sign))))
  })

  it('puts the points of photos where Chromium puts them', async () => {
    open = await visitFirefox(firefox, { query: '?variant=wing' })
    const { page } = open
    expect(await engineReady(page)).toMatch(/^wasm: /)
    const seen = await openPhoto(page, file('still.jpg'))
    expect([seen.width, seen.height, seen.faces.length, seen.place]).toEqual([640, 480, 1, 'worker'])
    const pixels = pixelsApart(seen.faces[0]!.landmarks, reference)
    console.log(`${pixels.toFixed(3)} px from Chromium`)
    expect(pixels).toBeLessThan(1)

    const lying = await openPhoto(page, file('lying.jpg'))
    expect([lying.width, lying.height]).toEqual([640, 480])
    expect(apart(lying.faces[0]!.landmarks, reference)).toBeLessThan(0.03)
    const hole = await openPhoto(page, file('hole.png'))
    expect(apart(hole.faces[0]!.landmarks, reference)).toBeLessThan(0.08)
    const group = await openPhoto(page, file('group.jpg'))
    expect(group.faces).toHaveLength(4)
    const { tensors } = await openPhoto(page, file('still.jpg'))
    expect(tensors).toBe(seen.tensors)
    expect(open.problems).toEqual([])
  })

  it('plays the sample clip, and finds its face', async () => {
    open = await visitFirefox(firefox)
    const { page } = open
    await engineReady(page)
    await press(page, 'Play the sample clip')
    const { frames } = await inspect(page, 3)
    const { width, height, faces } = await inspect(page, frames + 5)
    expect([width, height, faces.length]).toEqual([400, 300, 1])
    await press(page, 'Pause')
    expect(open.problems).toEqual([])
  })

  it('says that the camera shows no face, and goes on', async () => {
    open = await visitFirefox(firefox)
    const { page } = open
    await press(page, 'Start camera')
    const first = await inspect(page, 3)
    expect([first.backend, first.place, first.faces.length]).toEqual(['wasm', 'worker', 0])
    await said(page, 'No face found. Look at the camera')
    await inspect(page, first.frames + 20)
    const figures = await page.evaluate(
      () => document.querySelector<HTMLElement>('[aria-label="Statistics"]')?.innerText ?? '',
    )
    expect(Number(/Frames\s+(\d+)\s+fps/.exec(figures)?.[1])).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.querySelectorAll('[aria-label="Camera"] option').length)).toBe(
      1,
    )
    await press(page, 'Stop camera')
    await said(page, 'Start the camera, choose, drop or paste a photo')
    expect(open.problems).toEqual([])
  })

  /** The page's camera is a canvas with the still on it, `shift` pixels to the right. */
  const fromStill = (page: Page) =>
    page.evaluateOnNewDocument((data) => {
      // An empty page, which may have no camera, comes before this one.
      if (!isSecureContext) return
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      navigator.mediaDevices.getUserMedia = async () => {
        const photo = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
        const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
        const context = canvas.getContext('2d')
        const camera = { shift: 0, stream: canvas.captureStream(20) }
        setInterval(() => context?.drawImage(photo, camera.shift, 0), 50)
        Object.assign(window, { camera })
        return camera.stream
      }
    }, still.toString('base64'))
  interface WithCamera {
    readonly camera: { shift: number; readonly stream: MediaStream }
  }

  it.each([
    ['', () => Promise.resolve()],
    [
      ', without VideoFrame and requestVideoFrameCallback too',
      (page: Page) =>
        page.evaluateOnNewDocument(() => {
          Reflect.deleteProperty(window, 'VideoFrame')
          Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback')
        }),
    ],
  ])('follows a face%s', async (_, without) => {
    open = await visitFirefox(firefox, {
      query: '?variant=wing',
      before: async (page) => {
        await without(page)
        await fromStill(page)
      },
    })
    const { page } = open
    await press(page, 'Start camera')
    const followed = (from: number, shift: number) =>
      inspect(page, from, ({ faces }) => {
        const moved = reference.map(([x, y]): Point => [x + shift, y])
        return faces.length === 1 && apart(faces[0]!.landmarks, moved) < 0.03
      })
    const first = await followed(3, 0)
    const { id } = first.faces[0]!
    // So slowly that the face is followed, not found anew.
    for (const shift of [-8, -16, -24]) {
      await page.evaluate((s) => {
        ;(window as unknown as WithCamera).camera.shift = s
      }, shift)
      const { frames } = await inspect(page)
      const later = await followed(frames + 2, shift)
      expect(later.faces[0]!.id).toBe(id)
      expect(later.tensors).toBe(first.tensors)
    }
    await press(page, 'Stop camera')
    await vi.waitUntil(() =>
      page.evaluate(() =>
        (window as unknown as WithCamera).camera.stream.getTracks().every((t) => t.readyState === 'ended'),
      ),
    )
    expect(open.problems).toEqual([])
  })

  it.each(VIEWS)('opens $title', async ({ id, picture }) => {
    open = await visitFirefox(firefox, { query: `?view=${id}` })
    const { page } = open
    await vi.waitUntil(
      () =>
        page.evaluate(() => {
          const text = document.querySelector('main')?.textContent ?? ''
          return text.length > 0 && !text.includes('Loading the view')
        }),
      { timeout: 60_000 },
    )
    if (picture) {
      await choosePhoto(page, file('group.jpg'))
      await vi.waitUntil(
        () =>
          page.evaluate(() =>
            [...document.querySelectorAll('[role="img"]')].some((drawn) =>
              /Photo with 4 faces|the detector’s box/.test(drawn.getAttribute('aria-label') ?? ''),
            ),
          ),
        { timeout: 120_000, interval: 200 },
      )
    }
    expect(open.problems).toEqual([])
  })

  it('opens again without a network', async () => {
    const { url, server } = await serve({ '/page/': inject('dist') }, { headers: getHeaders })
    try {
      open = await visitFirefox(firefox, { url: `${url}/page/`, kept: true })
      const { page, problems } = open
      await engineReady(page)
      await vi.waitUntil(
        () =>
          page.evaluate(
            async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
          ),
        { timeout: 120_000, interval: 200 },
      )
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await page.reload()
      await engineReady(page)
      expect((await openPhoto(page, file('group.jpg'))).faces).toHaveLength(4)
      expect(problems).toEqual([])
    } finally {
      server.close()
    }
  })
})
