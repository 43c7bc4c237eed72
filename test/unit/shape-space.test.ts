import { describe, expect, it } from 'vitest'
import training from '../../models/shape-faces.json' with { type: 'json' }
import { projectOntoComponent } from '../../src/evaluation/principal-components.ts'
import { computeImbalance } from '../../src/evaluation/balancing.ts'
import {
  computeBalance,
  findTypicalFace,
  deformMean,
  createShapeSpace,
  createTrainingSpace,
} from '../../src/evaluation/shape-space.ts'
import { TRAINING_SHAPES } from '../../src/evaluation/training-shapes.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { fitSimilarity, computeRoll } from '../../src/geometry/similarity.ts'

const known = createTrainingSpace(TRAINING_SHAPES, training.coefficients)

describe('the space of the training shapes', () => {
  it('has the bins that the trainer counted', () => {
    expect(known.faces).toBe(TRAINING_SHAPES.faces)
    const { before, after, width } = computeBalance(known, TRAINING_SHAPES.balancing.bins)
    expect(before).toEqual(TRAINING_SHAPES.balancing.before)
    expect(after).toEqual(TRAINING_SHAPES.balancing.after)
    expect(width).toBeCloseTo(TRAINING_SHAPES.balancing.width, 6)
    expect(computeImbalance(before)).toBeCloseTo(536 / 14, 12)
  })

  it('gives each face the shape that its coefficients make', () => {
    for (const face of [0, 77, 2008]) {
      for (const [k, wanted] of training.coefficients[face]!.entries()) {
        const found = projectOntoComponent(known.getShape(face), known.mean, known.components[k]!)
        expect(found).toBeCloseTo(wanted, 5)
      }
    }
  })

  it('bends the mean by deviations along a component', () => {
    expect(deformMean(known, [])).toEqual(known.mean)
    const { direction, deviation } = known.components[1]!
    for (const [i, [x, y]] of deformMean(known, [0, -2]).entries()) {
      expect(x).toBeCloseTo(known.mean[i]![0] - 2 * deviation * direction[i]![0], 12)
      expect(y).toBeCloseTo(known.mean[i]![1] - 2 * deviation * direction[i]![1], 12)
    }
  })
})

describe('the space of shapes of one’s own', () => {
  /** Heads turned by -1 to 1, the last one most, laid anywhere at any roll. */
  const turns = [-0.9, -0.5, -0.3, -0.1, 0, 0.05, 0.1, 0.2, 0.4, 1]
  const shapes = (roll: number) =>
    turns.map((turn, k) =>
      MEAN_SHAPE.map(([x, y]): Point => {
        const [px, py] = rotate([x + 0.25 * turn * (0.3 - x * x), y * (1 + 0.002 * (k % 3))], roll + k / 5)
        return [40 * k + 90 * px, 90 * py]
      }),
    )

  it('is upright and finds the yaw, however the first face lies', () => {
    for (const roll of [0, 1.2, 3]) {
      const space = createShapeSpace(shapes(roll))
      expect(Math.abs(computeRoll(fitSimilarity(MEAN_SHAPE, space.mean)))).toBeLessThan(1e-9)
      expect(space.yaw).toBe(0)
      // In the order of the turns.
      expect(space.yaws.toSorted((p, q) => p - q)).toEqual(space.yaws)
      const { before, repeats, after, binOfFace } = computeBalance(space, 4)
      expect(before.reduce((sum, count) => sum + count)).toBe(turns.length)
      expect(binOfFace[9]).toBe(3)
      expect(after).toEqual(before.map((count, i) => count * repeats[i]!))
    }
  })

  it('finds the face in the middle of a bin, and none in an empty bin', () => {
    const space = createShapeSpace(shapes(0))
    const balance = computeBalance(space, 4)
    const { yaws } = space
    for (const [bin, count] of balance.before.entries()) {
      const face = findTypicalFace(space, balance, bin)
      if (count === 0) {
        expect(face).toBeUndefined()
        continue
      }
      expect(balance.binOfFace[face!]).toBe(bin)
      const others = yaws.filter((yaw, other) => balance.binOfFace[other] === bin && yaw > 0)
      const distance = (yaw: number) => Math.abs(yaw - (bin + 0.5) * balance.width)
      if (others.length > 0) expect(distance(yaws[face!]!)).toBe(Math.min(...others.map(distance)))
    }
    const alike = createShapeSpace(Array.from({ length: 3 }, () => shapes(0)[0]!))
    const found = [0, 1, 2, 3, 4].map((bin) => findTypicalFace(alike, computeBalance(alike, 5), bin))
    expect(found.filter((face) => face !== undefined)).toHaveLength(1)
  })

  it('needs three shapes, and bears three that are alike', () => {
    expect(() => createShapeSpace(shapes(0).slice(0, 2))).toThrow(RangeError)
    const alike = createShapeSpace(Array.from({ length: 3 }, () => shapes(0)[0]!))
    // What they differ by is rounding; they are in one bin, whichever.
    expect(computeBalance(alike, 5).before.toSorted((p, q) => p - q)).toEqual([0, 0, 0, 0, 3])
  })
})
