import { describe, expect, it } from 'vitest'
import { cropAtSquare, computeDrawMatrix, toCropPoint, toImagePoint } from '../../src/geometry/crop.ts'
import { MIRRORED_LANDMARKS, LANDMARK_COUNT, MEAN_SHAPE } from '../../src/geometry/face.ts'
import { subtractAngles, rotate, type Point } from '../../src/geometry/point.ts'
import { fitSimilarity, computeRoll, applySimilarity } from '../../src/geometry/similarity.ts'
import {
  computeAnnotationSquare,
  computeDetectionSquare,
  computeLandmarkSquare,
} from '../../src/geometry/square.ts'

const close = (p: Point, q: Point) => {
  expect(p[0]).toBeCloseTo(q[0], 6)
  expect(p[1]).toBeCloseTo(q[1], 6)
}

/** The mean shape, `side` pixels long, turned about its box's centre and moved. */
function placed(side: number, roll: number, [x, y]: Point): Point[] {
  return MEAN_SHAPE.map((point) => {
    const [dx, dy] = rotate([point[0] * side, point[1] * side], roll)
    return [x + dx, y + dy]
  })
}

describe('mean shape', () => {
  it('is centred on its box, the longer side 1, and looks the same in a mirror', () => {
    expect(MEAN_SHAPE).toHaveLength(LANDMARK_COUNT)
    const { centre, side, roll } = computeLandmarkSquare(MEAN_SHAPE)
    close(centre, [0, 0])
    expect(side).toBeCloseTo(1, 4)
    expect(roll).toBeCloseTo(0, 6)
    for (const [i, [x, y]] of MEAN_SHAPE.entries()) {
      expect(MEAN_SHAPE[MIRRORED_LANDMARKS[i]!]![0]).toBeCloseTo(-x, 3)
      expect(MEAN_SHAPE[MIRRORED_LANDMARKS[i]!]![1]).toBeCloseTo(y, 3)
      expect(MIRRORED_LANDMARKS[MIRRORED_LANDMARKS[i]!]).toBe(i)
    }
  })
})

describe('similarity', () => {
  it.each([0, 0.4, -2, 3.1])('is found again at a roll of %f', (roll) => {
    const found = fitSimilarity(MEAN_SHAPE, placed(120, roll, [300, 200]))
    expect(subtractAngles(computeRoll(found), roll)).toBeCloseTo(0, 9)
    expect(Math.hypot(found.a, found.b)).toBeCloseTo(120, 6)
    close(applySimilarity(found, [0, 0]), [300, 200])
  })

  it('does not mirror', () => {
    const mirrored = placed(1, 0, [0, 0]).map(([x, y]): Point => [x, -y])
    const { a, b } = fitSimilarity(MEAN_SHAPE, mirrored)
    // The best turn without reflection; a reflection would fit exactly, with scale 1.
    expect(Math.hypot(a, b)).toBeLessThan(0.9)
  })

  it('refuses shapes of different lengths', () => {
    expect(() => fitSimilarity(MEAN_SHAPE, [[0, 0]])).toThrow(RangeError)
  })
})

describe('squares', () => {
  it('hold a turned face upright', () => {
    const { centre, side, roll } = computeLandmarkSquare(placed(80, 1, [50, 60]))
    close(centre, [50, 60])
    expect(side).toBeCloseTo(80, 2)
    expect(roll).toBeCloseTo(1, 9)
  })

  it('know no roll when annotated', () => {
    const turned = computeAnnotationSquare(placed(80, Math.PI / 2, [50, 60]))
    expect(turned.roll).toBe(0)
    close(turned.centre, [50, 60])
  })

  it('take the roll of a detection from its eyes', () => {
    const eyes = [
      [90, 100],
      [110, 120],
    ] as const
    const square = computeDetectionSquare({ centre: [100, 120], size: 60, eyes, model: 'short' })
    expect(square.roll).toBeCloseTo(Math.PI / 4, 9)
  })
})

describe('crops', () => {
  const crop = cropAtSquare({ centre: [40, 70], side: 30, roll: 0.7 }, 1.25, 128)

  it('bring every point there and back', () => {
    for (const point of [
      [0, 0],
      [41.3, 77],
      [-20, 300],
    ] as const) {
      close(toImagePoint(crop, toCropPoint(crop, point)), point)
    }
  })

  it('have the middle in the middle, and the corner at the corner', () => {
    close(toCropPoint(crop, [40, 70]), [64, 64])
    const half = (30 * 1.25) / 2
    const [dx, dy] = rotate([-half, -half], 0.7)
    close(toImagePoint(crop, [0, 0]), [40 + dx, 70 + dy])
  })

  it('are drawn where their points are computed', () => {
    const [a, b, c, d, e, f] = computeDrawMatrix(crop)
    const [x, y] = [33, 81]
    close([a * x + c * y + e, b * x + d * y + f], toCropPoint(crop, [x, y]))
  })
})
