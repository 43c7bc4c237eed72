import { describe, expect, it } from 'vitest'
import {
  computeAsymmetry,
  assignBins,
  countPerBin,
  computeRepeats,
  findYawComponent,
} from '../../src/evaluation/balancing.ts'
import {
  projectOntoComponent,
  computePrincipalComponents,
} from '../../src/evaluation/principal-components.ts'
import { alignShape, computeProcrustes, type Shape } from '../../src/evaluation/procrustes.ts'
import { rotate, type Point } from '../../src/geometry/point.ts'
import { heads, noise } from '../support/turned-heads.ts'

const { shapes, yaws } = heads(120)

describe('Procrustes', () => {
  it('lays copies of one shape exactly on one another', () => {
    const copies = shapes.map((_, i) => {
      const random = noise(i + 1)
      const angle = 3 * random()
      return shapes[0]!.map((point): Point => {
        const [x, y] = rotate(point, angle)
        return [x * 3 + 7, y * 3 - 2]
      })
    })
    const { aligned, mean } = computeProcrustes(copies)
    for (const shape of aligned) {
      for (const [i, [x, y]] of shape.entries())
        expect(Math.hypot(x - mean[i]![0], y - mean[i]![1])).toBeLessThan(1e-9)
    }
  })

  it('does not mirror', () => {
    const mirrored = shapes[0]!.map(([x, y]): Point => [-x, y])
    const onto = alignShape(shapes[0]!, shapes[0]!)
    const off = alignShape(mirrored, onto).reduce(
      (sum, [x, y], i) => sum + Math.hypot(x - onto[i]![0], y - onto[i]![1]),
      0,
    )
    expect(off).toBeGreaterThan(0.5)
  })
})

describe('principal components', () => {
  it('finds directions and deviations that were put in', () => {
    const mean: Shape = [
      [0, 0],
      [4, 0],
      [0, 4],
    ]
    // 3 along one direction, 1 along another, at right angles.
    const u = [0.6, 0, 0, 0.8, 0, 0]
    const v = [0.8, 0, 0, -0.6, 0, 0]
    const data = [
      [3, 1],
      [3, -1],
      [-3, 1],
      [-3, -1],
    ].map(([a, b]) =>
      mean.map(([x, y], i): Point => [
        x + a! * u[2 * i]! + b! * v[2 * i]!,
        y + a! * u[2 * i + 1]! + b! * v[2 * i + 1]!,
      ]),
    )
    const [first, second] = computePrincipalComponents(data, mean)
    expect(first!.deviation).toBeCloseTo(3, 9)
    expect(second!.deviation).toBeCloseTo(1, 9)
    expect(
      Math.abs(
        projectOntoComponent(
          [
            [0.6, 0],
            [4, 0.8],
            [0, 4],
          ],
          mean,
          first!,
        ),
      ),
    ).toBeCloseTo(1, 9)
  })
})

describe('balancing', () => {
  const { aligned, mean } = computeProcrustes(shapes)
  const components = computePrincipalComponents(aligned, mean)

  it('finds the component that turns the head', () => {
    const { index, sign, correlations } = findYawComponent(aligned, mean, components)
    expect(Math.abs(correlations[index]!)).toBeGreaterThan(0.95)
    const found = aligned.map((shape) => sign * projectOntoComponent(shape, mean, components[index]!))
    // Heads turned to the right have the nose there.
    expect(
      found.every((value, i) => Math.abs(yaws[i]!) < 0.1 || Math.sign(value) === Math.sign(yaws[i]!)),
    ).toBe(true)
    expect(computeAsymmetry(aligned[yaws.indexOf(Math.max(...yaws))]!)).toBeGreaterThan(0)
  })

  it('fills bins once each, repeats the rare ones, and leaves empty ones alone', () => {
    const bins = assignBins([0, 0.1, -0.1, 0.2, 0.3, -1], 4)
    expect(bins).toEqual([0, 0, 0, 0, 1, 3])
    expect(countPerBin(bins, 4)).toEqual([4, 1, 0, 1])
    expect(computeRepeats([4, 1, 0, 1])).toEqual([1, 4, 0, 4])
    expect(assignBins([0, 0], 4)).toEqual([0, 0])
  })
})
