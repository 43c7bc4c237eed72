import { describe, expect, it } from 'vitest'
import { sampleNormal, createRandom } from '../../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../../src/geometry/face.ts'
import { distance, type Point } from '../../src/geometry/point.ts'
import { OneEuroFilter, SMOOTHING } from '../../src/landmarker/tracking/one-euro.ts'

const FPS = 30

/** Frames of a face of `side` pixels that moves to the right by `speed` sides a second, with noise. */
function clip(frames: number, side: number, speed: number, noise: number): Point[][] {
  const uniform = createRandom(1)
  const random = () => sampleNormal(uniform)
  return Array.from({ length: frames }, (_, t) =>
    MEAN_SHAPE.map(([x, y]): Point => [
      side * (x + (speed * t) / FPS + noise * random()),
      side * (y + noise * random()),
    ]),
  )
}

function smooth(frames: readonly (readonly Point[])[], side: number): (readonly Point[])[] {
  const filter = new OneEuroFilter()
  return frames.map((points, t) => filter.filter(points, side, t / FPS, SMOOTHING))
}

/** Mean movement of a point between frames. */
function jitter(frames: readonly (readonly Point[])[]): number {
  const moves = frames
    .slice(1)
    .flatMap((points, t) => points.map((point, i) => distance(point, frames[t]![i]!)))
  return moves.reduce((sum, move) => sum + move, 0) / moves.length
}

/** Computes the mean number of frames by which the smoothed points lag behind the true ones. */
function lag(frames: readonly (readonly Point[])[], side: number, speed: number): number {
  const behind = frames
    .slice(FPS)
    .flatMap((points, t) =>
      points.map(([x], i) => side * (MEAN_SHAPE[i]![0] + (speed * (t + FPS)) / FPS) - x),
    )
  return behind.reduce((sum, d) => sum + d, 0) / behind.length / ((side * speed) / FPS)
}

describe('smoothing', () => {
  // 0.4% of a face's side is what the networks' points tremble by on a still, noisy camera.
  const NOISE = 0.004

  it.each([80, 400])('takes six tenths of the jitter and more off a still face of %i pixels', (side) => {
    const measured = clip(10 * FPS, side, 0, NOISE)
    const ratio = jitter(smooth(measured, side)) / jitter(measured)
    console.log(`jitter ${(100 * ratio).toFixed(1)}% of what it was`)
    expect(ratio).toBeLessThan(0.4)
  })

  it('is at most a frame behind a face that moves one side a second', () => {
    const side = 200
    const behind = lag(smooth(clip(3 * FPS, side, 1, NOISE), side), side, 1)
    console.log(`${behind.toFixed(2)} frames behind`)
    expect(behind).toBeLessThan(1)
    expect(behind).toBeGreaterThan(-0.1)
  })

  it('begins anew after a gap, and when time does not pass', () => {
    const filter = new OneEuroFilter()
    const here: Point[] = [[0, 0]]
    const there: Point[] = [[50, 0]]
    filter.filter(here, 100, 0, SMOOTHING)
    expect(filter.filter(there, 100, 0.033, SMOOTHING)[0]![0]).toBeLessThan(50)
    expect(filter.filter(here, 100, 2, SMOOTHING)).toBe(here)
    expect(filter.filter(there, 100, 2, SMOOTHING)).toBe(there)
  })
})
