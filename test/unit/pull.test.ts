import { describe, expect, it } from 'vitest'
import { createLosses } from '../../src/app/features/losses/curves.ts'
import { computePull, INPUT_SIDE_PX, TRUE_SHAPE } from '../../src/app/features/losses/pull.ts'
import {
  createDisplacement,
  formatDisplacement,
  parseDisplacement,
} from '../../src/app/state/address/displacement.ts'
import { MEAN_SHAPE, STAGES } from '../../src/geometry/face.ts'
import { cropAtSquare, toCropPoint } from '../../src/geometry/crop.ts'

describe('a landmark away from its true place', () => {
  it('belongs to the mean face as CNN-7 sees it', () => {
    const [, { input, margin }] = STAGES
    const crop = cropAtSquare({ centre: [0, 0], side: 1, roll: 0 }, margin, input)
    for (const [i, point] of MEAN_SHAPE.entries()) {
      const [x, y] = toCropPoint(crop, point)
      expect(TRUE_SHAPE[i]![0]).toBeCloseTo(x, 9)
      expect(TRUE_SHAPE[i]![1]).toBeCloseTo(y, 9)
      expect(Math.min(x, y)).toBeGreaterThan(0)
      expect(Math.max(x, y)).toBeLessThan(INPUT_SIDE_PX)
    }
  })

  it('is pulled by each loss as src/losses says, on each axis alone', () => {
    for (const residual of [
      [6, -4],
      [0, 0],
      [-0.3, 15],
      [10, 1],
    ] as const) {
      for (const loss of createLosses({ w: 10, epsilon: 2, r: 0.5 })) {
        const { value, pull } = computePull(loss, residual)
        expect(value).toBe(loss.value(residual[0]) + loss.value(residual[1]))
        expect(pull[0]).toBeCloseTo(-loss.derivative(residual[0]), 12)
        expect(pull[1]).toBeCloseTo(-loss.derivative(residual[1]), 12)
        // Towards the true place, never away from it.
        for (const axis of [0, 1] as const) expect(pull[axis] * residual[axis]).toBeLessThanOrEqual(0)
      }
    }
  })

  it('is written to the address and read again', () => {
    const moved = createDisplacement(30, [3.14159, -25])
    expect(moved).toEqual({ landmark: 30, residual: [3.1, -20] })
    expect(formatDisplacement(moved)).toBe('30,3.1,-20')
    expect(parseDisplacement('30,3.1,-20')).toEqual(moved)
    expect(formatDisplacement(createDisplacement(0, [-0.01, 0]))).toBe('0,0,0')
    for (const text of [
      '',
      '30',
      '30,1',
      '30,1,2,3',
      '68,1,2',
      '-1,1,2',
      '1.5,1,2',
      'a,1,2',
      '1,,2',
      '1,Infinity,2',
    ])
      expect(parseDisplacement(text), text).toBeUndefined()
  })
})
