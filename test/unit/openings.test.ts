import { describe, expect, it } from 'vitest'
import { computeRocAuc, measureOpenings, scoreOpenings } from '../../src/evaluation/openings.ts'
import { computeCorrelation } from '../../src/evaluation/correlation.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { computeEyeAspectRatios, computeMouthOpening } from '../../src/geometry/openings.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'

/** The mean face with each lid and inner lip moved to this share of its distance from the other one. */
function face(eyes: number, mouth: number): Point[] {
  const points = MEAN_SHAPE.map(([x, y]): Point => [x, y])
  const bring = (pairs: readonly (readonly [number, number])[], share: number) => {
    for (const [i, j] of pairs) {
      const [p, q] = [points[i], points[j]]
      points[i] = [q![0] + (p![0] - q![0]) * share, q![1] + (p![1] - q![1]) * share]
    }
  }
  bring(
    [
      [37, 41],
      [38, 40],
      [43, 47],
      [44, 46],
    ],
    eyes,
  )
  bring(
    [
      [61, 67],
      [62, 66],
      [63, 65],
    ],
    mouth,
  )
  return points
}

describe('openings of eyes and mouth', () => {
  it('are shares of widths, whatever the size and the roll of the face', () => {
    const [left, right] = computeEyeAspectRatios(face(1, 1))
    expect(left).toBeCloseTo(right, 6)
    expect(left).toBeGreaterThan(0.25)
    expect(computeEyeAspectRatios(face(0.1, 1))[0]).toBeCloseTo(0.1 * left, 9)
    const turned = face(0.5, 3).map((point) => rotate([300 * point[0], 300 * point[1]], 0.7))
    expect(computeEyeAspectRatios(turned)[1]).toBeCloseTo(0.5 * right, 9)
    expect(computeMouthOpening(turned)).toBeCloseTo(computeMouthOpening(face(1, 3)), 9)
    expect(computeMouthOpening(face(1, 0))).toBe(0)
  })

  it('have an AUC that counts pairs, and half of ties', () => {
    expect(computeRocAuc([3, 2], [1, 2])).toBe(0.875)
    expect(computeRocAuc([1], [2, 3])).toBe(0)
    expect(computeRocAuc([], [1])).toBeNaN()
    expect(computeCorrelation([1, 2, 3], [-2, -4, -6])).toBeCloseTo(-1, 12)
  })

  it('are scored over closed eyes and open mouths', () => {
    const closed = face(0.1, 1)
    const half = face(0.4, 1)
    const open = face(1, 20)
    const quiet = face(1, 17)
    const score = scoreOpenings([
      { truth: measureOpenings(closed), found: measureOpenings(half) },
      { truth: measureOpenings(open), found: measureOpenings(quiet) },
    ])
    expect([score.closedEyes, score.openEyes, score.openMouths]).toEqual([2, 2, 1])
    expect(score.closedPredicted / score.closedTrue).toBeCloseTo(4, 6)
    expect(score.eyesAuc).toBe(1)
    expect(score.mouthsShare).toBeCloseTo(17 / 20, 6)
    expect(score.eyesCorrelation).toBeCloseTo(1, 6)
  })
})
