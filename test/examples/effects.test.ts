import { readdirSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { serve } from '../../src/command/server.ts'
import { violations } from '../support/axe.ts'
import { cameraShowing, useBrowser } from '../support/browsing.ts'
import { savePicture } from '../support/example-picture.ts'
import { cut, sample } from '../support/faces.ts'
import { EXAMPLES, useExamples } from '../support/installed-example.ts'

const MAX_EFFECT_LINES = 60
const EFFECTS = readdirSync(join(EXAMPLES, 'effects/effects'))

/** Two women beside each other in sample6.jpg. */
const TWO_FACES = { left: 640, top: 250, width: 760, height: 570, size: [640, 480] } as const

async function twoFaces(maker: Browser): Promise<Buffer[]> {
  const still = await cut(maker, sample(6), TWO_FACES)
  return [still, still, still, still]
}

const browser = useBrowser(() => cameraShowing(twoFaces))
const install = useExamples([{ name: 'effects', isBuilt: false }])
let gallery: { url: string; server: Server }

beforeAll(async () => {
  gallery = await serve({ '/': await install('effects') })
})
afterAll(() => gallery?.server.close())

/** Opens the gallery at an effect; `problems` grows with errors and requests to other origins. */
async function open(effect: string, { dark = false, width = 1280, height = 800 } = {}) {
  const page = await browser().newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  })
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== gallery.url) problems.push(request.url())
  })
  await page.goto(`${gallery.url}/?backend=wasm#${effect}`)
  await page.getByText(/^Photo, /).waitFor({ timeout: 120_000 })
  return { page, problems }
}

/** Counts the pixels of the photo that an effect has changed. */
const countChanged = (page: Page, effect: string) =>
  page.evaluate(async (name) => {
    const canvas = document.querySelector('canvas')
    const context = canvas?.getContext('2d', { colorSpace: 'srgb' })
    if (!canvas || !context) throw new Error('no canvas')
    const read = () => context.getImageData(0, 0, canvas.width, canvas.height).data
    location.hash = name
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const changed = read()
    const response = await fetch('node_modules/@vladmandic/face-api/demo/sample6.jpg')
    const { width, height } = canvas
    const whole = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'default' })
    const options = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' } as const
    const plain = await createImageBitmap(whole, { ...options, colorSpaceConversion: 'default' })
    context.drawImage(plain, 0, 0)
    const before = read()
    let count = 0
    for (let i = 0; i < before.length; i += 4) if (Math.abs(before[i]! - changed[i]!) > 8) count++
    return count
  }, effect)

/** The mean face, 200 px large, with its eyes shut by this share. */
function face(shut: number): Point[] {
  const points = MEAN_SHAPE.map(([x, y]): Point => [320 + 200 * x, 240 + 200 * y])
  for (const first of [36, 42])
    for (const [upper, lower] of [
      [1, 5],
      [2, 4],
    ] as const) {
      const [x, top] = points[first + upper]!
      const [, bottom] = points[first + lower]!
      points[first + upper] = [x, top + shut * (bottom - top)]
    }
  return points
}

/** Exports of an effect's file. */
interface Effect {
  start(context: CanvasRenderingContext2D | null): (frame: object) => string | undefined
}

/** Runs an effect on faces given as [seconds, landmarks of each face]; returns what it says to each. */
async function run(page: Page, effect: string, given: readonly (readonly [number, readonly Point[][]])[]) {
  // As text, because the test runner replaces `import` in functions.
  const module = await page.evaluateHandle<Effect>(`import('${gallery.url}/effects/${effect}')`)
  return module.evaluate(({ start }, frames) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 })
    const draw = start(canvas.getContext('2d', { colorSpace: 'srgb' }))
    return frames.map(([seconds, all]) =>
      draw({ frame: canvas, seconds, faces: all.map((landmarks, id) => ({ id, landmarks })) }),
    )
  }, given)
}

describe('the effects', () => {
  it.each(EFFECTS)('%s has at most 60 lines and imports the package alone', (file) => {
    const text = readFileSync(join(EXAMPLES, 'effects/effects', file), 'utf8')
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(MAX_EFFECT_LINES)
    expect(
      [...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name).filter((name) => name !== 'wingmark'),
    ).toEqual([])
  })

  it.each(EFFECTS)('%s draws on a photo and on two faces of a camera', async (file) => {
    const effect = file.replace('.js', '')
    const { page, problems } = await open(effect)
    try {
      const changed = await countChanged(page, effect)
      expect(changed).toBeGreaterThan(500)
      expect(await page.locator('code').textContent()).toBe(
        readFileSync(join(EXAMPLES, 'effects/effects', file), 'utf8'),
      )
      await page.getByRole('button', { name: 'Start camera' }).click()
      const speed = page.getByText(/frames a second/)
      await speed.waitFor({ timeout: 60_000 })
      await page.waitForTimeout(4000)
      console.log(`${effect}: ${await speed.textContent()}; ${changed} pixels of the photo changed`)
      expect(await page.getByRole('status').textContent()).not.toMatch(/No face|two faces/)
      expect(problems).toEqual([])
      await savePicture(page, `effects-${effect}`)
    } finally {
      await page.close()
    }
  })

  it('say what they need, and warn of closed eyes', async () => {
    const { page, problems } = await open('swap')
    try {
      expect(await run(page, 'swap.js', [[0, [face(0)]]])).toEqual([expect.stringContaining('two faces')])
      expect(await run(page, 'pixelate.js', [[0, []]])).toEqual([expect.stringContaining('No face found')])
      const still = Array.from({ length: 40 }, (_, i) => [i / 30, [face(0)]] as const)
      const asleep = Array.from({ length: 60 }, (_, i) => [(40 + i) / 30, [face(0.9)]] as const)
      const said = await run(page, 'drowsiness.js', [...still, ...asleep])
      expect(said.slice(0, 60).filter((text) => text?.includes('Wake up'))).toEqual([])
      expect(said.at(-1)).toContain('Wake up')
      await page.getByLabel('Open a file').setInputFiles({
        name: 'notes.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('no photo'),
      })
      await page.getByText('This file is no photo or video').waitFor()
      expect(problems).toEqual([])
    } finally {
      await page.close()
    }
  })

  it('go on with the photo where there is no camera, and say so', async () => {
    const { page, problems } = await open('mask')
    try {
      await page.evaluate(() => {
        MediaDevices.prototype.getUserMedia = () =>
          Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
      })
      await page.getByRole('button', { name: 'Start camera' }).click()
      await page.getByText('No camera was found.').waitFor()
      expect(problems).toEqual([])
    } finally {
      await page.close()
    }
  })

  it.each([
    { dark: false, width: 1280, height: 800 },
    { dark: true, width: 390, height: 844 },
  ])('stand on a page that fits and is accessible: $width x $height', async (screen) => {
    const { page } = await open('game', screen)
    try {
      expect(await violations(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        screen.width,
      )
      await page.getByRole('link', { name: 'Mask' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: /^Source: mask\.js/ }).waitFor()
    } finally {
      await page.close()
    }
  })
})
