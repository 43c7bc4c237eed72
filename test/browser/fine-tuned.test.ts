import { describe, expect, inject, it } from 'vitest'
import { cropAtSquare, toCropPoint } from '../../src/geometry/crop.ts'
import { STAGES } from '../../src/geometry/face.ts'
import type { Square } from '../../src/geometry/square.ts'
import type { BackendName } from '../../src/landmarker/backend/backends.ts'
import { createCropSquares } from '../../src/tuning/training-crops.ts'
import { computeOutputs } from '../../src/tuning/output-layer.ts'
import { Trainer } from '../../src/tuning/trainer.ts'
import { useBrowser } from '../support/browsing.ts'

/** One of the women in sample6.jpg, not upright. */
const SQUARE: Square = { centre: [1220, 470], side: 175, roll: 0.12 }
const [, { input, margin }] = STAGES
const BY = 2.5

const browser = useBrowser()

describe.each(['wasm', 'webgpu'] as const)('another output layer on %s', (backend) => {
  it('is applied to the features that the page trains on, shares all other tensors, and goes', async () => {
    const page = await browser().newPage()
    await page.goto(inject('engine'))
    await page.waitForFunction(() => 'trial' in window)
    const tiny = new URL('/tiny/', inject('engine')).href
    await page.evaluate(([v, b]) => window.trial.start(v, b), [tiny, backend] as const)
    const said = await page.evaluate(
      ([base, square, by]) => window.trial.retune(base, '/samples/sample6.jpg', square, by),
      [tiny, SQUARE, BY] as const,
    )
    await page.close()
    const crop = cropAtSquare(SQUARE, margin, input)
    const inCrop = (name: string) => said.variants[name]!.flatMap((point) => toCropPoint(crop, point))
    const weights = {
      kernel: Float32Array.from(said.weights.kernel),
      bias: Float32Array.from(said.weights.bias),
    }
    const output = computeOutputs(weights, Float32Array.from(said.features))
    const [base, tuned] = [inCrop(tiny), inCrop('tuned-1')]
    expect(output).toHaveLength(136)
    for (const [i, value] of output.entries()) {
      // On the GPU the crop is cut anew, and differs by rounded pixels.
      expect(Math.abs(value - base[i]!)).toBeLessThan(backend === 'wasm' ? 1e-3 : 0.3)
      expect(tuned[i]! - base[i]!).toBeCloseTo(BY, 3)
    }
    const [before, after, added, removed] = said.tensors
    expect([after, added, removed]).toEqual([before, before! + 2, before])
    expect(said.presence).toBeGreaterThan(0)
    expect(said.errors[0]).toContain('tuned-1 is in use')
    expect(said.errors[1]).toContain('The weights of "tuned-2" cannot be used')
  })
})

/** Distance by which the lips are moved down, in pixels of CNN-7's input. */
const LOWERED = 4
const isLipY = (output: number) => output % 2 === 1 && output >= 96 && output < 120

describe('fine-tuning', () => {
  it('trains the output layer on webgpu as on wasm', async () => {
    // Frames 0 and 1 with the crops that miss the face a little.
    const squares = [...createCropSquares(0, SQUARE, false), ...createCropSquares(1, SQUARE, false).slice(1)]
    const look = async (backend: BackendName) => {
      const page = await browser().newPage()
      await page.goto(inject('engine'))
      await page.waitForFunction(() => 'trial' in window)
      await page.evaluate((b) => window.trial.start('wing', b), backend)
      const said = await page.evaluate(
        (all) => window.trial.tuning('wing', '/samples/sample6.jpg', all),
        squares,
      )
      await page.close()
      const base = { kernel: Float32Array.from(said.kernel), bias: Float32Array.from(said.bias) }
      return { base, features: Float32Array.from(said.features) }
    }
    const [wasm, webgpu] = [await look('wasm'), await look('webgpu')]
    expect(webgpu.base).toEqual(wasm.base)
    // Both are to learn the same: the landmarks that wasm gives, with the lips further down.
    const targets = computeOutputs(wasm.base, wasm.features).map((value, i) =>
      isLipY(i % 136) ? value + LOWERED : value,
    )
    const [onWasm, onGpu] = [wasm, webgpu].map(({ base, features }) => {
      const samples = { features, targets }
      const recipe = { loss: 'wing', w: 10, epsilon: 2, steps: 100, rate: 0.001 } as const
      const trainer = new Trainer(base, samples, samples, recipe)
      const before = trainer.measureStart()
      const after = trainer.advance(recipe.steps)
      return { before, after, said: computeOutputs(trainer.weights, features) }
    })
    const apart = onGpu!.said.map((value, i) => Math.abs(value - onWasm!.said[i]!))
    console.log(
      `wasm ${onWasm!.before.heldOutError.toFixed(3)}% -> ${onWasm!.after.heldOutError.toFixed(3)}%, webgpu ${onGpu!.before.heldOutError.toFixed(3)}% -> ${onGpu!.after.heldOutError.toFixed(3)}%, at most ${Math.max(...apart).toFixed(4)} px apart`,
    )
    for (const { before, after } of [onWasm!, onGpu!])
      expect(after.heldOutError).toBeLessThan(0.3 * before.heldOutError)
    expect(Math.max(...apart)).toBeLessThan(0.05)
    expect(Math.abs(onGpu!.after.heldOutError - onWasm!.after.heldOutError)).toBeLessThan(0.01)
  })
})
