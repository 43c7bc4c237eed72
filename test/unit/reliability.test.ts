import { describe, expect, it } from 'vitest'
import { computeRankCorrelation } from '../../src/evaluation/correlation.ts'
import { computeFaceMetrics, computeReliabilityScore } from '../../src/evaluation/face-metrics.ts'
import { createRandom, sampleNormal } from '../../src/evaluation/random.ts'
import { computePointErrors, scoreReliability } from '../../src/evaluation/reliability.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import { computeConfidence, CONFIDENCE_RADIUS } from '../../src/landmarker/cascade/confidence.ts'

const truth = MEAN_SHAPE.map(([x, y]): Point => [200 * x, 200 * y])

/** Faces whose points are off by a known mean distance each, and predict it times `factor`. */
function drawFaces(count: number, factor: number) {
  const random = createRandom(3)
  return Array.from({ length: count }, () => {
    const means = truth.map(() => 1 + 9 * random() ** 2)
    const found = truth.map(([x, y], i): Point => {
      const deviation = means[i]! / Math.sqrt(Math.PI / 2)
      return [x + deviation * sampleNormal(random), y + deviation * sampleNormal(random)]
    })
    const confidence = computeConfidence(
      truth,
      means.map((mean) => factor * mean),
    )
    return { found, confidence }
  })
}

const score = (faces: ReturnType<typeof drawFaces>) => {
  const result = scoreReliability(
    faces.map(({ found, confidence }) => ({ confidence, errors: computePointErrors(found, truth) })),
    CONFIDENCE_RADIUS,
  )
  if (!result) throw new Error('no score')
  return result
}

describe('the rank correlation', () => {
  it('is 1 for any increasing function, -1 for a decreasing one, and shares the ranks of ties', () => {
    const values = [3, -1, 0.5, 8, 2]
    expect(computeRankCorrelation(values, values.map(Math.exp))).toBeCloseTo(1, 12)
    expect(
      computeRankCorrelation(
        values,
        values.map((value) => -(value ** 3)),
      ),
    ).toBeCloseTo(-1, 12)
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3.
    expect(computeRankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12)
  })
})

describe('reliability', () => {
  it('is good for points that say how far off they are', () => {
    const { points, errorRankCorrelation, calibrationError, reliabilityBins } = score(drawFaces(300, 1))
    expect(points).toBe(300 * 68)
    expect(errorRankCorrelation).toBeGreaterThan(0.5)
    expect(calibrationError).toBeLessThan(0.02)
    expect(reliabilityBins.reduce((sum, bin) => sum + bin.points, 0)).toBe(points)
    for (const { confidence, correct, points: count } of reliabilityBins)
      if (count > 200) expect(Math.abs(confidence - correct)).toBeLessThan(0.06)
  })

  it('has the same rank correlation but a larger calibration error where confidence is too high', () => {
    const [good, sure] = [score(drawFaces(100, 1)), score(drawFaces(100, 0.5))]
    expect(sure.errorRankCorrelation).toBeCloseTo(good.errorRankCorrelation, 2)
    expect(sure.calibrationError).toBeGreaterThan(0.1)
    for (const { confidence, correct } of sure.reliabilityBins.slice(1))
      expect(confidence).toBeGreaterThan(correct)
  })

  it('is undefined without points, and of variants that predict no confidence', () => {
    expect(scoreReliability([], 0.05)).toBeUndefined()
    const { found, confidence } = drawFaces(1, 1)[0]!
    const result = computeFaceMetrics(
      'a.jpg',
      1,
      truth,
      { maps: found, wing: found, lost: undefined },
      {
        maps: confidence,
        lost: confidence,
      },
    )
    expect(computeReliabilityScore([result], 'maps', 0.05)?.points).toBe(68)
    expect(computeReliabilityScore([result], 'wing', 0.05)).toBeUndefined()
    expect(computeReliabilityScore([result], 'lost', 0.05)).toBeUndefined()
  })
})
