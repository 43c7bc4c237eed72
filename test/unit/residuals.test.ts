import { expect, it } from 'vitest'
import { computeResidualHistogram } from '../../src/evaluation/residuals.ts'
import { MEAN_SHAPE, STAGES } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'

const { input, margin } = STAGES[1]

it('counts residuals in pixels of an upright crop, whatever the size and roll of the face', () => {
  for (const [side, roll] of [
    [100, 0],
    [640, 0.7],
  ]) {
    const place = (point: Point, dx: number): Point => {
      const [x, y] = rotate([(point[0] + dx) * side, point[1] * side], roll)
      return [x + 300, y + 200]
    }
    const truth = MEAN_SHAPE.map((point) => place(point, 0))
    // Two pixels of the crop along the face's own x axis, nothing along y.
    const shift = (2.1 * margin) / input
    const found = MEAN_SHAPE.map((point) => place(point, shift))
    const { width, counts, beyond } = computeResidualHistogram([[found, truth]])
    expect(counts[Math.floor(2.1 / width)]).toBe(68)
    expect(counts[0]).toBe(68)
    expect(counts.reduce((sum, count) => sum + count, beyond)).toBe(136)
  }
})

it('counts what is larger than its last bin', () => {
  const truth = MEAN_SHAPE.map(([x, y]): Point => [100 * x, 100 * y])
  const found = truth.map(([x, y]): Point => [x + 60, y])
  const { counts, beyond } = computeResidualHistogram([[found, truth]])
  expect([counts[0], beyond]).toEqual([68, 68])
})
