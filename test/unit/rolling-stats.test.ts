import { describe, expect, it } from 'vitest'
import { RollingStats } from '../../src/app/canvas/rolling-stats.ts'
import { computeJitter } from '../../src/evaluation/jitter.ts'
import { createRandom, sampleNormal } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import type { Point } from '../../src/geometry/point.ts'
import type { Face, Times } from '../../src/landmarker/landmarker.ts'

const TIMES = { detection: 1, stage1: 1, stage2: 1, frame: 3, variants: { lite: 1 } } as unknown as Times

/** Frames of a face that moves by so many pixels a frame, with noise. */
function createTrack(frames: number, speed: number, noise: number): Point[][] {
  const random = createRandom(1)
  return Array.from({ length: frames }, (_, t) =>
    MEAN_SHAPE.map(([x, y]): Point => [
      200 * x + speed * t + noise * sampleNormal(random),
      200 * y + noise * sampleNormal(random),
    ]),
  )
}

/** Jitter that is shown after these frames of a face. */
function showJitter(track: readonly (readonly Point[])[], ids: readonly number[]): number | undefined {
  const stats = new RollingStats()
  for (const [t, lite] of track.entries())
    stats.add(TIMES, [{ id: ids[t % ids.length], variants: { lite } } as unknown as Face], 40 * t)
  return stats.summarize(true)?.variants.lite?.jitter
}

describe('the jitter that Compare shows', () => {
  it('is the one that npm run jitter measures', () => {
    const three = createTrack(3, 2, 0.5)
    expect(showJitter(three, [0])).toBeCloseTo(computeJitter(three), 10)
    const track = createTrack(30, 2, 0.5)
    expect(Math.abs((showJitter(track, [0]) ?? NaN) / computeJitter(track) - 1)).toBeLessThan(0.05)
  })

  it('does not grow when the head moves steadily, and is of one face', () => {
    expect(showJitter(createTrack(10, 5, 0), [0])).toBeCloseTo(0, 10)
    expect(showJitter(createTrack(2, 0, 1), [0])).toBeUndefined()
    expect(showJitter(createTrack(10, 0, 1), [0, 1])).toBeUndefined()
  })
})
