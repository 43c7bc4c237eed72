import { describe, expect, it } from 'vitest'
import type { FaceRow } from '../../src/analysis/face-row.ts'
import { collectSeries, countFaces, thinSeries } from '../../src/analysis/face-series.ts'

const FPS = 25
/** Frames at which a person blinks, for five frames each. */
const BLINKS = [60, 130, 131, 180]

const openingAt = (frame: number) =>
  BLINKS.some((blink) => frame >= blink && frame < blink + 5) ? 0.08 : 0.3

function createRow(frame: number, faceId: number, opening: number): FaceRow {
  return {
    frame,
    faceId,
    timestampSeconds: (frame - 1) / FPS,
    face: {
      coordinates: new Float32Array(136),
      confidences: undefined,
      presence: 0.9,
      pose: { translation: [0, 0, 500], openFaceAngles: [0, 0, 0], yaw: frame, pitch: -frame, roll: 1 },
      measures: {
        eyeAspectRatioLeft: opening - 0.01,
        eyeAspectRatioRight: opening + 0.01,
        mouthAspectRatio: 0.2,
      },
    },
  }
}

/** Two people over 250 frames; the second is there from frame 101 to 150 and in 200, and does not blink. */
const ROWS = Array.from({ length: 250 }, (_, i) => i + 1).flatMap((frame) => [
  createRow(frame, 0, openingAt(frame)),
  ...((frame > 100 && frame <= 150) || frame === 200 ? [createRow(frame, 1, 0.3)] : []),
])

describe('the measures of a face over time', () => {
  it('belong to that face, and to its frames', () => {
    expect(countFaces(ROWS)).toEqual([
      { faceId: 0, frames: 250 },
      { faceId: 1, frames: 51 },
    ])
    const { times, values } = collectSeries(ROWS, 0)
    expect(times).toHaveLength(250)
    expect(times[249]).toBeCloseTo(249 / FPS, 10)
    expect(values.yaw[99]).toBe(100)
    expect(values.pitch[99]).toBe(-100)
    expect(values.eyeLeft[0]).toBeCloseTo(0.29, 10)
    expect(values.eyeRight[0]).toBeCloseTo(0.31, 10)
  })

  it('are interrupted where the face is missing', () => {
    const { times, values } = collectSeries(ROWS, 1)
    expect(times).toHaveLength(52)
    expect(values.mouth[50]).toBeNaN()
    expect(times[50]).toBeGreaterThan(149 / FPS)
    expect(times[50]).toBeLessThan(199 / FPS)
    expect(values.mouth[51]).toBe(0.2)
  })

  it('tell the blinks, with their times', () => {
    const { blinks } = collectSeries(ROWS, 0)
    // Of the second two, the eyes stay shut from one to the other.
    expect(blinks).toHaveLength(3)
    for (const [i, frame] of [60, 130, 180].entries())
      expect(Math.abs(blinks[i]!.start - (frame - 1) / FPS)).toBeLessThan(1.5 / FPS)
    expect(collectSeries(ROWS, 1).blinks).toEqual([])
  })
})

describe('a thinned line', () => {
  const times = Float64Array.from({ length: 90_000 }, (_, i) => i / FPS)
  const values = Float64Array.from(times, (_, i) => (i === 70_001 ? 0 : i === 20_002 ? 1 : 0.3))
  values.fill(NaN, 40_000, 45_000)

  it('has few points, rising times, all peaks, and its gap', () => {
    const points = thinSeries(times, values, 2000)
    expect(points.length).toBeLessThanOrEqual(2000)
    expect(points.every(([at], i) => i === 0 || at > points[i - 1]![0])).toBe(true)
    expect(points).toContainEqual([70_001 / FPS, 0])
    expect(points).toContainEqual([20_002 / FPS, 1])
    expect(points.some(([at, value]) => Number.isNaN(value) && at > 1600 && at < 1800)).toBe(true)
  })

  it('is left as it is where it is short', () => {
    expect(thinSeries(times.subarray(0, 100), values.subarray(0, 100), 2000)).toHaveLength(100)
  })
})
