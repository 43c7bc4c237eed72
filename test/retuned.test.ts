import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser } from '../src/command/browser.ts'
import { cropOfSquare, toCrop } from '../src/geometry/crop.ts'
import { STAGES } from '../src/geometry/face.ts'
import type { Square } from '../src/geometry/square.ts'
import { outputsOf } from '../src/tuning/layer.ts'

/** One of the women in sample6.jpg, not upright. */
const SQUARE: Square = { centre: [1220, 470], side: 175, roll: 0.12 }
const [, { input, margin }] = STAGES
const BY = 2.5

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

describe.each(['wasm', 'webgpu'] as const)('another output layer on %s', (backend) => {
  it('is applied to the features that the page trains on, shares all other tensors, and goes', async () => {
    const page = await browser.newPage()
    await page.goto(inject('engine'))
    await page.waitForFunction(() => 'trial' in window)
    const tiny = new URL('/tiny/', inject('engine')).href
    await page.evaluate(([v, b]) => window.trial.start(v, b), [tiny, backend] as const)
    const said = await page.evaluate(
      ([square, by]) => window.trial.retune('tiny', '/samples/sample6.jpg', square, by),
      [SQUARE, BY] as const,
    )
    await page.close()
    const crop = cropOfSquare(SQUARE, margin, input)
    const inCrop = (name: string) => said.variants[name].flatMap((point) => toCrop(crop, point))
    const weights = {
      kernel: Float32Array.from(said.weights.kernel),
      bias: Float32Array.from(said.weights.bias),
    }
    const output = outputsOf(weights, Float32Array.from(said.features))
    const [base, tuned] = [inCrop('tiny'), inCrop('tuned-1')]
    expect(output).toHaveLength(136)
    for (const [i, value] of output.entries()) {
      // On the GPU the crop is cut anew, and differs by rounded pixels.
      expect(Math.abs(value - base[i])).toBeLessThan(backend === 'wasm' ? 1e-3 : 0.3)
      expect(tuned[i] - base[i]).toBeCloseTo(BY, 3)
    }
    const [before, after, added, removed] = said.tensors
    expect([after, added, removed]).toEqual([before, before + 2, before])
    expect(said.presence).toBeGreaterThan(0)
    expect(said.errors[0]).toContain('tuned-1 is in use')
    expect(said.errors[1]).toContain('The weights of "tuned-2" cannot be used')
  })
})
