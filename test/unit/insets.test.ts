import { describe, expect, it } from 'vitest'
import { computeMeanLandmarks, splitGrid } from '../../src/app/canvas/insets.ts'
import type { Area } from '../../src/app/canvas/viewport.ts'
import type { Face } from '../../src/landmarker/landmarker.ts'

const IMAGE = { width: 400, height: 300 }

const overlap = (a: Area, b: Area) =>
  Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left) > 1e-9 &&
  Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top) > 1e-9

describe('pictures with enlarged parts', () => {
  it.each([
    { name: 'a desk', canvas: { width: 940, height: 660 }, count: 4, isBeside: true },
    { name: 'a phone', canvas: { width: 366, height: 457 }, count: 4, isBeside: false },
    { name: 'a desk, two variants', canvas: { width: 940, height: 660 }, count: 2, isBeside: false },
  ])('lie in the canvas, apart from each other: $name', ({ canvas, count, isBeside }) => {
    const splits = splitGrid(canvas, IMAGE, count, 6)
    expect(splits).toHaveLength(count)
    const areas = splits.flatMap(({ picture, insets }) => [picture, ...insets])
    expect(areas).toHaveLength(3 * count)
    for (const [i, area] of areas.entries()) {
      expect(Math.min(area.left, area.top)).toBeGreaterThanOrEqual(0)
      expect(area.left + area.width).toBeLessThanOrEqual(canvas.width + 1e-9)
      expect(area.top + area.height).toBeLessThanOrEqual(canvas.height + 1e-9)
      for (const other of areas.slice(i + 1)) expect(overlap(area, other)).toBe(false)
    }
    for (const { picture, insets } of splits) {
      expect(picture.width / picture.height).toBeCloseTo(4 / 3)
      expect(insets[0]!.left >= picture.left + picture.width).toBe(isBeside)
    }
  })
})

describe('the mean of the variants', () => {
  const face = { variants: { l2: [[0, 2]], wing: [[4, 4]] } } as unknown as Face

  it('is that of all that are compared', () => {
    expect(computeMeanLandmarks(face, ['l2', 'wing'])).toEqual([[2, 3]])
    expect(computeMeanLandmarks(face, ['wing'])).toEqual([[4, 4]])
  })

  it('waits until all of them have run', () => {
    expect(computeMeanLandmarks(face, ['l2', 'l1'])).toBeUndefined()
  })
})
