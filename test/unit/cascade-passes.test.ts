import type { Tensor4D } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { MEAN_SHAPE, STAGES } from '../../src/geometry/face.ts'
import { CanvasCascade } from '../../src/landmarker/cascade/canvas-cascade.ts'
import type { Cropper } from '../../src/landmarker/cascade/cropper.ts'
import type { Variant } from '../../src/landmarker/models/variant.ts'

const [{ input, margin }] = STAGES
const SOURCE = { data: new Uint8ClampedArray(4), width: 1, height: 1 } as never

/** Makes a cascade whose first stage sees the face aside by some sides of its square, in every pass; counts its passes. */
function createCascade(aside: number) {
  let passes = 0
  let count = 0
  const cropper: Pick<Cropper, 'cut'> = {
    cut: (_, crops) => {
      count = crops.length
      return { dispose: () => undefined } as Tensor4D
    },
  }
  const row = MEAN_SHAPE.flatMap(([x, y]) => [x + aside, y].map((v) => (v / margin + 0.5) * input))
  const predict = () => {
    passes++
    const rows = Float32Array.from(Array.from({ length: count }, () => row).flat())
    return { data: () => Promise.resolve(rows), dispose: () => undefined }
  }
  const variant = { name: 'shifting', stage1: { predict, columns: {} }, stage2: undefined }
  const cascade = new CanvasCascade(cropper as Cropper)
  const run = async (rolls: readonly number[], stage1Passes = 3) => {
    passes = 0
    const rois = rolls.map((roll, id) => ({
      id,
      square: { centre: [100, 100], side: 80, roll } as const,
      stage1Passes,
    }))
    await cascade.run([variant as unknown as Variant], SOURCE, rois, 1)
    return passes
  }
  return run
}

describe('the first stage', () => {
  it('runs once on an upright face that it moves a little, and again on one that it moves far', async () => {
    expect(await createCascade(0.06)([0])).toBe(1)
    expect(await createCascade(0.2)([0])).toBe(3)
  })

  it('runs on a turned face until its square settles', async () => {
    expect(await createCascade(0.06)([1])).toBe(3)
    expect(await createCascade(0.06)([-1])).toBe(3)
    expect(await createCascade(0.01)([1])).toBe(1)
  })

  it('runs no more often than it may', async () => {
    expect(await createCascade(0.2)([1], 1)).toBe(1)
    expect(await createCascade(0.2)([1], 0)).toBe(0)
  })
})
