import { describe, expect, it } from 'vitest'
import { computeJitter, computeLag, type LandmarkTrack } from '../../src/evaluation/jitter.ts'
import { createRandom, sampleNormal } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { distance, type Point } from '../../src/geometry/point.ts'

const FRAMES = 200
const SIDE_PX = 200
const INTER_OCULAR_PX = SIDE_PX * distance(MEAN_SHAPE[36]!, MEAN_SHAPE[45]!)

/** Creates the track of a face that is moved by `move(t)` pixels in x, with noise in both. */
function createTrack(move: (t: number) => number, noise = 0): LandmarkTrack {
  const random = createRandom(1)
  return Array.from({ length: FRAMES }, (_, t) =>
    MEAN_SHAPE.map(([x, y]): Point => [
      SIDE_PX * x + move(t) + noise * sampleNormal(random),
      SIDE_PX * y + noise * sampleNormal(random),
    ]),
  )
}

describe('jitter', () => {
  it('is zero for a steady movement', () => {
    expect(computeJitter(createTrack((t) => 5 * t))).toBeCloseTo(0, 10)
  })

  it('is that of the noise, in percent of the inter-ocular distance', () => {
    const noise = 0.5
    // Each coordinate's distance from its neighbours' middle has variance 1.5; the mean length in 2D is sqrt(pi / 2) of its deviation.
    const expected = (100 * noise * Math.sqrt(1.5) * Math.sqrt(Math.PI / 2)) / INTER_OCULAR_PX
    expect(computeJitter(createTrack(() => 0, noise)) / expected).toBeCloseTo(1, 1)
  })
})

describe('lag', () => {
  const swing = (t: number) => 30 * Math.sin(t / 8)

  it.each([0, 0.5, 1, 2])('finds a delay of %f frames', (delay) => {
    const measured = createTrack(swing)
    const delayed = createTrack((t) => swing(t - delay))
    expect(Math.abs(computeLag(delayed, measured) - delay)).toBeLessThan(0.051)
  })
})
