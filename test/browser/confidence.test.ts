import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { VariantManifest } from '../../src/networks/manifest.ts'
import { useBrowser } from '../support/browsing.ts'
import { toServedUrl, openLibrary, PART, PHOTO, SQUARE } from '../support/library-page.ts'

const browser = useBrowser()
const MODELS = fileURLToPath(new URL('../../models/', import.meta.url))

/** Bundled variants whose second stage has heat maps. */
const BUNDLED = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => JSON.parse(readFileSync(`${MODELS}${name}/model.json`, 'utf8')) as VariantManifest)
  .filter(({ stages }) => stages[1]?.network === 'heat-map')
  .map(({ variant }) => variant)

/** 68 probabilities, hardly two of them the same. */
function expectConfidence(confidence: readonly number[] | undefined): readonly number[] {
  if (!confidence) throw new Error('no confidence')
  expect(confidence).toHaveLength(68)
  for (const value of confidence) expect(value >= 0 && value <= 1).toBe(true)
  expect(new Set(confidence).size).toBeGreaterThan(60)
  return confidence
}

const start = (page: Page, variant: string, backend: 'wasm' | 'webgpu' = 'wasm') =>
  page.evaluate((options) => window.library.start(options), { variant, backend })

// A software adapter needs long for a frame.
const BACKENDS = [
  ['wasm', 12],
  ['webgpu', 4],
] as const

/** Two networks on WebGPU in software took 106 to 164 s on two busy cores. */
const SOFTWARE_WEBGPU_TIMEOUT_MS = 400_000

describe.each(['heat-maps', ...BUNDLED])('the confidence of %s', (variant) => {
  const isBundled = BUNDLED.includes(variant)
  const given = isBundled ? variant : `/${variant}`
  const name = isBundled ? variant : toServedUrl(variant)

  it.each(BACKENDS)(
    'comes with photos and videos on %s, beside a variant without',
    async (backend, frames) => {
      const page = await openLibrary(browser())
      await start(page, given, backend)
      const photo = await page.evaluate((p) => window.library.detect(p), PHOTO)
      expect(photo.length).toBeGreaterThan(0)
      for (const { confidence, confidences } of photo)
        expect(expectConfidence(confidence)).toEqual(confidences[name])

      // Wing follows the face, the other variant is smoothed beside it.
      await page.evaluate((n) => window.library.use(['wing', n]), name)
      const smoothing = { rest: 1, motion: 12 }
      const { faces } = await page.evaluate(
        ([p, part, n, parameters]) => window.library.follow(p, part, n, parameters),
        [PHOTO, PART, frames, smoothing] as const,
      )
      expect(faces).toHaveLength(1)
      const { confidence, confidences } = faces[0]!
      expectConfidence(confidences[name])
      expect([confidence, confidences.wing]).toEqual([undefined, undefined])
      await page.close()
    },
    SOFTWARE_WEBGPU_TIMEOUT_MS,
  )

  it('is the same on wasm and WebGPU', async () => {
    const runs: (readonly number[])[] = []
    for (const [backend] of BACKENDS) {
      const page = await openLibrary(browser())
      await start(page, given, backend)
      const { faces } = await page.evaluate(([p, s]) => window.library.run(p, s), [PHOTO, SQUARE] as const)
      runs.push(expectConfidence(faces[0]!.confidence))
      await page.close()
    }
    for (const [i, value] of runs[0]!.entries()) expect(Math.abs(value - runs[1]![i]!)).toBeLessThan(0.05)
  })
})

describe('a variant without heat maps', () => {
  it('has no confidence', async () => {
    const page = await openLibrary(browser())
    await start(page, 'wing')
    const face = (await page.evaluate((p) => window.library.detect(p), PHOTO))[0]!
    expect([face.confidence, face.confidences]).toEqual([undefined, {}])
    await page.close()
  })
})

describe.skipIf(BUNDLED.length === 0).each(BUNDLED)('a face whose mouth is covered: %s', (variant) => {
  it('has less confident points there, and hardly less elsewhere', async () => {
    const page = await openLibrary(browser())
    await start(page, variant)
    const [seen, covered] = await page.evaluate(
      async ([address, square]) => {
        const landmarker = window.library.started()
        const bitmap = await createImageBitmap(await (await fetch(address)).blob())
        const before = (await landmarker.landmarks(bitmap, [square])).faces[0]!
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const context = canvas.getContext('2d')
        if (!context) throw new Error('no canvas')
        context.drawImage(bitmap, 0, 0)
        const mouth = before.landmarks.slice(48, 60)
        const [left, right] = [Math.min, Math.max].map((f) => f(...mouth.map(([x]) => x)))
        const [top, bottom] = [Math.min, Math.max].map((f) => f(...mouth.map(([, y]) => y)))
        const margin = (right! - left!) / 3
        context.fillStyle = '#808080'
        context.fillRect(
          left! - margin,
          top! - margin,
          right! - left! + 2 * margin,
          bottom! - top! + 2 * margin,
        )
        const after = (await landmarker.landmarks(canvas, [square])).faces[0]!
        return [before.confidence, after.confidence]
      },
      [PHOTO, SQUARE] as const,
    )
    const mean = (values: readonly number[] | undefined, from: number, to: number) =>
      expectConfidence(values)
        .slice(from, to)
        .reduce((sum, value) => sum + value / (to - from), 0)
    const fall = (from: number, to: number) => mean(seen, from, to) - mean(covered, from, to)
    console.log(`falls by ${fall(48, 68).toFixed(3)} at the mouth, by ${fall(36, 48).toFixed(3)} at the eyes`)
    expect(fall(48, 68)).toBeGreaterThan(0.02)
    expect(fall(48, 68)).toBeGreaterThan(2 * fall(36, 48))
    await page.close()
  })
})
