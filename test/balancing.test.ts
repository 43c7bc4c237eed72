import { describe, expect, it } from 'vitest'
import {
  computeAsymmetry,
  assignBins,
  countPerBin,
  computeRepeats,
  findYawComponent,
} from '../src/evaluation/balancing.ts'
import { projectOntoComponent, computePrincipalComponents } from '../src/evaluation/principal-components.ts'
import { alignShape, computeProcrustes, type Shape } from '../src/evaluation/procrustes.ts'
import { createRandom } from '../src/evaluation/random.ts'
import { MEAN_SHAPE } from '../src/geometry/face.ts'
import { rotate, type Point } from '../src/geometry/point.ts'
import { python, PYTHON } from './python.ts'

/** Numbers between -1 and 1, the same ones each time. */
function noise(seed: number): () => number {
  const random = createRandom(seed)
  return () => 2 * random() - 1
}

/** Heads turned by known angles, seen without perspective: x is narrowed, what is in front moves aside. */
function heads(count: number): { shapes: Shape[]; yaws: number[] } {
  const random = noise(5)
  const yaws = Array.from({ length: count }, () => random() * 0.7)
  const shapes = yaws.map((yaw) => {
    const [scale, roll, left, top] = [50 + 20 * random(), random(), 100 * random(), 100 * random()]
    return MEAN_SHAPE.map(([x, y]): Point => {
      const depth = 0.5 - 2 * x * x
      const turned: Point = [x * Math.cos(yaw) + depth * Math.sin(yaw), y * (1 + 0.05 * random())]
      const [px, py] = rotate(turned, roll)
      return [left + scale * px, top + scale * py]
    })
  })
  return { shapes, yaws }
}

const { shapes, yaws } = heads(120)

describe('Procrustes', () => {
  it('lays copies of one shape exactly on one another', () => {
    const copies = shapes.map((_, i) => {
      const random = noise(i + 1)
      const angle = 3 * random()
      return shapes[0].map((point): Point => {
        const [x, y] = rotate(point, angle)
        return [x * 3 + 7, y * 3 - 2]
      })
    })
    const { aligned, mean } = computeProcrustes(copies)
    for (const shape of aligned) {
      for (const [i, [x, y]] of shape.entries())
        expect(Math.hypot(x - mean[i][0], y - mean[i][1])).toBeLessThan(1e-9)
    }
  })

  it('does not mirror', () => {
    const mirrored = shapes[0].map(([x, y]): Point => [-x, y])
    const onto = alignShape(shapes[0], shapes[0])
    const off = alignShape(mirrored, onto).reduce(
      (sum, [x, y], i) => sum + Math.hypot(x - onto[i][0], y - onto[i][1]),
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
        x + a * u[2 * i] + b * v[2 * i],
        y + a * u[2 * i + 1] + b * v[2 * i + 1],
      ]),
    )
    const [first, second] = computePrincipalComponents(data, mean)
    expect(first.deviation).toBeCloseTo(3, 9)
    expect(second.deviation).toBeCloseTo(1, 9)
    expect(
      Math.abs(
        projectOntoComponent(
          [
            [0.6, 0],
            [4, 0.8],
            [0, 4],
          ],
          mean,
          first,
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
    expect(Math.abs(correlations[index])).toBeGreaterThan(0.95)
    const found = aligned.map((shape) => sign * projectOntoComponent(shape, mean, components[index]))
    // Heads turned to the right have the nose there.
    expect(
      found.every((value, i) => Math.abs(yaws[i]) < 0.1 || Math.sign(value) === Math.sign(yaws[i])),
    ).toBe(true)
    expect(computeAsymmetry(aligned[yaws.indexOf(Math.max(...yaws))])).toBeGreaterThan(0)
  })

  it('fills bins once each, repeats the rare ones, and leaves empty ones alone', () => {
    const bins = assignBins([0, 0.1, -0.1, 0.2, 0.3, -1], 4)
    expect(bins).toEqual([0, 0, 0, 0, 1, 3])
    expect(countPerBin(bins, 4)).toEqual([4, 1, 0, 1])
    expect(computeRepeats([4, 1, 0, 1])).toEqual([1, 4, 0, 4])
    expect(assignBins([0, 0], 4)).toEqual([0, 0])
  })

  it.runIf(PYTHON)('does what the trainer does, on the same shapes', () => {
    const program = `import json, sys, numpy as np
from balance import yaw_of, bins_of, repeats_of
yaw, found = yaw_of(np.array(json.load(sys.stdin)))
place = bins_of(yaw)
print(json.dumps({"yaw": yaw.tolist(), "index": found["yaw"], "deviations": found["deviations"][:5].tolist(),
                  "bins": place.tolist(), "repeats": repeats_of(place).tolist()}))`
    const trainer = JSON.parse(python(['-c', program], JSON.stringify(shapes))) as {
      yaw: number[]
      index: number
      deviations: number[]
      bins: number[]
      repeats: number[]
    }
    const { index, sign } = findYawComponent(aligned, mean, components)
    expect(trainer.index).toBe(index)
    for (const [i, value] of trainer.yaw.entries()) {
      expect(sign * projectOntoComponent(aligned[i], mean, components[index])).toBeCloseTo(value, 8)
    }
    for (const [i, value] of trainer.deviations.entries())
      expect(components[i].deviation).toBeCloseTo(value, 8)
    const bins = assignBins(trainer.yaw)
    expect(bins).toEqual(trainer.bins)
    const repeats = computeRepeats(countPerBin(bins))
    expect(bins.map((bin) => repeats[bin])).toEqual(trainer.repeats)
  })
})
