import { expect, inject, it } from 'vitest'
import { LANDMARK_COUNT } from '../../src/geometry/face.ts'
import type { Square } from '../../src/geometry/square.ts'
import { useBrowser } from '../support/browsing.ts'

/** One of the women in sample6.jpg. */
const SQUARE: Square = { centre: [1220, 470], side: 175, roll: 0.12 }

const browser = useBrowser()

async function look(backend: 'wasm' | 'webgpu', variant: string, stage: 1 | 2, layer: string) {
  const page = await browser().newPage()
  await page.goto(inject('engine'))
  await page.waitForFunction(() => 'trial' in window)
  await page.evaluate(([v, b]) => window.trial.start(v, b), [variant, backend] as const)
  const said = await page.evaluate(
    ([v, s, l, square]) => window.trial.lookInside(v, s, l, '/samples/sample6.jpg', square),
    [variant, stage, layer, SQUARE] as const,
  )
  await page.close()
  return said
}

const findLargest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0)
const findApart = (a: readonly number[], b: readonly number[]) =>
  findLargest(a.map((value, i) => Math.abs(value - b[i]!)))

it.each([
  ['wing', 2, 'conv3'],
  ['lite', 2, 'maps'],
  ['lite', 1, 'level2'],
] as const)(
  'the inside of %s, stage %i, layer %s, is the same on webgpu as on wasm, and is released',
  async (variant, stage, layer) => {
    const [wasm, webgpu] = [
      await look('wasm', variant, stage, layer),
      await look('webgpu', variant, stage, layer),
    ]
    for (const { tensors } of [wasm, webgpu]) expect(tensors[1]).toBe(tensors[0])
    expect(webgpu.layer).toEqual(wasm.layer)
    expect(findApart(webgpu.values, wasm.values)).toBeLessThan(5e-3 * findLargest(wasm.values))
    expect(findApart(webgpu.filters, wasm.filters)).toBeLessThan(1e-5)
    expect(findApart(webgpu.landmarks, wasm.landmarks)).toBeLessThan(0.05)
    expect(wasm.coverShifts).toHaveLength(64 * LANDMARK_COUNT)
    expect(findApart(webgpu.coverShifts, wasm.coverShifts)).toBeLessThan(0.1)
    // A grey square on the face moves landmarks, one in the corner hardly.
    expect(findLargest(wasm.coverShifts)).toBeGreaterThan(1)
    expect(wasm.lastShifts).toHaveLength(variant === 'wing' ? 512 * LANDMARK_COUNT : 0)
    if (variant === 'wing') {
      expect(findApart(webgpu.lastShifts, wasm.lastShifts)).toBeLessThan(0.02)
      expect(findLargest(wasm.lastShifts)).toBeGreaterThan(0.1)
    }
    expect(Boolean(wasm.heatMaps)).toBe(variant === 'lite')
  },
)
