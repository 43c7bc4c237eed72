import { describe, expect, it } from 'vitest'
import { toAflw19, computeAflwError, computeFaceSize } from '../../src/evaluation/aflw.ts'
import { computeConfidenceInterval, comparePaired } from '../../src/evaluation/bootstrap.ts'
import { createRandom } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'

describe('bootstrap', () => {
  it('gives an interval of about two standard errors on either side', () => {
    const random = createRandom(7)
    const values = Array.from({ length: 400 }, random)
    const [low, high] = computeConfidenceInterval(values)
    // A uniform number's standard deviation is 0.2887: its mean's over 400 is 0.0144.
    expect(high - low).toBeGreaterThan(0.045)
    expect(high - low).toBeLessThan(0.068)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(low).toBeLessThan(mean)
    expect(high).toBeGreaterThan(mean)
    expect(computeConfidenceInterval(values)).toEqual([low, high])
  })

  it('tells a small but steady difference from one that faces alone explain', () => {
    const random = createRandom(3)
    const faces = Array.from({ length: 300 }, () => 3 + 4 * random())
    const steady = faces.map((value) => value - 0.1 - 0.05 * random())
    const same = faces.map((value) => value + (random() - 0.5))
    const better = comparePaired(faces, steady)
    expect(better.difference).toBeGreaterThan(0.1)
    expect(better.p).toBeLessThan(0.001)
    expect(comparePaired(faces, same).p).toBeGreaterThan(0.05)
  })
})

describe("AFLW's protocol on 68 points", () => {
  it('takes 19 points and divides by the longer side of the face', () => {
    expect(toAflw19(MEAN_SHAPE)).toHaveLength(19)
    expect(computeFaceSize(MEAN_SHAPE)).toBeCloseTo(1, 3)
    const moved = MEAN_SHAPE.map(([x, y]): Point => [x + 0.03, y + 0.04])
    expect(computeAflwError(moved, MEAN_SHAPE)).toBeCloseTo(0.05 / computeFaceSize(MEAN_SHAPE), 9)
  })

  it('has left and right where they belong', () => {
    const points = toAflw19(MEAN_SHAPE)
    const pairs = [
      [0, 5],
      [1, 4],
      [2, 3],
      [6, 11],
      [7, 10],
      [8, 9],
      [12, 14],
      [15, 17],
    ]
    for (const [left, right] of pairs) expect(points[left!]![0]).toBeCloseTo(-points[right!]![0], 3)
    for (const middle of [13, 16, 18]) expect(points[middle]![0]).toBeCloseTo(0, 2)
  })
})
