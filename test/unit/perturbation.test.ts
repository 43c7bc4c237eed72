import { describe, expect, it } from 'vitest'
import {
  toBoxError,
  PERTURBATIONS,
  findPerturbation,
  listSweepValues,
  type Perturbation,
} from '../../src/app/features/xray/perturbation.ts'
import { addNoise, blur, computeBoxFilter } from '../../src/app/features/xray/pixels.ts'
import {
  createFacePatch,
  patchToImageSquare,
  imageToPatchSquare,
  patchToImagePoint,
  imageToPatchPoint,
} from '../../src/app/features/xray/face-patch.ts'
import type { Point } from '../../src/geometry/point.ts'
import { computeOccluder, perturbSquare } from '../../src/geometry/perturbation.ts'
import { computeCorners, type Square } from '../../src/geometry/square.ts'

const close = (p: Point, q: Point) => {
  expect(p[0]).toBeCloseTo(q[0], 9)
  expect(p[1]).toBeCloseTo(q[1], 9)
}

const QUARTER = Math.PI / 2
const upright: Square = { centre: [100, 80], side: 40, roll: 0 }

describe('perturbed squares', () => {
  it('miss by shares of their side, along the face’s own axes', () => {
    const moved = perturbSquare(upright, { shift: [0.25, -0.1], scale: 1.5, roll: 0.3 })
    close(moved.centre, [110, 76])
    expect([moved.side, moved.roll]).toEqual([60, 0.3])
    // A face that lies on its side: its right is below, its bottom is on the left.
    const lying = perturbSquare({ ...upright, roll: QUARTER }, { shift: [0.25, 0.5], scale: 1, roll: 0 })
    close(lying.centre, [80, 90])
    expect(lying.roll).toBe(QUARTER)
  })

  it('are whole without an error', () => {
    const whole = Object.fromEntries(PERTURBATIONS.map(({ id, neutral }) => [id, neutral])) as Perturbation
    expect(perturbSquare(upright, toBoxError(whole))).toEqual(upright)
    const error = toBoxError({ ...whole, x: -40, scale: 150, roll: 90 })
    expect(error).toEqual({ shift: [-0.4, 0], scale: 1.5, roll: QUARTER })
  })

  it('are covered in the middle, as they are turned', () => {
    const corners = computeCorners(computeOccluder({ ...upright, roll: QUARTER }, 0.5))
    for (const [i, corner] of (
      [
        [110, 70],
        [110, 90],
        [90, 90],
        [90, 70],
      ] as const
    ).entries()) {
      close(corners[i]!, corner)
    }
  })
})

describe('knobs', () => {
  it('are measured from one end to the other, where they are whole too', () => {
    expect(listSweepValues(findPerturbation('x'))).toEqual([
      -40, -35, -30, -25, -20, -15, -10, -5, 0, 5, 10, 15, 20, 25, 30, 35, 40,
    ])
    for (const knob of PERTURBATIONS) {
      const samples = listSweepValues(knob)
      expect([samples[0], samples.at(-1)]).toEqual(knob.range)
      expect(samples).toContain(knob.neutral)
    }
  })
})

describe('sheets', () => {
  it('bring points and squares there and back', () => {
    const square: Square = { centre: [700, 500], side: 400, roll: 0.2 }
    const patch = createFacePatch(square, 1200, 5000)
    expect(patch).toEqual({ left: 0, top: 0, scale: 0.5, width: 600, height: 650 })
    close(patchToImagePoint(patch, imageToPatchPoint(patch, [33, 44])), [33, 44])
    expect(imageToPatchSquare(patch, square)).toEqual({ centre: [350, 250], side: 200, roll: 0.2 })
    expect(patchToImageSquare(patch, imageToPatchSquare(patch, square))).toEqual(square)
  })

  it('leave small faces as they are', () => {
    expect(createFacePatch({ centre: [300.4, 200.2], side: 50, roll: 0 }, 640, 480)).toEqual({
      left: 200,
      top: 100,
      scale: 1,
      width: 201,
      height: 201,
    })
  })
})

describe('perturbed pixels', () => {
  const grey = (width: number, height: number, level: number) => ({
    data: new Uint8ClampedArray(4 * width * height).fill(level),
    width,
    height,
  })
  const spread = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    return { mean, deviation: Math.sqrt(variance) }
  }
  const reds = ({ data }: { data: Uint8ClampedArray }) => [...data].filter((_, i) => i % 4 === 0)

  it.each([0.4, 0.7, 2, 5.3, 20])('are averaged with the variance of a Gaussian of %f pixels', (sigma) => {
    const { radius, edge } = computeBoxFilter(sigma)
    let variance = 2 * edge * (radius + 1) ** 2
    for (let i = -radius; i <= radius; i++) variance += i * i
    expect((3 * variance) / (2 * radius + 1 + 2 * edge)).toBeCloseTo(sigma ** 2, 9)
    expect(edge >= 0 && edge < 1).toBe(true)
  })

  it.each([1.5, 2, 5.3])('are blurred as by a Gaussian of %f pixels', (sigma) => {
    // A step becomes the Gaussian's integral: 84% at one deviation from its middle.
    const step = grey(64, 8, 0)
    for (let i = 0; i < step.data.length; i += 4) {
      step.data[i] = (i / 4) % 64 >= 32 ? 200 : 0
      step.data[i + 3] = 255
    }
    blur(step, sigma)
    const row = reds(step).slice(0, 64)
    const at = (x: number) => row[Math.floor(x)]! + (x % 1) * (row[Math.floor(x) + 1]! - row[Math.floor(x)]!)
    expect(Math.abs(at(31.5) - 100)).toBeLessThan(2)
    expect(Math.abs(at(31.5 + sigma) / 200 - 0.841)).toBeLessThan(0.04)
    expect(row[63]).toBeGreaterThan(198)
    expect(step.data[3]).toBe(255)
  })

  it('stay an even grey when blurred', () => {
    const even = grey(9, 7, 120)
    blur(even, 3)
    expect(new Set(even.data)).toEqual(new Set([120]))
  })

  it('have the same noise each time, as strong as asked for, in grains', () => {
    const [first, second] = [grey(120, 90, 128), grey(120, 90, 128)]
    addNoise(first, 20, 1)
    addNoise(second, 20, 1)
    expect(first.data).toEqual(second.data)
    const { mean, deviation } = spread(reds(first))
    expect(Math.abs(mean - 128)).toBeLessThan(1)
    expect(Math.abs(deviation - 20)).toBeLessThan(0.6)
    expect(reds(first)).not.toEqual([...first.data].filter((_, i) => i % 4 === 1))
    const grains = grey(120, 90, 128)
    addNoise(grains, 20, 3)
    const values = reds(grains)
    const firsts = values.map((_, i) => {
      const [x, y] = [i % 120, Math.floor(i / 120)]
      return values[120 * (y - (y % 3)) + x - (x % 3)]
    })
    expect(values).toEqual(firsts)
  })
})
