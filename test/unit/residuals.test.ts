import { expect, it } from 'vitest'
import { createRandom } from '../../src/evaluation/random.ts'
import { computeResidualHistogram, drawResiduals } from '../../src/evaluation/residuals.ts'
import { MEAN_SHAPE, STAGES } from '../../src/geometry/face.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'

const { input, margin } = STAGES[1]

it('counts residuals in pixels of an upright crop, whatever the size and roll of the face', () => {
  for (const [side, roll] of [
    [100, 0],
    [640, 0.7],
  ]) {
    const place = (point: Point, dx: number): Point => {
      const [x, y] = rotate([(point[0] + dx) * side!, point[1] * side!], roll!)
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

it('draws residuals that are distributed as the histogram is, within its bins', () => {
  const counts = [0, 30, 10, 0, 60]
  const drawn = drawResiduals({ width: 0.5, counts, beyond: 7 }, 20_000, createRandom(3))
  const found = counts.map((_, bin) => drawn.filter((size) => Math.floor(size / 0.5) === bin).length / 200)
  expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9)
  for (const [bin, share] of found.entries()) expect(Math.abs(share - counts[bin]!)).toBeLessThan(1.5)
  // Uniform within a bin.
  const inLast = drawn.filter((size) => size >= 2)
  expect(inLast.filter((size) => size < 2.25).length / inLast.length).toBeCloseTo(0.5, 1)
  expect(drawResiduals({ width: 0.5, counts, beyond: 7 }, 3, createRandom(3))).toEqual(drawn.slice(0, 3))
  expect(() => drawResiduals({ width: 0.5, counts: [0, 0], beyond: 7 }, 3, createRandom(3))).toThrow(
    RangeError,
  )
})
