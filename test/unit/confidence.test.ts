import { describe, expect, it } from 'vitest'
import { createRandom, sampleNormal } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { decodeOutput } from '../../src/landmarker/cascade/canvas-cascade.ts'
import { computeConfidence, computeExpectedError } from '../../src/landmarker/cascade/confidence.ts'

const face = MEAN_SHAPE.map(([x, y]) => [200 * x, 200 * y] as const)
const eyes = 200 * (MEAN_SHAPE[45]![0] - MEAN_SHAPE[36]![0])

describe('confidence', () => {
  it('is the share of errors below 5% of the outer eye corners’ distance', () => {
    const [sure, unsure] = computeConfidence(face, [0.01 * eyes, 0.2 * eyes])
    expect(sure).toBeCloseTo(1 - Math.exp((-Math.PI / 4) * 5 ** 2), 6)
    expect(unsure).toBeCloseTo(1 - Math.exp((-Math.PI / 4) * 0.25 ** 2), 6)
  })

  it('does not depend on the size of the crop in its photo', () => {
    const row = [
      ...MEAN_SHAPE.flatMap(([x, y]) => [128 * (x + 0.5), 128 * (y + 0.5)]),
      ...Array<number>(68).fill(2),
      3,
    ]
    const crop = { centre: [50, 60] as const, roll: 0.3, size: 128 }
    const columns = { expectedError: 136, presence: 204 }
    const [small, large] = [100, 1000].map((side) => decodeOutput(row, { ...crop, side }, columns))
    expect(small!.confidence?.[0]).toBeCloseTo(large!.confidence?.[0] ?? NaN, 9)
    expect(small!.confidence?.[0]).toBeCloseTo(
      1 - Math.exp((-Math.PI / 4) * ((0.05 * eyes * 128) / 200 / 2) ** 2),
      6,
    )
    expect(small!.presence).toBeCloseTo(1 / (1 + Math.exp(-3)), 9)
  })

  it('is the share of errors with normally distributed x and y, whose mean distance is given', () => {
    const random = createRandom(1)
    const radius = 0.05 * eyes
    for (const mean of [0.5 * radius, radius, 2 * radius]) {
      // The mean of a Rayleigh distribution is its deviation times the root of half of pi.
      const deviation = mean / Math.sqrt(Math.PI / 2)
      const drawn = Array.from({ length: 20_000 }, () =>
        Math.hypot(deviation * sampleNormal(random), deviation * sampleNormal(random)),
      )
      const share = drawn.filter((distance) => distance < radius).length / drawn.length
      expect(Math.abs(computeConfidence(face, [mean])[0]! - share)).toBeLessThan(0.01)
    }
  })

  it('gives the expected error back', () => {
    const expected = [0.01, 0.03, 0.2]
    const confidence = computeConfidence(
      face,
      expected.map((error) => error * eyes),
    )
    for (const [i, value] of confidence.entries())
      expect(computeExpectedError(value)).toBeCloseTo(expected[i]!, 6)
    expect([computeExpectedError(1), computeExpectedError(0)]).toEqual([0, Infinity])
  })

  it('is not given where a network has none', () => {
    const row = MEAN_SHAPE.flatMap(([x, y]) => [x, y])
    const crop = { centre: [50, 60] as const, roll: 0, size: 128, side: 100 }
    const output = decodeOutput(row, crop, {})
    expect([output.confidence, output.presence]).toEqual([undefined, undefined])
  })
})
